"""Reports as CSV and XLSX: read back, defused, lossless, and whole or not at all."""

from __future__ import annotations

import csv
import errno
import gc
import os
import sys
import tempfile
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.exchange.cells import bare
from app.exchange.defusing import defused, starts_a_formula
from app.exchange.money_format import money_format
from app.exchange.tables import save_table
from app.exchange.workbook import LONGEST, write_xlsx
from app.insights.report import Column, Kind
from app.kernel.errors import Refused, WorldFault
from app.kernel.progress import Cancelled, Progress
from tests.unit.insights.samples import COLUMNS, ROWS, report

EVIL = (
    "=1+1", "+49 151 555", "-bob", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1+1", "\u00a0@x", "＝1", "＋1", "－1",
    "＠x", "-", "=", "=cmd|' /C calc'!A0",
)  # fmt: skip
FINE = ("", "Maria", "O'Brien", "a=b", "1-2", "maria@example.org", "Łukasz", "'quoted", "\u202b-", "–", "#")


def csv_of(data: Any, tmp_path: Path, **more: Any) -> tuple[bytes, list[list[str]]]:
    path = tmp_path / "t.csv"
    save_table(data, path, **more)
    content = path.read_bytes()
    text = content.decode("utf-8-sig")
    delimiter = ";" if text.split("\r\n")[0].count(";") else ","
    return content, list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def sheets_of(data: Any, tmp_path: Path) -> Any:
    path = tmp_path / "t.xlsx"
    assert save_table(data, path) == len(data.rows)
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("text", EVIL)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert starts_a_formula(text)
    assert defused(text) == f"'{text}"
    assert bare(defused(text)).strip("' ") == text.strip("' "), "our own reader takes it off again"


@pytest.mark.parametrize("text", FINE)
def test_other_text_is_left_alone(text: str) -> None:
    assert defused(text) == text


def test_csv_for_a_spreadsheet(tmp_path: Path) -> None:
    content, rows = csv_of(report(), tmp_path)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows == [
        [column.label for column in COLUMNS],
        ["Łukasz Žižek", "2026-10-01", "2026-10", "3", "1234", "1234.56", "12.5", "5"],
        ["محمد عبد الله", "", "", "0", "-20", "-9.10", "", "-10.50"],
        ['\'=HYPERLINK("http://x")', "2025-02-28", "2025-02", "1", "0", "0.00", "0", ""],
        ["Tom <b>Smith", "", "", "2", "7", "0.50", "100", "33.3"],
        ["Total", "", "", "6", "1221", "1225.96", "", ""],
    ]


def test_csv_where_a_comma_is_the_decimal_sign(tmp_path: Path) -> None:
    content, rows = csv_of(replace(report(), locale="de_DE"), tmp_path)
    assert b"1234,56;12,5;5" in content
    assert rows[2][5] == "-9,10"


def test_lossless_csv_is_the_same_everywhere_and_nothing_is_added(tmp_path: Path) -> None:
    for locale in ("en_GB", "de_DE"):
        data = replace(report(rows=(*ROWS[:2], (*EVIL[:1], *ROWS[0][1:]))), locale=locale)
        _content, rows = csv_of(data, tmp_path, lossless=True)
        assert [row[0] for row in rows] == ["Name", ROWS[0][0], ROWS[1][0], "=1+1"]
        assert rows[1][5] == "1234.56"


def test_csv_keeps_quotes_line_ends_and_ten_thousand_letters(tmp_path: Path) -> None:
    names = ('He said "hi", twice', "two\nlines", "x" * 10_000, "a;b,c")
    _content, rows = csv_of(report(rows=tuple((name, *ROWS[0][1:]) for name in names)), tmp_path)
    assert tuple(row[0] for row in rows[1:-1]) == names


