"""Several rewards on one sale: each takes off what the ones before it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from app.loyalty.rewards import Reward, reward_kinds, value_of
from app.loyalty.sale import SaleLine


def values_together(
    rewards: Iterable[tuple[Reward, int]], price: int, lines: Sequence[SaleLine] = ()
) -> list[tuple[int | None, int]]:
    """For each (reward, steps) in order: what it is worth on a sale of `price`, None where that cannot be
    said, and what of it comes off the price. Minor units; in all never more than `price` comes off."""
    left, seen, found = price, Counter[str](), []
    for reward, steps in rewards:
        worth = value_of(reward, left, lines, steps=steps, before=seen[reward.id])
        kind = reward_kinds().get(reward.kind)
        off = min(worth or 0, left) if kind is not None and kind.takes_off else 0
        left -= off
        seen[reward.id] += 1
        found.append((worth, off))
    return found
