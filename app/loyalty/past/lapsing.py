"""Which points were about to lapse at the end of a past day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from app.kernel.unit import View
from app.loyalty.expiry import ABSENCE, Expiry
from app.loyalty.models import Allocation, Entry, Lot
from app.loyalty.movements import ACTIVE_KINDS
from app.loyalty.statement import LapsingPoints
from app.sales.tables import run, table

_A = table(Allocation).c
_E = table(Entry).c
_L = table(Lot).c
_MOVER = table(Entry).alias("mover").c


def lapsing_then(
    view: View, account_id: int | None, expiry: Expiry, day: date, until: date
) -> tuple[LapsingPoints, ...]:
    """What was left at the end of `day` of lots whose last day is from then to `until`, by that day. Points
    that lapse by absence do so together, on the day they would if the customer did not come again."""
    idle = _idle(view, account_id, expiry, day)
    within: ColumnElement[bool] = _L.expires_on.between(day, until)
    if idle is not None and idle <= until:
        within = or_(within, _L.expires_on.is_(None), _L.expires_on > until)
    moved = (
        select(func.coalesce(func.sum(_A.points), 0))
        .select_from(table(Allocation).join(_MOVER.id.table, _MOVER.id == _A.made_by_id))
        .where(_A.lot_id == _L.id, _MOVER.business_date <= day)
        .correlate(table(Lot))
        .scalar_subquery()
    )
    rows = run(
        view.session,
        select(_L.expires_on, _L.points + moved)
        .select_from(table(Lot).join(table(Entry), _E.id == _L.entry_id))
        .where(_L.account_id == account_id, within, _E.business_date <= day),
    )
    left: dict[date, int] = defaultdict(int)
    for own, points in rows:
        last = min(filter(None, (own, idle)))
        if day <= last <= until:
            left[last] += int(points)
    return tuple(LapsingPoints(points, on) for on, points in sorted(left.items()) if points > 0)


def _idle(view: View, account_id: int | None, expiry: Expiry, day: date) -> date | None:
    """The last valid day by absence, as it stood; None where points do not lapse so."""
    if expiry.kind != ABSENCE or account_id is None:
        return None
    active = run(
        view.session,
        select(func.max(_E.business_date)).where(
            _E.account_id == account_id,
            _E.business_date <= day,
            _E.kind.in_([kind.value for kind in ACTIVE_KINDS]),
        ),
    ).scalar()
    return expiry.idle_until(active)
