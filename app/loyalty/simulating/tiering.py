"""Which tier a replayed account is in, day by day: up at once, down after grace, never below its floor."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from datetime import date, timedelta
from functools import lru_cache

from app.kernel.clock import add_months
from app.loyalty.tiers.scheme import BY_HAND, CALENDAR, POINTS, TierScheme

_DAY = timedelta(days=1)


@lru_cache(maxsize=20_000)
def leaves_on(day: date) -> int:
    """The first day (ordinal) on which the 12 months that end there no longer hold `day`."""
    if day.year >= date.max.year - 1:
        return date.max.toordinal()
    later = add_months(day, 12)
    return (later if add_months(later, -12) >= day else later + _DAY).toordinal()


class Standing:
    """One account under a scheme. `by_hand` is where it stands when tiers are given by hand alone, `floor`
    the lowest rank it was promised. Ranks are those of the scheme, -1 for none; days are ordinals."""

    __slots__ = ("_amounts", "_dropping", "_floor", "_items", "_scheme", "_starts", "_sum", "_year", "rank")

    def __init__(self, scheme: TierScheme, by_hand: int, floor: int) -> None:
        self._scheme = scheme
        self._starts = tuple([tier.start for tier in scheme.tiers])
        self._floor = floor
        self._items: deque[list[int]] = deque()
        self._amounts: dict[int, int] = {}
        self._sum = 0
        self._dropping: int | None = None
        self._year = 0
        self.rank = max(floor, by_hand if scheme.by == BY_HAND else self._reached())

    @property
    def by_points(self) -> bool:
        """Whether points count, not money."""
        return self._scheme.by == POINTS

    def _reached(self) -> int:
        amount = self._sum
        if self._scheme.year == CALENDAR:
            amount = max(self._amounts.get(self._year, 0), self._amounts.get(self._year - 1, 0))
        return max(self._floor, bisect_right(self._starts, amount) - 1)

    def add(self, day: date, value: int) -> list[int]:
        """Something counts from a day on (`advance` to it first); what was added, to `change` it by."""
        item = [day.toordinal(), value, leaves_on(day)]
        if self._scheme.by == BY_HAND:
            return item
        if self._scheme.year == CALENDAR:
            self._year = max(self._year, day.year)
            self._amounts[day.year] = self._amounts.get(day.year, 0) + value
        else:
            self._items.append(item)
            self._sum += value
        self._look(day.toordinal())
        return item

    def change(self, item: list[int], value: int, day: int) -> None:
        """What was added counts `value` from now on: some of it came back."""
        if self._scheme.by == BY_HAND:
            return
        if self._scheme.year == CALENDAR:
            year = date.fromordinal(item[0]).year
            self._amounts[year] = self._amounts.get(year, 0) + value - item[1]
        elif item[2] > day:
            self._sum += value - item[1]
        item[1] = value
        self._look(day)

    def advance(self, day: int) -> None:
        """Come to a day: what is older than the window leaves it, and drops whose grace is over happen."""
        if self._scheme.year == CALENDAR:
            self._calendar(day)
        while self._items and self._items[0][2] <= day:
            item = self._items.popleft()
            self._drop(item[2])
            self._sum -= item[1]
            self._look(item[2])
        self._drop(day)

    def _calendar(self, day: int) -> None:
        year = date.fromordinal(day).year
        while self._year and self._year < year:
            self._year += 1
            first = date(self._year, 1, 1).toordinal()
            self._drop(first)
            self._look(first)
        self._year = max(self._year, year)

    def _look(self, day: int) -> None:
        """Up at once; a drop is marked with the day it was found due."""
        reached = self._reached()
        if reached >= self.rank:
            self.rank = reached
            self._dropping = None
        elif self._scheme.by != BY_HAND and self._dropping is None:
            self._dropping = day
        self._drop(day)

    def _drop(self, day: int) -> None:
        if self._dropping is not None and day >= self._dropping + self._scheme.grace_days:
            self.rank = self._reached()
            self._dropping = None
