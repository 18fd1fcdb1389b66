"""Whose points lapse soon: the list from which customers are reminded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import groupby, islice

from sqlalchemy import func, select

from app.customers.models import Customer
from app.kernel.clock import add_months
from app.kernel.unit import View
from app.loyalty.expiry import ABSENCE, Expiry
from app.loyalty.models import POINTS, Account, OpenLot
from app.loyalty.versions import rules_on
from app.sales.tables import run, table

_A = table(Account).c
_C = table(Customer).c
_O = table(OpenLot).c
_UNEVEN = timedelta(days=3)
"""Months are of unequal length: what SQL picks by them is looked at again, to the day."""


@dataclass(frozen=True, slots=True, order=True)
class LapsingSoon:
    """So many points of a customer lapse when `day`, their last, is over. In a household the customer is its
    holder. `absent`: they lapse because the customer did not come."""

    day: date
    customer_id: int
    points: int
    name: str
    absent: bool = False


def lapsing_soon(view: View, within_days: int = 30, limit: int = 100, offset: int = 0) -> list[LapsingSoon]:
    """What lapses at the end of today and of so many days after it, soonest first, then by customer.

    Archived customers are left out. Points that end on a day of their own stand under that day, unless their
    owner's absence ends them before.
    """
    until = view.today + timedelta(days=within_days)
    rows = merge(_dated(view, until), _absent(view, until, rules_on(view, view.today).expiry))
    return list(islice(rows, offset, offset + limit))


def _dated(view: View, until: date) -> Iterator[LapsingSoon]:
    rows = run(
        view.session,
        select(_O.expires_on, _C.id, func.sum(_O.remaining), _C.name)
        .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
        .join(table(Customer), _C.id == _A.customer_id)
        .where(
            _A.unit == POINTS, _O.expires_on.between(view.today, until), _C.archived_at.is_(None)
        )
        .group_by(_O.expires_on, _C.id, _C.name)
        .order_by(_O.expires_on, _C.id),
    )  # fmt: skip
    yield from (LapsingSoon(day, customer, int(points), name) for day, customer, points, name in rows)


def _absent(view: View, until: date, expiry: Expiry) -> Iterator[LapsingSoon]:
    """Accounts by the last day they were active: in that order their points lapse."""
    if expiry.kind != ABSENCE:
        return
    rows = run(
        view.session,
        select(_A.active_on, _C.id, _C.name, _O.expires_on, _O.remaining)
        .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
        .join(table(Customer), _C.id == _A.customer_id)
        .where(
            _A.unit == POINTS,
            _A.balance > 0,
            _A.active_on.between(
                add_months(view.today, -expiry.count) - _UNEVEN, add_months(until, -expiry.count) + _UNEVEN
            ),
            _C.archived_at.is_(None),
        )
        .order_by(_A.active_on, _C.id),
    )
    found: list[LapsingSoon] = []
    for (active_on, customer, name), lots in groupby(rows, key=lambda row: row[:3]):
        day = expiry.idle_until(active_on)
        if day is not None and view.today <= day <= until:
            points = sum(left for *_of, own, left in lots if own is None or own > day)
            found.append(LapsingSoon(day, customer, points, name, True))
    yield from sorted(row for row in found if row.points)
