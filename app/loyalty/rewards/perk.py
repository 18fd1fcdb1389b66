"""Something that has no price: early access, a reserved seat. It is kept in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.rewards import Offer, RewardKind


def value(_values: Mapping[str, Any], _offer: Offer) -> None:
    """No money comes off for it."""
    return


def words(values: Mapping[str, Any], _view: View) -> str:
    return str(values["perk"])


KIND = RewardKind(
    id="perk",
    label=_("Perk"),
    fields=(Field("perk", _("What it is"), required=True, max_length=200),),
    value=value,
    words=words,
    order=50,
    takes_off=False,
)
