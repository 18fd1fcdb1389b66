"""How a sale at the till is paid otherwise than with money: gift cards that were scanned, store credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.gui.speech import Speech
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.commands import Payment
from app.loyalty.queries import gift_card

GIFT, CREDIT = "gift", "credit"


@dataclass(frozen=True)
class Purse:
    """Where money can come from: `kind` "gift" with the card's number, or "credit". `balance` in minor
    units; `blocked`: the card was reported lost."""

    kind: str
    balance: int
    number: str = ""
    blocked: bool = False


def gift_purse(view: View, number: str) -> Purse | None:
    """The gift card of that number; None when there is none."""
    try:
        card = gift_card(view, number).card
    except NotFound:
        return None
    return Purse(GIFT, card.balance, card.number, card.blocked)


def payments(purses: Sequence[Purse], amount: int) -> tuple[Payment, ...]:
    """What each purse pays of an amount, in order, as far as it goes; what is left is paid with money."""
    paid = []
    for purse in purses:
        part = min(purse.balance, amount)
        if part > 0:
            paid.append(Payment(purse.kind, part, purse.number))
            amount -= part
    return tuple(paid)


def payments_words(purses: Sequence[Purse], amount: int | None, speech: Speech) -> str:
    """What the purses pay of `amount` (None: not typed yet) and what is left to pay; "" for none."""
    if not purses:
        return ""
    names = {GIFT: _("gift card"), CREDIT: _("store credit")}
    if amount is None:
        held = [f"{names[purse.kind]} {speech.money(purse.balance)}" for purse in purses]
        return _("Paid with {purses}").format(purses=", ".join(held))
    paid = payments(purses, amount)
    if not paid:
        return ""
    words = _("{amount} from {purse}")
    said = [words.format(amount=speech.money(part.amount), purse=names[part.kind]) for part in paid]
    left = amount - sum(part.amount for part in paid)
    return _("{parts}, {left} to pay").format(parts=", ".join(said), left=speech.money(left))
