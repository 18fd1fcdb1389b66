"""Every value a programme may name, section by section: what a file converts by and the help page lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.loyalty import counting
from app.loyalty.credit import rule as gift_cards
from app.loyalty.earning import earning_kinds
from app.loyalty.expiry import KINDS
from app.loyalty.households import rule as households
from app.loyalty.reading import ID_FIELD
from app.loyalty.referral import rule as referral
from app.loyalty.rewards import MAX_COST, NAMED, reward_kinds
from app.loyalty.stamps import card as stamps
from app.loyalty.tiers import scheme as tiers
from app.loyalty.vouchers import rule as vouchers

Fields = Sequence[Field]
Item = Mapping[str, Any]

KIND_FIELD = Field("kind", _("Kind"), required=True)
COST_FIELD = Field("cost", _("Costs"), FieldKind.INTEGER, minimum=0, maximum=MAX_COST, default=0)

TOP = (
    Field("name", _("The name"), max_length=120),
    Field(
        "refund_of_spent",
        _("A refund of points already spent"),
        FieldKind.CHOICE,
        choices=(
            ("owe", _("the customer owes them")),
            ("waive", _("they are waived")),
            ("ask", _("the till is asked")),
        ),
        default="owe",
    ),
)
"""The values at the top of a programme, outside any section."""

EXPIRY = (
    Field("kind", _("Points lapse"), FieldKind.CHOICE, choices=tuple((kind, kind) for kind in KINDS)),
    Field("count", _("After so many months or days"), FieldKind.INTEGER, minimum=0, maximum=36_500),
    Field("month", _("In the month"), FieldKind.INTEGER, minimum=1, maximum=12),
    Field("day", _("After the day"), FieldKind.INTEGER, minimum=1, maximum=31),
)
WORTH = (
    Field("points", _("So many points"), FieldKind.INTEGER, required=True, minimum=1, maximum=MAX_COST),
    Field("amount", _("are worth"), FieldKind.MONEY, required=True, minimum=1, maximum=MAX_AMOUNT),
)

TABLES: Mapping[str, Fields] = {
    "counting": counting.FIELDS,
    "tier_rules": tiers.SCHEME_FIELDS,
    "referral": referral.FIELDS,
    "households": households.FIELDS,
    "gift_cards": gift_cards.FIELDS,
    "expiry": EXPIRY,
    "worth": WORTH,
}
"""Sections that are one table."""


@lru_cache(maxsize=1)
def earning_fields() -> dict[str, Fields]:
    """The fields of each kind of earning rule, by the kind's id."""
    return {kind.id: kind.all_fields for kind in earning_kinds()}


@lru_cache(maxsize=1)
def reward_fields() -> dict[str, Fields]:
    """The fields of each kind of reward, by the kind's id."""
    return {kind.id: kind.all_fields for kind in reward_kinds()}


@lru_cache(maxsize=1)
def gift_fields() -> dict[str, Fields]:
    """The fields of what a voucher gives, by the kind's id."""
    return {kind.id: kind.fields for kind in reward_kinds()}


def _by_kind(item: Item, kinds: Mapping[str, Fields], common: Fields) -> Fields:
    kind = item.get("kind")
    own = kinds.get(kind) if isinstance(kind, str) else None
    if own is None:
        own = [field for fields in kinds.values() for field in fields]
    return (*common, *own)


_LISTS: Mapping[str, Callable[[Item], Fields]] = {
    "earning": lambda item: _by_kind(item, earning_fields(), (ID_FIELD, KIND_FIELD)),
    "tiers": lambda _item: tiers.TIER_FIELDS,
    "stamp_cards": lambda _item: stamps.FIELDS,
    "rewards": lambda item: _by_kind(item, reward_fields(), (*NAMED, KIND_FIELD, COST_FIELD)),
    "vouchers": lambda item: _by_kind(item, gift_fields(), (*vouchers.FIELDS, KIND_FIELD)),
}
"""Sections that are lists of tables."""

LISTS = tuple(_LISTS)


def item_fields(section: str, item: Item) -> Fields:
    """The fields an item of a list may have; those of every kind when its own is unknown."""
    return _LISTS[section](item)
