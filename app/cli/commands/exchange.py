"""What comes in from other programs."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.command import command
from app.cli.desk import Desk
from app.cli.output import print_lines, print_table
from app.cli.progress import bar
from app.cli.values import pairs
from app.kernel.i18n import _, plural


@command(
    "import",
    _(
        "Take in customers or purchases from a CSV file; the same file twice adds nothing new.\n\nColumns of "
        "customers: reference, name (or given and family), card phone email address city postal_code country "
        "birthday tags notes points; email_welcome phone_welcome message_welcome post_welcome hold yes, no "
        "or nothing, and a no in the book stays a no. Columns of purchases: customer (reference, "
        "card, e-mail or phone) date amount receipt item category quantity refund_of. Where the file calls "
        "them otherwise, say so by --column; NAME#2 is the second column of a name. Row numbers count the "
        "header as row 1."
    ),
    "regulars import guests.csv --as customers --column name='Full name' --dry-run",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    default="customers",
    show_default=True,
    metavar="FORMAT",
    help=_("customers or purchases."),
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help=_("Our column, by the file's name for it."),
)
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
@click.option("--no-points", is_flag=True, help=_("Take in purchases without giving points for them."))
@click.option("--encoding", help=_("How the file is written, such as cp1252; found out when not given."))
def import_command(
    desk: Desk,
    file: Path,
    form: str,
    columns: tuple[str, ...],
    dry_run: bool,
    no_points: bool,
    encoding: str | None,
) -> None:
    theirs = pairs(columns, "--column")
    with bar(_("Reading")) as progress, desk.open(progress) as book:
        from app.exchange.commands import ImportFile, import_file

        wanted = ImportFile(
            path=file.expanduser(),
            format=form,
            columns=theirs,
            dry_run=dry_run,
            points=not no_points,
            encoding=encoding,
        )
        report = import_file(book, wanted, progress)
    rejected = [{"row": row, "why": why} for row, why in report.rejected]
    answer = {
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": rejected,
    }

    def show_report() -> None:
        words = plural(
            "{read} row: {added} added, {updated} updated, {unchanged} unchanged, {rejected} rejected.",
            "{read} rows: {added} added, {updated} updated, {unchanged} unchanged, {rejected} rejected.",
            report.read,
        )
        print_lines(
            words.format(
                read=report.read,
                added=report.added,
                updated=report.updated,
                unchanged=report.unchanged,
                rejected=len(rejected),
            ),
            _("Nothing was saved: this was a trial.") if dry_run else "",
        )
        if rejected:
            print_table(
                (_("Row"), _("Why not")), [(one["row"], one["why"]) for one in rejected], numbers=(0,)
            )

    desk.emit(answer, show_report)


ALL = {"import": import_command}
