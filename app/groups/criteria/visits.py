"""Customers by the days they came and bought, ever or in some days."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func

from app.customers.models import CustomerActivity
from app.groups.criterion import VISITS, Criterion, Values
from app.groups.sales_numbers import number_in_range
from app.groups.spans import (
    LEAST,
    MOST,
    check_range,
    check_span,
    number,
    range_fields,
    range_words,
    span_fields,
    span_words,
)
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

_A = table(CustomerActivity).c
_P = table(Purchase).c


def condition(view: View, values: Values) -> ColumnElement[bool]:
    return number_in_range(view, values, _A.visits, func.count(_P.business_date.distinct()))


def check(values: Values) -> None:
    check_range(values)
    check_span(values)


def words(values: Values, view: View) -> str:
    if values.get(MOST) == 0:
        return _("never came{when}").format(when=span_words(view, values))
    if values.get(LEAST) == 1 and values.get(MOST, 1) == 1:
        once = _("came once{when}") if MOST in values else _("came{when}")
        return once.format(when=span_words(view, values))
    return _("came {times}{when}").format(times=_times(values, view), when=span_words(view, values))


def unless(values: Values, view: View) -> str:
    if values.get(MOST) == 0:
        return _("came{when}").format(when=span_words(view, values))
    if values.get(LEAST) == 1 and MOST not in values:
        return _("never came{when}").format(when=span_words(view, values))
    return _("did not come {times}{when}").format(times=_times(values, view), when=span_words(view, values))


def _times(values: Values, view: View) -> str:
    last = values.get(MOST, values.get(LEAST))
    said = range_words(values, lambda times: number(view, times))
    return plural("{range} time", "{range} times", int(last or 0)).format(range=said)


CRITERION = Criterion(
    id="visits",
    label=_("Visits"),
    shelf=VISITS,
    fields=(*range_fields(), *span_fields()),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    order=10,
)
