"""How the window says amounts, days and times: by the shop's locale, short enough for a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from app.kernel.clock import zone
from app.kernel.context import ShopContext
from app.kernel.i18n import _, plural
from app.kernel.money import exponent, format_money, format_number

_CENTS_BELOW = 10
_WHOLE_FROM = 1000
"""Units of currency from which a sum at a glance leaves out the cents."""


@dataclass(frozen=True)
class Speech:
    """The words of one shop. Make it anew when the shop's profile changes."""

    context: ShopContext

    def money(self, minor: int) -> str:
        """An amount to the cent, with a true minus."""
        return format_money(minor, self.context.currency, self.context.locale).replace("-", "−")

    def at_least(self, minor: int) -> str:
        """What is missing of something, never less than that: whole units from ten on ("€182"), else to the
        cent."""
        unit = 10 ** exponent(self.context.currency)
        if minor % unit and minor < _CENTS_BELOW * unit:
            return self.money(minor)
        return _whole_money(-(-minor // unit), self.context.currency, self.context.locale)

    def sum(self, minor: int) -> str:
        """An amount for a glance: without cents once it is large."""
        unit = 10 ** exponent(self.context.currency)
        if abs(minor) < _WHOLE_FROM * unit:
            return self.money(minor)
        return _whole_money(round(minor / unit), self.context.currency, self.context.locale)

    def number(self, number: int) -> str:
        """A whole number with the locale's thousands and a true minus."""
        return format_number(number, self.context.locale).replace("-", "\u2212")

    def points(self, points: int) -> str:
        """ "640 points"."""
        return plural("{n} point", "{n} points", points).format(n=self.number(points))

    def signed(self, points: int) -> str:
        """ "+18" or "−150", with a true minus."""
        return ("+" if points >= 0 else "\u2212") + self.number(abs(points))

    def local(self, instant: datetime) -> datetime:
        """The instant on the shop's wall clock."""
        return instant.astimezone(zone(self.context.timezone))

    def day(self, day: date, today: date) -> str:
        """ "29 Oct", with the year when it is another one."""
        return _short(day, "MMMd" if day.year == today.year else "yMMMd", self.context.locale)

    def weekday(self, day: date) -> str:
        """ "Wed 25 Nov", as the locale orders it."""
        return _short(day, "MMMEd", self.context.locale)

    def long_day(self, day: date) -> str:
        """ "29 Oct 2026", the year always."""
        return _short(day, "yMMMd", self.context.locale)

    def moment(self, instant: datetime, today: date) -> str:
        """ "29 Oct 16:12", or the time alone today."""
        local = self.local(instant)
        time = _time(local, self.context.locale)
        return time if local.date() == today else f"{self.day(local.date(), today)} {time}"

    def since_when(self, day: date, today: date) -> str:
        """ "March", with the year when it is longer ago than this one: since when something holds."""
        return _day(day, "LLLL" if day.year == today.year else "LLLL y", self.context.locale)

    def month(self, day: date) -> str:
        """ "October 2026"."""
        return _day(day, "LLLL y", self.context.locale)

    def ago(self, days: int) -> str:
        """ "today", "yesterday", "24 days ago"."""
        if days <= 0:
            return _("today")
        if days == 1:
            return _("yesterday")
        return _("{n} days ago").format(n=self.number(days))

    def since(self, instant: datetime, now: datetime) -> str:
        """ "just now", "12 min ago", "3 h ago"."""
        minutes = int((now - instant).total_seconds() // 60)
        if minutes < 1:
            return _("just now")
        if minutes < 60:
            return _("{n} min ago").format(n=minutes)
        return _("{n} h ago").format(n=minutes // 60)


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=locale))


def _short(day: date, skeleton: str, locale: str) -> str:
    """The day with its parts in the order and with the dots of the locale."""
    from babel.core import Locale
    from babel.dates import format_skeleton

    return str(format_skeleton(skeleton, day, locale=Locale.parse(locale.replace("-", "_"))))


def _time(local: datetime, locale: str) -> str:
    from babel.dates import format_time

    return str(format_time(local.time(), "short", locale=locale))


@lru_cache(maxsize=1024)
def _whole_money(units: int, currency: str, locale: str) -> str:
    from babel.numbers import format_currency

    return str(
        format_currency(units, currency, locale=locale, currency_digits=False, format=_whole_pattern(locale))
    )


@lru_cache(maxsize=32)
def _whole_pattern(locale: str) -> str:
    from babel import Locale

    pattern = Locale.parse(locale).currency_formats["standard"].pattern
    return str(pattern).replace("0.00", "0")
