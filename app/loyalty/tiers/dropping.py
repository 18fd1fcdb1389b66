"""Whom a day may take below their tier: found by what leaves the window on it, not by walking everybody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from app.kernel.clock import local_to_utc
from app.kernel.unit import View
from app.loyalty.models import POINTS as POINTS_UNIT
from app.loyalty.models import Account, Entry
from app.loyalty.movements import EntryKind
from app.loyalty.tiers.models import TierStanding
from app.loyalty.tiers.scheme import BY_HAND, CALENDAR, POINTS, TierScheme
from app.loyalty.tiers.standing import start_tier
from app.loyalty.tiers.window import leaving
from app.sales.models import Purchase
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_P = table(Purchase).c
_S = table(TierStanding).c
_ZONES = timedelta(days=1)
"""The widest two time zones lie apart: a shop may have moved since."""


def may_drop(view: View, scheme: TierScheme, day: date) -> list[int]:
    """Customers above where everybody begins who may reach less on `day` than the day before, and those whose
    drop was found due before."""
    above = _S.tier != start_tier(scheme)
    found = set(
        run(view.session, select(_S.customer_id).where(_S.dropping_since.is_not(None), above)).scalars()
    )
    days = leaving(scheme, day)
    if scheme.by == BY_HAND or days is None:
        return sorted(found)
    if scheme.year == CALENDAR:
        return list(run(view.session, select(_S.customer_id).where(above).order_by(_S.customer_id)).scalars())
    midnights = (datetime.combine(end, time()) for end in (days[0], days[1] + timedelta(days=1)))
    begins, ends = (local_to_utc(midnight, view.context.timezone) for midnight in midnights)
    sold = (
        select(_P.customer_id)
        .join_from(table(Purchase), table(TierStanding), _S.customer_id == _P.customer_id)
        .where(_P.at.between(begins - _ZONES, ends + _ZONES), _P.business_date.between(*days), above)
    )
    found.update(run(view.session, sold).scalars())
    if scheme.by == POINTS:
        given = (
            select(_S.customer_id)
            .join_from(table(TierStanding), table(Account), _A.customer_id == _S.customer_id)
            .join(table(Entry), _E.account_id == _A.id)
            .where(
                above,
                _A.unit == POINTS_UNIT,
                _E.business_date.between(*days),
                _E.kind.in_((EntryKind.BONUS.value, EntryKind.OPENING.value)),
            )
        )
        found.update(run(view.session, given).scalars())
    return sorted(found)
