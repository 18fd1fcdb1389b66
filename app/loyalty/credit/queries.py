"""What reads store credit and gift cards."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.models import CREDIT, Account
from app.sales.tables import run, table

_A = table(Account).c


def credit_of(view: View, customer_id: int) -> int:
    """A customer's store credit, minor units."""
    found = run(
        view.session, select(_A.balance).where(_A.customer_id == customer_id, _A.unit == CREDIT)
    ).scalar()
    return int(found or 0)
