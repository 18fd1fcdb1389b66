"""What points can be used for: rewards of several kinds, one file each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.registry import Registry
from app.kernel.unit import View
from app.loyalty.conditions import condition_fields
from app.loyalty.reading import ID_FIELD, Values, items, only, values_of, whole, wrong

MAX_COST = 10**9
ONCE = (
    ("customer", _("once a customer")),
    ("year", _("once a year")),
    ("month", _("once a month")),
    ("day", _("once a day")),
)
LIMITS = (
    Field("once", _("How often"), FieldKind.CHOICE, choices=ONCE),
    Field("first", _("The first customers"), FieldKind.INTEGER, minimum=1, maximum=1_000_000),
    Field("stock", _("In stock"), FieldKind.INTEGER, minimum=1, maximum=10_000_000),
)
"""What bounds how often a reward is given: to one customer, to so many customers, so many times in all."""


@dataclass(frozen=True)
class Reward:
    """A reward of a programme: what it costs in points, and its declared values: those of its kind, of the
    limits (`LIMITS`) and of the conditions on who may have it and when (`app.loyalty.conditions`)."""

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

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Everything a reward of this kind may have beside id, name and cost."""
        return (*self.fields, *LIMITS, *condition_fields(rewards=True))


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


NAMED = (ID_FIELD, Field("name", _("The name"), required=True, max_length=120))


def read_rewards(plain: Values) -> tuple[Reward, ...]:
    """The section `rewards` of the rules."""
    return tuple(_read(item, place) for place, item in items(plain, "rewards"))


def _read(item: Values, place: str) -> Reward:
    kind = _kind(item, place)
    known = {"kind", "cost", *(declared.id for declared in (*NAMED, *kind.all_fields))}
    only(item, place, known)
    named = values_of(NAMED, item, place)
    values = values_of(kind.all_fields, item, place)
    cost = whole(item.get("cost", 0), f"{place}.cost", MAX_COST, least=0)
    if cost == 0 and not any(limit.id in values for limit in LIMITS):
        raise wrong(f"{place}.cost", _("a reward that costs nothing needs a limit: once, first or stock"))
    return Reward(named["id"], named["name"], kind.id, cost, values)


def read_gift(item: Values, named: Values, place: str) -> Reward:
    """What a voucher gives: a reward of any kind that costs nothing; its use is bounded by the voucher."""
    kind = _kind(item, place)
    only(item, place, {"kind", *(declared.id for declared in kind.fields)})
    return Reward(named["id"], named["name"], kind.id, 0, values_of(kind.fields, item, place))


def _kind(item: Values, place: str) -> RewardKind:
    kind = reward_kinds().get(str(item.get("kind", "")))
    if kind is None:
        raise wrong(f"{place}.kind", _("there is no reward “{kind}”").format(kind=item.get("kind", "")))
    return kind


def plain_reward(reward: Reward) -> dict[str, Any]:
    """A reward as plain values."""
    return {"id": reward.id, "name": reward.name, "kind": reward.kind, "cost": reward.cost, **reward.values}
