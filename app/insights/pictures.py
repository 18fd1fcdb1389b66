"""Pictures beside charts: a table of shares by month, a field of weekdays and hours, bars with their names.

All are values; fronts paint them. Shares are tenths of a percent (125 is 12.5 %).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.insights.chart import Tone


@dataclass(frozen=True, slots=True)
class CohortRow:
    """Those whose first visit was in `month` (its first day): how many, and what share of them came again so
    many months later; None where that month is not over."""

    month: date
    label: str
    people: int
    shares: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Cohorts:
    """A row for each month, a cell for each of `columns` ("+1 mo"); `first` and `people` head the two columns
    before them."""

    first: str
    people: str
    columns: tuple[str, ...]
    rows: tuple[CohortRow, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(row.people for row in self.rows)

    @property
    def most(self) -> int:
        """The highest share, which is painted strongest; 0 without one."""
        return max((cell for row in self.rows for cell in row.shares if cell is not None), default=0)


@dataclass(frozen=True, slots=True)
class Heat:
    """`values` of shape (rows, columns), at least 0, painted the stronger the more; `kind` is a `Kind`."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    kind: str = "number"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.most

    @property
    def most(self) -> int:
        """The highest value; 0 without one."""
        return max((value for row in self.values for value in row), default=0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from the left. `words` is its value as it is said behind it, `beside` what else is told of it."""

    name: str
    value: int
    words: str
    tone: Tone = Tone.MAIN
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under one another, the longest as long as there is room."""

    bars: tuple[Bar, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(bar.value for bar in self.bars)

    @property
    def most(self) -> int:
        """The highest value; 0 without one."""
        return max((bar.value for bar in self.bars), default=0)
