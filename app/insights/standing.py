"""Which purchases count: those of which something is left after refunds, or that cost nothing anyway."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.sales.models import Purchase
from app.sales.tables import table

_P = table(Purchase).c


def stands() -> ColumnElement[bool]:
    """Neither voided nor refunded in full, by money; a refund of everything need not name any line."""
    left = or_(_P.amount > _P.refunded, and_(_P.amount == 0, _P.refunded == 0))
    return and_(_P.voided_at.is_(None), left)
