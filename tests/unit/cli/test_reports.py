"""Reports by command: the list, one as JSON or on the terminal, as files of every form, and the refusals."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.insights.registry import REPORTS
from tests.printing.reading import text_of
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def busy(ask: Ask, maria: int) -> int:
    ask("purchase", maria, "310.00", "--at", "2026-10-04")
    ask("redeem", maria, "free-coffee", "--at", "2026-10-05")
    ask("purchase", maria, "20.50", "--at", "2026-11-03")
    return maria


def test_the_list(ask: Ask, cli: Cli) -> None:
    found = {one["id"]: one for one in ask("reports")["reports"]}
    assert tuple(found) == REPORTS.ids()
    assert [option["id"] for option in found["redemptions"]["options"]] == ["period", "start", "end", "by"]
    assert "top-customers" in cli("reports").out


def test_json_has_columns_rows_totals_and_figures(ask: Ask, busy: int) -> None:
    data = ask("report", "redemptions", "--option", "period=month")
    assert [column["id"] for column in data["columns"]] == [
        "day", "customer", "reward", "paid", "points", "worth",
    ]  # fmt: skip
    assert data["rows"] == [["2026-10-05", "Maria Sandberg", "Free coffee", "Points", 150, "4.00"]]
    assert data["totals"] == [None, None, None, None, 150, "4.00"]
    figures = {one["id"]: one["value"] for one in data["figures"]}
    assert figures == {"times": 1, "customers": 1, "points": 150, "worth": "4.00"}
    assert data["charts"][0]["labels"][4] == "5. Okt."
    assert data["charts"][0]["series"][0]["values"][4] == 1

    month = ask("report", "programme-month")
    rows = {row[0]: row[1] for row in month["rows"]}
    assert (rows["Sales"], rows["Points given"], rows["Share with a card"]) == ("310.00", 310, 100.0)
    owed = ask("report", "points-owed")
    assert [row[:2] for row in owed["rows"]] == [["2027-10", 160], ["2027-11", 20]]


def test_on_the_terminal_the_first_rows_and_the_total(cli: Cli, ask: Ask, busy: int) -> None:
    for number in range(45):
        ask("add-customer", "--name", f"{number:02} Zeller")
    out = cli("report", "members").out
    assert "Maria" in out and "Total" in out
    assert "6 more rows; --out FILE writes all." in out
    assert "Nobody bought anything" in cli("report", "top-customers", "--option", "period=last-year").out


def test_every_report_in_every_form(cli: Cli, ask: Ask, busy: int, tmp_path: Path) -> None:
    for name in REPORTS.ids():
        label = next(one.label for one in REPORTS if one.id == name)
        pdf, sheet, text = (tmp_path / f"{name}.{form}" for form in ("pdf", "xlsx", "csv"))
        rows = len(ask("report", name)["rows"])
        answer = ask("report", name, "--out", pdf)
        assert answer["rows"] == rows and answer["pages"] >= 1 and answer["file"] == str(pdf)
        assert label in text_of(pdf.read_bytes())
        assert ask("report", name, "--out", sheet)["rows"] == rows
        assert openpyxl.load_workbook(sheet).worksheets[0].max_row >= rows + 1
        assert f"{rows} row" in cli("report", name, "--out", text).out
        with text.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) >= rows + 1


def test_lossless_csv(cli: Cli, ask: Ask, maria: int, tmp_path: Path) -> None:
    ask("add-customer", "--name", "=1+1")
    out = tmp_path / "m.csv"
    ask("report", "members", "--out", out)
    assert "'=1+1" in out.read_text("utf-8-sig")
    ask("report", "members", "--out", out, "--lossless")
    text = out.read_text("utf-8-sig")
    assert "'=1+1" not in text and "\n=1+1" in text and "Total" not in text
    assert cli("report", "members", "--lossless").code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "There is no report “nothing”; there are"),
        (("members", "--option", "colour=red"), "There is no option “colour”"),
        (("members", "--option", "tag=Nobody"), "Tag does not know “Nobody”"),
        (("expiring", "--option", "days=x"), "Days from today must be a whole number."),
        (("redemptions", "--option", "period=days"), "Say from which day to which day."),
        (("members", "--out", "m.txt"), "“m.txt” is no .pdf, .csv or .xlsx file."),
        (("members", "--out", "/nowhere/m.csv"), "There is no folder “/nowhere”."),
    ],
)
def test_refusals_are_one_line_and_change_nothing(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    answer = cli("report", *arguments)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_the_shop_s_own_file_is_never_written_over(cli: Cli, shop_file: Path) -> None:
    before = shop_file.read_bytes()
    link = shop_file.with_suffix(".csv")
    link.symlink_to(shop_file)
    assert "is the shop itself" in cli("report", "members", "--out", link).err
    assert shop_file.read_bytes() == before
