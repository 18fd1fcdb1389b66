"""Every command does what the contract says, and gives the keys that scripts hang on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


def test_init_makes_a_shop(cli: Cli, ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "new.regulars"
    made = ask("init", file, "--name", "Bean There", "--currency", "GBP", "--country", "GB",
               "--timezone", "Europe/London", "--template", "cafe")  # fmt: skip
    assert made["shop"] == "Bean There"
    assert ask("check", "--shop", file)["ok"] is True
    again = cli("init", file, "--name", "Other")
    assert (again.code, again.out) == (1, "")


def test_add_customer_gives_id_and_card(ask: Ask) -> None:
    added = ask("add-customer", "--name", "Ana", "--email", "ana@example.org", "--birthday", "1990-03-05",
                "--card", "555777", "--favourite", "Flat white", "--alert", "Nuts")  # fmt: skip
    assert added["card_number"] == "555777"
    shown = ask("show", "555777")
    assert (shown["birthday"], shown["favourite"], shown["alert"]) == ("1990-03-05", "Flat white", "Nuts")


def test_a_customer_is_added_with_their_yes_and_no(ask: Ask, cli: Cli) -> None:
    added = ask("add-customer", "--name", "Ana", "--consent", "post=No", "--consent", "email=yes")
    assert ask("show", added["id"])["consents"] == {"email": True, "post": False}
    told = [" ".join(line.split()) for line in cli("show", added["id"]).out.splitlines()]
    assert {"Said yes to e-mail", "Said no to post"} <= set(told)
    assert ask("show", ask("add-customer", "--name", "Bea")["id"])["consents"] == {}


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("post", 2, "--consent is written NAME=VALUE"),
        ("post=", 2, "neither yes nor no"),
        ("post=maybe", 2, "neither yes nor no"),
        ("pigeon=no", 1, "no channel “pigeon”"),
    ],
)
def test_a_consent_that_says_nothing_is_refused(cli: Cli, ask: Ask, word: str, code: int, said: str) -> None:
    answer = cli("add-customer", "--name", "Ana", "--consent", word)
    assert answer.code == code
    assert said in " ".join(answer.err.split())
    assert ask("find", "ana") == {"matches": []}


def test_a_birthday_needs_no_year(ask: Ask) -> None:
    added = ask("add-customer", "--name", "Ana", "--birthday", "03-05")
    assert ask("show", added["id"])["birthday"] == "--03-05"


def test_the_same_request_adds_nobody_twice(ask: Ask) -> None:
    first = ask("add-customer", "--name", "Ana", "--request-id", "r-1")
    second = ask("add-customer", "--name", "Ana", "--request-id", "r-1")
    assert (first["id"], first["already_done"]) == (second["id"], False)
    assert second["already_done"] is True
    assert len(ask("find", "ana")["matches"]) == 1


def test_find_gives_matches_best_first(ask: Ask, maria: int) -> None:
    ask("add-customer", "--name", "Marian Wood")
    ask("purchase", maria, "18.60")
    matches = ask("find", "maria sandberg")["matches"]
    assert {"id", "name", "card_number", "points", "why"} <= matches[0].keys()
    assert (matches[0]["id"], matches[0]["points"]) == (maria, 18)
    assert len(ask("find", "mari", "--limit", 1)["matches"]) == 1
    assert ask("find", "nobody at all") == {"matches": []}


def test_show_gives_the_card(ask: Ask, maria: int) -> None:
    ask("adjust", maria, 160, "--reason", "Welcome")
    ask("purchase", maria, "18,60", "--at", "2026-11-20T09:30")
    shown = ask("show", "maria")
    assert {
        "id", "name", "card_number", "points", "tier", "stamps", "rewards", "expiring", "visits",
        "last_visit", "spent",
    } <= shown.keys()  # fmt: skip
    assert (shown["points"], shown["tier"], shown["stamps"]) == (178, None, [])
    assert (shown["visits"], shown["last_visit"], shown["spent"]) == (1, "2026-11-20", "18.60")
    assert (shown["usual_days"], shown["days_since"], shown["late"]) == (None, 2, False)
    coffee = shown["rewards"][0]
    assert coffee.items() >= {"name": "Free coffee", "cost": 150, "ready": True, "missing": 0}.items()
    assert (coffee["id"], coffee["why_not"], coffee["max_steps"]) == ("free-coffee", "", 1)
    assert shown["rewards"][1]["missing"] == shown["rewards"][1]["cost"] - 178


def test_show_names_what_lapses_soon(ask: Ask, maria: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("purchase", maria, "30.00")
    monkeypatch.setenv("REGULARS_NOW", "2027-11-01T12:00")
    assert ask("show", maria)["expiring"] == [{"points": 30, "on": "2027-11-22"}]


def test_timeline_is_newest_first(ask: Ask, maria: int) -> None:
    ask("note", maria, "Loves Mankell", "--at", "2026-11-20")
    ask("purchase", maria, "4.00", "--at", "2026-11-21T17:05")
    ask("note", maria, "Asked for the new one", "--kind", "call", "--at", "2026-11-22T10:00")
    rows = ask("timeline", maria)["touchpoints"]
    assert [row["kind"] for row in rows] == ["call", "purchase", "note"]
    assert all({"id", "kind", "at", "title", "detail"} <= row.keys() for row in rows)
    assert rows[1]["at"] == "2026-11-21T17:05:00+01:00"
    assert rows[2]["at"] == "2026-11-20T12:00:00+01:00"
    assert "Loves Mankell" in rows[2]["detail"]
    assert [row["kind"] for row in ask("timeline", maria, "--limit", 1)["touchpoints"]] == ["call"]
    assert [row["kind"] for row in ask("timeline", maria, "--kind", "note")["touchpoints"]] == ["note"]


def test_a_note_may_be_of_any_kind(ask: Ask, cli: Cli, maria: int) -> None:
    ask("note", maria, "Hold the Mankell", "--kind", "promise", "--due", "2026-12-02")
    ask("note", maria, "A table for four", "--kind", "reservation", "--due", "2026-12-03")
    [reserved] = ask("timeline", maria, "--kind", "reservation")["touchpoints"]
    assert (reserved["title"], reserved["detail"]) == ("Reserved", "A table for four · For 3. Dez.")
    assert ask("note", maria, "Lovely", "--kind", "feedback", "--field", "score=5").keys() >= {"id"}
    assert "5/5" in ask("timeline", maria, "--kind", "feedback")["touchpoints"][0]["title"]
    refused = cli("note", maria, "x", "--kind", "pigeon")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert cli("note", maria, "x", "--field", "score").code == 2
    assert cli("note", maria, "x", "--kind", "feedback", "--field", "score=9").code == 1
    assert cli("note", maria, "x", "--kind", "feedback", "--field", "scor=5").code == 1


def test_a_purchase_gives_points_once(ask: Ask, maria: int) -> None:
    first = ask("purchase", maria, "18.60", "--receipt", "1042", "--request-id", "till-1")
    assert (first["points"], first["balance"], first["already_done"]) == (18, 18, False)
    again = ask("purchase", maria, "18.60", "--receipt", "1042", "--request-id", "till-1")
    assert again == {**first, "already_done": True}
    assert ask("show", maria)["points"] == 18


@pytest.mark.parametrize("written", ["18.60", "18,60", "€18.60", "18,60 €"])
def test_amounts_are_read_as_scripts_and_people_write_them(ask: Ask, maria: int, written: str) -> None:
    assert ask("purchase", maria, written)["points"] == 18
    assert ask("show", maria)["spent"] == "18.60"


@pytest.mark.parametrize("written", ["0", "-5", "NaN", "1e999999", "1_000", "9223372036854775808", "", "x"])
def test_what_is_no_amount_is_refused(ask: Ask, cli: Cli, maria: int, written: str) -> None:
    refused = cli("purchase", maria, written)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert ask("ledger", maria)["entries"] == []


def test_items_are_lines_of_the_sale(ask: Ask, cli: Cli, maria: int) -> None:
    ask("purchase", maria, "18.60", "--item", "Tea:Drinks=3.60", "--item", "Novel=15,00")
    assert "2 items" in ask("timeline", maria)["touchpoints"][0]["title"]
    assert cli("purchase", maria, "18.60", "--item", "Tea=3.60").code == 1  # they do not add up
    assert cli("purchase", maria, "18.60", "--item", "Tea").code == 2
    assert cli("purchase", maria, "18.60", "--item", "=18.60").code == 2


def test_refund_and_void_take_the_points_back(ask: Ask, maria: int) -> None:
    bought = ask("purchase", maria, "20.00")["purchase"]
    part = ask("refund", bought, "5.00", "--request-id", "back-1")
    assert part.keys() >= {"refund", "points", "balance"}
    assert (part["points"], part["balance"]) == (-5, 15)
    assert ask("refund", bought, "5.00", "--request-id", "back-1")["refund"] == part["refund"]
    assert ask("refund", bought)["balance"] == 0
    other = ask("purchase", maria, "7.00")["purchase"]
    assert ask("void", other)["balance"] == 0


def test_redeem_takes_points_and_adjust_goes_both_ways(ask: Ask, cli: Cli, maria: int) -> None:
    assert ask("adjust", maria, "200", "--reason", "Welcome").keys() >= {"entry", "points", "balance"}
    given = ask("redeem", maria, "Free coffee")
    assert (given["points"], given["balance"]) == (-150, 50)
    assert ask("adjust", maria, "-50", "--reason", "Given twice")["balance"] == 0
    refused = cli("adjust", maria, "-1", "--reason", "Too much")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert cli("redeem", maria, "Free coffee").code == 1
    assert cli("adjust", maria, "-50").code == 2  # no reason given


def test_undo_takes_back_the_last_action_in_words(ask: Ask, cli: Cli, maria: int) -> None:
    ask("purchase", maria, "18.60")
    assert "Maria Sandberg" in ask("undo")["undone"]
    assert ask("show", maria)["points"] == 0
    assert "Maria Sandberg" in ask("undo")["undone"]  # that she was added: she has a history, and is archived
    assert ask("show", maria)["archived"]
    refused = cli("undo")
    assert (refused.code, refused.err.count("\n")) == (1, 1)


def test_the_ledger_as_it_stood(ask: Ask, maria: int) -> None:
    bought = ask("purchase", maria, "18.60", "--at", "2026-11-10")["purchase"]
    ask("adjust", maria, "-8", "--reason", "Typo")
    full = ask("ledger", maria)
    assert full["balance"] == 10
    assert full["entries"][0] == {
        "seq": 1, "business_date": "2026-11-10", "kind": "earn", "points": 18, "balance": 18,
        "expires_on": "2027-11-10", "purchase": bought, "reward": None, "reason": "",
    }  # fmt: skip
    assert full["entries"][1]["reason"] == "Typo"
    assert ask("ledger", maria, "--as-of", "2026-11-21")["balance"] == 18
    assert ask("ledger", maria, "--as-of", "2026-11-09") == {"entries": [], "balance": 0}


def test_a_statement_is_printed_and_adds_up(ask: Ask, cli: Cli, maria: int, tmp_path: Path) -> None:
    ask("purchase", maria, "30.00", "--at", "2026-10-10")
    ask("purchase", maria, "18.60")
    out = tmp_path / "statement.pdf"
    printed = ask("statement", maria, "--from", "2026-11-01", "--to", "2026-11-30", "--out", out)
    assert out.read_bytes().startswith(b"%PDF")
    assert printed["pages"] == 1
    assert (printed["opening"], printed["earned"], printed["used"], printed["lapsed"]) == (30, 18, 0, 0)
    assert printed["closing"] == 48
    backwards = cli("statement", maria, "--from", "2026-11-30", "--to", "2026-11-01", "--out", out)
    assert backwards.code == 1


def test_nothing_is_written_over_the_shop(ask: Ask, cli: Cli, maria: int, shop_file: Path) -> None:
    refused = cli("statement", maria, "--from", "2026-11-01", "--to", "2026-11-30", "--out", shop_file)
    assert refused.code == 1
    assert ask("check")["customers"] == 1


def test_check_proves_a_shop_and_finds_what_was_edited(ask: Ask, cli: Cli, maria: int, book: Any) -> None:
    ask("purchase", maria, "18.60")
    proved = ask("check")
    assert proved == {"ok": True, "customers": 1, "accounts": 1, "entries": 1, "problems": []}
    with book.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET balance = 19")
    found = cli("check", "--json")
    assert found.code == 1
    assert '"ok": false' in found.out
    assert len(cli("check").out.splitlines()) >= 1


def test_check_reports_a_file_too_damaged_to_read(
    ask: Ask, cli: Cli, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.kernel.db.faults import file_damaged

    def unreadable(_connection: object) -> list[str]:
        raise file_damaged()

    monkeypatch.setattr("app.kernel.db.shopfile.file_problems", unreadable)
    answer = cli("check", "--json")
    assert answer.code == 1
    found = json.loads(answer.out)
    assert found["ok"] is False and "damaged" in found["problems"][0]


def test_a_record_is_printed_for_people_and_written_for_programs(
    ask: Ask, cli: Cli, maria: int, tmp_path: Path, shop_file: Path
) -> None:
    ask("purchase", maria, "31.00", "--receipt", "20418")
    paper, whole = tmp_path / "maria.pdf", tmp_path / "maria.JSON"
    printed = ask("record", maria, "--out", paper)
    assert (printed["customer"], printed["pages"] > 0) == (maria, True)
    assert (printed["parts"]["purchases"], printed["parts"]["vouchers"]) == (1, 0)
    assert paper.read_bytes().startswith(b"%PDF")
    assert ask("record", "Maria", "--out", whole)["pages"] == 0
    found = json.loads(whole.read_text(encoding="utf-8"))
    assert found["parts"]["purchases"]["rows"][0]["amount"] == "31.00"
    assert found["parts"]["contacts"]["rows"][0]["compared_as"] == "+49305550123"
    for out in (tmp_path / "maria.txt", shop_file, tmp_path / "nowhere" / "maria.json"):
        refused = cli("record", maria, "--out", out)
        assert (refused.code, len(refused.err.splitlines())) == (1, 1), out
    assert cli("record", "Nobody At All", "--out", paper).code == 1
