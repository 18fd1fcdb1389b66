"""Reports: what there are, and one of them on the screen, as JSON, or as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.command import command
from app.cli.commands.papers import keep_off_the_shop
from app.cli.desk import Desk
from app.cli.options import fields_told, option_option, option_values
from app.cli.output import decimal, print_facts, print_lines, print_table
from app.cli.progress import bar
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.insights.report import Report, ReportData, Row, Typed
    from app.kernel.book import Book
    from app.kernel.unit import View

SHOWN = 40
"""So many rows stand on a terminal; a file or JSON has them all."""


@command(
    "reports",
    _("List the reports, what each is for, and its options."),
    "regulars reports --json",
)
def reports(desk: Desk) -> None:
    with desk.open() as book:
        from app.insights.registry import REPORTS

        def look(view: View) -> list[dict[str, Any]]:
            return [
                {
                    "id": report.id,
                    "label": report.label,
                    "purpose": report.purpose,
                    "options": fields_told(report.options_now(view)),
                }
                for report in REPORTS
            ]

        found = book.ask(look)
    rows = [(one["id"], one["label"], one["purpose"]) for one in found]
    desk.emit(
        {"reports": found}, lambda: print_table((_("Report"), _("Name"), _("What for")), rows)
    )  # fmt: skip


@command(
    "report",
    _("Show a report, or write it as a PDF, CSV or XLSX file; see `regulars reports`."),
    "regulars report top-customers --option period=year --option most=20 --out top.xlsx",
)
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write it there: the name ends in .pdf, .csv or .xlsx."),
)
@click.option(
    "--lossless",
    is_flag=True,
    help=_("CSV for programs: nothing is defused, no totals, the same numbers in every country."),
)
@option_option
def report(desk: Desk, name: str, out: Path | None, lossless: bool, texts: tuple[str, ...]) -> None:
    if lossless and (out is None or out.suffix.lower() != ".csv"):
        raise click.UsageError(_("--lossless goes with --out and a .csv file."))
    if out is not None:
        keep_off_the_shop(desk, out)
    with desk.open() as book:
        if out is None:
            data = _gathered(book, _report(name), texts)
            desk.emit(_told(data), lambda: _show(data))
            return
        answer = _written(book, _report(name), texts, out, lossless=lossless)
    answer["file"] = str(out)
    desk.emit(answer, lambda: print_lines(_said(answer)))


def _report(name: str) -> Report:
    from app.insights.registry import REPORTS

    found = REPORTS.get(name)
    if found is None:
        words = _("There is no report “{name}”; there are {known}.")
        raise NotFound(words.format(name=name[:40], known=", ".join(REPORTS.ids())), "name")
    return found


def _gathered(book: Book, found: Report, texts: tuple[str, ...]) -> ReportData:
    options = option_values(book, book.ask(found.options_now), texts)
    return book.ask(lambda view: found.gather(view, options))


def _written(
    book: Book, found: Report, texts: tuple[str, ...], out: Path, *, lossless: bool
) -> dict[str, Any]:
    form = out.suffix.lower()
    if form == ".pdf":
        from app.printing.document import gathered, render
        from app.printing.registry import DOCUMENTS

        document = DOCUMENTS.get(f"report-{found.id}")
        if document is None:
            raise NotFound(_("This report is not printed."), "name")
        options = option_values(book, book.ask(document.options_now), texts)
        sheet = book.ask(lambda view: gathered(document, view, (), options))
        return {"rows": len(sheet.report.rows), "pages": render(document, sheet, out, options).pages}
    from app.exchange.tables import FORMS, save_table

    if form.removeprefix(".") not in FORMS:
        words = _("“{file}” is no .pdf, .csv or .xlsx file. Choose another name.")
        raise Refused(words.format(file=out.name), "out")
    data = _gathered(book, found, texts)
    with bar(_("Writing")) as progress:
        return {"rows": save_table(data, out, progress, lossless=lossless)}


def _said(answer: dict[str, Any]) -> str:
    words = plural("{rows} row written to {file}.", "{rows} rows written to {file}.", answer["rows"])
    return words.format(rows=answer["rows"], file=answer["file"])


def _told(data: ReportData) -> dict[str, Any]:
    from app.insights.report import Typed

    return {
        "report": data.report,
        "title": data.title,
        "period": data.subtitle,
        "on": data.asked_on.isoformat(),
        "currency": data.currency,
        "figures": [
            {
                "id": one.id,
                "label": one.label,
                "type": one.kind.value,
                "value": _plain(Typed(one.value, one.kind), data.currency),
            }
            for one in data.figures
        ],
        "columns": [{"id": one.id, "label": one.label, "type": one.kind.value} for one in data.columns],
        "rows": plain_rows(data),
        "totals": _cells(data, data.totals) if data.totals else None,
        "charts": [
            {
                "id": chart.id,
                "title": chart.title,
                "says": chart.sentence,
                "labels": list(chart.labels),
                "series": [
                    {"name": one.name, "values": _chart_values(chart.kind, one.values, data.currency)}
                    for one in chart.series
                ],
            }
            for chart in data.charts
        ],
        "notes": list(data.notes),
    }  # fmt: skip


def _chart_values(kind: str, values: Sequence[int], currency: str) -> list[Any]:
    from app.insights.report import Kind, Typed

    return [_plain(Typed(value, Kind(kind)), currency) for value in values]


def plain_rows(data: ReportData) -> list[list[Any]]:
    """The rows as scripts are given them."""
    return [_cells(data, row) for row in data.rows]


def _cells(data: ReportData, row: Row) -> list[Any]:
    from app.insights.report import typed

    return [
        _plain(typed(column, cell), data.currency) for column, cell in zip(data.columns, row, strict=True)
    ]


def _plain(cell: Typed, currency: str) -> Any:
    """A value as scripts are given it: money "18.60", days and months ISO, a percent as a number."""
    from app.insights.report import Kind

    value = cell.value
    if isinstance(value, date):
        return value.isoformat()[:7] if cell.kind is Kind.MONTH else value.isoformat()
    if isinstance(value, int) and cell.kind is Kind.MONEY:
        return decimal(value, currency)
    if isinstance(value, int) and cell.kind in (Kind.PERCENT, Kind.TENTHS, Kind.HOURS):
        return value / 10
    return value


def _show(data: ReportData) -> None:
    from app.insights.report import Typed, total_place, typed
    from app.insights.words import say

    def words(cells: Iterable[Typed]) -> list[str]:
        return [say(cell, data.currency, data.locale) for cell in cells]

    def row_words(row: Row) -> list[str]:
        cells = [typed(column, cell) for column, cell in zip(data.columns, row, strict=True)]
        said = words(cells)
        return [text or column.blank for text, column in zip(said, data.columns, strict=True)]

    print_lines(f"{data.title}, {data.subtitle}")
    figures = words(Typed(one.value, one.kind) for one in data.figures)
    print_facts((one.label, said) for one, said in zip(data.figures, figures, strict=True))
    if not data.rows:
        print_lines(data.empty)
        return
    right = [at for at, column in enumerate(data.columns) if column.figures]
    shown = [row_words(row) for row in data.rows[:SHOWN]]
    if data.totals:
        cells = [typed(column, cell) for column, cell in zip(data.columns, data.totals, strict=True)]
        totals, place = words(cells), total_place(data.columns)
        if place is not None:
            totals[place] = _("Total")
        shown.append(totals)
    print_table([column.label for column in data.columns], shown, numbers=right)
    rest = len(data.rows) - SHOWN
    if rest > 0:
        print_lines(
            plural("{n} more row; --out FILE writes all.", "{n} more rows; --out FILE writes all.", rest)
            .format(n=rest)
        )  # fmt: skip


ALL = {"reports": reports, "report": report}
