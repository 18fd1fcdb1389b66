"""Tables as XLSX: typed cells under a frozen head, what they mean on a second sheet, charts on a third."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from app.exchange.defusing import starts_a_formula
from app.exchange.money_format import money_format
from app.insights.chart import Chart, Shape
from app.insights.report import Cell, Column, Kind, ReportData, Typed, total_place, typed
from app.insights.words import day, say
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import exponent
from app.kernel.progress import Progress

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

MOST_ROWS = 1_048_576 - 2
"""What a sheet holds, less head and totals."""
LONGEST = 32_767
"""Characters a cell holds."""
_TELL_EVERY = 500
_MEASURED = 300
_NARROWEST, _WIDEST = 9, 52
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(data: ReportData, file: BinaryIO, progress: Progress | None = None) -> int:
    """Write the table, row by row so that memory does not grow; the rows written.

    Raises Refused for more rows than a sheet holds.
    """
    if len(data.rows) > MOST_ROWS:
        words = _("A sheet holds {most} rows and this has {rows}. Save it as CSV, which has no end.")
        raise Refused(words.format(most=MOST_ROWS, rows=len(data.rows)))
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        _table(book, data, progress)
        _about(book, data)
        if data.charts:
            _charts(book, data)
        _save(book, file)
    except BaseException:
        _throw_away(book)
        raise
    return len(data.rows)


def _save(book: Workbook, file: BinaryIO) -> None:
    """As the workbook's own `save`, which leaves the archive open where the disk is full: thrown away
    later it would complain of that once more, on standard error."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    archive = ZipFile(file, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    except BaseException:
        with suppress(OSError, ValueError):
            archive.close()
        raise


def _throw_away(book: Workbook) -> None:
    """Remove what a sheet that is not finished keeps in the temporary folder."""
    for sheet in book.worksheets:
        with suppress(OSError, ValueError):
            if not sheet.closed:
                sheet.close()
        with suppress(OSError, ValueError, AttributeError):
            sheet._writer.cleanup()


