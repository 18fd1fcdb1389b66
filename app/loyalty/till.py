"""What a sale would come to before it is rung up: rewards taken off, what is left to pay, the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.models import Redemption
from app.loyalty.programme import rules_on
from app.loyalty.queries import preview_points
from app.loyalty.rewards import reward_kinds, value_of
from app.loyalty.vouchers.gifts import offer_of
from app.sales.tables import run, table

_R = table(Redemption).c


@dataclass(frozen=True)
class SalePreview:
    """Minor units: `price` before rewards, `discount` they take off, `paid` what is left; and its points."""

    price: int
    discount: int
    paid: int
    points: int


def sale_preview(view: View, customer_id: int, price: int, rewards: Sequence[str] = ()) -> SalePreview:
    """A sale of `price` with the rewards of these ids, each taking off what the ones before left; a voucher
    is "voucher:" and its id.

    Rewards that take nothing off (a free item is not rung up) and unknown ids change nothing.
    """
    rules = rules_on(view, view.today)
    left = price
    for reward_id in rewards:
        reward = offer_of(view, rules, reward_id)
        kind = reward_kinds().get(reward.kind) if reward is not None else None
        if reward is not None and kind is not None and kind.takes_off:
            left -= min(value_of(reward, left) or 0, left)
    return SalePreview(price, price - left, left, preview_points(view, customer_id, left))


def waiting_rewards(view: View, redemptions: Sequence[int]) -> frozenset[int]:
    """Those of the redemptions that stand and go with no sale yet; an undone one goes with none."""
    if not redemptions:
        return frozenset()
    standing = (_R.id.in_(redemptions), _R.given_back_at.is_(None), _R.purchase_id.is_(None))
    return frozenset(run(view.session, select(_R.id).where(*standing)).scalars())
