"""Living through a story's deeds with the very commands a till uses."""

from __future__ import annotations

from app.exchange.demo.stock import BOOKS
from app.exchange.demo.story import Deed, Story
from app.kernel.errors import Refused
from app.kernel.unit import Unit
from app.loyalty.commands import (
    AddStamps,
    Adjust,
    Line,
    Redeem,
    RefundPurchase,
    RingUp,
    add_stamps,
    adjust,
    redeem,
    refund_purchase,
    ring_up,
)

_DRINK = 390


def tell(unit: Unit, story: Story, customer_id: int) -> int:
    """Do what the story says, in its order; how many purchases that were."""
    purchases: list[int] = []
    for number, deed in enumerate(story.deeds):
        if deed.what == "buy":
            lines = _items(deed.amount, number)
            receipt = str(20_000 + number * 7 + customer_id)
            purchases.append(
                ring_up(unit, RingUp(customer_id, deed.amount, deed.at, receipt, lines)).purchase
            )
        elif deed.what == "give":
            adjust(unit, Adjust(customer_id, deed.amount, deed.words, deed.at))
        elif deed.what == "back" and purchases:
            refund_purchase(unit, RefundPurchase(purchases[-1], deed.amount, deed.words, deed.at))
        elif deed.what == "use":
            _use(unit, customer_id, deed)
        elif deed.what == "stamp":
            add_stamps(unit, AddStamps(customer_id, "coffee", deed.amount, deed.words, deed.at))
    return len(purchases)


def _use(unit: Unit, customer_id: int, deed: Deed) -> None:
    try:
        redeem(unit, Redeem(customer_id, deed.words, deed.at))
    except Refused:
        return  # a short history leaves out what the points came from: then they are not used


def _items(amount: int, number: int) -> tuple[Line, ...]:
    """Books that come to that amount: a coffee alone, one book, or two with a coffee."""
    if amount <= 800:
        return (Line("Oat flat white", "Coffee", 1000, amount),)
    crime = BOOKS["Crime"]
    first, second = crime[number % len(crime)][0], crime[(number + 2) % len(crime)][0]
    if amount < 2_000:
        return (Line(first, "Crime", 1000, amount - _DRINK), Line("Oat flat white", "Coffee", 1000, _DRINK))
    half = amount // 2
    return (Line(first, "Crime", 1000, amount - half), Line(second, "Crime", 1000, half))
