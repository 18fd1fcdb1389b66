"""Slips: print one now, what waits for a printer, and which printer a till has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.commands.till import NUMBER
from app.cli.desk import Desk, shop_time
from app.cli.output import decimal, print_lines, print_table
from app.kernel.context import Actor
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.printing.slips.setup import PrinterSetup

WIDTHS, AFTERS = ("58", "80"), ("never", "ask", "always")


def till_option(function: Any) -> Any:
    """`--till NAME`."""
    return click.option(
        "--till", default=Actor().till, show_default=True, metavar="NAME", help=_("At which till.")
    )(function)


width_option = click.option(
    "--width", type=click.Choice(WIDTHS), help=_("How wide the roll is, in millimetres.")
)
cut_option = click.option("--cut/--no-cut", default=None, help=_("Whether the printer cuts the paper."))


@command(
    "slip",
    _(
        "Print the slip of a purchase now, or of where a customer stands.\n\n"
        "It goes to the till's printer, or to the one --to names: network:HOST[:PORT], serial:DEVICE[:BAUD], "
        "usb:VENDOR:PRODUCT or file:PATH. A printer that does not answer is said, and nothing waits for it. "
        "The cash drawer stays shut."
    ),
    "regulars slip 42 --to network:192.168.1.40 --width 58",
)
@click.argument("purchase", type=NUMBER, required=False)
@click.option("--customer", metavar="CUSTOMER", help=_("Of this customer's points, without a purchase."))
@click.option("--to", metavar="PRINTER", help=_("Another printer than the till's."))
@width_option
@cut_option
@till_option
def slip(
    desk: Desk,
    purchase: int | None,
    customer: str | None,
    to: str | None,
    width: str | None,
    cut: bool | None,
    till: str,
) -> None:
    if (purchase is None) == (customer is None):
        raise click.UsageError(_("Name a purchase, or a customer with --customer."))
    with desk.open() as book:
        from app.customers.search import resolve
        from app.printing.slips.data import sale_of_slip, slip_for
        from app.printing.slips.queue import codes_of, print_now

        setup = _changed(_printer(book, to, till), width, cut)
        who = (
            book.ask(resolve, customer)
            if customer is not None
            else book.ask(sale_of_slip, purchase or 0).customer_id
        )
        data = book.ask(slip_for, who, purchase)
        print_now(setup, codes_of(data, setup), book.path)
    answer = {
        "customer": data.customer_id,
        "purchase": purchase,
        "points": data.sale.points if data.sale is not None else None,
        "balance": data.balance,
        "to": setup.target,
        "width": setup.width,
    }
    words = _("Slip for {name} printed to {place}.").format(name=data.customer_name, place=setup.place)
    desk.emit(answer, lambda: print_lines(words))


@command(
    "slips",
    _("List the slips that wait for a printer, oldest first."),
    "regulars slips --json",
)
@click.option("--till", metavar="NAME", help=_("At this till alone."))
def slips(desk: Desk, till: str | None) -> None:
    with desk.open() as book:
        from app.printing.slips.queries import waiting_slips

        found = book.ask(waiting_slips, till)
        waiting = [
            {
                "id": one.id,
                "customer": one.customer_id,
                "name": one.name,
                "purchase": one.purchase_id,
                "amount": decimal(one.amount, book.context.currency),
                "till": one.till,
                "asked": shop_time(book, one.asked_at),
                "tries": one.tries,
                "problem": one.problem,
                "by_itself": not one.stale,
            }
            for one in found
        ]

    def human() -> None:
        if not waiting:
            print_lines(_("No slip waits."))
            return
        columns = (_("Slip"), _("Customer"), _("Till"), _("Asked for"), _("Tries"), _("What was wrong"))
        shown = ("id", "name", "till", "asked", "tries", "problem")
        print_table(columns, [[one[name] for name in shown] for one in waiting], numbers=(0, 4))

    desk.emit({"waiting": waiting}, human)


@command(
    "slips-print",
    _("Print the slips that wait at a till, old ones too, until its printer fails."),
    "regulars slips-print --till 'Till 1'",
)
@till_option
def slips_print(desk: Desk, till: str) -> None:
    with desk.open() as book:
        from app.printing.slips.queue import SlipQueue

        if not _setup(book, till).there:
            raise _none_there(till)
        done = SlipQueue(book, lambda: till).print_waiting()
    said = plural("{n} slip printed", "{n} slips printed", done.printed).format(n=done.printed)
    left = plural("{n} waits", "{n} wait", done.left).format(n=done.left)
    if done.problem:
        raise WorldFault(f"{said}, {left}. {done.problem}")
    desk.emit({"printed": done.printed, "left": done.left}, lambda: print_lines(f"{said}, {left}."))


@command(
    "slip-printer",
    _(
        "Show which slip printer a till has, or set it.\n\nPRINTER is network:HOST[:PORT], "
        "serial:DEVICE[:BAUD], usb:VENDOR:PRODUCT, file:PATH, or none."
    ),
    "regulars slip-printer network:192.168.1.40 --width 80 --after always",
)
@click.argument("printer", required=False)
@width_option
@cut_option
@click.option("--after", type=click.Choice(AFTERS), help=_("Whether a slip follows each sale."))
@till_option
def slip_printer(
    desk: Desk, printer: str | None, width: str | None, cut: bool | None, after: str | None, till: str
) -> None:
    with desk.open() as book:
        from app.printing.slips.commands import SavePrinter, save_printer
        from app.printing.slips.setup import parse_target

        setup = was = _setup(book, till)
        if printer is not None:
            named = parse_target(printer)
            setup = replace(named, width=was.width, cut=was.cut, after=was.after)
        setup = _changed(setup, width, cut)
        if after is not None:
            setup = replace(setup, after=after)
        if setup != was:
            book.do(save_printer, SavePrinter(till, setup))
    answer = {
        "till": till,
        "printer": setup.target,
        "width": setup.width,
        "cut": setup.cut,
        "after": setup.after,
    }
    words = _("{till}: {printer}, {width} mm, a slip after a sale: {after}.")
    said = words.format(till=till, printer=setup.target, width=setup.width, after=setup.after)
    desk.emit(answer, lambda: print_lines(said))


def _setup(book: Book, till: str) -> PrinterSetup:
    from app.printing.slips.setup import printer_setup

    return book.ask(printer_setup, till)


def _printer(book: Book, to: str | None, till: str) -> PrinterSetup:
    from app.printing.slips.setup import parse_target

    setup = _setup(book, till) if to is None else parse_target(to)
    if not setup.there:
        raise _none_there(till)
    return setup


def _none_there(till: str) -> Refused:
    words = _("{till} has no slip printer. Set one with “regulars slip-printer”, or name one with --to.")
    return Refused(words.format(till=till), field="to")


def _changed(setup: PrinterSetup, width: str | None, cut: bool | None) -> PrinterSetup:
    if width is not None:
        setup = replace(setup, width=width)
    return setup if cut is None else replace(setup, cut=cut)


ALL = {"slip": slip, "slips": slips, "slips-print": slips_print, "slip-printer": slip_printer}
