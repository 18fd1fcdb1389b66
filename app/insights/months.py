"""Days counted by calendar months: which months are looked at, and in which of them a day lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.insights.words import days, short_month
from app.kernel.clock import add_months

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Months:
    """`firsts` are the first days of months that follow one another, in order; `end` the last day looked at,
    which may cut the last month short."""

    firsts: tuple[date, ...]
    end: date

    @classmethod
    def through(cls, today: date, count: int) -> Months:
        """So many months, the last of them the one that runs, through today."""
        this = today.replace(day=1)
        return cls(tuple(add_months(this, -back) for back in range(count - 1, -1, -1)), today)

    @classmethod
    def whole(cls, today: date, count: int) -> Months:
        """So many whole months, the last of them the one before this."""
        this = today.replace(day=1)
        firsts = tuple(add_months(this, -back) for back in range(count, 0, -1))
        return cls(firsts, this - timedelta(days=1))

    def __len__(self) -> int:
        return len(self.firsts)

    @property
    def start(self) -> date:
        """The first day looked at."""
        return self.firsts[0]

    def labels(self, locale: str) -> tuple[str, ...]:
        """What stands under the axis."""
        return tuple(short_month(first, locale) for first in self.firsts)

    def words(self, locale: str) -> str:
        """The days looked at: "1 Dec 2025 – 25 Nov 2026"."""
        return days(self.start, self.end, locale)

    def last(self, at: int) -> date:
        """The last day of a month that is looked at."""
        return min(add_months(self.firsts[at], 1) - timedelta(days=1), self.end)

    def bounds(self) -> Numbers:
        """The ordinals where months begin, and the day after the last; shape (months + 1,)."""
        import numpy as np

        return np.array([*(first.toordinal() for first in self.firsts), self.end.toordinal() + 1])

    def place(self, day: Numbers) -> Numbers:
        """In which month each day (ordinal) lies: 0 for the first, below 0 before, `len` after the end."""
        import numpy as np

        return np.searchsorted(self.bounds(), day, side="right") - 1

    def counts(self, day: Numbers) -> Numbers:
        """How many of the days lie in each month."""
        import numpy as np

        at = self.place(day)
        return np.bincount(at[(at >= 0) & (at < len(self))], minlength=len(self))

    def sums(self, day: Numbers, value: Numbers) -> Numbers:
        """The values of days, summed by month."""
        import numpy as np

        at = self.place(day)
        there = (at >= 0) & (at < len(self))
        totals = np.zeros(len(self), dtype=np.int64)
        np.add.at(totals, at[there], value[there])
        return totals
