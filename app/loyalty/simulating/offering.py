"""Which reward a replayed customer takes: one they have the points for, and may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from app.loyalty import rewards
from app.loyalty.conditions import Bound, bind
from app.loyalty.rewards import BIRTHDAY, Reward, RewardKind, reward_kinds
from app.loyalty.rules import Rules
from app.loyalty.sale import Sale
from app.loyalty.simulating.behaviour import DEAREST, Behaviour

_MASK = (1 << 64) - 1
_ONE = 1 << 53
Taken = dict[str, tuple[int, ...]]
"""When a reward that is given once in some time was last taken, by its id."""


class Offer(NamedTuple):
    """A reward that costs points, ready to be asked about."""

    id: str
    cost: int
    bound: Bound
    once: str
    values: Mapping[str, Any]
    value: Callable[[Mapping[str, Any], rewards.Offer], int | None]

    def worth(self, sale: Sale) -> int | None:
        """What it is worth on a sale, minor units; None where that cannot be said."""
        return self.value(self.values, rewards.Offer(sale.amount, sale.lines))


class Offers:
    """The rewards of one set of rules. `needs` are facts of customers their conditions look at."""

    def __init__(self, rules: Rules, behaviour: Behaviour) -> None:
        offers = [
            _offer(reward, kind)
            for reward in rules.rewards
            if reward.cost > 0 and (kind := reward_kinds().get(reward.kind)) is not None
        ]
        self._offers = sorted(offers, key=lambda offer: offer.cost, reverse=behaviour.prefers == DEAREST)
        self._least = int(behaviour.share * _ONE)
        self.cheapest = min((offer.cost for offer in offers), default=1 << 62)
        self.needs = frozenset(fact for offer in offers for fact in offer.bound.needs)

    def wanted(self, purchase: int) -> bool:
        """Whether whoever bought this uses a reward: drawn from the purchase's number, the same each time."""
        mixed = (purchase * 0x9E3779B97F4A7C15) & _MASK
        mixed = ((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9) & _MASK
        return mixed >> 11 < self._least

    def choose(self, balance: int, sale: Sale, taken: Taken) -> Offer | None:
        """The reward that is taken; None when none of those in reach may be had."""
        for offer in self._offers:
            if offer.cost > balance or not offer.bound.hold(sale):
                continue
            if offer.bound.picks is not None and not any(map(offer.bound.picks, sale.lines)):
                continue
            if offer.once:
                now = _period(offer.once, sale)
                if taken.get(offer.id) == now:
                    continue
                taken[offer.id] = now
            return offer
        return None

    def in_reach(self, balance: int, tier: str) -> bool:
        """Whether points are enough for a reward that somebody of that tier may have."""
        if balance < self.cheapest:
            return False
        return any(
            offer.cost <= balance and tier in offer.values.get("tier", (tier,)) for offer in self._offers
        )


def _offer(reward: Reward, kind: RewardKind) -> Offer:
    once = str(reward.values.get("once", ""))
    if not once and "first" in reward.values:
        once = "customer"
    elif not once and BIRTHDAY in reward.values:
        once = "year"
    return Offer(reward.id, reward.cost, bind(reward.values), once, reward.values, kind.value)


def _period(once: str, sale: Sale) -> tuple[int, ...]:
    """The time within which a reward is given once: two sales in it give the same."""
    day = sale.day
    periods = {"year": (day.year,), "month": (day.year, day.month), "day": (day.toordinal(),)}
    return periods.get(once, ())
