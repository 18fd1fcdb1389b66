"""The sale being typed at the till."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.errors import Refused
from app.kernel.money import parse_amount
from app.kernel.unit import View
from app.loyalty.commands import Line
from app.loyalty.till import SalePreview, sale_preview


@dataclass(frozen=True)
class PendingReward:
    """A reward given at the till that goes with the next sale of this customer."""

    redemption: int
    reward: str
    name: str


def typed_sale(
    view: View, customer_id: int, text: str, rewards: tuple[str, ...], lines: tuple[Line, ...] = ()
) -> SalePreview | None:
    """The sale of what is typed so far, and of its lines where some were named; None while that is no
    amount."""
    try:
        price = parse_amount(text, view.context.currency, locale=view.context.locale)
    except Refused:
        return None
    return sale_preview(view, customer_id, price, rewards, lines)
