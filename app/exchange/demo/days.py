"""When people come: opening hours, busy hours, seasons, and the evenings the shop gives."""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate

from app.kernel.clock import zone

SEASON = (0.86, 0.88, 0.92, 0.95, 0.94, 0.90, 0.78, 0.72, 0.92, 1.0, 1.1, 1.35)
"""How busy each month is against the year, January first: Christmas is a bookshop's harvest."""

_WEEK = list(accumulate((10, 12, 13, 14, 17, 22, 8)))
_HOURS = list(accumulate((6, 12, 10, 11, 15, 11, 10, 12, 13, 7)))
_OPENS = 9
_SUNDAY = list(accumulate((10, 14, 12, 10, 8)))
_SUNDAY_OPENS = 11

_EVENINGS = (
    "Author evening: J. Adler",
    "Poetry by candlelight",
    "Book club: the long read",
    "Children's story morning",
    "Crime night with cocoa",
    "Letter-writing circle",
    "Tea tasting: Assam to Yunnan",
    "Bookbinding for beginners",
    "Translators in conversation",
    "Midwinter ghost stories",
)
EVENING_EVERY = 21
NEWEST_EVENING = 30
"""Days before the last day: the newest of the shop's evenings."""


@dataclass(frozen=True)
class Span:
    """The time a demonstration covers: local days `first` to `last`, nothing after the instant `end`."""

    first: date
    last: date
    end: datetime
    timezone: str

    def at(self, day: date, clock: time) -> datetime:
        """The instant of a local time of day."""
        return datetime.combine(day, clock, zone(self.timezone)).astimezone(UTC)

    def day(self, at: datetime) -> date:
        """The local day of an instant."""
        return at.astimezone(zone(self.timezone)).date()

    def ago(self, days: int, clock: time) -> datetime:
        """The instant so many days before the last day, at a local time."""
        return self.at(self.last - timedelta(days=days), clock)

    def evenings(self) -> tuple[tuple[datetime, str], ...]:
        """The shop's events, newest first."""
        return _evenings(self)


def season(day: date) -> float:
    """How busy the day's month is; 1 is an average one."""
    return SEASON[day.month - 1]


def near_weekday(rng: random.Random, day: date, favourite: int) -> date:
    """The day that weekday falls on nearest to `day`, now and then another one."""
    if rng.random() < 0.35:
        return day
    return day + timedelta(days=(favourite - day.weekday() + 3) % 7 - 3)


def favourite_weekday(rng: random.Random) -> int:
    """The weekday somebody usually has time, Monday 0."""
    return bisect(_WEEK, rng.random() * _WEEK[-1])


def time_of_day(rng: random.Random, day: date, minute: int) -> time:
    """When somebody is in the shop: busy hours more often; `minute` is theirs by habit, give or take."""
    if day.weekday() == 6:
        hour = _SUNDAY_OPENS + bisect(_SUNDAY, rng.random() * _SUNDAY[-1])
    else:
        hour = _OPENS + bisect(_HOURS, rng.random() * _HOURS[-1])
    return time(hour, (minute + int(rng.random() * 40)) % 60, int(rng.random() * 60))


@lru_cache(maxsize=4)
def _evenings(span: Span) -> tuple[tuple[datetime, str], ...]:
    found: list[tuple[datetime, str]] = []
    days_ago = NEWEST_EVENING
    while (day := span.last - timedelta(days=days_ago)) >= span.first:
        name = _EVENINGS[len(found) % len(_EVENINGS)]
        found.append((span.at(day, time(19, 30)), name))
        days_ago += EVENING_EVERY
    return tuple(found)
