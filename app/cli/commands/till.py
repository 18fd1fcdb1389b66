"""The till: ring up, give back, cancel, undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from app.cli.command import at_option, command, request_option
from app.cli.desk import Desk, instant
from app.cli.output import print_lines
from app.cli.values import amount as read_amount
from app.cli.values import returned_lines, sale_lines
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.loyalty.commands import Refunded

NUMBER = click.IntRange(min=1, max=2**63 - 1)


@command(
    "purchase",
    _(
        "Ring up a purchase and give its points.\n\nAMOUNT is what was paid, 18.60 or 18,60. Items must add "
        "up to it. In NAME:CATEGORY=AMOUNT the last colon counts, so “Tea: green:=3.20” has no category."
    ),
    "regulars purchase 7 18.60 --receipt 1042 --item 'Tea:Drinks=3.60' --item 'Novel:Books=15.00'",
)
@click.argument("customer")
@click.argument("amount")
@at_option
@click.option("--receipt", default="", help=_("The number on the receipt."))
@click.option(
    "--item", "items", multiple=True, metavar="NAME[:CATEGORY]=AMOUNT", help=_("A line of the sale.")
)
@request_option
def purchase(
    desk: Desk,
    customer: str,
    amount: str,
    at: datetime | None,
    receipt: str,
    items: tuple[str, ...],
    request_id: str | None,
) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.loyalty.commands import RingUp, ring_up
        from app.loyalty.queries import explain_purchase, sum_words

        wanted = RingUp(
            customer_id=book.ask(resolve, customer),
            amount=read_amount(book, amount),
            at=instant(book, at),
            receipt=receipt,
            lines=sale_lines(book, items),
            request_id=request_id,
        )
        rung = book.do(ring_up, wanted)
        parts = book.ask(explain_purchase, rung.purchase)
        why = book.ask(sum_words, parts)
    answer = {
        "purchase": rung.purchase,
        "points": rung.points,
        "balance": rung.balance,
        "already_done": rung.already_done,
        "parts": [{"rule": part.rule, "points": part.points, "words": part.words} for part in parts],
    }
    words = _("Purchase {number}: {points:+d} points, {balance} now.")
    again = _("Was rung up before; nothing was done twice.") if rung.already_done else ""
    said = words.format(number=rung.purchase, points=rung.points, balance=rung.balance)
    desk.emit(answer, lambda: print_lines(said, why, again))


spent_option = click.option(
    "--spent",
    type=click.Choice(("owe", "waive")),
    help=_("Where the programme asks: points already spent stay owed, or are waived."),
)


@command(
    "refund",
    _(
        "Give money back for a purchase: all that is left of it, an amount, or what was paid for some of its "
        "lines.\n\nLines are counted from 1. A line takes back the points it earned, money alone its part of "
        "all of them."
    ),
    "regulars refund 42 --line 2 --line 3:1 --reason 'Torn cover'",
)
@click.argument("purchase", type=NUMBER)
@click.argument("amount", required=False)
@click.option(
    "--line", "lines", multiple=True, metavar="N[:QUANTITY]", help=_("A line that comes back, or some of it.")
)
@click.option("--reason", default="", help=_("Why, in a few words."))
@spent_option
@at_option
@request_option
def refund(
    desk: Desk,
    purchase: int,
    amount: str | None,
    lines: tuple[str, ...],
    reason: str,
    spent: str | None,
    at: datetime | None,
    request_id: str | None,
) -> None:
    with desk.open() as book:
        from app.loyalty.commands import RefundPurchase, refund_purchase

        minor = None if amount is None else read_amount(book, amount)
        wanted = RefundPurchase(
            purchase, minor, reason, instant(book, at), request_id, returned_lines(lines), spent
        )
        with naming_the_choice():
            returned = book.do(refund_purchase, wanted)
    _tell_returned(desk, returned)


@command(
    "void",
    _("Cancel a purchase that should not have been rung up."),
    "regulars void 42 --reason 'Rung up twice'",
)
@click.argument("purchase", type=NUMBER)
@click.option("--reason", default="", help=_("Why, in a few words."))
@spent_option
@request_option
def void(desk: Desk, purchase: int, reason: str, spent: str | None, request_id: str | None) -> None:
    with desk.open() as book:
        from app.loyalty.commands import VoidPurchase, void_purchase

        with naming_the_choice():
            returned = book.do(void_purchase, VoidPurchase(purchase, reason, request_id, spent))
    _tell_returned(desk, returned)


@contextmanager
def naming_the_choice() -> Iterator[None]:
    """What the programme asks is answered by an option here: the refusal names it."""
    from app.kernel.errors import Refused
    from app.loyalty.commands import MustChoose

    try:
        yield
    except MustChoose as choice:
        words = _("{question} Answer with --spent owe or --spent waive.")
        raise Refused(words.format(question=choice.message), field=choice.field) from None


def _tell_returned(desk: Desk, returned: Refunded) -> None:
    answer = {
        "refund": returned.refund,
        "points": returned.points,
        "balance": returned.balance,
        "already_done": returned.already_done,
    }
    words = _("Refund {number}: {points:+d} points, {balance} now.").format(
        number=returned.refund, points=returned.points, balance=returned.balance
    )
    desk.emit(answer, lambda: print_lines(words))


@command("undo", _("Take back the last till action."), "regulars undo")
@request_option
def undo(desk: Desk, request_id: str | None) -> None:
    with desk.open() as book:
        from app.kernel.journal import Undo, undo_last

        undone = book.do(undo_last, Undo(request_id=request_id))
    answer = {"undone": undone.undone, "already_done": undone.already_done}
    desk.emit(answer, lambda: print_lines(_("Undone: {words}").format(words=undone.undone)))


ALL = {"purchase": purchase, "refund": refund, "void": void, "undo": undo}
