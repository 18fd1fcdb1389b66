"""What a programme offers beside a balance: rewards, what points are worth, and how they are earned."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.unit import View
from app.loyalty import earning, rewards
from app.loyalty.rules import Rules, Worth


@dataclass(frozen=True, slots=True)
class RewardState:
    """A reward and how far a balance is from it: `missing` is 0 and `ready` true when it is in reach."""

    id: str
    name: str
    kind: str
    kind_label: str
    cost: int
    ready: bool
    missing: int
    value: int | None
    detail: str


def reward_states(view: View, rules: Rules, points: int) -> tuple[RewardState, ...]:
    """The rewards of a programme beside a balance, cheapest first."""
    states = []
    for reward in sorted(rules.rewards, key=lambda reward: (reward.cost, reward.name)):
        kind = rewards.reward_kinds().get(reward.kind)
        states.append(
            RewardState(
                reward.id,
                reward.name,
                reward.kind,
                kind.label if kind else reward.kind,
                reward.cost,
                points >= reward.cost,
                max(0, reward.cost - points),
                rewards.value_of(reward),
                rewards.words_of(reward, view),
            )
        )
    return tuple(states)


def worth_of(rules: Rules, points: int) -> int | None:
    """What points are worth, minor units: by the programme's own rate, else by its best amount off.

    Among rewards in reach if there is one, else among all; None for a programme without a price.
    """
    if rules.worth is not None:
        return rules.worth.of(points)
    priced = [reward for reward in rules.rewards if reward.kind == "amount_off"]
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


def earning_line(view: View, rules: Rules) -> str:
    """How points are earned, in a few words: "1 point per €1"."""
    kinds = earning.earning_kinds()
    said = [kind.words(rule.values, view) for rule in rules.earning if (kind := kinds.get(rule.kind))]
    return " · ".join(said)
