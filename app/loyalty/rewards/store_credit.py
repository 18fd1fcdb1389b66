"""Money on the customer's store credit: "€5 credit", to be spent at any later sale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.rewards import Offer, RewardKind
from app.loyalty.words import short_money


def value(values: Mapping[str, Any], _offer: Offer) -> int:
    """What is put on the credit; it comes off no sale by itself."""
    return credit(values)


def credit(values: Mapping[str, Any]) -> int:
    return int(values["amount"])


def words(values: Mapping[str, Any], view: View) -> str:
    return _("{amount} store credit").format(amount=short_money(values["amount"], view))


KIND = RewardKind(
    id="store_credit",
    label=_("Store credit"),
    fields=(Field("amount", _("Amount"), FieldKind.MONEY, required=True, minimum=1, maximum=MAX_AMOUNT),),
    value=value,
    words=words,
    order=60,
    takes_off=False,
    credit=credit,
)
