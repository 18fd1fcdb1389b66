"""What points can be used for: rewards of several kinds, one file each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.registry import Registry
from app.kernel.unit import View
from app.loyalty.conditions import condition_fields
from app.loyalty.reading import ID_FIELD, Values, items, only, values_of, whole, wrong
from app.loyalty.sale import SaleLine

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
"""What bounds how often a reward is given: to one customer, to so many customers, so many times in all.

`stock` is how many there are in all, not how many are left. A reward for the first so many customers goes
to each of them once unless `once` says otherwise.
"""
BIRTHDAY = "birthday_within"
"""A reward around the birthday is given once a year, whatever else bounds it."""


@dataclass(frozen=True)
class Reward:
    """A reward of a programme: what it costs in points, and its declared values: those of its kind, of the
    limits (`LIMITS`) and of the conditions on who may have it and when (`app.loyalty.conditions`)."""

    id: str
    name: str
    kind: str
    cost: int
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def in_steps(self) -> bool:
        """Whether it may be used several times at once: each time its cost, each time its value."""
        return bool(self.values.get(IN_STEPS, False))


IN_STEPS = "in_steps"


@dataclass(frozen=True, slots=True)
class Offer:
    """The sale a reward is held against. `amount` is its price before this reward, minor units, None while
    there is no sale; `lines` are its lines where they are known; the reward is used `steps` times over, and
    `before` times on the same sale already."""

    amount: int | None = None
    lines: tuple[SaleLine, ...] = ()
    steps: int = 1
    before: int = 0


@dataclass(frozen=True)
class RewardKind:
    """A kind of reward.

    `value(values, offer)` is what it is worth in minor units on a sale; None when that cannot be said (no
    sale yet, no lines, no price). `words(values, view)` says it in a few words. `takes_off`: whether that
    value comes off the price of its sale; a free item is never rung up. `credit(values)`: the minor units it
    puts on the customer's store credit.
    """

    id: str
    label: str
    fields: tuple[Field, ...]
    value: Callable[[Mapping[str, Any], Offer], int | None]
    words: Callable[[Mapping[str, Any], View], str]
    order: int = 100
    takes_off: bool = True
    credit: Callable[[Mapping[str, Any]], int] | None = None

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Everything a reward of this kind may have beside id, name and cost."""
        return (*self.fields, *LIMITS, *condition_fields(rewards=True))


@lru_cache(maxsize=1)
def reward_kinds() -> Registry[RewardKind]:
    """Every kind of reward."""
    return Registry[RewardKind](sys.modules[__name__], "KIND")


def value_of(
    reward: Reward,
    amount: int | None = None,
    lines: Sequence[SaleLine] = (),
    *,
    steps: int = 1,
    before: int = 0,
) -> int | None:
    """What a reward is worth on a sale (`Offer`); None for an unknown kind and where it has no price."""
    kind = reward_kinds().get(reward.kind)
    return None if kind is None else kind.value(reward.values, Offer(amount, tuple(lines), steps, before))


def credit_of_reward(reward: Reward) -> int:
    """What a reward puts on store credit, minor units; 0 for most."""
    kind = reward_kinds().get(reward.kind)
    return 0 if kind is None or kind.credit is None else kind.credit(reward.values)


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
    reward = Reward(named["id"], named["name"], kind.id, cost, values)
    _agree(reward, place)
    return reward


def _agree(reward: Reward, place: str) -> None:
    """Refuse limits that contradict one another, and what could be had for nothing without end."""
    values = reward.values
    limited = BIRTHDAY in values or any(limit.id in values for limit in LIMITS)
    if reward.cost == 0 and not limited:
        raise wrong(f"{place}.cost", _("a reward that costs nothing needs a limit: once, first or stock"))
    if reward.cost == 0 and reward.in_steps:
        raise wrong(f"{place}.{IN_STEPS}", _("a reward that costs nothing has no steps"))
    if "first" in values and values.get("stock", values["first"]) < values["first"]:
        raise wrong(f"{place}.stock", _("so few are not enough for so many first customers"))
    if BIRTHDAY in values and values.get("once") in ("month", "day"):
        raise wrong(f"{place}.once", _("a birthday's reward is given once a year"))


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
