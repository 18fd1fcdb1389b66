"""An amount off the sale: "€5 off any book"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.rewards import RewardKind
from app.loyalty.words import short_money


def value(values: Mapping[str, Any], amount: int | None) -> int:
    """The amount, but never more than the sale it is taken off."""
    off = int(values["amount"])
    return off if amount is None else min(off, amount)


def words(values: Mapping[str, Any], view: View) -> str:
    return _("{amount} off").format(amount=short_money(values["amount"], view))


KIND = RewardKind(
    id="amount_off",
    label=_("Amount off"),
    fields=(Field("amount", _("Amount off"), FieldKind.MONEY, required=True, minimum=1, maximum=MAX_AMOUNT),),
    value=value,
    words=words,
    order=10,
)
