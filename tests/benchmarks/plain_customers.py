"""Customers who are all alike, for measuring what is done to all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.customers.bulk import add_many
from app.customers.draft import CustomerDraft
from app.kernel.unit import Unit
from app.loyalty.bulk import BulkPurchase, ring_up_many

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Fill:
    """So many customers with three purchases each."""

    customers: int


def fill(unit: Unit, cmd: Fill) -> int:
    """Write them; how many purchases there are then."""
    drafts = [CustomerDraft(f"Customer {number}") for number in range(1, cmd.customers + 1)]
    ids = [id_ or 0 for id_ in add_many(unit, drafts)]
    bought = (
        BulkPurchase(customer, at, at.date(), 1250)
        for customer in ids
        for at in (BEGAN + timedelta(days=day) for day in (0, 30, 60))
    )
    return ring_up_many(unit, bought).purchases
