"""What a programme offers beside a balance: rewards, what points are worth, and how they are earned."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty import earning, rewards
from app.loyalty.allowing import why_not
from app.loyalty.conditions import conditions_words
from app.loyalty.limits import stock_left
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules, Worth
from app.loyalty.tiers.scheme import Tier
from app.loyalty.words import factor_text, short_money

MOST_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class RewardState:
    """A reward and how far a balance is from it: `missing` points, 0 when there are enough. `why_not` is
    what else stands against it ("from 1 Dec 2026", "none left"), "" for nothing; `ready` when neither does.
    `max_steps`: how often it can be used at once, 0 when not at all; more than 1 only for one in steps."""

    id: str
    name: str
    kind: str
    kind_label: str
    cost: int
    ready: bool
    missing: int
    value: int | None
    detail: str
    why_not: str = ""
    max_steps: int = 1


def reward_states(
    view: View, rules: Rules, points: int, customer_id: int | None = None, amount: int | None = None
) -> tuple[RewardState, ...]:
    """The rewards of a programme beside a balance, cheapest first; with a customer, whether that one may have
    them now. `amount` is the sale they would go with, minor units, where there is one."""
    ordered = sorted(rules.rewards, key=lambda reward: (reward.cost, reward.name))
    return tuple(_state(view, rules, reward, points, customer_id, amount) for reward in ordered)


def _state(
    view: View, rules: Rules, reward: Reward, points: int, customer_id: int | None, amount: int | None
) -> RewardState:
    kind = rewards.reward_kinds().get(reward.kind)
    against = "" if customer_id is None else why_not(view, rules, reward, customer_id, view.now)
    enough = points >= reward.cost or reward.cost == 0
    ready = enough and not against
    return RewardState(
        reward.id,
        reward.name,
        reward.kind,
        kind.label if kind else reward.kind,
        reward.cost,
        ready,
        0 if enough else reward.cost - points,
        rewards.value_of(reward),
        rewards.words_of(reward, view),
        against,
        most_steps(view, reward, points, amount) if ready else 0,
    )


def most_steps(view: View, reward: Reward, points: int, amount: int | None) -> int:
    """How often a ready reward can be used at once: as the points, the stock and the sale allow."""
    if not reward.in_steps:
        return 1
    most = min(MOST_STEPS, points // reward.cost)
    left = stock_left(view, reward)
    if left is not None:
        most = min(most, left)
    worth = rewards.value_of(reward)
    if amount is not None and worth:
        most = min(most, -(-amount // worth))
    return max(1, most)


def worth_of(rules: Rules, points: int) -> int | None:
    """What points are worth, minor units: by the programme's own rate, else by its best amount off.

    Among rewards in reach if there is one, else among all; None for a programme without a price.
    """
    if rules.worth is not None:
        return rules.worth.of(points)
    priced = [reward for reward in rules.rewards if reward.kind == "amount_off" and reward.cost]
    in_reach = [reward for reward in priced if reward.cost <= points] or priced
    if not in_reach:
        return None
    return max(max(0, points) * int(reward.values["amount"]) // reward.cost for reward in in_reach)


def rate_of(rules: Rules) -> Worth | None:
    """What a point is worth: by the programme's own rate, else by the best of its amounts off, else by the
    best of its rewards with a price. None for a programme without any."""
    if rules.worth is not None:
        return rules.worth
    priced = [
        (reward.kind == "amount_off", value / reward.cost, Worth(reward.cost, value))
        for reward in rules.rewards
        if reward.cost > 0 and (value := rewards.value_of(reward))
    ]
    return max(priced, key=lambda rate: rate[:2], default=(False, 0.0, None))[2]


def earning_line(view: View, rules: Rules, tier_id: str = "") -> str:
    """How points are earned, in a few words: "1 point per €1 · Gold × 1.25 from €20".

    The rules for money, with their conditions, what always multiplies, and the factor of the customer's tier;
    what holds only at times is said when it does.
    """
    said = []
    for rule in rules.earning:
        kind = earning.earning_kinds().get(rule.kind)
        when = conditions_words(rule.values, view)
        if kind is not None and (
            kind.stage is earning.Stage.BASE or (kind.stage is earning.Stage.TIMES and not when)
        ):
            words = kind.words(rule.values, view)
            said.append(_("{gives} ({when})").format(gives=words, when=when) if when else words)
    tier = rules.tiers.tier(tier_id)
    if tier is not None and tier.factor != 1000:
        said.append(_tier_words(view, tier))
    return " · ".join(said)


def _tier_words(view: View, tier: Tier) -> str:
    words = _("{tier} × {factor}").format(tier=tier.name, factor=factor_text(tier.factor, view))
    if not tier.factor_from:
        return words
    return _("{words} from {amount}").format(words=words, amount=short_money(tier.factor_from, view))
