"""Stamps, full cards and rewards in steps by the command line."""

from __future__ import annotations

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
from app.loyalty.stamps.card import StampCard
from app.loyalty.versions import rules_on
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]
COFFEE = StampCard("coffee", "Coffee card", 10, category=("Coffee",), gives="Free cup", up_to=390)
OFF = Reward("one-off", "€1 off", "amount_off", 3, {"amount": 100, "in_steps": True})
LATER = Reward("seat", "A seat", "perk", 0, {"perk": "a seat", "once": "year", "from": "2027-01-01"})


@pytest.fixture
def cards(cli: Cli, shop_file: Path) -> None:
    book = open_shop(shop_file, FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)))
    rules = book.ask(lambda view: rules_on(view, view.today))
    rules = replace(rules, stamp_cards=(COFFEE,), rewards=(OFF, LATER))
    book.do(start_programme, StartProgramme(rules))
    book.close()


def test_a_card_is_filled_shown_and_used(ask: Ask, cli: Cli, maria: int, cards: None) -> None:
    ask("purchase", maria, "7.80", "--item", "Flat white:Coffee=3.90", "--item", "Mocha:Coffee=3.90")
    assert ask("show", maria)["stamps"] == [
        {"card": "coffee", "name": "Coffee card", "have": 2, "of": 10, "full": 0, "gives": "Free cup"}
    ]
    given = ask("stamp", maria, "coffee", 7, "--request-id", "form")
    assert (given["have"], given["of"], given["stamps"], given["already_done"]) == (9, 10, 7, False)
    assert ask("stamp", maria, "coffee", 7, "--request-id", "form")["already_done"]
    assert cli("redeem", maria, "Coffee card").code == 1
    assert cli("stamp", maria, "Coffee card").out == "Coffee card: 10 of 10 stamps.\n"
    used = cli("redeem", maria, "free cup")
    assert (used.code, used.out) == (0, "Free cup: -10 stamps, 0 now.\n")
    assert ask("undo")["undone"] == "Free cup for Maria Sandberg"
    assert ask("redeem", maria, "coffee")["unit"] == "stamps:coffee"
    assert "Coffee card 0 of 10" in cli("show", maria).out
    titles = [item["title"] for item in ask("timeline", maria)["touchpoints"]]
    assert "Stamp: Coffee card 10 of 10" in titles
    assert "Used: Free cup" in titles
    assert [item["kind"] for item in ask("timeline", maria, "--kind", "stamp")["touchpoints"]] == [
        "stamp"
    ] * 2
    assert ask("check")["ok"]


@pytest.mark.parametrize("count", ["0", "-1", "101"])
def test_stamps_that_cannot_be_are_refused_in_one_line(
    cli: Cli, ask: Ask, maria: int, cards: None, count: str
) -> None:
    refused = cli("stamp", maria, "coffee", count)
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert cli("stamp", maria, "tea").code == 1
    assert ask("show", maria)["stamps"][0]["have"] == 0


def test_steps_and_reasons(cli: Cli, ask: Ask, maria: int, cards: None) -> None:
    ask("adjust", maria, 10, "--reason", "Welcome")
    shown = {reward["id"]: reward for reward in ask("show", maria)["rewards"]}
    assert (shown["one-off"]["ready"], shown["one-off"]["max_steps"]) == (True, 3)
    assert (shown["seat"]["ready"], shown["seat"]["missing"]) == (False, 0)
    assert shown["seat"]["why_not"].startswith("from ")
    assert shown["seat"]["why_not"] in cli("show", maria).out
    used = ask("redeem", maria, "one-off", "--steps", 3)
    assert (used["points"], used["balance"], used["value"], used["steps"]) == (-9, 1, "3.00", 3)
    refused = cli("redeem", maria, "seat")
    assert (refused.code, refused.err.count("\n")) == (1, 1)


@pytest.mark.parametrize("text", ["1_000", "1e3", "", "½"])
def test_points_and_stamps_are_counted_in_digits(cli: Cli, maria: int, cards: None, text: str) -> None:
    for words in (
        ("adjust", maria, text, "--reason", "x"),
        ("stamp", maria, "coffee", text),
        ("redeem", maria, "one-off", "--steps", text),
    ):
        ran = cli(*words)
        assert ran.code == 2
        assert f"“{text}” is no whole number" in ran.err
