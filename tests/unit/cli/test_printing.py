"""Documents by command: what there is, one for a customer, one for many, and every refusal in words."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.printing.reading import text_of

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def people(ask: Ask, maria: int) -> list[int]:
    other = ask("add-customer", "--name", "Łukasz Žižek")["id"]
    still = ask("add-customer", "--name", "Anna Still")["id"]
    ask("purchase", maria, "31.00")
    ask("purchase", other, "20.00")
    return [maria, other, still]


def test_what_can_be_printed_is_listed_with_its_options(ask: Ask, cli: Any) -> None:
    found = {one["id"]: one for one in ask("documents")["documents"]}
    assert {"statement", "why"} <= found.keys()
    assert "period" in [option["id"] for option in found["statement"]["options"]]
    for one in found.values():
        assert one["purpose"].endswith(".")
    assert "statement" in cli("documents").out


def test_one_customer(ask: Ask, people: list[int], tmp_path: Path) -> None:
    out = tmp_path / "one.pdf"
    answer = ask("print", "statement", people[1], "--out", out, "--option", "period=this-month")
    assert (answer["pages"], answer["printed"]) == (1, 1)
    assert "Łukasz Žižek" in text_of(out.read_bytes())


def test_many_named_and_by_group(ask: Ask, cli: Any, people: list[int], tmp_path: Path) -> None:
    out = tmp_path / "many.pdf"
    answer = ask("print", "why", people[0], people[1], "--out", out)
    assert (answer["printed"], answer["pages"]) == (2, 2)
    assert len(pypdfium2.PdfDocument(out)) == 3

    moved = ("--option", "period=this-month", "--group", "moved")
    answer = ask("print", "statement", *moved, "--out", out)
    assert answer["printed"] == 2
    assert answer["left_out"] == [{"why": "had no movement of points", "customers": 1}]
    assert "1 had no movement of points" in cli("print", "statement", *moved, "--out", out).out


def test_statements_of_a_period_add_up(ask: Ask, people: list[int], tmp_path: Path) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    folder = tmp_path / "statements"
    answer = ask("statements", *days, "--out", folder)
    assert (answer["printed"], answer["opening"], answer["earned"], answer["closing"]) == (3, 0, 51, 51)
    assert len(list(folder.iterdir())) == 4
    one = ask("statements", *days, "--out", tmp_path / "all.pdf", "--group", "moved")
    assert (one["pages"], one["files"]) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("print", "poem", "1", "--out", "x.pdf"), "no document “poem”"),
        (("print", "statement", "1", "--out", "x.pdf", "--option", "colour=red"), "no option “colour”"),
        (("print", "statement", "1", "--out", "x.pdf", "--option", "period=soon"), "does not know “soon”"),
        (("print", "statement", "1", "--out", "nowhere/x.pdf"), "no folder"),
        (("print", "statement", "--out", "x.pdf", "--group", "friends"), "no tag “friends”"),
        (("print", "statement", "--out", "x.pdf", "--group", ""), "no group and no tag “”"),
        (("statements", "--from", "2026-01-01", "--to", "2026-01-31", "--out", "x.pdf", "--group", ""), "“”"),
        (("print", "today", "--group", "", "--out", "x.pdf"), "not of customers"),
        (("print", "statement", "--out", "x.pdf", "--group", "tag:None such"), "nobody"),
        (("print", "statement", "--out", "x.pdf", "--group", "everyone:x"), "no tag “everyone:x”"),
        (("print", "statement", "1", "--out", ""), "folder"),
        (("print", "statement", "1", "--out", "."), "folder"),
        (("print", "statement", "1", "--out", "/"), "folder"),
        (("print", "statement", "1", "--out", "x" * 300 + ".pdf"), "too long"),
        (("print", "statement", "--own-files", "--out", "x" * 300), "too long"),
        (
            ("statements", "--from", "2026-01-01", "--to", "2026-01-31", "--out", "x" * 300 + ".pdf"),
            "too long",
        ),
        (("record", "1", "--out", "x" * 300 + ".json"), "too long"),
        (("print", "today", "--by-post", "--out", "x.pdf"), "not of customers"),
        (("print", "today", "--own-files", "--out", "x.pdf"), "one file"),
        (("print", "member-cards", "--own-files", "--out", "x.pdf"), "one file"),
        (
            ("print", "label-test", "--out", "x.pdf", "--option", "stock=custom", "--option", "height=2"),
            "least 5.",
        ),
        (("print", "label-test", "--out", "x.pdf", "--option", "width=9999"), "300 at most"),
        (("print", "label-test", "--out", "x.pdf", "--option", "width=nan"), "must be a number"),
    ],
)
def test_refused_in_words(
    cli: Any, people: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = cli(*arguments)
    assert answer.code == 1
    assert said in answer.err
    assert "Something went wrong" not in answer.err
    assert not list(tmp_path.glob("x*"))


def test_customers_and_a_group_do_not_go_together(cli: Any, people: list[int], tmp_path: Path) -> None:
    for group in ("everyone", ""):
        assert cli("print", "statement", "1", "--group", group, "--out", tmp_path / "x.pdf").code == 2


def test_the_shop_itself_is_not_printed_over(cli: Any, people: list[int], shop_file: Path) -> None:
    before = shop_file.read_bytes()
    answer = cli("print", "statement", people[0], "--out", shop_file)
    assert answer.code == 1
    assert shop_file.read_bytes() == before


def test_a_sign_no_font_has_is_told_when_it_is_printed_and_not_beside_a_refusal(
    ask: Ask, cli: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed, refused = (
        ask("add-customer", "--name", f"Sign {sign}")["id"] for sign in "\U00013051\U00013052"
    )
    answer = cli("print", "why", printed, "--out", tmp_path / "a.pdf")
    assert answer.code == 0
    assert answer.err.splitlines() == ["No font here has U+13051; a box is printed in its place."]

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.kernel.whole_files.os.fsync", full)
    answer = cli("print", "why", refused, "--out", tmp_path / "b.pdf")
    assert answer.code == 1
    assert answer.err.splitlines() == [
        "The disk is full: “b.pdf” was not written. Free some space and try again."
    ]


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_what_stands_beside_the_shop_is_not_printed_over(
    cli: Any, people: list[int], shop_file: Path, end: str
) -> None:
    answer = cli("print", "statement", people[0], "--out", f"{shop_file}{end}")
    assert answer.code == 1
    assert "the shop itself" in answer.err


def test_a_device_is_not_replaced_by_a_file(cli: Any, people: list[int], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    answer = cli("print", "statement", people[0], "--out", pipe)
    assert answer.code == 1
    assert "device" in answer.err
    assert pipe.is_fifo()


def test_a_grid_of_ones_own_is_measured_in_millimetres(ask: Ask, people: list[int], tmp_path: Path) -> None:
    fields = {one["id"]: one["options"] for one in ask("documents")["documents"]}["label-test"]
    assert any(option["kind"] == "factor" for option in fields)
    grid = ("stock=custom", "width=63.5", "height=38,1", "columns=3", "rows=7", "left=7.25", "top=15")
    options = [part for value in grid for part in ("--option", value)]
    out = tmp_path / "test.pdf"
    assert ask("print", "label-test", "--out", out, *options)["pages"] == 1
    assert "63.5" in text_of(out.read_bytes())


def test_a_sheet_of_people_without_an_address_is_refused_in_words(
    cli: Any, people: list[int], tmp_path: Path
) -> None:
    answer = cli("print", "address-labels", people[0], "--out", tmp_path / "a.pdf")
    assert answer.code == 1
    assert "address" in answer.err
