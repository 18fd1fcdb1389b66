"""What a purchase earns: rules of several kinds, each one file in `kinds`, judged in stages.

`BASE` rules give points for money; `TIMES` rules act on what the base gave; `PLUS` rules give fixed points
afterwards. The judgement says which rule gave what, and the ledger keeps that for ever.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from app.kernel.fields import Field
from app.kernel.registry import Registry
from app.kernel.unit import View

MAX_POINTS = 10**12
"""More points than this for one movement is a mistake in the rules; far below 2^63."""


class Stage(enum.IntEnum):
    """When a rule is judged."""

    BASE = 1
    TIMES = 2
    PLUS = 3


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line as rules see it; `amount` in minor units before the discount on the sale."""

    item: str
    category: str
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Sale:
    """What rules may judge by. `amount` is what was paid, after `discount`, in minor units."""

    amount: int
    day: date
    discount: int = 0
    lines: tuple[SaleLine, ...] = ()
    at: datetime | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule, by its id, gave."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The points of a sale and which rules gave them."""

    points: int
    parts: tuple[Part, ...] = ()

    @property
    def detail(self) -> dict[str, Any]:
        """What the ledger entry keeps."""
        return {"rules": [[part.rule, part.points] for part in self.parts]}


NOTHING = Judgement(0)


@dataclass(frozen=True)
class EarningRule:
    """One rule of a programme: `kind` names its file in `kinds`, `values` are that kind's declared fields."""

    id: str
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EarningKind:
    """A kind of rule. `points(values, sale, so_far)` is what it adds to what earlier stages gave;
    `words(values, view)` says it as a customer reads it ("1 point per €1")."""

    id: str
    label: str
    stage: Stage
    fields: tuple[Field, ...]
    points: Callable[[Mapping[str, Any], Sale, Sequence[Part]], int]
    words: Callable[[Mapping[str, Any], View], str]


@lru_cache(maxsize=1)
def earning_kinds() -> Registry[EarningKind]:
    """Every kind of earning rule."""
    import app.loyalty.earning.kinds as package

    return Registry[EarningKind](package, "KIND")


def judge(rules: Sequence[EarningRule], sale: Sale) -> Judgement:
    """What `sale` earns under `rules`, with what each rule gave. A rule of an unknown kind gives nothing."""
    parts: list[Part] = []
    for kind, rule in _staged(rules):
        points = kind.points(rule.values, sale, parts)
        if points:
            parts.append(Part(rule.id, points))
    if not parts:
        return NOTHING
    return Judgement(max(0, min(MAX_POINTS, sum(part.points for part in parts))), tuple(parts))


def _staged(rules: Sequence[EarningRule]) -> list[tuple[EarningKind, EarningRule]]:
    known = [(kind, rule) for rule in rules if (kind := earning_kinds().get(rule.kind)) is not None]
    if len(known) > 1:
        known.sort(key=lambda pair: pair[0].stage)
    return known
