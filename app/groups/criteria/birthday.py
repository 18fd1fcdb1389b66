"""Customers by their birthday: within so many days, in a month of the calendar, or known at all."""

from __future__ import annotations

from calendar import isleap
from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from app.customers.models import Customer
from app.groups.criterion import ABOUT, Criterion, Values
from app.groups.spans import ahead, day_count
from app.kernel.clock import add_months
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table

_C = table(Customer).c
_KEY = _C.birth_month * 100 + _C.birth_day
_YEAR = 365
WITHIN, THIS_MONTH, NEXT_MONTH, KNOWN = "within", "this-month", "next-month", "known"


def condition(view: View, values: Values) -> ColumnElement[bool]:
    window = values["window"]
    if window == KNOWN or (window == WITHIN and values["days"] >= _YEAR):
        return _C.birth_month.is_not(None)
    if window == WITHIN:
        return _between(view.today, ahead(view.today, values["days"]))
    month = view.today if window == THIS_MONTH else add_months(view.today, 1)
    return _C.birth_month == month.month


def _between(first: date, last: date) -> ColumnElement[bool]:
    """From a day to a day less than a year after, both included. 29 February is kept on the 28th in years
    that have no 29th."""
    start, end = (day.month * 100 + day.day for day in (first, last))
    if end == 228 and not isleap(last.year):
        end = 229
    if first.year == last.year:
        return and_(start <= _KEY, end >= _KEY)
    return or_(start <= _KEY, end >= _KEY)


def check(values: Values) -> None:
    if values["window"] == WITHIN and "days" not in values:
        raise Refused(_("Say within how many days."), "days")


def words(values: Values, view: View) -> str:
    return _said(values, view, _("have a birthday {when}"), _("told their birthday"))


def unless(values: Values, view: View) -> str:
    return _said(values, view, _("have no birthday {when}"), _("did not tell their birthday"))


def _said(values: Values, view: View, words: str, known: str) -> str:
    window = values["window"]
    if window == KNOWN:
        return known
    if window == WITHIN and values["days"] == 0:
        return words.format(when=_("today"))
    if window == WITHIN:
        return words.format(when=_("within {days}").format(days=day_count(view, values["days"])))
    return words.format(when=_("this month") if window == THIS_MONTH else _("next month"))


CRITERION = Criterion(
    id="birthday",
    label=_("Birthday"),
    shelf=ABOUT,
    fields=(
        Field(
            "window",
            _("When"),
            FieldKind.CHOICE,
            choices=(
                (WITHIN, _("Within days")), (THIS_MONTH, _("This month")), (NEXT_MONTH, _("Next month")),
                (KNOWN, _("Known at all")),
            ),
            default=WITHIN,
        ),
        Field("days", _("Within days"), FieldKind.INTEGER, minimum=0, maximum=366, when=("window", WITHIN)),
    ),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    order=40,
)  # fmt: skip
