"""What one customer has bought, and what their card says of things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, select

from app.customers.models import Customer
from app.insights.standing import stands
from app.insights.suggesting.baskets import WINDOW_DAYS
from app.insights.suggesting.forbidding import forbidden
from app.insights.suggesting.learned import Learned
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine, Refund, RefundLine
from app.sales.tables import run, table

_P = table(Purchase).c
_L = table(PurchaseLine).c
_B = table(Refund).c
_BL = table(RefundLine).c
_C = table(Customer).c


@dataclass(frozen=True, slots=True)
class Own:
    """Places of things in what was learned: `has` they bought in the last two years and kept; `known` they
    ever bought or brought back. `named` is whether a receipt of theirs names anything at all."""

    has: tuple[int, ...]
    known: frozenset[int]
    named: bool


def own(view: View, customer_id: int, shop: Learned) -> Own:
    """As it is at this moment; nothing of somebody there is not."""
    returned = (
        select(func.coalesce(func.sum(_BL.quantity), 0))
        .join_from(table(RefundLine), table(Refund), _B.id == _BL.refund_id)
        .where(_BL.line_id == _L.id, _B.undone_at.is_(None))
        .correlate(table(PurchaseLine))
        .scalar_subquery()
    )
    rows = run(
        view.session,
        select(_L.item, _L.category, _P.business_date, and_(stands(), _L.quantity > returned))
        .join_from(table(PurchaseLine), table(Purchase), _P.id == _L.purchase_id)
        .where(
            _P.customer_id == customer_id, _P.voided_at.is_(None), _P.business_date <= view.today,
            _L.kind == "", _L.item != "",
        ),
    ).all()  # fmt: skip
    since = view.today - timedelta(days=WINDOW_DAYS)
    has, known = set(), set()
    for item, category, on, kept in rows:
        at = shop.at(item, category)
        if at is None:
            continue
        known.add(at)
        if kept and on >= since:
            has.add(at)
    return Own(tuple(sorted(has)), frozenset(known), bool(rows))


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says: beginnings of words that are `forbidden`, whether there is an `alert`, and the
    `favourite`, casefolded."""

    forbidden: frozenset[str]
    alert: bool
    favourite: str


def card(view: View, customer_id: int) -> Card:
    """Nothing of somebody there is not."""
    asked = select(_C.alert, _C.notes, _C.favourite).where(_C.id == customer_id)
    alert, notes, favourite = run(view.session, asked).first() or ("", "", "")
    return Card(forbidden(alert, notes), bool(alert), favourite.casefold())
