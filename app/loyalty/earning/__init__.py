"""What a purchase earns: rules of several kinds, each one file in `kinds`, judged in stages.

`BASE` rules give points for money; `TIMES` rules act on what the base gave; `PLUS` rules give fixed points
afterwards. A rule says when it holds by conditions (`app.loyalty.conditions`). The judgement says which rule
gave what, and the ledger keeps that for ever.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.registry import Registry
from app.kernel.unit import View
from app.loyalty.conditions import condition_fields
from app.loyalty.reading import Values
from app.loyalty.sale import NOBODY, Sale, SaleLine, Who

__all__ = ["NOBODY", "EarningKind", "EarningRule", "Sale", "SaleLine", "Stage", "Who", "earning_kinds"]

MAX_POINTS = 10**12
"""More points than this for one movement is a mistake in the rules; far below 2^63."""


class Stage(enum.IntEnum):
    """When a rule is judged."""

    BASE = 1
    TIMES = 2
    PLUS = 3
    EVENT = 4
    """Not by sales: something else that happened gives the points."""


@dataclass(frozen=True)
class EarningRule:
    """One rule of a programme: `kind` names its file in `kinds`, `values` are the declared fields of that
    kind, of the conditions it names, and those every rule may have (`COMMON`)."""

    id: str
    kind: str
    values: Values = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether rules after this one are not judged when it gave something."""
        return bool(self.values.get("stop", False))


COMMON = (
    Field("name", _("Name"), help=_("What the rule is called on receipts and statements."), max_length=80),
    Field("stop", _("Stop after it"), FieldKind.BOOLEAN, help=_("When it gives points, no later rule does.")),
)
"""What a rule of any kind may have."""


@dataclass(frozen=True)
class EarningKind:
    """A kind of rule. `words(values, view)` says what it does, as a customer reads it ("1 point per €1");
    `brief` as it stands beside points it gave ("double"), "" where its conditions alone say it.

    By its stage it has one of: `per_money(values)`, which makes the points of an amount of money in minor
    units (`step(values)` is that of a whole step, for what is carried over); `factor(values)`, thousandths;
    `fixed(values)`, which makes the points of so many thousandths of pieces.
    """

    id: str
    label: str
    stage: Stage
    fields: tuple[Field, ...]
    words: Callable[[Values, View], str]
    per_money: Callable[[Values], Callable[[int], int]] | None = None
    step: Callable[[Values], int] | None = None
    factor: Callable[[Values], int] | None = None
    fixed: Callable[[Values], Callable[[int], int]] | None = None
    conditional: bool = True
    """Whether its rules may name conditions."""
    order: int = 100
    brief: Callable[[Values, View], str] | None = None

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Everything a rule of this kind may have."""
        return (*COMMON, *self.fields, *(condition_fields() if self.conditional else ()))


@lru_cache(maxsize=1)
def earning_kinds() -> Registry[EarningKind]:
    """Every kind of earning rule."""
    import app.loyalty.earning.kinds as package

    return Registry[EarningKind](package, "KIND")
