"""Paper of every kind: what there is to print, and printing it for one customer or for many."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.commands.papers import keep_off_the_shop
from app.cli.desk import Desk
from app.cli.options import fields_told, option_option, option_values, summed
from app.cli.output import print_lines, print_table
from app.cli.values import DAY
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.groups.recipients import Wanted
    from app.kernel.book import Book
    from app.kernel.progress import Progress
    from app.kernel.unit import View
    from app.printing.document import Document
    from app.printing.many import ManyPrinted


@command(
    "documents",
    _("List what can be printed, what each is for, and its options."),
    "regulars documents --json",
)
def documents(desk: Desk) -> None:
    with desk.open() as book:
        from app.printing.registry import DOCUMENTS

        def look(view: View) -> list[dict[str, Any]]:
            return [
                {
                    "id": document.id,
                    "label": document.label,
                    "purpose": document.purpose,
                    "about": document.about.value,
                    "options": fields_told(document.options_now(view)),
                }
                for document in DOCUMENTS
            ]

        found = book.ask(look)
    rows = [(one["id"], one["about"], one["purpose"]) for one in found]
    desk.emit({"documents": found}, lambda: print_table((_("Document"), _("Of"), _("What for")), rows))


def many_options(function: Any) -> Any:
    """Who gets it when it is printed for many."""
    for decorate in (
        click.option(
            "--own-files", is_flag=True, help=_("A file for each instead of one PDF; --out is a folder.")
        ),
        click.option(
            "--by-post", is_flag=True, help=_("Leave out who has no postal address or does not want post.")
        ),
        click.option(
            "--group",
            metavar="GROUP",
            help=_(
                "A group by its name, tag:NAME, campaign:NUMBER, everyone, moved (whose points moved), paper."
            ),
        ),
    ):
        function = decorate(function)
    return function


@command(
    "print",
    _("Print a document, for the customers named or for a group of them; see `regulars documents`."),
    "regulars print statement 7 --out statement.pdf --option period=quarter",
)
@click.argument("document")
@click.argument("customers", nargs=-1, metavar="[CUSTOMER]...")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help=_("The PDF."))
@option_option
@many_options
def print_document(
    desk: Desk, document: str, customers: tuple[str, ...], out: Path, texts: tuple[str, ...],
    group: str | None, by_post: bool, own_files: bool,
) -> None:  # fmt: skip
    if group is not None and customers:
        raise click.UsageError(_("Name customers or a --group, not both."))
    keep_off_the_shop(desk, out)
    with desk.open() as book:
        from app.printing.document import About, gathered, render

        kind = document_of(document)
        options = option_values(book, book.ask(kind.options_now), texts)
        if kind.about is About.SHOP and (customers or group is not None or by_post):
            raise Refused(_("This is printed of the shop, not of customers."), field="customers")
        if kind.about is not About.CUSTOMER and own_files:
            raise Refused(_("This is one file: it is not printed into a file for each."), field="own_files")
        if kind.about is About.SHOP or (len(customers) == 1 and not own_files):
            who = book.ask(_resolved, customers)
            data = book.ask(lambda view: gathered(kind, view, who, options))
            answer: dict[str, Any] = {"pages": render(kind, data, out, options).pages, "printed": len(who)}
            answer["left_out"] = summed(getattr(data, "left_out", ()))
            _note_out(book, kind, who)
        else:
            wanted = _wanted(book, customers, group, by_post, options)
            answer = told(for_many(book, kind, wanted, options, out, own_files))
    answer["file"] = str(out)
    desk.emit(answer, lambda: print_lines(_said(answer)))


@command(
    "statements",
    _("Print the statements of many for the days from --from to --to: into a folder, or into one PDF."),
    "regulars statements --from 2026-07-01 --to 2026-09-30 --out statements.pdf --group moved",
)
@click.option("--from", "start", type=DAY, required=True, metavar="DATE", help=_("The first day."))
@click.option("--to", "end", type=DAY, required=True, metavar="DATE", help=_("The last day."))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="DIR",
    help=_("A folder for a file each, or a name that ends in .pdf for one file."),
)  # fmt: skip
@click.option("--by-post", is_flag=True, help=_("Leave out who has no postal address or does not want post."))
@click.option(
    "--group",
    metavar="GROUP",
    help=_("A group by its name, tag:NAME, campaign:NUMBER, everyone, moved (whose points moved), paper."),
)
def statements(desk: Desk, start: date, end: date, out: Path, by_post: bool, group: str | None) -> None:
    keep_off_the_shop(desk, out)
    with desk.open() as book:
        kind = document_of("statement")
        options = option_values(
            book, kind.options, ("period=days", f"start={start.isoformat()}", f"end={end.isoformat()}")
        )
        wanted = _wanted(book, (), group, by_post, options)
        answer = told(for_many(book, kind, wanted, options, out, out.suffix.lower() != ".pdf"))
    answer["file"] = str(out)
    desk.emit(answer, lambda: print_lines(_said(answer)))


def document_of(name: str) -> Document[Any]:
    """The document of that id. Raises NotFound naming those there are."""
    from app.printing.registry import DOCUMENTS

    found = DOCUMENTS.get(name)
    if found is None:
        words = _("There is no document “{name}”; there are {known}.")
        raise NotFound(words.format(name=name[:40], known=", ".join(DOCUMENTS.ids())), field="document")
    return found


def for_many(
    book: Book, kind: Document[Any], wanted: Wanted, options: dict[str, object], out: Path, own_files: bool
) -> ManyPrinted:
    """Print for everybody wanted, with a bar; Ctrl-C stops it and keeps what is drawn."""
    from app.cli.progress import bar
    from app.groups.recipients import recipients
    from app.printing.many import print_many

    found = book.ask(recipients, wanted)
    with bar(kind.label) as progress, _stoppable(progress):
        done = print_many(
            book, kind, found.ids, options, out, each_own_file=own_files, left_out=found.left_out,
            progress=progress,
        )  # fmt: skip
    _note_out(book, kind, found.ids)
    return done


def _note_out(book: Book, kind: Document[Any], who: Sequence[int]) -> None:
    """What the book keeps of a paper that is out."""
    writing = kind.once_out(who)
    if writing is not None:
        book.do(*writing)


def told(done: ManyPrinted) -> dict[str, Any]:
    """A run for many, as a script is told it."""
    return {
        "pages": done.pages,
        "printed": done.printed,
        "resumed": done.resumed,
        "files": len(done.files),
        "left_out": summed(done.left_out),
        **done.sums,
    }


@contextmanager
def _stoppable(progress: Progress) -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_what: progress.cancel())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _wanted(
    book: Book, customers: Sequence[str], group: str | None, by_post: bool, options: dict[str, object]
) -> Wanted:
    from app.groups.recipients import NAMED, Wanted, wanted_named
    from app.printing.options import days_of

    if customers:
        return Wanted(NAMED, customers=book.ask(_resolved, customers), by_post=by_post)
    wanted = replace(book.ask(wanted_named, "everyone" if group is None else group), by_post=by_post)
    if "period" not in options:
        return wanted
    start, end = book.ask(lambda view: days_of(options, view.today))
    return replace(wanted, start=start, end=end)


def _resolved(view: View, customers: Sequence[str]) -> tuple[int, ...]:
    from app.customers.search import resolve

    return tuple(resolve(view, customer) for customer in customers)


def _said(answer: dict[str, Any]) -> str:
    pages = plural("{pages} page", "{pages} pages", answer["pages"]).format(pages=answer["pages"])
    lines = [_("{pages}: {file}.").format(pages=pages, file=answer["file"])]
    if answer["printed"]:
        lines = [
            _("{count} printed on {pages}: {file}.").format(
                count=answer["printed"], pages=pages, file=answer["file"]
            )
        ]
    lines += [f"{one['customers']} {one['why']}." for one in answer["left_out"]]
    return "\n".join(lines)


ALL = {"documents": documents, "print": print_document, "statements": statements}
