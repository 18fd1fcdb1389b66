"""Paying with gift cards and store credit.

It is a way to pay: the amount of the sale and the points it earns are the same. Every part is one entry of
the kind "pay" that names the sale, and is never more than what is there. Gift cards themselves are paid
otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.money import check_amount
from app.kernel.unit import Unit, View
from app.loyalty.booking import already_reversed, booked, facts, reverse
from app.loyalty.credit.cards import card_of, check_funds, forbid_blocked
from app.loyalty.ledger import EntryKind, Ledger
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import CREDIT, GIFT, Entry
from app.loyalty.sale import GIFT_CARD
from app.loyalty.words import money
from app.sales.purchases import Line, moment
from app.sales.queries import lines_of
from app.sales.refunds import standing_sale
from app.sales.tables import run, table

MOST_PAYMENTS = 20
_E = table(Entry).c


@dataclass(frozen=True)
class Payment:
    """A part of a sale, minor units, paid otherwise than with money: `kind` "gift" with the card's `number`,
    or "credit", the customer's own."""

    kind: str
    amount: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class PaidSale:
    """The sale that is paid. `left` is what of it can still be paid, minor units."""

    customer_id: int
    purchase_id: int
    left: int
    at: datetime
    business_date: date
    lines: Sequence[Line] = ()


def take_payments(unit: Unit, ledgers: Ledgers, payments: Sequence[Payment], sale: PaidSale) -> None:
    """Take the parts off the cards and the credit; the caller saves. `Refused` for more than the sale comes
    to without gift cards sold in it, for more than there is, for a blocked card."""
    if not payments:
        return
    if len(payments) > MOST_PAYMENTS:
        raise Refused(_("So many parts cannot be paid at once. Nothing was saved."), field="paid_with")
    check_payable(unit, sum(check_amount(part.amount, field="paid_with") for part in payments), sale)
    for part in payments:
        ledger = _ledger_for(unit, ledgers, part, sale)
        ledger.settle(ledger.booked_on(sale.business_date))
        check_funds(unit, ledger, part.amount, _short_of(part.kind), "paid_with")
        what = facts(unit, EntryKind.PAY, day=sale.business_date, at=sale.at, purchase_id=sale.purchase_id)
        ledger.spend(what, part.amount)


def check_payable(view: View, wanted: int, sale: PaidSale) -> None:
    """`Refused` when more would be paid than what the sale leaves to pay with cards and credit."""
    gift_cards = sum(line.amount for line in sale.lines if line.kind == GIFT_CARD)
    payable = max(0, sale.left - gift_cards)
    if wanted <= payable:
        return
    if gift_cards:
        words = _("Gift cards are not paid with gift cards or store credit. Nothing was saved.")
    else:
        words = _("Only {left} of this purchase is left to pay. Nothing was saved.")
    raise Refused(words.format(left=money(payable, view)), field="paid_with")


def _ledger_for(unit: Unit, ledgers: Ledgers, part: Payment, sale: PaidSale) -> Ledger:
    if part.kind == CREDIT:
        return ledgers.of(sale.customer_id, CREDIT)
    if part.kind != GIFT:
        raise Refused(_("A sale is paid with a gift card or store credit, or else with money."), "paid_with")
    card = card_of(unit, part.number)
    forbid_blocked(card)
    return ledgers.account(card.account_id)


def _short_of(kind: str) -> str:
    if kind == CREDIT:
        return _("There is only {left} of store credit. Nothing was saved.")
    return _("There is only {left} on the gift card. Nothing was saved.")


def paid_by_cards(view: View, purchase_id: int) -> int:
    """What of a purchase was paid with gift cards and credit and is not given back, minor units."""
    back = table(Entry).alias("back").c
    undone = table(Entry).alias("undone").c
    void = select(undone.id).where(undone.reverses_id == back.id, undone.kind == "undo").exists()
    paid = select(func.sum(-_E.points)).where(_E.purchase_id == purchase_id, _E.kind == EntryKind.PAY.value)
    returned = (
        select(func.sum(back.points))
        .join_from(back.id.table, table(Entry), _E.id == back.reverses_id)
        .where(_E.purchase_id == purchase_id, _E.kind == EntryKind.PAY.value, ~void)
    )
    return int(run(view.session, paid).scalar() or 0) - int(run(view.session, returned).scalar() or 0)


@dataclass(frozen=True)
class PayWithGiftCard:
    """Take an amount off a gift card; with `purchase_id`, as part of that sale."""

    number: str
    amount: int
    purchase_id: int | None = None
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class PaidWithGiftCard:
    """The entry, the amount taken, and what is left on the card."""

    entry: int
    amount: int
    balance: int
    already_done: bool = False


def pay_with_gift_card(unit: Unit, cmd: PayWithGiftCard) -> PaidWithGiftCard:
    """Pay with a gift card, in part or whole. Refused beyond what is on it, and for a blocked one."""
    check_amount(cmd.amount)
    card = card_of(unit, cmd.number)
    forbid_blocked(card)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    customer_id = None
    if cmd.purchase_id is not None:
        found = standing_sale(unit, cmd.purchase_id)
        customer_id = found.customer_id
        left = found.left - paid_by_cards(unit, found.id)
        sale = PaidSale(customer_id, found.id, left, at, day, lines_of(unit, found.id))
        check_payable(unit, cmd.amount, sale)
    ledgers = Ledgers(unit, day)
    ledger = ledgers.account(card.account_id)
    ledger.settle(ledger.booked_on(day))
    check_funds(unit, ledger, cmd.amount, _short_of(GIFT))
    ledger.spend(facts(unit, EntryKind.PAY, day=day, at=at, purchase_id=cmd.purchase_id), cmd.amount)
    entry_id = ledgers.save()[-1]
    unit.remember(
        _("{amount} paid with a gift card").format(amount=money(cmd.amount, unit)),
        customer_id=customer_id,
        undo_kind="gift.pay",
        undo={"entry": entry_id},
    )
    return PaidWithGiftCard(entry_id, cmd.amount, ledger.tip.balance)


@undoes("gift.pay")
def undo_payment(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Paid by mistake: the money is on the card again, valid as long as it was."""
    entry = booked(unit, int(undo["entry"]))
    if already_reversed(unit, entry.id):
        raise Refused(_("That was already undone."))
    ledgers = Ledgers(unit, unit.today)
    what = facts(
        unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=entry.purchase_id, reverses_id=entry.id
    )
    reverse(ledgers.account(entry.account_id), unit, entry, what)
    ledgers.save()
