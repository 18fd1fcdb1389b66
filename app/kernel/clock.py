"""Time, injected: nothing else in the program asks the machine what time it is.

Instants are aware UTC datetimes; a business date is the shop's local day.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.kernel.errors import Refused
from app.kernel.i18n import _

FIRST_YEAR, LAST_YEAR = 1000, 9000
"""The years a trial clock may stand in: room on both sides for days that are counted from today."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock for trials and tests: it stands, and can be moved."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        return self.instant

    def advance(self, **delta: float) -> None:
        """Move by a `timedelta` given by its keywords."""
        self.instant += timedelta(**delta)


class LocalFixedClock:
    """A clock that stands at a local wall time, whatever zone the shop turns out to be in."""

    def __init__(self, wall: datetime) -> None:
        self._wall = wall
        self._zone: ZoneInfo | None = None

    def use_zone(self, name: str) -> None:
        """Read the wall time in this zone from now on."""
        self._zone = zone(name)

    def now(self) -> datetime:
        return self._wall.replace(tzinfo=self._zone or UTC).astimezone(UTC)


def clock_from(setting: str | None) -> Clock:
    """The clock of a `REGULARS_NOW` setting: empty is the machine's, a wall time stands still.

    Raises `Refused` when the setting is no date and time, or one so far away that a year more or less does
    not fit the calendar.
    """
    if not setting:
        return SystemClock()
    try:
        wall = datetime.fromisoformat(setting)
    except ValueError:
        raise Refused(_("REGULARS_NOW is no date and time: “{text}”.").format(text=setting)) from None
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise Refused(_("REGULARS_NOW is too far away: “{text}”.").format(text=setting))
    return FixedClock(wall) if wall.tzinfo else LocalFixedClock(wall)


def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name; `Refused` when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(_("There is no time zone “{name}”.").format(name=name), field="timezone") from None


def local_date(instant: datetime, timezone: str) -> date:
    """The shop's day at that instant."""
    return instant.astimezone(zone(timezone)).date()


def local_to_utc(wall: datetime, timezone: str) -> datetime:
    """The instant of a local wall time.

    An aware datetime is taken as it is. A wall time that a spring change skips is read as the moment the
    gap ends in real time (02:30 becomes 03:30 summer time); one that an autumn change repeats, as its first.
    `Refused` at the two ends of the calendar, where the other zone's day does not exist.
    """
    aware = wall if wall.tzinfo is not None else wall.replace(tzinfo=zone(timezone))
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        raise Refused(_("{day} is outside the calendar.").format(day=wall.date()), field="at") from None


def add_months(day: date, months: int) -> date:
    """The same day of a month `months` later (earlier when negative), or that month's last day if shorter.

    Beyond the calendar's ends it is the calendar's last or first day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
