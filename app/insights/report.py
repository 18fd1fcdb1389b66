"""What a report is: a question to the book, and its answer as figures, charts and one table.

The answer is values, not words: screen, paper, CSV and XLSX write the same numbers each in their own way. A
new report is one new module in `app/insights/reports`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from app.insights.chart import Chart
from app.kernel.fields import Field
from app.kernel.unit import View

Options: TypeAlias = Mapping[str, Any]
"""Cleaned values of a report's options (`app.kernel.fields.clean_values`)."""


class Kind(StrEnum):
    """What a value is. Money is minor units; a percent counts tenths (125 is 12.5 %), and so
    do a value that has them (43 is 4.3) and a time in hours (43 is 4.3 h); a month is the first
    of its days. In a column of `MIXED` values each cell is a `Typed`."""

    TEXT = "text"
    NUMBER = "number"
    POINTS = "points"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    PERCENT = "percent"
    TENTHS = "tenths"
    HOURS = "hours"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that brings its kind along."""

    value: str | int | date | None
    kind: Kind


Cell: TypeAlias = str | int | date | Typed | None
Row: TypeAlias = tuple[Cell, ...]

_TO_THE_RIGHT = frozenset(
    (Kind.NUMBER, Kind.POINTS, Kind.MONEY, Kind.PERCENT, Kind.TENTHS, Kind.HOURS, Kind.MIXED)
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `total`: whether its values are summed at the end; `wide`: its part of the room that is
    left, 0 for as wide as it needs; `blank` is said where there is no value."""

    id: str
    label: str
    kind: Kind = Kind.TEXT
    total: bool = False
    wide: float = 0
    blank: str = ""

    @property
    def figures(self) -> bool:
        """Whether it stands to the right, as figures do."""
        return self.kind in _TO_THE_RIGHT


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the headline."""

    id: str
    label: str
    value: int | None
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, slots=True)
class ReportData:
    """One answer. `subtitle` says the days it is about, `heading` what a row is; `totals` has a value for
    each column that is summed, None for the others, and is () where nothing is; `notes` say how things were
    counted; `empty` is said when there are no rows. Amounts are in `currency`, words those of `locale`."""

    report: str
    title: str
    subtitle: str
    heading: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    totals: Row
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    notes: tuple[str, ...]
    empty: str
    currency: str
    locale: str
    asked_on: date


class Report(ABC):
    """One kind of report. `icon` is a name of the window's icons, `order` its place in the list."""

    id: str
    icon: str = "report"
    order: int = 100

    @property
    @abstractmethod
    def label(self) -> str:
        """Its name in a list."""

    @property
    @abstractmethod
    def purpose(self) -> str:
        """One sentence: what it is for."""

    @property
    def options(self) -> tuple[Field, ...]:
        """What a person may choose before it is asked."""
        return ()

    def options_now(self, view: View) -> tuple[Field, ...]:
        """The options where their choices hang on the shop's own data (its tags)."""
        return self.options

    @abstractmethod
    def gather(self, view: View, options: Options) -> ReportData:
        """The answer from one moment of the file. Raises Refused, by field, for options that do not fit."""

    def answer(
        self,
        view: View,
        subtitle: str,
        heading: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        figures: Sequence[Figure] = (),
        charts: Sequence[Chart] = (),
        notes: Sequence[str] = (),
        totals: Row | None = None,
        empty: str = "",
    ) -> ReportData:
        """The answer, its totals summed unless given, and charts of nothing left out."""
        if totals is None:
            totals = totals_of(columns, rows)
        return ReportData(
            self.id, self.label, subtitle, heading, tuple(columns), rows, totals, tuple(figures),
            tuple(chart for chart in charts if not chart.empty), tuple(note for note in notes if note), empty,
            view.context.currency, view.context.locale, view.today,
        )  # fmt: skip


def totals_of(columns: Sequence[Column], rows: Sequence[Row]) -> Row:
    """The sums of the columns that are summed; () where none is."""
    if not any(column.total for column in columns):
        return ()
    sums: list[Cell] = []
    for at, column in enumerate(columns):
        values = (row[at] for row in rows)
        sums.append(sum(value for value in values if isinstance(value, int)) if column.total else None)
    return tuple(sums)


def total_place(columns: Sequence[Column]) -> int | None:
    """Where it stands that the last row is the total: the first column that is not summed, words or days
    before figures; None where all are summed."""
    free = [(column.figures, at) for at, column in enumerate(columns) if not column.total]
    return min(free)[1] if free else None


def typed(column: Column, cell: Cell) -> Typed:
    """A cell with its kind."""
    return cell if isinstance(cell, Typed) else Typed(cell, column.kind)


def share(part: int, whole: int) -> int | None:
    """`part` of `whole` in tenths of a percent, half up; None of nothing."""
    return None if whole == 0 else (part * 2000 + whole) // (2 * whole)
