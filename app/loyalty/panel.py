"""Everything the loyalty panel shows of one customer, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.kernel.unit import View
from app.loyalty.credit.queries import credit_of
from app.loyalty.households.queries import shared_with
from app.loyalty.models import POINTS, Account, OpenLot
from app.loyalty.offers import RewardState, earning_line, reward_states, worth_of
from app.loyalty.owners import owner_of
from app.loyalty.stamps.queries import StampState, stamp_states
from app.loyalty.tiers.queries import TierState, tier_state
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.queries import VoucherState, voucher_states
from app.sales.tables import run, table

SOON = timedelta(days=60)
"""How far ahead points about to lapse are named."""

_A = table(Account).c
_O = table(OpenLot).c


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the loyalty panel shows. `worth` in minor units, None where points have no price;
    `expiring` are (points, last day) within the next 60 days, soonest first; `next_reward` is the cheapest
    one that is not in reach yet. `tier` is None in a programme without tiers; `credit` is store credit in
    minor units; `household` the names of those who share the balance, "" for a card of its own; `categories`
    those that the programme asks for at the till."""

    points: int
    owed: int
    worth: int | None
    expiring: tuple[tuple[int, date], ...]
    rewards: tuple[RewardState, ...]
    earning_line: str
    next_reward: RewardState | None
    tier: TierState | None = None
    stamps: tuple[StampState, ...] = ()
    vouchers: tuple[VoucherState, ...] = ()
    credit: int = 0
    household: str = ""
    categories: tuple[str, ...] = ()


def loyalty_panel(view: View, customer_id: int) -> Panel:
    """What a customer has, what it is worth, what lapses soon, and what can be had for it."""
    rules = rules_on(view, view.today)
    account = run(
        view.session,
        select(_A.id, _A.balance, _A.owed).where(
            _A.customer_id == owner_of(view, customer_id), _A.unit == POINTS
        ),
    ).one_or_none()
    account_id, points, owed = account or (None, 0, 0)
    expiring: tuple[tuple[int, date], ...] = ()
    if account_id is not None:
        rows = run(
            view.session,
            select(func.sum(_O.remaining), _O.expires_on)
            .where(_O.account_id == account_id, _O.expires_on.between(view.today, view.today + SOON))
            .group_by(_O.expires_on)
            .order_by(_O.expires_on),
        )
        expiring = tuple((int(left), day) for left, day in rows)
    tier = tier_state(view, customer_id)
    states = reward_states(view, rules, points, customer_id)
    return Panel(
        points,
        owed,
        worth_of(rules, points),
        expiring,
        states,
        earning_line(view, rules, tier.id if tier else ""),
        next((state for state in states if state.missing), None),
        tier=tier,
        stamps=stamp_states(view, customer_id),
        vouchers=voucher_states(view, customer_id),
        credit=credit_of(view, customer_id),
        categories=rules.categories,
        household=shared_with(view, customer_id),
    )
