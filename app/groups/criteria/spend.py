"""Customers by what they spent, ever or in some days; what was given back is taken off."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, select

from app.customers.models import Customer, CustomerActivity
from app.groups.criterion import BOUGHT, Criterion, Values
from app.groups.spans import (
    check_range,
    check_span,
    from_nought,
    money,
    range_fields,
    range_words,
    sales_in,
    span_fields,
    span_of,
    span_words,
)
from app.kernel.fields import FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

_A = table(CustomerActivity).c
_C = table(Customer).c
_P = table(Purchase).c


def condition(view: View, values: Values) -> ColumnElement[bool]:
    """By the days of the sales, as long as there are some; ever, by what the card shows."""
    span = span_of(view, values)
    if span.ever:

        def ever(met: ColumnElement[bool]) -> ColumnElement[bool]:
            return _C.id.in_(select(_A.customer_id).where(met))

        return from_nought(_A.spent, ever, values)

    def among(met: ColumnElement[bool]) -> ColumnElement[bool]:
        bought: Select[tuple[int]] = (
            select(_P.customer_id).where(*sales_in(view, span)).group_by(_P.customer_id).having(met)
        )
        return _C.id.in_(bought)

    return from_nought(func.sum(_P.amount - _P.refunded), among, values)


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
