"""`companions`, and what `insight` says of next things, time and way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from tests.unit.cli.conftest import Cli
from tests.unit.insights.fill import fill
from tests.unit.insights.receipts import write
from tests.unit.insights.test_suggesting import MARIA, tastes

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def tea_shop(shop_file: Path, clock: FixedClock) -> Path:
    with open_shop(shop_file, clock) as book:
        fill(book, 120, [])
        write(book, tastes())
    return shop_file


def test_companions_for_scripts(tea_shop: Path, ask: Ask) -> None:
    told = ask("companions", "tea")
    assert (told["item"], told["category"], told["receipts"]) == ("Tea", False, 112)
    [one] = told["companions"]
    assert one.pop("how") == "30 of 112 receipts with Tea had Lemon cake; 0 in 100 of the others."
    assert one == {
        "item": "Lemon cake", "category": False, "with": "Tea", "both": 30, "receipts": 112, "without": 0,
        "others": 107,
    }  # fmt: skip
    told = ask("companions", "caviar")
    assert (told["companions"], told["receipts"]) == ([], 0)
    assert told["how"].startswith("Too little history: ")


def test_companions_for_people(tea_shop: Path, cli: Cli) -> None:
    shown = cli("companions", "lemon").out
    assert "Bought with Lemon cake" in shown and "30 of 30 receipts with Lemon cake had Tea" in shown
    assert "Bread: Nothing stands clearly more often" in cli("companions", "bread").out
    refused = cli("companions", "a")
    assert (refused.code, refused.out) == (1, "")
    assert "fits several things" in refused.err and refused.err.count("\n") == 1


def test_what_suits_a_customer(tea_shop: Path, ask: Ask, cli: Cli) -> None:
    told = ask("insight", str(MARIA))
    [one] = told["suggestions"]
    assert (one["item"], one["because"], one["both"], one["buyers"]) == ("Lemon cake", ["Tea"], 30, 41)
    assert one["why"].startswith("Bought by 30 of the 41") and told["suggestions_how"]
    assert told["companions"] == [] and told["companions_how"].startswith("Too little history")
    assert told["best_time"] == {
        "value": None, "weekday": None, "part": None, "how": "Too little history: 2 visits of the 8 it takes."
    }  # fmt: skip
    assert told["best_channel"]["value"] is None
    shown = cli("insight", str(MARIA)).out
    for words in ("May like next", "Lemon cake", "Goes with their usual", "Best time", "Best reached by"):
        assert words in shown


def test_what_goes_with_the_usual(tea_shop: Path, ask: Ask, cli: Cli) -> None:
    told = ask("insight", "1")
    assert [(one["item"], one["with"]) for one in told["companions"]] == [("Lemon cake", "Tea")]
    assert "30 of 112 receipts with Tea" in cli("insight", "1").out
