"""Numbers, money and days as the shop's locale writes them, with the signs of good typography."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, get_currency_precision, get_group_symbol

MINUS = "\u2212"
THIN_SPACE = "\u202f"  # narrow and unbreakable: groups thousands without looking like a decimal sign


@lru_cache(maxsize=32)
def locale_of(name: str) -> Locale:
    """Babel's locale of a name such as "en_GB" or "de-AT"; British English for one nobody knows."""
    try:
        return Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")


@lru_cache(maxsize=8192)
def number(value: int, locale: str) -> str:
    """A whole number: grouped where the locale groups, always by a thin space, with a real minus."""
    known = locale_of(locale)
    written = format_decimal(
        abs(value), format="#,##,##0" if _groups_by_lakh(known) else "#,##0", locale=known
    )
    grouped = written.replace(get_group_symbol(known), THIN_SPACE)
    return MINUS + grouped if value < 0 else grouped


def signed(value: int, locale: str) -> str:
    """A movement: "+214", "−150", "0"."""
    return f"+{number(value, locale)}" if value > 0 else number(value, locale)


@lru_cache(maxsize=8192)
def money(minor: int, currency: str, locale: str) -> str:
    """An amount in minor units as the locale writes that currency, with a real minus."""
    places = get_currency_precision(currency)
    amount = Decimal(minor).scaleb(-places)
    return format_currency(amount, currency, locale=locale_of(locale)).replace("-", MINUS)


@lru_cache(maxsize=4096)
def short_day(on: date, locale: str, *, with_year: bool = False) -> str:
    """A day in a column: "4 Aug", with its year where the column spans several."""
    return format_skeleton("yMMMd" if with_year else "MMMd", on, locale=locale_of(locale))


@lru_cache(maxsize=1024)
def long_day(on: date, locale: str, *, with_year: bool = False) -> str:
    """A day in a sentence: "30 November"."""
    known = locale_of(locale)
    return format_date(on, "long", locale=known) if with_year else format_skeleton("MMMMd", on, locale=known)


def weekday_and_day(on: date, locale: str) -> str:
    """A day at the head of a paper: "Thursday 26 November 2026"."""
    return format_date(on, "full", locale=locale_of(locale))


@lru_cache(maxsize=256)
def period(start: date, end: date, locale: str) -> str:
    """Two days and what is between: "1 August – 31 October 2026". A year both share is said once."""
    last = long_day(end, locale, with_year=True)
    if start == end:
        return last
    year_is_last = last.endswith(str(end.year))
    if year_is_last and (start.year, start.month) == (end.year, end.month):
        for mark in ("", "."):  # "30. November" in German
            if last.startswith(f"{end.day}{mark} "):
                return f"{start.day}{mark} – {last}"
    first = long_day(start, locale, with_year=not (year_is_last and start.year == end.year))
    return f"{first} – {last}"


def _groups_by_lakh(locale: Locale) -> bool:
    pattern = locale.decimal_formats[None]
    return bool(pattern.grouping == (3, 2))
