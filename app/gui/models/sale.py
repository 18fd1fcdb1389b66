"""The sale being typed at the till."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import parse_amount
from app.kernel.unit import View
from app.loyalty.commands import Line
from app.loyalty.till import SalePreview, sale_preview


@dataclass(frozen=True)
class PendingReward:
    """A reward given at the till that goes with the next sale of this customer. `reward` is the key of the
    offer it came from ("reward:free-coffee", "voucher:12")."""

    redemption: int
    reward: str
    name: str


@dataclass(frozen=True)
class TypedLine:
    """A part of the sale whose category was named; `amount` in minor units."""

    category: str
    amount: int


@dataclass(frozen=True)
class TypedSale:
    """What stands typed: `preview` of the whole, and `lines` as they would be kept."""

    preview: SalePreview
    lines: tuple[Line, ...]


def typed_sale(
    view: View,
    customer_id: int,
    text: str,
    pending: Sequence[PendingReward] = (),
    typed: Sequence[TypedLine] = (),
) -> TypedSale | None:
    """The sale of what is typed so far: the lines and the amount in the field. None while that is no sale."""
    rest = 0
    if text.strip() or not typed:
        try:
            rest = parse_amount(text, view.context.currency, locale=view.context.locale)
        except Refused:
            return None
    lines = [Line(line.category, line.category, amount=line.amount) for line in typed]
    if lines and rest:
        lines.append(Line(_("Other goods"), amount=rest))
    price = rest + sum(line.amount for line in typed)
    offers = [one.reward.removeprefix("reward:") for one in pending]
    return TypedSale(sale_preview(view, customer_id, price, offers, tuple(lines)), tuple(lines))


def giving(customer_id: int, key: str, request_id: str) -> tuple[Callable[..., Any], Any]:
    """The command that gives an offer of the till, by its key, and its wish."""
    from app.loyalty.commands import Redeem, UseStamps, UseVoucher, redeem, use_stamps, use_voucher

    what, _colon, name = key.partition(":")
    if what == "stamps":
        return use_stamps, UseStamps(customer_id, name, request_id=request_id)
    if what == "voucher":
        return use_voucher, UseVoucher(voucher_id=int(name), customer_id=customer_id, request_id=request_id)
    return redeem, Redeem(customer_id, name, request_id=request_id)
