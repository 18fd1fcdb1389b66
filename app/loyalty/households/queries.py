"""What reads households."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.households.members import members_at
from app.sales.tables import run, table

_C = table(Customer).c
NAMED = 3
"""How many of those who share a balance are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class HouseholdMemberRow:
    """A member with their name."""

    id: int
    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """A household: its name, the id of the member whose accounts are shared, and all members, who came first
    in front."""

    id: int
    name: str
    holder: int
    members: tuple[HouseholdMemberRow, ...]


def household_of(view: View, customer_id: int) -> HouseholdView | None:
    """The household a customer is in; None for a card of its own."""
    home = members_at(view, customer_id)
    if home is None:
        return None
    rows = run(view.session, select(_C.id, _C.name, _C.archived_at).where(_C.id.in_(home.customers))).all()
    names = {row[0]: HouseholdMemberRow(row[0], row[1], row[2] is not None) for row in rows}
    return HouseholdView(
        home.id, home.name, home.holder, tuple(names[customer] for customer in home.customers)
    )


def shared_with(view: View, customer_id: int) -> str:
    """Who else shares a customer's balance, as the panel says it: "Thomas and Anna"; "" for nobody."""
    home = household_of(view, customer_id)
    if home is None:
        return ""
    others = [member.name for member in home.members if member.id != customer_id]
    if len(others) > NAMED:
        named = ", ".join(others[:NAMED])
        return _("{names} and {count} more").format(names=named, count=len(others) - NAMED)
    if len(others) < 2:
        return others[0] if others else ""
    return _("{names} and {last}").format(names=", ".join(others[:-1]), last=others[-1])
