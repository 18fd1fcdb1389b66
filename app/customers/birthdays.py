"""Birthdays: a month and a day, with a year only when the customer told it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.kernel.errors import Refused
from app.kernel.i18n import _

OLDEST = 120
"""Years: nobody on a shop's cards is older."""

_LEAP_YEAR = 2000
_MONTH_FIRST = ("US", "PH", "BZ", "PW", "FM")
_ISO = re.compile(r"(?:(\d{4})-|--|)(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[.\-/] ?(\d{1,2})[.\-/]? ?(\d{4})?")


@dataclass(frozen=True)
class Birthday:
    """A day of the year; `year` None is not known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """ISO 8601, with `--` for a year that is not known."""
        year = f"{self.year:04}-" if self.year else "--"
        return f"{year}{self.month:02}-{self.day:02}"


def parse_birthday(text: str, country: str = "") -> Birthday | None:
    """`1990-03-05`, `--03-05`, `03-05`, `05.03.1990`, `5.3.`; None for an empty text.

    With slashes the month comes first in the countries that write so. Raises `Refused` (field "birthday")
    for what is no day of the calendar.
    """
    text = text.strip()
    if not text:
        return None
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        if "/" in text and country in _MONTH_FIRST:
            day, month = month, day
    else:
        raise Refused(
            _("The birthday “{text}” is no date: write it like 1990-03-05, or 03-05 without a year.").format(
                text=text[:40]
            ),
            field="birthday",
        )
    birthday = Birthday(int(month), int(day), int(year) if year else None)
    _of_calendar(birthday)
    return birthday


def checked_birthday(birthday: Birthday | None, today: date) -> Birthday | None:
    """The birthday, when a customer of today can have it. Raises `Refused` (field "birthday")."""
    if birthday is None:
        return None
    _of_calendar(birthday)
    if birthday.year is None:
        return birthday
    if date(birthday.year, birthday.month, birthday.day) > today:
        raise Refused(_("That birthday is still to come. Nothing was saved."), field="birthday")
    if birthday.year < today.year - OLDEST:
        raise Refused(
            _("Born in {year} would be older than {oldest} years. Nothing was saved.").format(
                year=birthday.year, oldest=OLDEST
            ),
            field="birthday",
        )
    return birthday


def _of_calendar(birthday: Birthday) -> None:
    try:
        date(_LEAP_YEAR if birthday.year is None else birthday.year, birthday.month, birthday.day)
    except (ValueError, OverflowError):
        raise Refused(_("There is no such day: {day}.").format(day=birthday), field="birthday") from None
