"""Customers by the day their card was made."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from app.customers.models import Customer
from app.groups.criterion import ABOUT, Criterion, Values
from app.groups.spans import WHEN, check_span, chosen, span_fields, span_of, span_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import table

_C = table(Customer).c


def condition(view: View, values: Values) -> ColumnElement[bool]:
    return span_of(view, values).holds(_C.joined_on)


def check(values: Values) -> None:
    check_span(values)
    if chosen(values) == "ever":
        raise Refused(_("Say when they joined."), WHEN)


def words(values: Values, view: View) -> str:
    return _("joined{when}").format(when=span_words(view, values))


def unless(values: Values, view: View) -> str:
    return _("did not join{when}").format(when=span_words(view, values))


CRITERION = Criterion(
    id="joined",
    label=_("Joined"),
    shelf=ABOUT,
    fields=span_fields(),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    order=50,
)