class _Cells:
    """Makes the cells of one sheet."""

    def __init__(self, sheet: Any, data: ReportData) -> None:
        self._sheet = sheet
        places = exponent(data.currency)
        self._unit = Decimal(1).scaleb(-places)
        self._formats = {
            Kind.MONEY: money_format(data.currency, data.locale),
            Kind.PERCENT: "0.0%",
            Kind.TENTHS: "#,##0.0",
            Kind.HOURS: "#,##0.0",
            Kind.DATE: "mm-dd-yy",  # the built-in one, which a spreadsheet shows by its own locale
            Kind.MONTH: "mmmm yyyy",
            Kind.NUMBER: "#,##0",
            Kind.POINTS: "#,##0",
        }
        self._reused: dict[tuple[Kind, bool], Any] = {}

    def of(self, cell: Typed, *, bold: bool = False) -> Any:
        """A value of its kind, in a cell that is used again for the next one: it must be written first."""
        value: Any = cell.value
        if isinstance(value, str):
            return self.text(value, bold=bold)
        if value is None:
            return None
        if not isinstance(value, date):
            if cell.kind is Kind.MONEY:
                value = Decimal(value) * self._unit
            elif cell.kind is Kind.PERCENT:
                value = Decimal(value) / 1000
            elif cell.kind in (Kind.TENTHS, Kind.HOURS):
                value = Decimal(value) / 10
        made = self._reused.get((cell.kind, bold))
        if made is None:  # a cell of its own for each of a million values costs more than writing them
            made = self._reused[cell.kind, bold] = self._made(cell.kind, bold=bold)
        made.value = value
        return made

    def _made(self, kind: Kind, *, bold: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell

        made = WriteOnlyCell(self._sheet)
        made.number_format = self._formats.get(kind, "General")
        return self._bold(made) if bold else made

    def text(self, text: str, *, bold: bool = False, wrap: bool = False) -> Any:
        """Plain text; what might be run as a formula is written as the text it is."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        shown = _UNWRITABLE.sub("\ufffd", text)[:LONGEST]
        risky = starts_a_formula(shown)
        if not (risky or bold or wrap or shown[:1] == "#"):  # "#N/A" would be taken for a fault
            return shown
        made = WriteOnlyCell(self._sheet, shown)
        made.data_type = "s"
        if risky:
            made.quotePrefix = True  # so that it stays text when somebody edits it
        if wrap:
            made.alignment = Alignment(wrap_text=True, vertical="top")
        return self._bold(made) if bold else made

    def head(self, column: Column) -> Any:
        """The head of a column."""
        from openpyxl.styles import Alignment

        made = self.text(column.label, bold=True)
        made.alignment = Alignment(horizontal="right" if column.figures else "left")
        return made

    @staticmethod
    def _bold(made: WriteOnlyCell) -> WriteOnlyCell:
        from openpyxl.styles import Font

        made.font = Font(bold=True)
        return made


def _table(book: Workbook, data: ReportData, progress: Progress | None) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_sheet_name(data.title))
    cells = _Cells(sheet, data)
    for at, wide in enumerate(_widths(data), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = wide
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(data.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(data.rows) + 1}"
    sheet.append([cells.head(column) for column in data.columns])
    for at, row in enumerate(data.rows, start=1):
        sheet.append(cells.of(cell) for cell in _typed(data, row))
        if progress is not None and at % _TELL_EVERY == 0:
            progress.step(at, len(data.rows))
    if data.totals and data.rows:
        word = total_place(data.columns)
        sheet.append(
            cells.text(_("Total"), bold=True) if at == word else cells.of(cell, bold=True)
            for at, cell in enumerate(_typed(data, data.totals))
        )


def _typed(data: ReportData, row: tuple[Cell, ...]) -> Iterator[Typed]:
    return (typed(column, cell) for column, cell in zip(data.columns, row, strict=True))


def _widths(data: ReportData) -> Iterator[float]:
    for at, column in enumerate(data.columns):
        seen = [say(typed(column, row[at]), data.currency, data.locale) for row in data.rows[:_MEASURED]]
        if data.totals:
            seen.append(say(typed(column, data.totals[at]), data.currency, data.locale))
        widest = max((len(text) for text in (column.label, *seen)), default=0)
        yield min(max(widest + 3, _NARROWEST), _WIDEST)


def _about(book: Workbook, data: ReportData) -> None:
    """Title, days, headline figures, and how it was counted."""
    sheet = book.create_sheet(_("About"))
    cells = _Cells(sheet, data)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 18
    sheet.append([cells.text(data.title, bold=True)])
    sheet.append([cells.text(data.subtitle)])
    sheet.append([cells.text(_("As of {day}").format(day=day(data.asked_on, data.locale)))])
    sheet.append([])
    for figure in data.figures:
        sheet.append([cells.text(figure.label), cells.of(Typed(figure.value, figure.kind))])
    sheet.append([])
    for note in data.notes:
        sheet.append([cells.text(note)])


def _charts(book: Workbook, data: ReportData) -> None:
    """Each chart beside the numbers it is drawn from."""
    sheet = book.create_sheet(_("Charts"))
    cells = _Cells(sheet, data)
    sheet.column_dimensions["A"].width = 16
    row = 1
    for chart in data.charts:
        sheet.append([cells.text(chart.title, bold=True)])
        sheet.append([cells.text(chart.sentence)])
        sheet.append(["", *(cells.text(one.name, bold=True) for one in chart.series)])
        for at, label in enumerate(chart.labels):
            values = (one.values[at] if at < len(one.values) else None for one in chart.series)
            said = (cells.of(Typed(value, Kind(chart.kind))) for value in values)
            sheet.append(_then(cells.text(label), said))
        filled = 3 + len(chart.labels)
        tall = max(filled, 17)
        for _line in range(tall + 2 - filled):
            sheet.append([])
        _draw(sheet, chart, row)
        row += tall + 2


def _then(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _draw(sheet: Any, chart: Chart, row: int) -> None:
    from openpyxl.chart import BarChart, LineChart, Reference

    made: Any
    if chart.shape is Shape.BARS:
        made = BarChart()
        made.grouping, made.overlap = "stacked", 100
    else:
        made = LineChart()
    head, last = row + 2, row + 2 + len(chart.labels)
    data = Reference(sheet, min_col=2, max_col=1 + len(chart.series), min_row=head, max_row=last)
    made.add_data(data, titles_from_data=True)
    made.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    made.title = chart.title
    made.width, made.height = 20, 8
    made.x_axis.delete = made.y_axis.delete = False
    if len(chart.series) == 1:
        made.legend = None
    sheet.add_chart(made, f"{_column_after(chart)}{row}")


def _column_after(chart: Chart) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(len(chart.series) + 3))


def _sheet_name(title: str) -> str:
    """A name a sheet may have: at most 31 letters, none of those that formulas use."""
    return _NO_SHEET_NAME.sub(" ", title)[:31].strip() or _("Report")
