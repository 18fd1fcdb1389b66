"""Returns of things that were sold before the file: found by the receipt, given back as the till does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.commands import RefundPurchase, refund_purchase
from app.sales.models import Purchase, Refund

_AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class LateRefund:
    """A return and the row it stands in. `amount` None is all that is left of the purchase."""

    row: int
    customer_id: int
    receipt: str
    amount: int | None
    at: datetime
    source_key: str


def known_refunds(view: View, keys: list[str]) -> set[str]:
    """Which of these source keys are refunds already."""
    found: set[str] = set()
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        found.update(
            key
            for key in view.session.scalars(select(Refund.source_key).where(Refund.source_key.in_(part)))
            if key is not None
        )
    return found


def refund_late(unit: Unit, late: LateRefund) -> None:
    """Give it back. `Refused` when the customer has no such receipt, or less is left of it."""
    purchase_id = unit.session.scalar(
        select(Purchase.id)
        .where(
            Purchase.receipt == late.receipt,
            Purchase.customer_id == late.customer_id,
            Purchase.voided_at.is_(None),
        )
        .order_by(Purchase.at.desc(), Purchase.id.desc())
        .limit(1)
    )
    if purchase_id is None:
        raise NotFound(
            _("The customer has no purchase with receipt {receipt}.").format(receipt=late.receipt),
            field="refund_of",
        )
    done = refund_purchase(unit, RefundPurchase(purchase_id, late.amount, at=late.at))
    unit.session.execute(update(Refund).where(Refund.id == done.refund).values(source_key=late.source_key))
