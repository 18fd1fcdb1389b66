"""Days put together for a chart: by day, by week or by month, as many as an eye takes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.insights.words import day_and_month, short_month
from app.kernel.clock import add_months
from app.kernel.i18n import _

MOST_DAYS, MOST_WEEKS = 45, 27


@dataclass(frozen=True, slots=True)
class Buckets:
    """`starts` are the first days of each stretch, in order; `unit` is "day", "week" or "month"."""

    starts: tuple[date, ...]
    end: date
    unit: str

    @classmethod
    def of(cls, start: date, end: date) -> Buckets:
        """The days from `start` to `end`, both included, in at most 45 days, 27 weeks, or months beyond.
        The first stretch may be cut short by `start`."""
        long = (end - start).days + 1
        if long <= MOST_DAYS:
            return cls(tuple(start + timedelta(days=at) for at in range(long)), end, "day")
        if long <= 7 * MOST_WEEKS:
            first = start - timedelta(days=start.weekday())
            count = (end - first).days // 7 + 1
            starts = (first + timedelta(weeks=at) for at in range(count))
            return cls(tuple(max(start, one) for one in starts), end, "week")
        first = start.replace(day=1)
        count = (end.year - first.year) * 12 + end.month - first.month + 1
        return cls(tuple(max(start, add_months(first, at)) for at in range(count)), end, "month")

    def labels(self, locale: str) -> tuple[str, ...]:
        """What stands under the axis."""
        write = short_month if self.unit == "month" else day_and_month
        return tuple(write(start, locale) for start in self.starts)

    def sums(self, values: Iterable[tuple[date, int]]) -> tuple[int, ...]:
        """The values of days, summed by stretch; days outside are left out."""
        found = [0] * len(self.starts)
        for on, value in values:
            if self.starts and self.starts[0] <= on <= self.end:
                found[self._at(on)] += value
        return tuple(found)

    def _at(self, on: date) -> int:
        first = self.starts[0]
        if self.unit == "day":
            return (on - first).days
        if self.unit == "week":
            return (on - (first - timedelta(days=first.weekday()))).days // 7
        return (on.year - first.year) * 12 + on.month - first.month

    @property
    def by(self) -> str:
        """ "day by day", for a title."""
        return {"day": _("day by day"), "week": _("week by week")}.get(self.unit, _("month by month"))
