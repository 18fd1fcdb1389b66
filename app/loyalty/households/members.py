"""Who is in which household: reading and writing the rows, nothing of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.customers.models import Household, HouseholdMember
from app.kernel.unit import Unit, View
from app.sales.tables import inserted, run, table

_H = table(Household).c
_M = table(HouseholdMember).c


@dataclass(frozen=True, slots=True)
class Members:
    """A household as its rows say. `joined` are (customer, when), who came first in front; the holder is one
    of them."""

    id: int
    name: str
    holder: int
    founded_at: datetime
    joined: tuple[tuple[int, datetime], ...]

    @property
    def customers(self) -> tuple[int, ...]:
        return tuple(customer for customer, _at in self.joined)

    def plain(self) -> dict[str, Any]:
        """As the journal keeps it."""
        joined = [[customer, at.astimezone(UTC).isoformat()] for customer, at in self.joined]
        return {
            "name": self.name,
            "holder": self.holder,
            "founded_at": self.founded_at.astimezone(UTC).isoformat(),
            "joined": joined,
        }


def members_at(view: View, customer_id: int) -> Members | None:
    """The household a customer is in."""
    row = run(
        view.session,
        select(_H.id, _H.name, _H.holder_id, _H.founded_at)
        .join_from(table(HouseholdMember), table(Household), _H.id == _M.household_id)
        .where(_M.customer_id == customer_id),
    ).one_or_none()
    if row is None:
        return None
    rows = run(
        view.session,
        select(_M.customer_id, _M.joined_at)
        .where(_M.household_id == row[0])
        .order_by(_M.joined_at, _M.customer_id),
    )
    return Members(row[0], row[1], row[2], row[3], tuple((member, at) for member, at in rows))


def found(
    unit: Unit, name: str, holder: int, joined: Sequence[tuple[int, datetime]], founded_at: datetime
) -> int:
    """Write a new household; its id."""
    household = inserted(
        unit.session, insert(table(Household)).values(name=name, holder_id=holder, founded_at=founded_at)
    )
    for customer_id, at in joined:
        add(unit, household, customer_id, at)
    return household


def add(unit: Unit, household: int, customer_id: int, at: datetime) -> None:
    """Write a member."""
    run(
        unit.session,
        insert(table(HouseholdMember)).values(customer_id=customer_id, household_id=household, joined_at=at),
    )


def take_out(unit: Unit, home: Members, customer_id: int) -> int | None:
    """Take a member out. Who joined next becomes the holder when the holder goes; a household of one is none
    any more. Returns the holder after it, None when the household is gone."""
    others = [member for member in home.customers if member != customer_id]
    run(unit.session, delete(table(HouseholdMember)).where(_M.customer_id == customer_id))
    if len(others) < 2:
        dissolve(unit, home)
        return None
    holder = home.holder if home.holder != customer_id else others[0]
    run(unit.session, update(table(Household)).where(_H.id == home.id).values(holder_id=holder))
    return holder


def dissolve(unit: Unit, home: Members) -> None:
    """Take the rows of a household away."""
    run(unit.session, delete(table(HouseholdMember)).where(_M.household_id == home.id))
    run(unit.session, delete(table(Household)).where(_H.id == home.id))


def rename(unit: Unit, household: int, name: str) -> None:
    """Give a household another name."""
    run(unit.session, update(table(Household)).where(_H.id == household).values(name=name))


def tell(unit: Unit, customers: Sequence[int]) -> None:
    """Tell views whose household, and so whose points, changed."""
    for customer_id in customers:
        unit.changed("customer", customer_id)
        unit.changed("points", customer_id)
