"""The programme: show its rules, set them from a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import print_lines
from app.cli.values import DAY
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.kernel.book import Book
    from app.loyalty.queries import Rules

SHOW, SET = "show", "set"


@command(
    "programme",
    _("Show the rules of the programme as TOML, or set them from such a file.")
    + "\n\n"
    + _("A file with a mistake changes nothing; the mistake is named with its line."),
    "regulars programme set rules.toml --from 2026-12-01",
)
@click.argument("action", type=click.Choice((SHOW, SET)))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--on", "on", type=DAY, metavar="DATE", help=_("Show the rules of that day."))
@click.option("--from", "from_day", type=DAY, metavar="DATE", help=_("The day from which the rules hold."))
@click.option("--draft", is_flag=True, help=_("The draft: show it, or keep the file as it."))
def programme(
    desk: Desk, action: str, file: Path | None, on: date | None, from_day: date | None, draft: bool
) -> None:
    if action == SHOW:
        if file is not None or from_day is not None:
            raise click.UsageError(_("“show” takes neither a file nor --from."))
        if draft and on is not None:
            raise click.UsageError(_("The draft holds on no day: leave --on or --draft out."))
        _show(desk, on, draft)
        return
    if file is None or on is not None:
        raise click.UsageError(_("“set” takes the file to read, and no --on."))
    if draft and from_day is not None:
        raise click.UsageError(_("A draft holds from no day: leave --from or --draft out."))
    _set(desk, file, from_day, draft)


def _show(desk: Desk, on: date | None, draft: bool) -> None:
    with desk.open() as book:
        from app.kernel.errors import Refused
        from app.loyalty.queries import draft_rules, rules_on, rules_to_plain, rules_to_toml

        currency = book.context.currency
        if draft:
            found = book.ask(draft_rules)
            if found is None:
                raise Refused(_("There is no draft."))
        else:
            found = book.ask(lambda view: rules_on(view, on or view.today))
        text, plain = rules_to_toml(found, currency), rules_to_plain(found, currency)
    desk.emit({"rules": plain}, lambda: click.echo(text, nl=False))


def _set(desk: Desk, file: Path, from_day: date | None, draft: bool) -> None:
    with desk.open() as book:
        from app.loyalty.queries import read_programme, rules_to_plain

        rules = read_programme(file.expanduser(), book.context.currency)
        answer, words = _kept_draft(book, rules) if draft else _started(book, rules, from_day)
        plain = rules_to_plain(rules, book.context.currency)
    desk.emit({"rules": plain, **answer}, lambda: print_lines(words))


def _kept_draft(book: Book, rules: Rules) -> tuple[dict[str, Any], str]:
    from app.loyalty.commands import SaveDraft, save_draft

    saved = book.do(save_draft, SaveDraft(rules))
    words = _("The draft is kept.") if saved.changed else _("The draft was just so; nothing was changed.")
    return {"version": None, "starts_on": None, "changed": saved.changed}, words


def _started(book: Book, rules: Rules, from_day: date | None) -> tuple[dict[str, Any], str]:
    from app.loyalty.commands import StartProgramme, start_programme

    started = book.do(start_programme, StartProgramme(rules, from_day))
    answer = {"version": started.version, "starts_on": started.starts_on, "changed": started.changed}
    if not started.changed:
        return answer, _("These rules hold on that day anyway; nothing was changed.")
    return answer, _("The rules hold from {day}.").format(day=started.starts_on)


ALL = {"programme": programme}
