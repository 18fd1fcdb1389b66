"""An amount off the sale: "€5 off any book"; in steps if the shop likes: "€5 off for each 500 points"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.rewards import IN_STEPS, Offer, RewardKind
from app.loyalty.words import short_money


def value(values: Mapping[str, Any], offer: Offer) -> int:
    """The amount, once for each step, but never more than the sale it is taken off."""
    off = int(values["amount"]) * offer.steps
    return off if offer.amount is None else min(off, offer.amount)


def words(values: Mapping[str, Any], view: View) -> str:
    amount = short_money(values["amount"], view)
    return (_("{amount} off, in steps") if values.get(IN_STEPS) else _("{amount} off")).format(amount=amount)


KIND = RewardKind(
    id="amount_off",
    label=_("Amount off"),
    fields=(
        Field("amount", _("Amount off"), FieldKind.MONEY, required=True, minimum=1, maximum=MAX_AMOUNT),
        Field(
            IN_STEPS,
            _("In steps"),
            FieldKind.BOOLEAN,
            help=_("As often at once as the points allow: twice the points for twice the amount."),
        ),
    ),
    value=value,
    words=words,
    order=10,
)
