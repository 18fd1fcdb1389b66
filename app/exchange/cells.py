"""What stands in a cell: days and moments, quantities, whole numbers, countries, and numbers kept as text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache

from app.kernel.clock import local_to_utc
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.+))?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MARKED = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?:[, T]+(.+))?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})(?:[, T]+(.+))?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?", re.ASCII)
_MONTH_FIRST = ("US", "PH", "BZ", "PW", "FM")
_EARLIEST = 1900
_YES = frozenset(("yes", "y", "true", "1", "x", "on", "ja", "j", "oui", "sí", "si", "sì"))
_NO = frozenset(("no", "n", "false", "0", "off", "nein", "non", "nee"))
NOON = time(12)
"""A sale of a known day and an unknown time is kept at noon."""


def bare(text: str) -> str:
    """A number kept as text, without what spreadsheets put before it: `'0123`, `="0123"`."""
    if text[:2] == '="' and text[-1:] == '"':
        return text[2:-1]
    return text.lstrip("'").strip("' ") if text[:1] == "'" else text


def moment(text: str, country: str, timezone: str) -> tuple[date, datetime]:
    """The shop's day of a cell, and the instant in UTC.

    Reads `2026-11-22`, `20261122`, `2026/11/22`, `22.11.2026` and `22/11/2026` (month first where the shop's
    country writes so), with a local time behind it or without. Raises `Refused`.
    """
    day, clock = _day_and_clock(text, country)
    if clock is None:
        return day, _noon(day, timezone)
    at = local_to_utc(datetime.combine(day, clock), timezone)
    return day, at


@lru_cache(maxsize=4096)
def _noon(day: date, timezone: str) -> datetime:
    return local_to_utc(datetime.combine(day, NOON), timezone)


@lru_cache(maxsize=4096)
def _day_and_clock(text: str, country: str) -> tuple[date, time | None]:
    rest: str | None
    if match := _ISO.fullmatch(text):
        year, month, day, rest = match.groups()
    elif match := _COMPACT.fullmatch(text):
        (year, month, day), rest = match.groups(), None
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day, rest = match[1], match[3], match[4], match[5]
    elif match := _MARKED.fullmatch(text):
        day, month, year, rest = match[1], match[3], match[4], match[5]
        if match[2] == "/" and country in _MONTH_FIRST:
            day, month = month, day
    else:
        raise _no_day(text)
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise _no_day(text) from None
    if found.year < _EARLIEST:
        raise Refused(_("{text} is too long ago.").format(text=text[:40]), field="date")
    return found, None if rest is None else _clock(rest.strip(), text)


def _clock(rest: str, text: str) -> time:
    match = _CLOCK.fullmatch(rest)
    if match is None:
        raise _no_day(text)
    hour, minute, second, half = match.groups()
    number = int(hour)
    if half:
        number = number % 12 + (12 if half[0] in "pP" else 0)
    try:
        return time(number, int(minute), int(second or 0))
    except ValueError:
        raise _no_day(text) from None


def _no_day(text: str) -> Refused:
    return Refused(_("“{text}” is no date.").format(text=text[:40]), field="date")


def quantity(text: str) -> int:
    """Thousandths: `2` is 2000, `1,5` and `1.5` are 1500; an empty cell is one. Raises `Refused`."""
    if text in ("", "1"):
        return 1000
    match = re.fullmatch(r"(\d{1,6})(?:[.,](\d{1,3})0*)?", text, re.ASCII)
    thousandths = int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0")) if match else 0
    if thousandths <= 0:
        raise Refused(_("“{text}” is no quantity.").format(text=text[:40]), field="quantity")
    return thousandths


def points(text: str) -> int:
    """Whole points, thousands marked or not; an empty cell is none. Raises `Refused` below zero."""
    if not text:
        return 0
    digits = re.sub(r"(?<=\d)[., \u00a0\u202f'](?=\d{3}(?:\D|$))", "", text)
    if digits.endswith((".0", ".00", ",0", ",00")):
        digits = digits[: digits.rindex("." if "." in digits else ",")]
    if not re.fullmatch(r"\+?\d{1,9}", digits, re.ASCII):
        raise Refused(_("“{text}” is no number of points.").format(text=text[:40]), field="points")
    return int(digits)


def yes_or_no(text: str) -> bool:
    """What a cell answers, in one of a few languages. Raises `Refused` for what is neither."""
    word = unicodedata.normalize("NFC", text.strip().casefold())
    if word not in _YES | _NO:
        raise Refused(_("“{text}” is neither yes nor no.").format(text=text[:40]), field="consents")
    return word in _YES


def money(text: str, currency: str, locale: str) -> int:
    """Minor units of any sign, by the shop's locale; where that makes no sense, by the sign that is there."""
    from app.kernel.amounts import read_amount

    try:
        minor = read_amount(text, currency, locale)
    except Refused:
        minor = read_amount(text, currency, None)
    if abs(minor) > MAX_AMOUNT:
        raise Refused(_("The amount is larger than Regulars can keep."), field="amount")
    return minor


def country_code(text: str, locale: str) -> str:
    """The two letters of a country told by its letters or its name; what is neither stays as it is."""
    if len(text) <= 2:
        return text.upper()
    return _territories(locale).get(text.casefold(), text)


@lru_cache(maxsize=8)
def _territories(locale: str) -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in (locale or "en", "de", "fr", "es", "en"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found[name.casefold()] = code
    return found | {
        "uk": "GB",
        "usa": "US",
        "united states of america": "US",
        "england": "GB",
        "scotland": "GB",
    }
