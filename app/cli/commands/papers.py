"""Paper of one customer: a statement as a PDF, the record of all that is known as a PDF or a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import print_lines
from app.cli.values import DAY
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _
from app.kernel.whole_files import not_written

_BESIDE = ("-wal", "-shm", "-journal")
"""What the names of the files end in that SQLite keeps beside the shop's."""


@command(
    "statement",
    _("Print a customer's statement for the days from --from to --to, both included."),
    "regulars statement 7 --from 2026-01-01 --to 2026-06-30 --out statement.pdf",
)
@click.argument("customer")
@click.option("--from", "start", type=DAY, required=True, metavar="DATE", help=_("The first day."))
@click.option("--to", "end", type=DAY, required=True, metavar="DATE", help=_("The last day."))
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help=_("The PDF."))
def statement(desk: Desk, customer: str, start: date, end: date, out: Path) -> None:
    keep_off_the_shop(desk, out)
    with desk.open() as book:
        from app.customers.search import resolve
        from app.kernel.unit import View
        from app.loyalty.statement import StatementData
        from app.printing.document import render
        from app.printing.documents.statement import DOCUMENT, statement_of

        def look(view: View) -> StatementData:
            return statement_of(view, resolve(view, customer), start, end)

        data = book.ask(look)
        printed = render(DOCUMENT, data, out)
    answer = {
        "pages": printed.pages,
        "opening": data.opening,
        "earned": data.earned,
        "used": data.used,
        "lapsed": data.lapsed,
        "closing": data.closing,
        "file": str(out),
    }
    words = _("{name}: {opening} {earned:+d} {used:+d} {lapsed:+d} = {closing} points. Printed to {file}.")
    said = words.format(
        name=data.customer_name, opening=data.opening, earned=data.earned, used=data.used,
        lapsed=data.lapsed, closing=data.closing, file=out,
    )  # fmt: skip
    desk.emit(answer, lambda: print_lines(said))


@command(
    "record",
    _("Write all that the shop knows of a customer, for a request under data protection."),
    "regulars record 7 --out record.pdf",
)
@click.argument("customer")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help=_("A name ending in .pdf is printed for people, one in .json is whole, for programs."),
)
def record(desk: Desk, customer: str, out: Path) -> None:
    keep_off_the_shop(desk, out)
    kind = out.suffix.lower()
    if kind not in (".pdf", ".json"):
        raise Refused(_("A record is a .pdf or a .json: choose a name that ends so."), "out")
    with desk.open() as book:
        from app.customers.search import resolve
        from app.printing.document import gathered, render
        from app.printing.documents.record import DOCUMENT
        from app.printing.records import write_json

        data = book.ask(lambda view: gathered(DOCUMENT, view, [resolve(view, customer)], {}))
        pages = 0
        if kind == ".pdf":
            pages = render(DOCUMENT, data, out).pages
        else:
            write_json(data, out)
    parts = {part.id: len(part.rows) for part in data.parts}
    answer = {"customer": data.customer_id, "pages": pages, "parts": parts, "file": str(out)}
    words = _("{name}: {rows} entries in {parts} parts. Written to {file}.")
    said = words.format(
        name=data.customer_name, rows=sum(parts.values()), parts=sum(map(bool, parts.values())), file=out
    )
    desk.emit(answer, lambda: print_lines(said))


def keep_off_the_shop(desk: Desk, out: Path) -> None:
    """Refuse to write a result over the shop's own file, whatever link leads to it, or over what SQLite keeps
    beside it. Raises WorldFault for a name the system does not take."""
    shop = desk.shop_path
    try:
        same = out.exists() and shop.exists() and out.samefile(shop)
    except OSError as fault:
        raise WorldFault(not_written(fault, out)) from fault
    if same or out.resolve() in {shop.resolve().with_name(shop.resolve().name + end) for end in _BESIDE}:
        raise Refused(_("“{name}” is the shop itself. Choose another file.").format(name=out.name), "out")


ALL = {"statement": statement, "record": record}
