"""Customers by what they spent, ever or in some days; what was given back is taken off."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func

from app.customers.models import CustomerActivity
from app.groups.criterion import BOUGHT, Criterion, Values
from app.groups.sales_numbers import number_in_range
from app.groups.spans import (
    check_range,
    check_span,
    money,
    range_fields,
    range_words,
    span_fields,
    span_words,
)
from app.kernel.fields import FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

_A = table(CustomerActivity).c
_P = table(Purchase).c


def condition(view: View, values: Values) -> ColumnElement[bool]:
    return number_in_range(view, values, _A.spent, func.sum(_P.amount - _P.refunded))


def check(values: Values) -> None:
    check_range(values)
    check_span(values)


def words(values: Values, view: View) -> str:
    return _("spent {much}{when}").format(much=_much(values, view), when=span_words(view, values))


def unless(values: Values, view: View) -> str:
    return _("did not spend {much}{when}").format(much=_much(values, view), when=span_words(view, values))


def _much(values: Values, view: View) -> str:
    return range_words(values, lambda minor: money(view, minor))


CRITERION = Criterion(
    id="spend",
    label=_("Spending"),
    shelf=BOUGHT,
    fields=(*range_fields(FieldKind.MONEY), *span_fields()),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    order=10,
)
