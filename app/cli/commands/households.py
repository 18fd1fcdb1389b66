"""Households: who shares one balance."""

from __future__ import annotations

import click

from app.cli.command import command, request_option
from app.cli.desk import Desk
from app.cli.output import print_lines, print_table
from app.kernel.i18n import _


@command(
    "household",
    _("Show who shares points with a customer; let the customer join somebody, or leave."),
    "regulars household 7 --join 12 --name 'The Rowans'",
)
@click.argument("customer")
@click.option("--join", "other", metavar="OTHER", help=_("Share points with this customer or household."))
@click.option("--leave", is_flag=True, help=_("Leave; the programme's rule says what goes along."))
@click.option("--name", help=_("The household's name; by itself it renames the household."))
@request_option
def household(
    desk: Desk, customer: str, other: str | None, leave: bool, name: str | None, request_id: str | None
) -> None:
    if leave and (other is not None or name is not None):
        raise click.UsageError(_("--leave stands alone."))
    with desk.open() as book:
        from app.customers.search import resolve
        from app.loyalty import commands as c
        from app.loyalty import queries as q

        customer_id = book.ask(resolve, customer)
        already_done = False
        if other is not None:
            wish = c.JoinHousehold(customer_id, book.ask(resolve, other), name or "", request_id)
            already_done = book.do(c.join_household, wish).already_done
        elif leave:
            left = book.do(c.leave_household, c.LeaveHousehold(customer_id, request_id))
            already_done = left.already_done
        elif name is not None:
            named = book.do(c.rename_household, c.RenameHousehold(customer_id, name, request_id))
            already_done = named.already_done
        home = book.ask(q.household_of, customer_id)
        points = book.ask(q.balance, customer_id)
    members = [{"id": member.id, "name": member.name} for member in home.members] if home else []
    answer = {
        "household": home.name if home else None,
        "holder": home.holder if home else None,
        "members": members,
        "points": points,
        "already_done": already_done,
    }

    def show() -> None:
        if home is not None:
            print_table((_("No."), home.name), [(member["id"], member["name"]) for member in members], (0,))
        words = _("{points} points together.") if home else _("In no household; {points} points.")
        print_lines(words.format(points=points))

    desk.emit(answer, show)


ALL = {"household": household}
