"""Something for nothing: "Free coffee", up to a price if the shop wants one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import View
from app.loyalty.rewards import Offer, RewardKind
from app.loyalty.words import short_money


def value(values: Mapping[str, Any], _offer: Offer) -> int | None:
    """What the item may cost; None where the shop set no price."""
    price = values.get("up_to")
    return None if price is None else int(price)


def words(values: Mapping[str, Any], view: View) -> str:
    price = values.get("up_to")
    if price is None:
        return _("a free item")
    return _("a free item up to {price}").format(price=short_money(price, view))


KIND = RewardKind(
    id="free_item",
    label=_("Free item"),
    fields=(
        Field("item", _("Item"), max_length=120),
        Field("up_to", _("Up to"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),
    ),
    value=value,
    words=words,
    order=20,
    takes_off=False,
)
