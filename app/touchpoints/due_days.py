"""The day at the end of a promise as people write it: "by friday", "by 2 Dec", "in 3 days", "tomorrow"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from app.kernel.clock import add_months

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}

_BEFORE_A_DAY = r"(?:by|until|till|before|on|for|due|this|next)"
_LOOSE = (
    r"today|tonight|tomorrow|the day after tomorrow|in (?P<count>\d{1,3}|[a-z]+) (?P<unit>day|week|month)s?"
)
_STRICT = (
    r"(?P<weekday>[a-z]+)"
    r"|(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?:(?P=mark)(?P<year1>\d{4}|\d{2})?)?"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th|\.)? (?P<month2>[a-z]{3,9})\.?(?:,? (?P<year2>\d{4}))?"
    r"|(?P<month3>[a-z]{3,9})\.? (?P<day3>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year3>\d{4}))?"
)
_TAIL = re.compile(
    rf"(?:^|[\s,;:(–—-]+)(?:(?:{_BEFORE_A_DAY}\s+)?(?P<loose>{_LOOSE})"
    rf"|(?:{_BEFORE_A_DAY}\s+)+(?:the\s+)?(?P<strict>{_STRICT}))[.!)]*\s*\Z",
    re.IGNORECASE,
)
_REACH = 120
"""Characters from the end in which a day is looked for: long texts cost no more than short ones."""


def split_due_day(text: str, today: date, month_first: bool = False) -> tuple[str, date | None]:
    """The text without the day at its end, and that day; the text as it was and None when it ends in none.

    A weekday is the next one after today, a date without a year the next one from today on. `month_first`
    reads 12/2 as 2 December. What looks like a day but is none (31 Feb) stays in the text.
    """
    tail = text[-_REACH:]
    match = _TAIL.search(tail)
    if match is None:
        return text, None
    try:
        day = _loose(match, today) if match["loose"] else _strict(match, today, month_first)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        return text, None
    return text[: len(text) - len(tail) + match.start()].rstrip(" \t\n,;:(–—-"), day


def _loose(match: re.Match[str], today: date) -> date | None:
    words = " ".join(match["loose"].lower().split())
    if match["unit"] is None:
        return today + timedelta(days={"today": 0, "tonight": 0, "tomorrow": 1}.get(words, 2))
    counted = match["count"].lower()
    count = int(counted) if counted.isdigit() else _NUMBERS.get(counted)
    if count is None:
        return None
    after: dict[str, Callable[[], date]] = {
        "day": lambda: today + timedelta(days=count),
        "week": lambda: today + timedelta(weeks=count),
        "month": lambda: add_months(today, count),
    }
    return after[match["unit"].lower()]()


def _strict(match: re.Match[str], today: date, month_first: bool) -> date | None:
    if match["weekday"]:
        return _next_weekday(match["weekday"].lower(), today)
    if match["iso"]:
        return date(*map(int, match["iso"].split("-")))
    if match["first"]:
        first, second = int(match["first"]), int(match["second"])
        if month_first and match["mark"] == "/":
            first, second = second, first
        return _in_year(first, second, match["year1"], today)
    word, day_text, year = (
        (match["month2"], match["day2"], match["year2"])
        if match["day2"]
        else (match["month3"], match["day3"], match["year3"])
    )
    month_number = _named(word.lower(), _MONTHS)
    return None if month_number is None else _in_year(int(day_text), month_number, year, today)


def _next_weekday(word: str, today: date) -> date | None:
    if word in ("week", "month"):  # "next week" is a week from today
        return today + timedelta(weeks=1) if word == "week" else add_months(today, 1)
    number = _named(word, _WEEKDAYS)
    if number is None:
        return None
    ahead = (number - 1 - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place (from 1) of a name written whole or by its first letters, three at least."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(names, 1) if name.startswith(word)), None)


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, today.year + 9):  # 29 February comes within eight years
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError("no such day of any year")
