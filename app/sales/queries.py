"""What reads sales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.customers.models import CustomerActivity
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine
from app.sales.purchases import Line
from app.sales.refunds import sale
from app.sales.returned_lines import LineState, line_states
from app.sales.tables import run, table

_P = table(Purchase).c
_L = table(PurchaseLine).c


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One purchase as lists show it; `left` is what could still be given back, minor units."""

    id: int
    customer_id: int
    at: datetime
    business_date: date
    amount: int
    discount: int
    refunded: int
    receipt: str | None
    voided: bool
    lines: tuple[Line, ...] = ()

    @property
    def left(self) -> int:
        return self.amount - self.refunded


def purchase(view: View, purchase_id: int) -> PurchaseRow:
    """One purchase with its lines; `NotFound` when there is none of that number."""
    found = sale(view, purchase_id)
    return PurchaseRow(
        found.id, found.customer_id, found.at, found.business_date, found.amount, found.discount,
        found.refunded, found.receipt, found.voided_at is not None, lines_of(view, purchase_id),
    )  # fmt: skip


def purchases(
    view: View, customer_id: int, limit: int = 50, before: datetime | None = None
) -> list[PurchaseRow]:
    """A customer's purchases, newest first, without their lines."""
    query = (
        select(
            _P.id, _P.customer_id, _P.at, _P.business_date, _P.amount, _P.discount, _P.refunded, _P.receipt,
            _P.voided_at.is_not(None),
        )
        .where(_P.customer_id == customer_id)
        .order_by(_P.at.desc(), _P.id.desc())
        .limit(limit)
    )  # fmt: skip
    if before is not None:
        query = query.where(_P.at < before)
    return [PurchaseRow(*row) for row in run(view.session, query)]


def lines_of(view: View, purchase_id: int) -> tuple[Line, ...]:
    """The lines of a purchase, in order."""
    rows = run(
        view.session,
        select(_L.item, _L.category, _L.quantity, _L.amount, _L.kind)
        .where(_L.purchase_id == purchase_id)
        .order_by(_L.position),
    )
    return tuple(Line(*row) for row in rows)


def returnable_lines(view: View, purchase_id: int) -> tuple[LineState, ...]:
    """The lines of a purchase with what can still come back of each; `NotFound` when there is none of it."""
    return line_states(view, purchase_id, sale(view, purchase_id).discount)


def spent(view: View, customer_id: int) -> int:
    """What the customer spent in all, minor units, refunds taken off."""
    a = table(CustomerActivity).c
    found = run(view.session, select(a.spent).where(a.customer_id == customer_id)).scalar()
    return int(found or 0)


def visits_between(view: View, customer_id: int, start: date, end: date) -> int:
    """On how many business dates from `start` to `end`, both included, the customer bought something."""
    found = run(
        view.session,
        select(func.count(_P.business_date.distinct())).where(
            _P.customer_id == customer_id,
            _P.business_date.between(start, end),
            _P.voided_at.is_(None),
        ),
    ).scalar()
    return int(found or 0)
