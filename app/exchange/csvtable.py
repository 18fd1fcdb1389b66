"""Tables as CSV: for a spreadsheet that opens it by a double click, or lossless for another program."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from typing import BinaryIO

from app.exchange.defusing import defused
from app.insights.report import Cell, Kind, ReportData, Typed, total_place, typed
from app.kernel.i18n import _
from app.kernel.money import decimal_string
from app.kernel.progress import Progress

_TELL_EVERY = 2_000


def write_csv(
    data: ReportData, file: BinaryIO, progress: Progress | None = None, *, lossless: bool = False
) -> int:
    """Write head, rows and, unless lossless, the totals; the rows written.

    UTF-8 with the mark that tells spreadsheets so. Where the shop's locale writes 18,60, numbers do too and
    a semicolon parts the cells, as spreadsheets there expect it. Text that one of them would run as a formula
    is defused; numbers, below zero too, stay numbers.
    """
    comma = not lossless and _decimal_comma(data.locale)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    try:
        writer = csv.writer(text, delimiter=";" if comma else ",", lineterminator="\r\n")
        safe: Callable[[str], str] = str if lossless else defused
        writer.writerow([safe(column.label) for column in data.columns])
        for at, row in enumerate(data.rows, start=1):
            writer.writerow([_written(cell, data, safe, comma) for cell in _typed(data, row)])
            if progress is not None and at % _TELL_EVERY == 0:
                progress.step(at, len(data.rows))
        if data.totals and data.rows and not lossless:
            totals = [_written(cell, data, safe, comma) for cell in _typed(data, data.totals)]
            place = total_place(data.columns)
            if place is not None:
                totals[place] = _("Total")
            writer.writerow(totals)
    finally:
        text.flush()
        text.detach()
    return len(data.rows)


def _typed(data: ReportData, row: tuple[Cell, ...]) -> Iterator[Typed]:
    return (typed(column, cell) for column, cell in zip(data.columns, row, strict=True))


def _written(cell: Typed, data: ReportData, safe: Callable[[str], str], comma: bool) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, date):
        return value.isoformat()[:7] if cell.kind is Kind.MONTH else value.isoformat()
    if cell.kind is Kind.MONEY:
        number = decimal_string(value, data.currency)
    elif cell.kind in (Kind.PERCENT, Kind.TENTHS, Kind.HOURS):
        number = str(Decimal(value) / 10)
    else:
        return str(value)
    return number.replace(".", ",") if comma else number


def _decimal_comma(locale: str) -> bool:
    from babel.numbers import get_decimal_symbol

    return bool(get_decimal_symbol(locale) == ",")
