"""The cheapest of so many items is free: "3 for 2 on crime"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.rewards import Offer, RewardKind
from app.loyalty.sale import SaleLine

ONE = 1000
"""One piece, in thousandths."""


def value(values: Mapping[str, Any], offer: Offer) -> int | None:
    """The price of the cheapest piece, minor units, of those that count; of the next cheapest when the reward
    is used again on the same sale. Nothing where there are too few pieces; None before there are lines."""
    if not offer.lines:
        return None
    wanted = frozenset(name.casefold() for name in values.get("category", ()))
    counted = [line for line in offer.lines if not wanted or line.category.casefold() in wanted]
    stacks = sorted(stack for line in counted if (stack := _stack(line)) is not None)
    if sum(count for _price, count in stacks) < int(values["of"]) * (offer.before + 1):
        return 0
    price = _nth(stacks, offer.before)
    return price if offer.amount is None else min(price, offer.amount)


def _stack(line: SaleLine) -> tuple[int, int] | None:
    """The price of one piece of a line and how many there are; what is weighed is one piece."""
    if line.kind or line.amount <= 0:
        return None
    pieces = 1 if line.quantity % ONE else line.quantity // ONE
    return line.amount // pieces, pieces


def _nth(stacks: list[tuple[int, int]], place: int) -> int:
    """The price of the piece at that place, the cheapest first; the dearest beyond the last."""
    for price, count in stacks:
        if place < count:
            return price
        place -= count
    return stacks[-1][0]


def words(values: Mapping[str, Any], _view: View) -> str:
    return _("the cheapest of {n} free").format(n=values["of"])


KIND = RewardKind(
    id="cheapest_free",
    label=_("Cheapest one free"),
    fields=(
        Field("of", _("The cheapest of"), FieldKind.INTEGER, required=True, minimum=2, maximum=100),
        Field(
            "category", _("Categories"), FieldKind.TEXTS, help=_("Which items count; all of them when empty.")
        ),
    ),
    value=value,
    words=words,
    order=40,
)
