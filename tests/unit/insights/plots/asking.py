"""Plots asked of a book, and their rows by the ids of their columns."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from app.insights.plot import Asked, PlotData
from app.insights.registry import PLOTS
from app.kernel.book import Book
from app.kernel.unit import View


def asked(book: Book, plot: str, months: int = 12, ids: Set[int] | None = None) -> PlotData:
    """One plot's answer, as people in Britain read it."""
    found = PLOTS.get(plot)
    assert found is not None

    def look(view: View) -> PlotData:
        with view.written_in("en_GB"):
            return found.gather(view, Asked(months, None if ids is None else frozenset(ids)))

    return book.ask(look)


def rows(data: PlotData) -> list[dict[str, Any]]:
    """The rows by the ids of their columns."""
    return [{column.id: cell for column, cell in zip(data.columns, row, strict=True)} for row in data.rows]


def column(data: PlotData, name: str) -> list[Any]:
    """One column of the rows."""
    return [row[name] for row in rows(data)]
