"""The till's commands: why points came, which lines go back, and what becomes of spent points."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.loyalty.commands import StartProgramme, start_programme
from app.loyalty.rules import rules_from_dict
from tests.conftest import NOON

RULES = {
    "earning": [
        {"id": "spend", "kind": "money_step", "points": 1, "step": 100},
        {"id": "crime", "kind": "times", "factor": 2000, "category": ["Crime"]},
    ],
    "rewards": [{"id": "tea", "name": "Tea", "kind": "free_item", "cost": 10, "up_to": 300}],
    "refund_of_spent": "ask",
}
BOUGHT = ("18.60", "--item", "Novel:Fiction=13.20", "--item", "Whodunit:Crime=5.40")


@pytest.fixture
def crime(shop_file: Path) -> None:
    book = open_shop(shop_file, FixedClock(NOON))
    book.do(start_programme, StartProgramme(rules_from_dict(RULES)))
    book.close()


def test_a_purchase_says_which_rules_gave_what(cli, ask, maria, crime) -> None:
    rung = ask("purchase", maria, *BOUGHT, "--request-id", "one")
    assert rung["parts"] == [
        {"rule": "spend", "points": 18, "words": "1 point per 1\xa0€"},
        {"rule": "crime", "points": 5, "words": "double on Crime"},
    ]
    again = ask("purchase", maria, *BOUGHT, "--request-id", "one")
    assert (again["parts"], again["already_done"]) == (rung["parts"], True)
    said = cli("purchase", maria, *BOUGHT).out
    assert "23 = 18 + 5 double on Crime" in said


def test_a_refund_by_line(cli, ask, maria, crime) -> None:
    sale = ask("purchase", maria, *BOUGHT)["purchase"]
    assert ask("refund", sale, "--line", "2")["points"] == -11
    assert ask("refund", sale, "--line", "1:0.5")["points"] == -6
    assert cli("refund", sale, "--line", "1:0.501").code == 1
    assert cli("refund", sale, "--line", "2:1").code == 1
    assert cli("refund", sale, "5", "--line", "1").code == 1
    for wrong in ("0", "x", "1:", "1:-1", "1:2:3"):
        assert cli("refund", sale, "--line", wrong).code == 2, wrong
    assert ask("refund", sale, "--line", "1")["balance"] == 0


@pytest.mark.parametrize("command", ["refund", "void"])
@pytest.mark.parametrize(("answer", "balance"), [("owe", -10), ("waive", 0)])
def test_spent_points_are_asked_about(cli, ask, maria, crime, command, answer, balance) -> None:
    sale = ask("purchase", maria, *BOUGHT)["purchase"]
    ask("redeem", maria, "tea")
    refused = cli(command, sale)
    assert refused.code == 1
    assert "10 points" in refused.err
    assert "--spent owe or --spent waive" in refused.err
    assert ask(command, sale, "--spent", answer)["balance"] == balance
    assert cli(command, sale, "--spent", "perhaps").code == 2
