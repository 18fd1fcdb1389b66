"""Asking, taking down, answering: by commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.printing.reading import text_of
from tests.printing.slips.machines import burnt
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


def asked_of(ask: Ask, customer: int) -> list[str]:
    """By which ways the book says a customer was asked."""
    rows = ask("timeline", customer)["touchpoints"]
    return [row["detail"] for row in rows if row["kind"] == "asked"]


def test_feedback_is_kept_with_its_scale_and_the_purchase_it_is_about(ask: Ask, cli: Cli, maria: int) -> None:
    bought = ask("purchase", maria, "18.60", "--at", "2026-11-20T10:00")["purchase"]
    kept = ask("feedback", maria, "5", "They know what I read, wonderful!", "--asked-by", "till")
    assert {key: kept[key] for key in ("customer", "score", "scale", "purchase", "sounds")} == {
        "customer": maria,
        "score": 5,
        "scale": 5,
        "purchase": bought,
        "sounds": None,
    }  # fmt: skip  (the shop's language is German)
    [row, _bought, *_rest] = ask("timeline", maria)["touchpoints"]
    assert (row["title"], row["detail"]) == (
        "Feedback 5/5", "“They know what I read, wonderful!” · Asked at the till",
    )  # fmt: skip
    assert ask("undo")["undone"] == "Feedback for Maria Sandberg"


def test_another_scale_by_the_score_the_option_or_the_shops_own(ask: Ask, cli: Cli, maria: int) -> None:
    assert ask("feedback", maria, "0/10")["scale"] == 10
    assert ask("feedback", maria, "9", "--scale", "10")["score"] == 9
    assert cli("feedback", maria, "9").code == 1
    assert ask("feedback-setup", "--scale", "10") == {"scale": 10, "address": ""}
    assert ask("feedback", maria, "9")["scale"] == 10
    assert cli("feedback", maria, "9/10", "--scale", "5").code == 2
    assert cli("feedback", maria, "good").code == 2
    assert cli("feedback", maria, "3", "--about", "Nobody here").code == 1


def test_a_purchase_of_somebody_else_is_refused(ask: Ask, cli: Cli, maria: int) -> None:
    other = ask("add-customer", "--name", "Jonas Beck")["id"]
    bought = ask("purchase", other, "3.00")["purchase"]
    refused = cli("feedback", maria, "3", "--purchase", bought)
    assert (refused.code, refused.err.strip()) == (1, f"Purchase {bought} is not this customer's.")
    assert ask("feedback", other, "3", "--purchase", bought)["purchase"] == bought


def test_a_link_is_written_not_sent_and_its_code_leads_back(ask: Ask, cli: Cli, maria: int) -> None:
    assert cli("feedback-link", maria).code == 1
    assert cli("feedback-setup", "--address", "shop.example").code == 1
    ask("feedback-setup", "--address", "https://shop.example/how?c={code}")
    link = ask("feedback-link", maria)
    assert link["link"] == f"https://shop.example/how?c={link['code']}"
    assert link["noted"] is True
    assert ask("feedback-link", maria)["noted"] is False, "once a day"
    assert asked_of(ask, maria) == ["By a link"]
    assert ask("undo")["undone"].startswith("Asked Maria Sandberg for feedback by a link")
    assert asked_of(ask, maria) == []
    assert link["text"] == (
        "Wie war es bei Kettle & Quill? Sagen Sie es uns in einer Minute, das hilft uns sehr: " + link["link"]
    )
    assert ask("feedback", link["code"], "4", "--asked-by", "link")["customer"] == maria
    assert cli("feedback-link", maria).out.strip().replace("\n", " ") == link["text"]
    assert ask("feedback-setup", "--address", "")["address"] == ""


def test_what_waits_is_listed_owned_answered_and_taken_back(ask: Ask, cli: Cli, maria: int) -> None:
    assert cli("unanswered").out.strip() == "Everybody has their answer."
    trouble = ask("note", maria, "cold coffee", "--kind", "complaint", "--at", "2026-11-20T09:00")["id"]
    ask("note", maria, "so so", "--kind", "review", "--field", "stars=3", "--field", "handle=@ms")
    [first, second] = ask("unanswered")["unanswered"]
    assert (first["id"], first["kind"], first["hours"], first["owner"]) == (trouble, "complaint", 51.0, None)
    assert (second["score"], second["scale"]) == (3, 5)
    assert "2 days" in cli("unanswered").out
    assert cli("own", trouble, "Nobody here").code == 1
    assert ask("own", trouble, "nobody")["owner"] is None
    assert cli("answer", trouble).code == 1
    ask("answer", trouble, "--put-right", "--remedy", "made a new one")
    assert [row["id"] for row in ask("unanswered")["unanswered"]] == [second["id"]]
    assert ask("undo")["undone"] == "Complaint of Maria Sandberg answered"
    assert len(ask("unanswered")["unanswered"]) == 2


def test_the_staffs_word_goes_before_the_hint(ask: Ask, cli: Cli, maria: int) -> None:
    ask("shop", "--locale", "en_GB")
    number = ask("feedback", maria, "3", "The coffee was great, thank you")["id"]
    [row] = ask("unanswered")["unanswered"]
    assert (row["sounds"], row["said_by_staff"]) == ("happy", False)
    ask("sounds", number, "unhappy")
    [row] = ask("unanswered")["unanswered"]
    assert (row["sounds"], row["said_by_staff"]) == ("unhappy", True)
    assert "sounds unhappy" in " ".join(cli("unanswered").out.split())
    ask("sounds", number, "nothing")
    assert ask("unanswered")["unanswered"][0]["sounds"] == "happy"


@pytest.mark.parametrize("command", [("answer", 99, "hm"), ("own", 99, "nobody"), ("sounds", 99, "happy")])
def test_what_is_not_there_is_said(cli: Cli, command: tuple[object, ...]) -> None:
    refused = cli(*command)
    assert (refused.code, refused.err.strip()) == (1, "This entry is not on the timeline any more.")


def test_today_tells_whose_it_is_and_how_long_it_waits(ask: Ask, maria: int) -> None:
    ask("note", maria, "cold coffee", "--kind", "complaint", "--at", "2026-11-20T09:00")
    [row] = ask("today")["feedback"]
    assert (row["owner"], row["hours"], row["scale"]) == (None, 51, None)


def test_a_slip_is_printed_now(ask: Ask, cli: Cli, maria: int, tmp_path: Path) -> None:
    out = tmp_path / "slip.bin"
    nowhere = cli("feedback-slip", maria, "--to", f"file:{tmp_path / 'nowhere' / 'slip.bin'}")
    assert (nowhere.code, asked_of(ask, maria)) == (1, []), "no paper came out"
    printed = ask("feedback-slip", maria, "--to", f"file:{out}", "--width", "58")
    assert asked_of(ask, maria) == ["By a printed slip"]
    ask("undo")
    assert (printed["customer"], printed["width"]) == (maria, "58")
    assert burnt(out.read_bytes()).image.width == 384
    assert ask("feedback-slip", "--to", f"file:{out}")["customer"] is None
    refused = cli("feedback-slip", maria)
    assert (refused.code, refused.err.strip()) == (1, "Till 1 has no slip printer; name one with --to.")


def test_slips_in_a_file_have_asked_those_they_name(ask: Ask, cli: Cli, maria: int, tmp_path: Path) -> None:
    jonas, ana = (ask("add-customer", "--name", name)["id"] for name in ("Jonas Beck", "Ana Ruiz"))
    assert cli("print", "feedback-slip", maria, "--out", tmp_path / "nowhere" / "a.pdf").code == 1
    ask("print", "statement", maria, "--out", tmp_path / "s.pdf")
    ask("print", "feedback-slips", "--out", tmp_path / "blank.pdf")
    assert [asked_of(ask, one) for one in (maria, jonas, ana)] == [[], [], []]
    ask("print", "feedback-slip", maria, "--out", tmp_path / "a.pdf")
    assert [asked_of(ask, one) for one in (maria, jonas, ana)] == [["By a printed slip"], [], []]
    assert ask("print", "feedback-slip", maria, jonas, "--out", tmp_path / "b.pdf")["printed"] == 2
    assert [asked_of(ask, one) for one in (maria, jonas, ana)] == [["By a printed slip"]] * 2 + [[]]
    assert ask("undo")["undone"] == "Asked Jonas Beck for feedback by a slip"
    ask("print", "feedback-slip", "--group", "everyone", "--out", tmp_path / "c.pdf")
    assert [asked_of(ask, one) for one in (jonas, ana)] == [["By a printed slip"]] * 2
    assert ask("undo")["undone"] == "2 customers asked for feedback"
    assert [asked_of(ask, one) for one in (maria, jonas, ana)] == [["By a printed slip"], [], []]


def test_the_report_goes_to_files_with_its_averages(ask: Ask, cli: Cli, maria: int, tmp_path: Path) -> None:
    ask("feedback", maria, "5")
    ask("feedback", maria, "4")
    told = ask("report", "feedback", "--option", "period=this-month")
    assert told["rows"][0][:3] == ["2026-11", 4.5, 2]
    out = tmp_path / "feedback.csv"
    ask("report", "feedback", "--option", "period=this-month", "--out", out, "--lossless")
    assert out.read_text("utf-8-sig").splitlines()[1].split(",")[:3] == ["2026-11", "4.5", "2"]
    book = tmp_path / "feedback.xlsx"
    ask("report", "feedback", "--option", "period=this-month", "--out", book)
    cells = [cell for row in load_workbook(book).active.iter_rows() for cell in row if cell.value == 4.5]
    assert [cell.number_format for cell in cells][-1] == "#,##0.0"
    paper = tmp_path / "feedback.pdf"
    ask("report", "feedback", "--option", "period=this-month", "--out", paper)
    assert "4,5" in text_of(paper.read_bytes())
