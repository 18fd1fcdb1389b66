"""A shop in which things happen, and reports asked of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.insights.registry import REPORTS
from app.insights.report import ReportData, Typed
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.fields import clean_values
from tests.unit.loyalty.conftest import SIMPLE, Till

Asked = Callable[..., ReportData]


@pytest.fixture
def till(book: Book, clock: FixedClock) -> Till:
    """One point for each euro, lapsing after 90 days; the clock stands at noon, 22 November 2026."""
    made = Till(book, clock)
    made.rules(SIMPLE)
    return made


@pytest.fixture
def ask(book: Book) -> Asked:
    """A report's answer, its options cleaned as every front cleans them."""

    def asked(report_id: str, **options: Any) -> ReportData:
        report = REPORTS.get(report_id)
        assert report is not None

        def look(view: Any) -> ReportData:
            return report.gather(view, clean_values(report.options_now(view), options))

        return book.ask(look)

    return asked


def figures(data: ReportData) -> dict[str, int | None]:
    return {figure.id: figure.value for figure in data.figures}


def table(data: ReportData) -> list[dict[str, Any]]:
    """The rows by the ids of their columns, values bare."""
    return [
        {column.id: cell.value if isinstance(cell, Typed) else cell
         for column, cell in zip(data.columns, row, strict=True)}
        for row in data.rows
    ]  # fmt: skip


def picked(data: ReportData, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the rows."""
    return [tuple(row[column] for column in columns) for row in table(data)]


def totals(data: ReportData) -> dict[str, Any]:
    pairs = zip(data.columns, data.totals, strict=True)
    return {column.id: value for column, value in pairs if column.total}
