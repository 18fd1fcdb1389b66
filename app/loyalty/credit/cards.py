"""Finding a gift card, and the ledger its money is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.customers.cards import clean_card_number
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.credit.models import GiftCard
from app.loyalty.ledger import Ledger
from app.loyalty.words import money
from app.sales.tables import run, table

_G = table(GiftCard).c


@dataclass(frozen=True, slots=True)
class Card:
    """A gift card as its row says; the money is on the account."""

    id: int
    number: str
    account_id: int
    buyer_id: int | None
    sold_at: datetime
    blocked_at: datetime | None


def known_card(view: View, number: str) -> Card | None:
    """The gift card of exactly that number."""
    columns = (_G.id, _G.number, _G.account_id, _G.buyer_id, _G.sold_at, _G.blocked_at)
    row = run(view.session, select(*columns).where(_G.number == number)).one_or_none()
    return None if row is None else Card(*row)


def card_of(view: View, text: str) -> Card:
    """The gift card somebody scanned or typed; `NotFound` when there is none."""
    try:
        found = known_card(view, clean_card_number(text))
    except Refused:
        found = None
    if found is None:
        raise NotFound(
            _("There is no gift card {number}. Nothing was saved.").format(number=text.strip()[:40]),
            field="number",
        )
    return found


def forbid_blocked(card: Card) -> None:
    """`Refused` for a card that was reported lost."""
    if card.blocked_at is not None:
        raise Refused(
            _("Gift card {number} is blocked. Nothing was saved.").format(number=card.number), field="number"
        )


def check_funds(view: View, ledger: Ledger, amount: int, sentence: str, field: str = "amount") -> None:
    """`Refused`, in `sentence` with {left}, when a ledger of money holds less than `amount`."""
    if amount > ledger.tip.balance:
        raise Refused(sentence.format(left=money(max(0, ledger.tip.balance), view)), field=field)
