"""A share off the sale, with a cap if the shop wants one: "10 % off, €20 at most"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT, share
from app.kernel.unit import View
from app.loyalty.rewards import Offer, RewardKind
from app.loyalty.words import short_money


def value(values: Mapping[str, Any], offer: Offer) -> int | None:
    """The share of the sale, rounded down to minor units, up to the cap; None before there is one."""
    if offer.amount is None:
        return None
    off = share(offer.amount, int(values["percent"]), 100)
    cap = values.get("cap")
    return off if cap is None else min(off, int(cap))


def words(values: Mapping[str, Any], view: View) -> str:
    cap = values.get("cap")
    if cap is None:
        return _("{percent} % off").format(percent=values["percent"])
    return _("{percent} % off, {cap} at most").format(percent=values["percent"], cap=short_money(cap, view))


KIND = RewardKind(
    id="percent_off",
    label=_("Percentage off"),
    fields=(
        Field("percent", _("Percent"), FieldKind.PERCENT, required=True, minimum=1, maximum=100),
        Field("cap", _("At most"), FieldKind.MONEY, minimum=1, maximum=MAX_AMOUNT),
    ),
    value=value,
    words=words,
    order=30,
)
