"""A number of what a customer bought, in a range: by the card for all days, else by the sales of some."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from app.customers.models import Customer, CustomerActivity
from app.groups.criterion import Values
from app.groups.spans import from_nought, sales_in, span_of
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

_A = table(CustomerActivity).c
_C = table(Customer).c
_P = table(Purchase).c


def number_in_range(
    view: View, values: Values, ever: ColumnElement[Any], counted: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether the number is in the range of `values`, 0 for who bought nothing. `ever` is a column of what
    the card shows, `counted` sums up the sales of a customer."""
    span = span_of(view, values)

    def ever_met(met: ColumnElement[bool]) -> ColumnElement[bool]:
        return _C.id.in_(select(_A.customer_id).where(met))

    def met_then(met: ColumnElement[bool]) -> ColumnElement[bool]:
        bought = select(_P.customer_id).where(*sales_in(view, span)).group_by(_P.customer_id).having(met)
        return _C.id.in_(bought)

    return from_nought(ever, ever_met, values) if span.ever else from_nought(counted, met_then, values)
