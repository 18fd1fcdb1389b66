"""Around the customer's birthday. 29 February is kept on the 28th in other years."""

from __future__ import annotations

import calendar
from datetime import date

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.conditions import Condition, Holds
from app.loyalty.reading import Values


def holds(values: Values) -> Holds:
    """Whether the sale's day is at most so many days before or after a birthday."""
    most = int(values["birthday_within"])
    return lambda sale: sale.who.birthday is not None and _away(sale.day, *sale.who.birthday) <= most


def birthday_in(year: int, month: int, day: int) -> date:
    """The day a birthday is kept in a year."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def _away(day: date, month: int, birth_day: int) -> int:
    years = (year for year in (day.year - 1, day.year, day.year + 1) if 1 <= year <= date.max.year)
    return min(abs((birthday_in(year, month, birth_day) - day).days) for year in years)


def words(values: Values, _view: View) -> str:
    days = int(values["birthday_within"])
    if days == 0:
        return _("On the birthday")
    return plural("Within {n} day of the birthday", "Within {n} days of the birthday", days).format(n=days)


def brief(_values: Values, _view: View) -> str:
    return _("birthday")


def phrase(values: Values, _view: View) -> str:
    return _("around the birthday") if values["birthday_within"] else _("on the birthday")


CONDITION = Condition(
    id="birthday",
    label=_("Birthday"),
    fields=(
        Field("birthday_within", _("Days around the birthday"), FieldKind.INTEGER, minimum=0, maximum=60),
    ),
    words=words,
    brief=brief,
    phrase=phrase,
    holds=holds,
    needs=frozenset({"birthday"}),
    order=82,
)
