"""Campaigns as a script sees them: begun, listed, told, called off."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.loyalty.commands import StartProgramme, start_programme
from app.loyalty.rewards import Reward
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.rule import VoucherRule
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]
SORRY = VoucherRule("sorry", "5 off", "apology", Reward("sorry", "5 off", "amount_off", 0, {"amount": 500}))


@pytest.fixture(autouse=True)
def shop(shop_file: Path) -> None:
    """Twenty customers with a tag, and a voucher in the programme."""
    from app.customers.commands import AddCustomer, add_customer
    from app.customers.draft import CustomerDraft

    with open_shop(shop_file, FixedClock(datetime(2026, 11, 22, 11, tzinfo=UTC))) as book:
        rules = book.ask(lambda view: rules_on(view, view.today))
        book.do(start_programme, StartProgramme(replace(rules, vouchers=(SORRY,))))
        for number in range(1, 21):
            draft = CustomerDraft(name=f"Person {number:02}", tags=("book club",))
            book.do(add_customer, AddCustomer(draft))


def begin(ask: Ask, *more: object) -> dict[str, Any]:
    return ask(
        "campaign", "start", "--tag", "book club", "--action", "voucher", "--option", "rule=sorry", *more
    )


def test_what_costs_nothing_may_be_said(ask: Ask) -> None:
    begin(ask, "--cost", "0")
    assert [row["cost"] for row in ask("campaign", "list")["campaigns"]] == ["0.00"]


def test_from_start_to_answer(cli: Cli, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = begin(ask, "--holdout", 50, "--dry-run")
    assert (tried["treated"], tried["held_out"]) == (10, 10)
    assert "campaign" not in tried
    assert ask("campaign", "list") == {"campaigns": []}
    begun = begin(ask, "--holdout", 50, "--days", 10, "--cost", "48.60", "--request-id", "a")
    assert begun == {
        "treated": 10, "held_out": 10, "cannot_get": [], "can_tell": begun["can_tell"], "campaign": 1,
        "name": "Voucher: 5 off", "to_be_done": False, "already_done": False,
    }  # fmt: skip
    assert begin(ask, "--holdout", 50, "--days", 10, "--cost", "48.60", "--request-id", "a") == begun | {
        "already_done": True
    }
    [row] = ask("campaign", "list")["campaigns"]
    assert row == {
        "campaign": 1, "name": "Voucher: 5 off", "action": "voucher", "done": "Voucher: 5 off",
        "group": "book club", "started_on": "2026-11-22", "until": "2026-12-02", "days": 10,
        "holdout_percent": 50, "treated": 10, "held_out": 10, "cost": "48.60", "stage": "running",
    }  # fmt: skip
    got = ask("campaign", "people", 1)["people"]
    out = ask("campaign", "people", 1, "--left-out")["people"]
    assert len(got) == len(out) == 10
    assert ask("vouchers", got[0]["customer"])["vouchers"][0]["reason"] == "Voucher: 5 off"
    assert ask("vouchers", out[0]["customer"])["vouchers"] == []
    monkeypatch.setenv("REGULARS_NOW", "2026-11-24T12:00")
    for one in got:
        ask("purchase", one["customer"], "20.00")
    early = ask("campaign", "show", 1)
    assert (early["verdict"], early["why"], early["days_left"]) == ("cannot-tell", "still-running", 8)
    monkeypatch.setenv("REGULARS_NOW", "2026-12-03T12:00")
    shown = ask("campaign", "show", 1)
    assert (shown["verdict"], shown["answer"]) == ("worked", "It worked")
    assert shown["got_it"] == {
        "people": 10, "came_back": 10, "share": 1.0, "spent": "200.00", "a_head": "20.00",
        "in_other_campaigns": 0, "given_the_same": 0,
    }  # fmt: skip
    assert shown["difference"] == {"value": 1.0, "low": 0.6075, "high": 1.0}
    assert shown["brought_in"] is None  # all spent the same: nothing says how far sums vary
    words = cli("campaign", "show", 1).out
    assert "Did “Voucher: 5 off” work?" in words and "100 more of every 100" in words
    assert "It worked. More of those who got it came back" in words


def test_calling_off_and_undo(cli: Cli, ask: Ask) -> None:
    begin(ask)
    got = ask("campaign", "people", 1)["people"]
    used = ask("vouchers", got[0]["customer"])["vouchers"][0]["code"]
    ask("voucher-use", used)
    off = cli("campaign", "call-off", 1)
    assert off.out == "Called off: “Voucher: 5 off”.\n1 had used it already.\n"
    again = cli("campaign", "call-off", 1)
    assert (again.code, again.out) == (1, "")
    assert "already" in again.err
    assert ask("undo")["undone"] == "Called off: “Voucher: 5 off”"
    assert ask("campaign", "show", 1)["stage"] == "running"
    assert len(ask("vouchers", got[1]["customer"])["vouchers"]) == 1


def test_undo_of_a_start_takes_the_tag_off(ask: Ask) -> None:
    ask("campaign", "start", "--tag", "book club", "--action", "tag", "--option", "tag=Autumn")
    assert len(ask("campaign", "people", 1)["people"]) == 18
    assert ask("undo")["undone"] == "“Tag: Autumn” for 18 customers, 2 left out by chance"
    assert ask("campaign", "list")["campaigns"][0]["stage"] == "called-off"
    assert ask("campaign", "show", 1)["answer"] == "Called off"


def test_a_list_for_another_program(cli: Cli, ask: Ask, tmp_path: Path) -> None:
    for name, mail, more in (("Zoë", "zoe@example.com", ()), ("=Anna", "anna@example.com", ())):
        ask("add-customer", "--name", name, "--email", mail, *more)
    begun = ask(
        "campaign", "start", "--customer", 21, "--customer", 22, "--customer", 1, "--action", "export",
        "--option", "what=Newsletter", "--holdout", 0,
    )  # fmt: skip
    assert begun["to_be_done"]
    out = tmp_path / "people.csv"
    told = ask("campaign", "people", 1, "--out", out)
    assert told == {"rows": 3, "file": str(out)}
    assert "'=Anna" in out.read_text("utf-8-sig")
    assert cli("campaign", "people", 1, "--out", tmp_path / "people.txt").code == 1
    refused = cli(
        "campaign", "start", "--customer", 21, "--action", "export", "--option", "channel=email"
    )  # fmt: skip
    assert (refused.code, refused.err) == (
        1, "Nobody of the group can get it: 1 did not agree to e-mail. Nothing was done.\n",
    )  # fmt: skip


def test_a_group_is_taken_as_it_is_and_the_same_request_stays_the_same(cli: Cli, ask: Ask) -> None:
    """The tag that is given ends the membership: sent again, the request must not be another one."""
    rule = '{"not": {"is": "tag", "tags": ["Autumn"]}}'
    ask("group", "make", "Not yet", "--rule", rule)
    wanted = (
        "campaign",
        "start",
        "not yet",
        "--action",
        "tag",
        "--option",
        "tag=Autumn",
        "--request-id",
        "a",
    )
    begun = ask(*wanted)
    assert (begun["treated"], begun["held_out"]) == (18, 2)
    assert ask("campaign", "list")["campaigns"][0]["group"] == "Not yet"
    assert len(ask("group", "members", "Not yet")["members"]) == 2
    assert ask(*wanted) == begun | {"already_done": True}
    unknown = cli("campaign", "start", "Nobody knows", "--action", "tag", "--option", "tag=x")
    assert unknown.code == 1 and "There is no group “Nobody knows”" in unknown.err


def test_letters_are_printed_for_those_it_is_for(cli: Cli, ask: Ask, tmp_path: Path) -> None:
    ask("campaign", "start", "--tag", "book club", "--action", "statement", "--option", "by_post=no")
    done = ask(
        "print", "letter", "--group", "campaign:1", "--option", "way=hand", "--out", tmp_path / "a.pdf"
    )
    assert done["printed"] == 18
    assert cli("print", "letter", "--group", "campaign:7", "--out", tmp_path / "b.pdf").code == 1
    assert cli("print", "letter", "--group", "campaign:x", "--out", tmp_path / "b.pdf").code == 1


def test_all_with_what_came_of_them_as_a_table(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(ask, "--holdout", 50, "--days", 10, "--cost", "48.60", "--name", "Autumn")
    ask("campaign", "start", "--customer", 1, "--action", "other", "--option", "what=A call")
    monkeypatch.setenv("REGULARS_NOW", "2026-11-24T12:00")
    for place, one in enumerate(ask("campaign", "people", 1)["people"]):
        ask("purchase", one["customer"], f"{20 + place}.00")
    monkeypatch.setenv("REGULARS_NOW", "2026-12-03T12:00")
    out = tmp_path / "campaigns.csv"
    assert ask("campaign", "list", "--out", out)["rows"] == 2
    assert not ask("check")["problems"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        alone, autumn = list(csv.DictReader(file, delimiter=";"))
    assert (alone["Campaign"], alone["Did it work?"], alone["Difference"]) == (
        "A call",
        "Cannot tell yet",
        "",
    )
    assert (autumn["Got it"], autumn["Left out"], autumn["Cost"]) == ("10", "10", "48,60")
    assert (autumn["Did it work?"], autumn["Brought in"]) == ("It worked", "245,00")
    assert (autumn["Of those who got it came back"], autumn["Of those left out came back"]) == ("100", "0")


def test_words_for_people(cli: Cli, ask: Ask) -> None:
    assert cli("campaign", "list").out == "Nothing was done for a group yet.\n"
    tried = cli(
        "campaign", "start", "--customer", 1, "--action", "other", "--option", "what=A call", "--dry-run"
    )
    assert tried.out == (
        "It would be for 1 customer, with 0 left out by chance.\n"
        "One customer alone cannot be divided: whether it worked will never be known.\n"
    )
    begun = cli("campaign", "start", "--tag", "book club", "--action", "other", "--option", "what=A call")
    assert begun.out.splitlines()[:2] == [
        "Campaign 1, “A call”: for 18 customers, with 2 left out by chance.",
        "It is still to be done for them: regulars campaign people 1",
    ]
    assert "A call" in cli("campaign", "list").out
    assert "Person 01" in cli("campaign", "people", 1).out + cli("campaign", "people", 1, "--left-out").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("start", "--tag", "book club"), 2),
        (("start", "--action", "other"), 2),
        (("start", "--tag", "book club", "--customer", "1", "--action", "other"), 2),
        (("start", "Regulars", "--tag", "book club", "--action", "other"), 2),
        (("start", "--tag", "book club", "--action", "other", "--holdout", "60"), 2),
        (("start", "--tag", "book club", "--action", "other", "--days", "0"), 2),
        (("start", "--tag", "book club", "--action", "dance"), 1),
        (("start", "--tag", "book club", "--action", "other"), 1),
        (("start", "--tag", "nobody", "--action", "tag", "--option", "tag=x"), 1),
        (("start", "--tag", "book club", "--action", "voucher", "--option", "rule=none"), 1),
        (("start", "--customer", "999", "--action", "tag", "--option", "tag=x"), 1),
        (("start", "--tag", "book club", "--action", "tag", "--option", "tag=x", "--cost", "1e9999"), 1),
        (("show",), 2), (("show", "last"), 2), (("show", "9"), 1), (("people", "9"), 1),
        (("call-off", "9"), 1),
    ],
)  # fmt: skip
def test_what_cannot_be_done(cli: Cli, ask: Ask, arguments: tuple[str, ...], code: int) -> None:
    answer = cli("campaign", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert ask("campaign", "list") == {"campaigns": []}


@pytest.mark.parametrize(
    "words",
    [
        ("call-off", 1, "--dry-run"), ("call-off", 1, "--left-out"), ("call-off", 1, "--out", "x.csv"),
        ("call-off", 1, "--customer", 1), ("show", 1, "--out", "x.csv"), ("show", 1, "--tag", "book club"),
        ("show", 1, "--request-id", "a"), ("people", 1, "--dry-run"), ("people", 1, "--holdout", 10),
        ("list", "--left-out"), ("list", "--action", "tag"), ("list", "--option", "tag=x"), ("list", 1),
        ("list", "--name", "x"), ("list", "--days", 30), ("list", "--cost", "1"),
        ("start", "Regulars", "--action", "other", "--option", "what=Call", "--out", "x.csv"),
        ("start", "Regulars", "--action", "other", "--option", "what=Call", "--left-out"),
    ],
)  # fmt: skip
def test_what_does_not_go_with_the_verb_is_wrong_use_and_nothing_is_done(
    cli: Cli, ask: Ask, words: tuple[object, ...]
) -> None:
    begin(ask)
    before = ask("campaign", "list")
    refused = cli("campaign", *words)
    assert refused.code == 2
    assert "does not go with" in refused.err
    assert ask("campaign", "list") == before
