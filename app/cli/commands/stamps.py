"""Stamp cards: stamps by hand."""

from __future__ import annotations

from datetime import datetime

import click

from app.cli.command import at_option, command, request_option
from app.cli.desk import Desk, instant
from app.cli.output import print_lines
from app.cli.values import WHOLE
from app.kernel.i18n import _


@command(
    "stamp",
    _("Put stamps on a customer's card; one when no number is given. A full card is used with “redeem”."),
    "regulars stamp 7 coffee 2",
)
@click.argument("customer")
@click.argument("card")
@click.argument("count", type=WHOLE, default=1)
@click.option("--reason", default="", help=_("Why; it stands in the ledger."))
@at_option
@request_option
def stamp(
    desk: Desk,
    customer: str,
    card: str,
    count: int,
    reason: str,
    at: datetime | None,
    request_id: str | None,
) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.loyalty.commands import AddStamps, add_stamps

        customer_id = book.ask(resolve, customer)
        given = book.do(
            add_stamps, AddStamps(customer_id, card, count, reason, instant(book, at), request_id)
        )
    answer = {
        "entry": given.entry,
        "stamps": given.stamps,
        "have": given.have,
        "of": given.of,
        "card": given.card,
        "already_done": given.already_done,
    }
    words = _("{card}: {have} of {of} stamps.").format(card=given.card, have=given.have, of=given.of)
    desk.emit(answer, lambda: print_lines(words))


ALL = {"stamp": stamp}
