"""Selling gift cards and putting more money on them.

Sold to a customer, a card is a purchase with one line of the kind "gift-card": it stands on the timeline and
earns nothing unless the programme counts gift cards. Its undo and its refunds empty the card again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.money import check_amount
from app.kernel.unit import Unit
from app.loyalty.booking import already_reversed, booked, customer_name, facts, reverse
from app.loyalty.credit.cards import Card, card_of, forbid_blocked, known_card
from app.loyalty.credit.models import GiftCard
from app.loyalty.credit.numbers import new_number, read_number
from app.loyalty.credit.returns import check_not_spent
from app.loyalty.credit.rule import GiftCardRule
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import GIFT
from app.loyalty.ringing_up import RingUp, ring_up
from app.loyalty.sale import GIFT_CARD
from app.loyalty.store import new_ledger
from app.loyalty.versions import rules_on
from app.loyalty.words import money
from app.sales.purchases import Line, moment
from app.sales.tables import inserted, run, table

_G = table(GiftCard).c


@dataclass(frozen=True)
class SellGiftCard:
    """Sell a card with `amount` on it, minor units: the one whose `number` was scanned, or one of the shop's
    own series. With `customer_id`, that customer bought it."""

    amount: int
    number: str = ""
    customer_id: int | None = None
    at: datetime | None = None
    receipt: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class TopUpGiftCard:
    """Put more money on a card that was sold."""

    number: str
    amount: int
    customer_id: int | None = None
    at: datetime | None = None
    receipt: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class GiftCardLoaded:
    """The card's number and what is on it now; the purchase and its points when a customer bought it."""

    number: str
    balance: int
    purchase: int | None = None
    points: int = 0
    already_done: bool = False


def sell_gift_card(unit: Unit, cmd: SellGiftCard) -> GiftCardLoaded:
    """Sell a gift card. A number is sold again only when its card is empty."""
    check_amount(cmd.amount)
    number = read_number(unit, cmd.number) if cmd.number.strip() else new_number(unit)
    at = moment(unit, cmd.at)
    card = known_card(unit, number)
    if card is None:
        account_id = new_ledger(unit, None, unit.day_of(at), GIFT).tip.account_id
        inserted(
            unit.session,
            insert(table(GiftCard)).values(
                number=number, account_id=account_id, buyer_id=cmd.customer_id, sold_at=at
            ),
        )
        card = card_of(unit, number)
    else:
        forbid_blocked(card)
        run(
            unit.session,
            update(table(GiftCard)).where(_G.id == card.id).values(buyer_id=cmd.customer_id, sold_at=at),
        )
    return _load(unit, card, cmd, at, _("Gift card of {amount} sold"), sold=True)


def top_up_gift_card(unit: Unit, cmd: TopUpGiftCard) -> GiftCardLoaded:
    """Put money on a card. Refused for a blocked or unknown one."""
    check_amount(cmd.amount)
    card = card_of(unit, cmd.number)
    forbid_blocked(card)
    return _load(unit, card, cmd, moment(unit, cmd.at), _("{amount} put on a gift card"), sold=False)


def _load(
    unit: Unit, card: Card, cmd: SellGiftCard | TopUpGiftCard, at: datetime, words: str, *, sold: bool
) -> GiftCardLoaded:
    purchase, points, day = None, 0, unit.day_of(at)
    rule = rules_on(unit, day).gift_cards
    if cmd.customer_id is not None:
        name = customer_name(unit, cmd.customer_id, standing=True)
        line = Line(_("Gift card"), amount=cmd.amount, kind=GIFT_CARD)
        rung = ring_up(unit, RingUp(cmd.customer_id, cmd.amount, cmd.at, cmd.receipt, (line,)))
        purchase, points = rung.purchase, rung.points
        words = _("{what} to {name}").format(what=words, name=name) if sold else words
    ledgers = Ledgers(unit, day)
    ledger = ledgers.account(card.account_id)
    ledger.settle(ledger.booked_on(day))
    if sold and ledger.tip.balance:
        raise Refused(
            _("Gift card {number} was sold already and has {left} on it. Top it up instead.").format(
                number=card.number, left=money(ledger.tip.balance, unit)
            ),
            field="number",
        )
    _check_bounds(unit, rule, cmd.amount, ledger.tip.balance)
    what = facts(unit, EntryKind.LOAD, day=day, at=at, purchase_id=purchase)
    ledger.gain(what, cmd.amount, day, _valid(rule).last_day(day))
    entry_id = ledgers.save()[-1]
    undo_kind, undo = "gift.load", {"entry": entry_id}
    if purchase is not None:
        undo_kind, undo = "purchase", {"purchase": purchase}
    unit.changed("gift", cmd.customer_id)
    unit.remember(
        words.format(amount=money(cmd.amount, unit)),
        customer_id=cmd.customer_id,
        undo_kind=undo_kind,
        undo=undo,
    )
    return GiftCardLoaded(card.number, ledger.tip.balance, purchase, points)


def _valid(rule: GiftCardRule) -> Expiry:
    return Expiry(MONTHS, rule.months) if rule.months is not None else Expiry()


def _check_bounds(unit: Unit, rule: GiftCardRule, amount: int, there: int) -> None:
    """`Refused` below the least a card is loaded with, and when there would be more than the most on it."""
    if rule.least is not None and amount < rule.least:
        words = _("A gift card is loaded with {least} at least. Nothing was saved.")
        raise Refused(words.format(least=money(rule.least, unit)), field="amount")
    if rule.most is not None and there + amount > rule.most:
        words = _("A gift card holds {most} at most. Nothing was saved.")
        raise Refused(words.format(most=money(rule.most, unit)), field="amount")


@undoes("gift.load")
def undo_load(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Money put on a card by mistake comes off it. Refused when some was spent from it since."""
    entry = booked(unit, int(undo["entry"]))
    if already_reversed(unit, entry.id):
        raise Refused(_("That was already undone."))
    ledgers = Ledgers(unit, unit.today)
    ledger = ledgers.account(entry.account_id)
    check_not_spent(unit, ledger, entry)
    reverse(
        ledger, unit, entry, facts(unit, EntryKind.UNDO, day=unit.today, at=unit.now, reverses_id=entry.id)
    )
    ledgers.save()