def test_xlsx_has_typed_cells_under_a_frozen_head(tmp_path: Path) -> None:
    book = sheets_of(report(), tmp_path)
    assert book.sheetnames == ["A sample", "About", "Charts"]
    sheet = book["A sample"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:H5")
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert all(cell.font.bold for cell in sheet[1])
    first = sheet[2]
    assert [cell.value for cell in first] == [
        "Łukasz Žižek", datetime(2026, 10, 1), datetime(2026, 10, 1), 3, 1234, 1234.56, 0.125, 5,
    ]  # fmt: skip
    assert first[1].number_format == "mm-dd-yy"
    assert first[2].number_format == "mmmm yyyy"
    assert first[5].number_format == '"€"#,##0.00'
    assert first[6].number_format == "0.0%"
    assert (sheet[3][4].value, sheet[3][5].value, sheet[3][7].value) == (-20, -9.1, -10.5)
    assert sheet[3][7].number_format == '"€"#,##0.00'
    total = sheet[6]
    assert [cell.value for cell in total][:6] == ["Total", None, None, 6, 1221, 1225.96]
    assert total[3].font.bold
    assert sheet.column_dimensions["A"].width > 12
    about = [cell.value for row in book["About"] for cell in row if cell.value is not None]
    assert {"A sample", "1–31 Oct 2026", "As of 25 Nov 2026", "Points", 1221, "Counted by hand."} <= set(
        about
    )


def test_xlsx_runs_no_formula(tmp_path: Path) -> None:
    rows = tuple((text, *ROWS[0][1:]) for text in EVIL if text.isprintable())
    sheet = sheets_of(report(rows=rows), tmp_path)["A sample"]
    for at, row in enumerate(rows, start=2):
        cell = sheet.cell(at, 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (row[0], "s", True)
    path = tmp_path / "t.xlsx"
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_xlsx_takes_text_no_sheet_could_hold(tmp_path: Path) -> None:
    rows = tuple((text, *ROWS[0][1:]) for text in ("a\x00b\x0bc", "x" * 40_000, "\ud800 lone", "#N/A"))
    sheet = sheets_of(report(rows=rows, title="Who: owes [what]/when? and a title far too long"), tmp_path)
    first = sheet.worksheets[0]
    assert first["A2"].value == "a\ufffdb\ufffdc"
    assert len(first["A3"].value) == LONGEST
    assert first["A4"].value == "\ufffd lone"
    assert (first["A5"].value, first["A5"].data_type) == ("#N/A", "s")
    assert len(first.title) <= 31


def test_the_charts_have_their_numbers_beside_them(tmp_path: Path) -> None:
    sheet = sheets_of(report(), tmp_path)["Charts"]
    assert len(sheet._charts) == 2
    values = [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=3, max_row=6)]
    assert values == [[None, "New", "Lost"], ["Jan", 3, 0], ["Feb", 4, -2], ["Mar", 5, -1]]
    assert [sheet.cell(row, 2).value for row in range(24, 26)] == [20, None], "a line that ends sooner"


@pytest.mark.parametrize(
    ("currency", "locale", "written"),
    [
        ("EUR", "de_DE", '#,##0.00\u00a0"€"'), ("GBP", "en_GB", '"£"#,##0.00'), ("JPY", "ja_JP", '"￥"#,##0'),
        ("KWD", "en_GB", '"KWD"#,##0.000'), ("CHF", "de_CH", '"CHF"\u00a0#,##0.00'),
    ],
)  # fmt: skip
def test_money_is_shown_as_its_country_writes_it(currency: str, locale: str, written: str) -> None:
    assert money_format(currency, locale) == written


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    class Endless(tuple[Any, ...]):
        def __len__(self) -> int:
            return 2_000_000

    data = replace(report(), rows=Endless(), totals=())
    with pytest.raises(Refused, match="Save it as CSV"):
        write_xlsx(data, BytesIO())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    spare = tmp_path.parent / f"{tmp_path.name}-spare"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    path = tmp_path / f"t.{form}"
    path.write_bytes(b"older")
    progress = Progress()
    progress.cancel()
    many = report(rows=ROWS * 1_000)
    with pytest.raises(Cancelled):
        save_table(many, path, progress)
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert not list(spare.iterdir()), "nothing is left in the temporary folder"
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldFault, match="The disk is full"):
        save_table(report(), path)
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_places_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="There is no folder"):
        save_table(report(), tmp_path / "nowhere" / "t.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(WorldFault, match="is a folder"):
        save_table(report(), tmp_path / "folder.csv")
    with pytest.raises(Refused, match=r"neither a \.csv nor an \.xlsx"):
        save_table(report(), tmp_path / "t.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["folder.csv"]


def test_an_empty_report_is_a_head_alone(tmp_path: Path) -> None:
    empty = report(rows=(), charts=())
    assert csv_of(empty, tmp_path)[1] == [[column.label for column in COLUMNS]]
    assert [row[0].value for row in sheets_of(empty, tmp_path)["A sample"].iter_rows()] == ["Name"]


def test_a_table_of_sums_alone_has_no_word_for_them(tmp_path: Path) -> None:
    columns = (Column("n", "N", Kind.NUMBER, total=True),)
    assert csv_of(report(columns=columns, rows=((2,), (3,))), tmp_path)[1] == [["N"], ["2"], ["3"], ["5"]]


class _Small(BytesIO):
    """A file on a disk that is full after a few bytes."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 500:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_full_disk_leaves_no_archive_that_complains_when_it_is_thrown_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", heard.append)
    with _Small() as file, pytest.raises(OSError, match="No space left"):
        write_xlsx(report(), file)
    gc.collect()
    assert heard == []
