"""What points can be used for: rewards of several kinds, one file each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.kernel.fields import Field
from app.kernel.registry import Registry
from app.kernel.unit import View


@dataclass(frozen=True)
class Reward:
    """A reward of a programme: what it costs in points, and its kind's declared values."""

    id: str
    name: str
    kind: str
    cost: int
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RewardKind:
    """A kind of reward.

    `value(values, amount)` is what it is worth in minor units on a sale of `amount` before the reward; None
    when that cannot be said (no sale yet, no price). `words(values, view)` says it in a few words.
    `takes_off`: whether that value comes off the price of its sale; a free item is never rung up.
    """

    id: str
    label: str
    fields: tuple[Field, ...]
    value: Callable[[Mapping[str, Any], int | None], int | None]
    words: Callable[[Mapping[str, Any], View], str]
    order: int = 100
    takes_off: bool = True


@lru_cache(maxsize=1)
def reward_kinds() -> Registry[RewardKind]:
    """Every kind of reward."""
    return Registry[RewardKind](sys.modules[__name__], "KIND")


def value_of(reward: Reward, amount: int | None = None) -> int | None:
    """What a reward is worth on a sale of `amount`; None for an unknown kind and where it has no price."""
    kind = reward_kinds().get(reward.kind)
    return None if kind is None else kind.value(reward.values, amount)


def words_of(reward: Reward, view: View) -> str:
    """A reward's kind in a few words; an unknown kind is shown by its id."""
    kind = reward_kinds().get(reward.kind)
    return reward.kind if kind is None else kind.words(reward.values, view)
