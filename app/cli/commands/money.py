"""Gift cards and store credit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import at_option, command, request_option
from app.cli.desk import Desk, instant
from app.cli.output import print_lines, print_table
from app.cli.values import amount as read_amount
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.loyalty.queries import GiftCardState, MoneyEntry

WORDS = {
    "sell": ("AMOUNT [NUMBER]", 1, 2),
    "top-up": ("NUMBER AMOUNT", 2, 2),
    "pay": ("NUMBER AMOUNT", 2, 2),
    "show": ("NUMBER", 1, 1),
    "block": ("NUMBER", 1, 1),
    "unblock": ("NUMBER", 1, 1),
}
"""What follows each action, and how many words that is at least and at most."""


@command(
    "gift-card",
    _(
        "Sell a gift card, put money on it, pay with it, look at it.\n\nsell AMOUNT [NUMBER] · top-up NUMBER "
        "AMOUNT · pay NUMBER AMOUNT · show NUMBER · block NUMBER · unblock NUMBER. Without a number a card "
        "of the shop's own series is sold."
    ),
    "regulars gift-card sell 50.00 --customer 7",
)
@click.argument("action", type=click.Choice(list(WORDS)))
@click.argument("words", nargs=-1, required=True)
@click.option("--customer", help=_("Who buys it: the sale then stands on their timeline."))
@click.option("--purchase", type=click.IntRange(min=1), help=_("The purchase that is paid with it."))
@at_option
@request_option
def gift_card(
    desk: Desk,
    action: str,
    words: tuple[str, ...],
    customer: str | None,
    purchase: int | None,
    at: datetime | None,
    request_id: str | None,
) -> None:
    wanted, least, most = WORDS[action]
    if not least <= len(words) <= most:
        raise click.UsageError(
            _("It is written “gift-card {action} {words}”.").format(action=action, words=wanted)
        )
    if customer is not None and action not in ("sell", "top-up"):
        raise click.UsageError(_("--customer goes with “sell” and “top-up”."))
    if purchase is not None and action != "pay":
        raise click.UsageError(_("--purchase goes with “pay”."))
    with desk.open() as book:
        answer: dict[str, Any] = {"already_done": False}
        number = words[0]
        if action != "show":
            number = _act(book, answer, action, words, customer, purchase, instant(book, at), request_id)
        state = _state(book, number)
        answer = _plain(book, state) | answer if action != "show" else _plain(book, state)
        currency_lines = _lines(book, state.entries) if action == "show" else []
    said = _("Gift card {number}: {balance} on it.").format(
        number=answer["number"], balance=answer["balance"]
    )
    blocked = _("It is blocked.") if answer["blocked"] else ""

    def show() -> None:
        if currency_lines:
            print_table((_("Day"), _("Kind"), _("Amount"), _("On it")), currency_lines, numbers=(2, 3))
        print_lines(said, blocked)

    desk.emit(answer, show)


def _act(
    book: Book,
    answer: dict[str, Any],
    action: str,
    words: Sequence[str],
    customer: str | None,
    purchase: int | None,
    at: datetime | None,
    request_id: str | None,
) -> str:
    """Do what is asked; what it says goes into `answer`. Returns the number of the card."""
    from app.customers.search import resolve
    from app.loyalty import commands as c

    buyer = None if customer is None else book.ask(resolve, customer)
    if action in ("sell", "top-up"):
        if action == "sell":
            number = words[1] if len(words) > 1 else ""
            sale = c.SellGiftCard(read_amount(book, words[0]), number, buyer, at, request_id=request_id)
            loaded = book.do(c.sell_gift_card, sale)
        else:
            more = c.TopUpGiftCard(words[0], read_amount(book, words[1]), buyer, at, request_id=request_id)
            loaded = book.do(c.top_up_gift_card, more)
        answer.update(purchase=loaded.purchase, points=loaded.points, already_done=loaded.already_done)
        return loaded.number
    if action == "pay":
        payment = c.PayWithGiftCard(words[0], read_amount(book, words[1]), purchase, at, request_id)
        paid = book.do(c.pay_with_gift_card, payment)
        answer.update(entry=paid.entry, already_done=paid.already_done)
    elif action == "block":
        answer["already_done"] = book.do(
            c.block_gift_card, c.BlockGiftCard(words[0], request_id)
        ).already_done
    else:
        found = book.do(c.unblock_gift_card, c.UnblockGiftCard(words[0], request_id))
        answer["already_done"] = found.already_done
    return words[0]


def _state(book: Book, number: str) -> GiftCardState:
    from app.loyalty.queries import gift_card as read

    return book.ask(read, number)


def _plain(book: Book, state: GiftCardState) -> dict[str, Any]:
    from app.kernel.money import decimal_string

    card = state.card
    return {
        "number": card.number,
        "balance": decimal_string(card.balance, book.context.currency),
        "blocked": card.blocked,
        "sold_on": card.sold_on.isoformat(),
        "valid_until": card.valid_until.isoformat() if card.valid_until else None,
        "entries": _entries(book, state.entries),
    }


def _entries(book: Book, entries: Sequence[MoneyEntry]) -> list[dict[str, Any]]:
    from app.kernel.money import decimal_string

    currency = book.context.currency
    return [
        {
            "seq": entry.seq,
            "business_date": entry.business_date.isoformat(),
            "kind": entry.kind,
            "amount": decimal_string(entry.amount, currency),
            "balance": decimal_string(entry.balance, currency),
            "valid_until": entry.valid_until.isoformat() if entry.valid_until else None,
            "purchase": entry.purchase,
            "reason": entry.reason,
        }
        for entry in entries
    ]


def _lines(book: Book, entries: Sequence[MoneyEntry]) -> list[tuple[str, str, str, str]]:
    plain = _entries(book, entries)
    return [(line["business_date"], line["kind"], line["amount"], line["balance"]) for line in plain]


@command(
    "credit",
    _("Show a customer's store credit, or give some and say why."),
    "regulars credit 7 15.00 --reason 'Torn cover'",
)
@click.argument("customer")
@click.argument("amount", required=False)
@click.option("--reason", help=_("Why it is given; needed with an amount."))
@at_option
@request_option
def credit(
    desk: Desk,
    customer: str,
    amount: str | None,
    reason: str | None,
    at: datetime | None,
    request_id: str | None,
) -> None:
    if (amount is None) != (reason is None):
        raise click.UsageError(_("An amount and --reason go together."))
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.money import decimal_string
        from app.loyalty.commands import GiveCredit, give_credit
        from app.loyalty.queries import credit_entries, credit_of

        customer_id = book.ask(resolve, customer)
        already_done = False
        if amount is not None:
            gift = GiveCredit(
                customer_id, read_amount(book, amount), reason or "", instant(book, at), request_id
            )
            already_done = book.do(give_credit, gift).already_done
        balance = decimal_string(book.ask(credit_of, customer_id), book.context.currency)
        entries = book.ask(credit_entries, customer_id)
        answer = {"balance": balance, "entries": _entries(book, entries), "already_done": already_done}
        lines = _lines(book, entries)

    def show() -> None:
        if amount is None and lines:
            print_table((_("Day"), _("Kind"), _("Amount"), _("Credit")), lines, numbers=(2, 3))
        print_lines(_("Store credit: {balance}.").format(balance=balance))

    desk.emit(answer, show)


ALL = {"gift-card": gift_card, "credit": credit}
