"""The year over which an amount counts towards a tier."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.kernel.clock import add_months
from app.loyalty.tiers.scheme import CALENDAR, TierScheme

_DAY = timedelta(days=1)


class Item(NamedTuple):
    """What one sale (minor units) or one gain (points) counts, less what came back of it, on its own day."""

    customer_id: int
    day: date
    value: int


class Counted(NamedTuple):
    """What counts: in calendar years `before` is last year's sum and `now` this year's; else `now` is all."""

    before: int = 0
    now: int = 0

    @property
    def best(self) -> int:
        """The amount that decides: a tier reached in one calendar year holds through the end of the next."""
        return max(self.before, self.now)

    def __add__(self, other: object) -> Counted:
        if not isinstance(other, Counted):
            return NotImplemented
        return Counted(self.before + other.before, self.now + other.now)


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` through `end` count; those before `split` for the year before. `end` is the day after
    the one asked about, since tomorrow's sales may be entered today."""

    start: date
    split: date
    end: date


def window(scheme: TierScheme, day: date) -> Window:
    """The window that ends on a day: the 12 months through it, or its calendar year and the one before."""
    if scheme.year == CALENDAR:
        return Window(date(max(day.year - 1, 1), 1, 1), date(day.year, 1, 1), day + _DAY)
    start = add_months(day, -12) + _DAY
    return Window(start, start, day + _DAY)


def leaving(scheme: TierScheme, day: date) -> tuple[date, date] | None:
    """The first and last of the days that counted the day before and count on `day` no more; None: none."""
    first, now = window(scheme, day - _DAY).start, window(scheme, day).start
    return (first, now - _DAY) if first < now else None


class Sums:
    """Items of whoever share one standing, in order of their days, ready to be added up over windows."""

    def __init__(self, items: Sequence[Item]) -> None:
        ordered = sorted(items, key=lambda item: item.day)
        self._days = [item.day for item in ordered]
        self._running = [0]
        for item in ordered:
            self._running.append(self._running[-1] + item.value)

    def over(self, span: Window, count: int | None = None) -> Counted:
        """What counts in a window, of the first `count` items alone when given."""
        end = bisect_right(self._days, span.end) if count is None else count
        start = min(bisect_left(self._days, span.start), end)
        split = min(bisect_left(self._days, span.split), end)
        running = self._running
        return Counted(running[split] - running[start], running[end] - running[split])

    def highest(self, scheme: TierScheme, since: date) -> int:
        """The most that counted at any item from the day `since` on, just after it came; 0 without any."""
        most = 0
        for place in range(bisect_left(self._days, since), len(self._days)):
            most = max(most, self.over(window(scheme, self._days[place]), place + 1).best)
        return most

    def below_since(self, scheme: TierScheme, least: int, day: date, days: int) -> date:
        """The first of the days through `day`, at most `days` before it, from which on less than `least`
        counted on each."""
        first = day
        while first > day - days * _DAY and self._before_end(scheme, first - _DAY) < least:
            first -= _DAY
        return first

    def _before_end(self, scheme: TierScheme, day: date) -> int:
        """What counted on a day that has passed, without what came after it."""
        return self.over(window(scheme, day), bisect_right(self._days, day)).best
