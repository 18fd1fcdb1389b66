"""How many were served on a day, beside the same weekday before, and what points are out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.customers.models import CustomerActivity
from app.groups.filters import start_of
from app.groups.rhythms import REGULAR
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account
from app.loyalty.offers import rate_of
from app.loyalty.versions import rules_on
from app.sales.models import Purchase
from app.sales.tables import run, table

WEEKS, ENOUGH = 8, 3
"""Weeks looked back at, and how many of them must have had customers for a usual day to be told."""
_P = table(Purchase).c
_T = table(CustomerActivity).c
_A = table(Account).c


@dataclass(frozen=True, slots=True)
class Served:
    """Customers served on the day so far, and how many of them are regulars. `usual` is what that weekday
    usually had by the same time, None where too few weeks are known."""

    customers: int
    regulars: int
    usual: int | None


def served(view: View, day: date) -> Served:
    """Who bought on `day`; of today up to now, as of the weeks before."""
    so_far = view.now - start_of(view, day) if day == view.today else timedelta(days=1)
    start = start_of(view, day)
    bought = select(_P.customer_id).where(_P.at >= start, _P.at <= start + so_far, _P.voided_at.is_(None))
    regulars = select(func.count()).where(_T.customer_id.in_(bought), _T.visits >= REGULAR)
    before = []
    for week in range(1, WEEKS + 1):
        begins = start_of(view, day - timedelta(weeks=week))
        if count := _count(view, begins, begins + timedelta(days=1)):
            before.append(_count(view, begins, begins + so_far) if day == view.today else count)
    usual = round(sum(before) / len(before)) if len(before) >= ENOUGH else None
    return Served(_count(view, start, start + so_far), int(run(view.session, regulars).scalar_one()), usual)


def points_out(view: View) -> tuple[int, int | None]:
    """The points customers have, and what they are worth in minor units; None where they have no price."""
    held = select(func.coalesce(func.sum(_A.balance), 0)).where(_A.unit == POINTS, _A.balance > 0)
    points = int(run(view.session, held).scalar_one())
    rate = rate_of(rules_on(view, view.today))
    return points, None if rate is None else rate.of(points)


def _count(view: View, start: datetime, end: datetime) -> int:
    statement = select(func.count(_P.customer_id.distinct())).where(
        _P.at >= start, _P.at <= end, _P.voided_at.is_(None)
    )
    return int(run(view.session, statement).scalar_one())
