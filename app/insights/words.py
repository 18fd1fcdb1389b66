"""Days, months and values of reports in words of the shop's locale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from app.insights.report import Kind, Typed
from app.kernel.i18n import _
from app.kernel.money import format_money, format_number

_MINUS = "\u2212"


def say(
    cell: Typed,
    currency: str,
    locale: str,
    number: Callable[[int, str], str] = format_number,
) -> str:
    """A value as people of the locale write it, with a true minus; "" for none. `number` writes whole
    numbers, for paper that groups them its own way."""
    value = cell.value
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return month(value, locale) if cell.kind is Kind.MONTH else day(value, locale)
    if isinstance(value, str):
        return value
    if cell.kind is Kind.MONEY:
        return format_money(value, currency, locale).replace("-", _MINUS)
    if cell.kind is Kind.PERCENT:
        return percent(value, locale)
    if cell.kind is Kind.TENTHS:
        return tenths(value, locale)
    if cell.kind is Kind.HOURS:
        return hours(value, locale)
    return number(value, locale).replace("-", _MINUS)


@lru_cache(maxsize=4096)
def percent(tenths: int, locale: str) -> str:
    """`125` as "12.5%"."""
    from babel.numbers import format_percent

    return str(format_percent(Decimal(tenths) / 1000, format="#,##0.#\u00a0%", locale=locale)).replace(
        "-", _MINUS
    )


@lru_cache(maxsize=4096)
def tenths(value: int, locale: str) -> str:
    """`43` as "4.3"."""
    from babel.numbers import format_decimal

    return str(format_decimal(Decimal(value) / 10, format="#,##0.0", locale=locale)).replace("-", _MINUS)


def hours(value: int, locale: str) -> str:
    """`43` as "4.3 h", `40` as "4 h": tenths of hours."""
    written = tenths(value, locale) if value % 10 else format_number(value // 10, locale)
    return _("{n} h").format(n=written)


@lru_cache(maxsize=8192)
def day(on: date, locale: str) -> str:
    """ "4 Aug 2026"."""
    from babel.dates import format_date

    return str(format_date(on, "medium", locale=locale))


@lru_cache(maxsize=1024)
def day_and_month(on: date, locale: str) -> str:
    """ "4 Aug", under an axis."""
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMd", on, locale=locale))


@lru_cache(maxsize=1024)
def month(on: date, locale: str) -> str:
    """ "October 2026"."""
    from babel.dates import format_date

    return str(format_date(on, "LLLL y", locale=locale))


@lru_cache(maxsize=1024)
def short_month(on: date, locale: str) -> str:
    """ "Oct 2026", under an axis: "Oct 26" would be a day."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMM", on, locale=locale))


def days(start: date, end: date, locale: str) -> str:
    """Two days and what is between: "1–31 Oct 2026"."""
    from babel.dates import format_interval

    if start == end:
        return day(start, locale)
    return str(format_interval(start, end, "yMMMd", locale=locale))


def month_name(month: int, locale: str) -> str:
    """`8` as "August"."""
    from babel.dates import get_month_names

    return str(get_month_names("wide", "stand-alone", locale=locale)[month])


def weekday_name(day: int, locale: str) -> str:
    """`0` as "Monday"."""
    from babel.dates import get_day_names

    return str(get_day_names("wide", "stand-alone", locale=locale)[day])


@lru_cache(maxsize=256)
def hour_name(hour: int, locale: str) -> str:
    """`9` as "09:00", or as "9 AM" where people say so."""
    from babel.dates import format_skeleton, format_time, get_time_format

    if "a" in get_time_format("short", locale=locale).pattern:
        return str(format_skeleton("h", time(hour), locale=locale))
    return str(format_time(time(hour), "short", locale=locale))


def whole_percent(part: int, whole: int, locale: str) -> str:
    """A share in a sentence: 2 of 3 as "67 %", 1 of 300 as "under 1 %"; "0 %" of nothing."""
    rounded = (200 * part + whole) // (2 * whole) if whole else 0
    if not rounded and part > 0 and whole > 0:
        return _("under {share}").format(share=percent(10, locale))
    return percent(10 * rounded, locale)


def percent_of_cell(tenths: int, locale: str) -> str:
    """A share in a cell, without its tenths: 534 as "53 %", 3 as "<1 %"."""
    rounded = (tenths + 5) // 10
    if not rounded and tenths > 0:
        return f"<{percent(10, locale)}"
    return percent(10 * rounded, locale)
