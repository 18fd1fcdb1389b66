"""What the till asks a customer, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from app.insights.feedback_sales import latest_sale
from app.kernel.unit import View
from app.touchpoints.asking import asking


@dataclass(frozen=True)
class ToAsk:
    """By which scale the shop asks (5 or 10), and the purchase of the last week it is about, None without
    one."""

    customer_id: int
    scale: int
    purchase: int | None


def to_ask(view: View, customer_id: int) -> ToAsk:
    """For this customer, now."""
    return ToAsk(customer_id, asking(view).scale, latest_sale(view, customer_id))
