"""Tiers by hand, whose points lapse soon, and what the program does of itself each day."""

from __future__ import annotations

from typing import Any

import click

from app.cli.command import command, request_option
from app.cli.desk import Desk
from app.cli.output import print_facts, print_lines, print_table
from app.kernel.i18n import _


@command(
    "tier",
    _("Show a customer's tier, or put them into one by hand."),
    "regulars tier 7 gold --floor --reason 'Helped us move house'",
)
@click.argument("customer")
@click.argument("tier", required=False)
@click.option("--floor/--no-floor", default=None, help=_("Promise the tier for good; take the promise away."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why; it is kept as a note on the timeline."))
@request_option
def tier(
    desk: Desk, customer: str, tier: str | None, floor: bool | None, reason: str, request_id: str | None
) -> None:
    if reason and tier is None and floor is None:
        raise click.UsageError(_("--reason goes with a tier or a promise."))
    done = False
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.errors import Refused
        from app.loyalty.commands import SetTier, set_tier
        from app.loyalty.queries import tier_state

        customer_id = book.ask(resolve, customer)
        if tier is not None or floor is not None:
            done = book.do(set_tier, SetTier(customer_id, tier, floor, reason, request_id)).already_done
        state = book.ask(tier_state, customer_id)
        if state is None:
            raise Refused(_("The programme has no tiers."))
        amount, missing, next_at = (
            _amount(book.context.currency, state.by, number)
            for number in (state.amount, state.missing, state.next_at)
        )
    answer: dict[str, Any] = {
        "customer": customer_id,
        "tier": state.name or None,
        "id": state.id or None,
        "since": state.since.isoformat() if state.since else None,
        "by": state.by,
        "amount": amount,
        "next": state.next_name or None,
        "next_at": next_at if state.next_name else None,
        "missing": missing if state.next_name else None,
        "floor": state.floor or None,
        "drops_on": state.drops_on.isoformat() if state.drops_on else None,
        "perks": list(state.perks),
        "already_done": done,
    }
    facts = [
        (_("Tier"), answer["tier"]),
        (_("Since"), answer["since"]),
        (_("Perks"), ", ".join(state.perks)),
        (_("Counts so far"), amount),
        (_("Next"), answer["next"]),
        (_("Missing"), answer["missing"]),
        (_("Never below"), answer["floor"]),
        (_("Drops on"), answer["drops_on"]),
    ]
    desk.emit(answer, lambda: print_facts(facts))


def _amount(currency: str, by: str, number: int) -> int | str:
    """Money as a decimal string, points as they are."""
    from app.kernel.money import decimal_string

    return decimal_string(number, currency) if by == "spend" else number


@command("lapsing", _("List whose points lapse soon, soonest first."), "regulars lapsing --days 60")
@click.option(
    "--days", type=click.IntRange(0, 3660), default=30, show_default=True, help=_("How far to look ahead.")
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help=_("How many to list.")
)
@click.option("--skip", type=click.IntRange(min=0), default=0, help=_("How many to leave out at the start."))
def lapsing(desk: Desk, days: int, limit: int, skip: int) -> None:
    with desk.open() as book:
        from app.loyalty.queries import lapsing_soon

        found = book.ask(lapsing_soon, days, limit, skip)
    rows: list[dict[str, Any]] = [
        {
            "id": row.customer_id,
            "name": row.name,
            "points": row.points,
            "on": row.day.isoformat(),
            "why": "absence" if row.absent else "day",
        }
        for row in found
    ]

    def show_rows() -> None:
        if not rows:
            print_lines(_("Nobody's points lapse that soon."))
            return
        columns = (_("Id"), _("Name"), _("Points"), _("Last day"), _("Why"))
        print_table(columns, [tuple(row.values()) for row in rows], numbers=(0, 2))

    desk.emit({"lapsing": rows}, show_rows)


@command(
    "daily",
    _("Do what is due today and was due on days the shop was closed; again does nothing twice."),
    "regulars daily --json",
)
def daily(desk: Desk) -> None:
    with desk.open(daily=False) as book:
        from app.loyalty.commands import RunDaily, run_daily

        done = book.do(run_daily, RunDaily())
    answer = {
        "through": done.through.isoformat(),
        "from": done.first.isoformat() if done.first else None,
        "done": [{"job": work.job, "count": work.count, "what": work.words} for work in done.work],
        "note": done.note,
    }

    def tell() -> None:
        lines = [work.words for work in done.work] or [_("Nothing was due.")]
        print_lines(*([done.note] if done.note else lines))

    desk.emit(answer, tell)


ALL = {"tier": tier, "lapsing": lapsing, "daily": daily}
