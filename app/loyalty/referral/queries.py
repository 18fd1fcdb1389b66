"""Who sent whom, and what came of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.customers.models import Customer, CustomerActivity
from app.kernel.unit import View
from app.loyalty.referral.models import Referral
from app.sales.tables import run, table

MOST = 500
"""Friends listed of one customer, and steps followed upward."""

_C = table(Customer).c
_F = table(Referral).c
_T = table(CustomerActivity).c


class FriendState(enum.StrEnum):
    """What came of a friend who was sent."""

    WAITING = "waiting"
    REWARDED = "rewarded"
    TAKEN_BACK = "taken-back"
    BOUGHT = "bought"
    """They buy, and nothing was given: they had bought before, or the programme gives nothing for friends."""


@dataclass(frozen=True, slots=True)
class SentFriend:
    """A friend a customer sent. `points` are those the sender got, `rewarded_on` the day; 0 and None while
    there is no reward that stands."""

    id: int
    name: str
    joined_on: date
    state: FriendState
    points: int
    rewarded_on: date | None


@dataclass(frozen=True, slots=True)
class ReferralChain:
    """`sent_by`: who sent this customer, who sent them, and so on, as (id, name); `own` what this customer
    got for having been sent, None while nothing stands; `sent` the friends, latest card first."""

    sent_by: tuple[tuple[int, str], ...]
    own: int | None
    sent: tuple[SentFriend, ...]


def referral_chain(view: View, customer_id: int) -> ReferralChain:
    """Who sent a customer, and whom the customer sent, archived ones left out."""
    own = run(
        view.session,
        select(_F.friend_points).where(_F.friend_id == customer_id, _F.taken_back_at.is_(None)),
    ).scalar()
    rows = run(
        view.session,
        select(
            _C.id, _C.name, _C.joined_on, _T.visits, _F.friend_id, _F.sender_id, _F.sender_points,
            _F.business_date, _F.taken_back_at,
        )
        .join_from(table(Customer), table(CustomerActivity), _T.customer_id == _C.id, isouter=True)
        .outerjoin(table(Referral), _F.friend_id == _C.id)
        .where(_C.referred_by_id == customer_id, _C.archived_at.is_(None))
        .order_by(_C.joined_on.desc(), _C.id.desc())
        .limit(MOST),
    )  # fmt: skip
    return ReferralChain(_upward(view, customer_id), own, tuple(_friend(row, customer_id) for row in rows))


def _friend(row: Any, sender: int) -> SentFriend:
    if row.friend_id is None:
        state = FriendState.BOUGHT if row.visits else FriendState.WAITING
        return SentFriend(row.id, row.name, row.joined_on, state, 0, None)
    if row.taken_back_at is not None:
        return SentFriend(row.id, row.name, row.joined_on, FriendState.TAKEN_BACK, 0, None)
    points = row.sender_points if row.sender_id == sender else 0
    return SentFriend(row.id, row.name, row.joined_on, FriendState.REWARDED, points, row.business_date)


def _upward(view: View, customer_id: int) -> tuple[tuple[int, str], ...]:
    """Each step once: a circle, which no form lets in, would end where it closes."""
    sender = table(Customer).alias("sender").c
    found: dict[int, str] = {}
    step: int | None = customer_id
    while step is not None and len(found) < MOST:
        row = run(
            view.session,
            select(sender.id, sender.name)
            .join_from(table(Customer), sender.id.table, sender.id == _C.referred_by_id)
            .where(_C.id == step),
        ).one_or_none()
        if row is None or row.id in found or row.id == customer_id:
            break
        found[row.id] = row.name
        step = row.id
    return tuple(found.items())
