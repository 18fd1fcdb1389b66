"""The sale being typed at the till."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refused
from app.kernel.money import parse_amount
from app.kernel.unit import View
from app.loyalty.till import SalePreview, sale_preview


@dataclass(frozen=True)
class PendingReward:
    """A reward given at the till that goes with the next sale of this customer. `reward` is the key of the
    offer it came from ("reward:free-coffee", "voucher:12")."""

    redemption: int
    reward: str
    name: str


def giving(customer_id: int, key: str, request_id: str) -> tuple[Callable[..., Any], Any]:
    """The command that gives an offer of the till, by its key, and its wish."""
    from app.loyalty.commands import Redeem, UseStamps, UseVoucher, redeem, use_stamps, use_voucher

    what, _colon, name = key.partition(":")
    if what == "stamps":
        return use_stamps, UseStamps(customer_id, name, request_id=request_id)
    if what == "voucher":
        return use_voucher, UseVoucher(voucher_id=int(name), customer_id=customer_id, request_id=request_id)
    return redeem, Redeem(customer_id, name, request_id=request_id)


def typed_sale(view: View, customer_id: int, text: str, rewards: tuple[str, ...]) -> SalePreview | None:
    """The sale of what is typed so far; None while that is no amount."""
    try:
        price = parse_amount(text, view.context.currency, locale=view.context.locale)
    except Refused:
        return None
    return sale_preview(view, customer_id, price, rewards)
