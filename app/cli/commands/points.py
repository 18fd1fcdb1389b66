"""Points: give a reward, give or take points by hand, read the ledger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from app.cli.command import at_option, command, request_option
from app.cli.desk import Desk, instant
from app.cli.output import print_lines, print_table
from app.cli.values import DAY, WHOLE
from app.kernel.i18n import _


@command(
    "redeem",
    _("Give a reward for points, or what a full stamp card is good for; by its id or its exact name."),
    "regulars redeem 7 coffee",
)
@click.argument("customer")
@click.argument("reward")
@click.option(
    "--steps",
    type=WHOLE,
    default=1,
    show_default=True,
    help=_("How often at once, for a reward used in steps."),
)
@at_option
@request_option
def redeem(
    desk: Desk, customer: str, reward: str, steps: int, at: datetime | None, request_id: str | None
) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.money import decimal_string
        from app.loyalty.commands import Redeem
        from app.loyalty.commands import redeem as give

        customer_id = book.ask(resolve, customer)
        given = book.do(give, Redeem(customer_id, reward, instant(book, at), None, steps, request_id))
        value = None if given.value is None else decimal_string(given.value, book.context.currency)
    answer = {
        "entry": given.entry,
        "points": given.points,
        "balance": given.balance,
        "redemption": given.redemption,
        "reward": given.reward_name,
        "value": value,
        "unit": given.unit,
        "steps": given.steps,
        "already_done": given.already_done,
    }
    stamps = given.unit.startswith("stamps")
    said = (
        _("{reward}: {n:+d} stamps, {balance} now.")
        if stamps
        else _("{reward}: {n:+d} points, {balance} now.")
    )
    words = said.format(reward=given.reward_name, n=given.points, balance=given.balance)
    desk.emit(answer, lambda: print_lines(words))


@command(
    "adjust",
    _("Give or take points by hand, and say why."),
    "regulars adjust 7 -50 --reason 'Given twice on Friday'",
)
@click.argument("customer")
@click.argument("points", type=WHOLE)
@click.option("--reason", required=True, help=_("Why; it stands in the ledger and on the statement."))
@at_option
@request_option
def adjust(
    desk: Desk, customer: str, points: int, reason: str, at: datetime | None, request_id: str | None
) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.loyalty.commands import Adjust
        from app.loyalty.commands import adjust as by_hand

        customer_id = book.ask(resolve, customer)
        done = book.do(by_hand, Adjust(customer_id, points, reason, instant(book, at), request_id))
    answer = {
        "entry": done.entry,
        "points": done.points,
        "balance": done.balance,
        "already_done": done.already_done,
    }
    words = _("{points:+d} points, {balance} now.").format(points=done.points, balance=done.balance)
    desk.emit(answer, lambda: print_lines(words))


@command(
    "ledger",
    _("Show every movement of a customer's points, today or as the ledger stood on a day."),
    "regulars ledger 7 --as-of 2026-06-30",
)
@click.argument("customer")
@click.option("--as-of", type=DAY, metavar="DATE", help=_("Only what was booked on that day or before."))
def ledger(desk: Desk, customer: str, as_of: date | None) -> None:
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.unit import View
        from app.loyalty.queries import LedgerView
        from app.loyalty.queries import ledger as read

        def look(view: View) -> LedgerView:
            return read(view, resolve(view, customer), as_of)

        found = book.ask(look)
    entries: list[dict[str, Any]] = [
        {
            "seq": entry.seq,
            "business_date": entry.business_date.isoformat(),
            "kind": str(entry.kind),
            "points": entry.points,
            "balance": entry.balance,
            "expires_on": entry.expires_on.isoformat() if entry.expires_on else None,
            "purchase": entry.purchase,
            "reward": entry.reward,
            "reason": entry.reason,
        }
        for entry in found.entries
    ]

    def show_entries() -> None:
        columns = (
            _("No."), _("Day"), _("Kind"), _("Points"), _("Balance"), _("Valid through"), _("Purchase"),
            _("Reward"), _("Reason"),
        )  # fmt: skip
        if entries:
            print_table(columns, [tuple(entry.values()) for entry in entries], numbers=(0, 3, 4, 6))
        print_lines(_("Balance: {points} points.").format(points=found.balance))

    desk.emit({"entries": entries, "balance": found.balance}, show_entries)


ALL = {"redeem": redeem, "adjust": adjust, "ledger": ledger}
