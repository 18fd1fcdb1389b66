"""How often and how lately a customer came: the cache that lists and search read.

A visit is a business date with at least one purchase that was not voided. What was spent is what was paid
less what was given back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, insert, select, update

from app.customers.models import CustomerActivity
from app.kernel.unit import Unit, View
from app.sales.models import Purchase
from app.sales.tables import run, table

_CACHE = table(CustomerActivity).c
_P = table(Purchase).c
_READ = select(_CACHE.first_visit_on, _CACHE.last_visit_at, _CACHE.visits, _CACHE.spent).where(
    _CACHE.customer_id == bindparam("customer")
)
_INSERT = insert(table(CustomerActivity))
_UPDATE = (
    update(table(CustomerActivity))
    .where(_CACHE.customer_id == bindparam("customer"))
    .values(
        first_visit_on=bindparam("first"),
        last_visit_at=bindparam("last"),
        visits=bindparam("times"),
        spent=bindparam("money"),
    )
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One customer's row of the cache."""

    first_visit_on: date | None = None
    last_visit_at: datetime | None = None
    visits: int = 0
    spent: int = 0


def note_purchase(unit: Unit, customer_id: int, at: datetime, day: date, amount: int) -> None:
    """Count a purchase that was just written. The usual one, later than all before, reads one row."""
    row = run(unit.session, _READ, {"customer": customer_id}).one_or_none()
    before = Activity(*row) if row else Activity()
    if before.last_visit_at is not None and at < before.last_visit_at:
        recount(unit, customer_id)
        return
    seen = before.last_visit_at is not None and unit.day_of(before.last_visit_at) == day
    after = Activity(
        before.first_visit_on or day, at, before.visits + (0 if seen else 1), before.spent + amount
    )
    write_activity(unit, customer_id, after, new=row is None)


def note_money(unit: Unit, customer_id: int, amount: int) -> None:
    """Count money that came (positive) or went back, with no visit in it."""
    run(
        unit.session,
        update(table(CustomerActivity))
        .where(_CACHE.customer_id == customer_id)
        .values(spent=_CACHE.spent + amount),
    )
    unit.changed("activity", customer_id)


def counted(view: View, customer_id: int) -> Activity:
    """The customer's activity counted from the purchases themselves."""
    standing = (_P.customer_id == customer_id) & _P.voided_at.is_(None)
    row = run(
        view.session,
        select(
            func.min(_P.business_date),
            func.max(_P.at),
            func.count(_P.business_date.distinct()),
        ).where(standing),
    ).one()
    spent = view.session.scalar(
        select(func.coalesce(func.sum(_P.amount - _P.refunded), 0)).where(_P.customer_id == customer_id)
    )
    return Activity(row[0], row[1], row[2], int(spent or 0))


def recount(unit: Unit, customer_id: int) -> None:
    """Write the customer's activity anew from the purchases."""
    known = run(unit.session, _READ, {"customer": customer_id}).one_or_none()
    write_activity(unit, customer_id, counted(unit, customer_id), new=known is None)


def write_activity(unit: Unit, customer_id: int, activity: Activity, *, new: bool) -> None:
    """Write a customer's row; `new` when there is none yet."""
    if new:
        run(
            unit.session,
            _INSERT,
            {
                "customer_id": customer_id,
                "first_visit_on": activity.first_visit_on,
                "last_visit_at": activity.last_visit_at,
                "visits": activity.visits,
                "spent": activity.spent,
            },
        )
    else:
        run(
            unit.session,
            _UPDATE,
            {
                "customer": customer_id,
                "first": activity.first_visit_on,
                "last": activity.last_visit_at,
                "times": activity.visits,
                "money": activity.spent,
            },
        )
    unit.changed("activity", customer_id)
