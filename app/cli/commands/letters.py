"""The texts of letters and greeting cards: shown, kept, deleted, and what customers lack for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.command import command, request_option
from app.cli.desk import Desk
from app.cli.output import print_lines, print_table
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.kernel.unit import View
    from app.outreach.missing import Lacks
    from app.outreach.queries import Wording

SHOW, SAVE, DELETE, MISSING = "show", "save", "delete", "missing"
KINDS = ("letter", "greeting-card")
_MOST_BYTES = 200_000


@command(
    "letters",
    _("List the texts of letters and greeting cards, and the fields one can write."),
    "regulars letters",
)
def letters(desk: Desk) -> None:
    with desk.open() as book:
        from app.outreach.fields import FIELDS
        from app.outreach.queries import wordings

        found = book.ask(wordings)
    told = [{"id": one.id, "for": one.kind, "name": one.name, "own": one.own} for one in found]
    fields = [{"id": field.id, "label": field.label, "example": field.example} for field in FIELDS]

    def show() -> None:
        rows = [(one.id, one.kind, one.name) for one in found]
        print_table((_("Text"), _("For"), _("Name")), rows)
        print_lines("", _("Fields: {fields}").format(fields=", ".join(field.id for field in FIELDS)))

    desk.emit({"letters": told, "fields": fields}, show)


@command(
    "letter",
    _("Show, save or delete a text, or tell for whom something is missing in it.")
    + "\n\n"
    + _("LETTER is an id of `regulars letters` or a name. Save reads --file and writes over a text of yours.")
    + "\n\n"
    + _(
        "Fields stand in braces: {{ first_name }}, {{ favourite or 'tea' }}, {% if voucher %} … {% endif %}."
    ),
    "regulars letter save --name 'Summer sale' --file sale.txt --title 'Dear {{ first_name }}'",
)
@click.argument("action", type=click.Choice((SHOW, SAVE, DELETE, MISSING)))
@click.argument("letter", required=False)
@click.option("--name", metavar="NAME", help=_("The name of the text to save."))
@click.option("--file", type=click.Path(path_type=Path), metavar="FILE", help=_("The text, as plain text."))
@click.option("--title", metavar="TEXT", help=_("The line above it; on a card, the words on its front."))
@click.option("--for", "kind", type=click.Choice(KINDS), help=_("What the text is for."))
@click.option(
    "--customer", "customers", multiple=True, metavar="CUSTOMER",
    help=_("For missing: one of those it goes to; everyone when none is named."),
)  # fmt: skip
@request_option
def letter(
    desk: Desk, action: str, letter: str | None, name: str | None, file: Path | None, title: str | None,
    kind: str | None, customers: tuple[str, ...], request_id: str | None,
) -> None:  # fmt: skip
    saving = action == SAVE
    if saving == (letter is not None) or (saving and not (name and file)):
        raise click.UsageError(_("Name the text; to save one, give --name and --file."))
    if not saving and (name or file or title):
        raise click.UsageError(_("--name, --file and --title go with save."))
    if customers and action != MISSING:
        raise click.UsageError(_("--customer goes with missing."))
    if saving and name and file:
        _save(desk, name, _read(file), title or "", kind or KINDS[0], request_id)
    elif action == DELETE:
        _delete(desk, letter or "", kind or "", request_id)
    elif action == MISSING:
        _missing(desk, letter or "", kind or "", customers)
    else:
        _show(desk, letter or "", kind or "")


def _read(file: Path) -> str:
    try:
        with file.expanduser().open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except OSError as fault:
        words = _("“{file}” cannot be read: {reason}.")
        raise WorldFault(words.format(file=file.name, reason=fault.strerror or fault)) from fault
    if len(content) > _MOST_BYTES:
        raise Refused(_("“{file}” is too long for a letter.").format(file=file.name), field="body")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("“{file}” is no plain text in UTF-8.").format(file=file.name), field="body") from None


def _save(desk: Desk, name: str, body: str, title: str, kind: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.outreach.commands import SaveLetter, save_letter
        from app.outreach.queries import own_named

        before = book.ask(own_named, name)
        wish = SaveLetter(name, body, title, kind, before.number if before else None, request_id)
        saved = book.do(save_letter, wish)
    answer = {"letter": f"own-{saved.letter}", "name": saved.name, "already_done": saved.already_done}
    desk.emit(answer, lambda: print_lines(_("“{name}” is saved.").format(name=saved.name)))


def _delete(desk: Desk, text: str, kind: str, request_id: str | None) -> None:
    with desk.open() as book:
        from app.outreach.commands import DeleteLetter, delete_letter

        found = book.ask(_wording, text, kind)
        if found.number is None:
            words = _("“{name}” comes with Regulars and cannot be deleted.")
            raise Refused(words.format(name=found.name), field="letter")
        gone = book.do(delete_letter, DeleteLetter(found.number, request_id))
    answer = {"letter": found.id, "name": gone.name, "already_done": gone.already_done}
    desk.emit(answer, lambda: print_lines(_("“{name}” is deleted.").format(name=gone.name)))


def _show(desk: Desk, text: str, kind: str) -> None:
    with desk.open() as book:
        from app.outreach.reading import fields_in

        found = book.ask(_wording, text, kind)
        fields = dict.fromkeys((*fields_in(found.title), *fields_in(found.body)))
    answer = {
        "id": found.id, "for": found.kind, "name": found.name, "own": found.own, "title": found.title,
        "body": found.body, "fields": list(fields),
    }  # fmt: skip
    desk.emit(answer, lambda: click.echo(f"{found.title}\n\n{found.body}"))


def _missing(desk: Desk, text: str, kind: str, customers: Sequence[str]) -> None:
    with desk.open() as book:
        from app.outreach.missing import lack_words

        found, lacks = book.ask(_lacks, text, kind, customers)
        locale = book.context.locale
    answer = {
        "id": found.id,
        "customers": lacks.of,
        "missing": [
            {
                "field": row.field,
                "customers": row.count,
                "first": [{"id": number, "name": name} for number, name in row.who],
            }
            for row in lacks.rows
        ],
    }
    nothing = plural(
        "Nothing is missing for {n} customer.", "Nothing is missing for {n} customers.", lacks.of
    ).format(n=lacks.of)
    said = [lack_words(row, lacks.of, locale) + "." for row in lacks.rows] or [nothing]
    desk.emit(answer, lambda: print_lines(*said))


def _wording(view: View, text: str, kind: str) -> Wording:
    from app.outreach.queries import wording

    return wording(view, text, kind)


def _lacks(view: View, text: str, kind: str, customers: Sequence[str]) -> tuple[Wording, Lacks]:
    from app.customers.search import resolve
    from app.groups.filters import DirectoryQuery, members
    from app.outreach.missing import missing

    found = _wording(view, text, kind)
    ids = [resolve(view, one) for one in customers] or members(view, DirectoryQuery())
    return found, missing(view, ids, found.title, found.body)


ALL = {"letters": letters, "letter": letter}
