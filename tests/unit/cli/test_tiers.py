"""`tier`, `lapsing`, `daily`, and the tier that `show` gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.loyalty.commands import StartProgramme, start_programme
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.versions import rules_on
from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]
GOLD = TierScheme((Tier("base", "Base"), Tier("gold", "Gold", 10_000, perks=("A seat kept",))))


@pytest.fixture
def tiers(shop_file: Path, clock: FixedClock) -> None:
    with open_shop(shop_file, clock) as book:
        rules = book.ask(lambda view: rules_on(view, view.today))
        book.do(start_programme, StartProgramme(replace(rules, tiers=GOLD)))


def test_a_tier_is_shown_and_set(tiers: None, ask: Ask, cli: Cli, maria: int) -> None:
    assert ask("show", maria)["tier"] == "Base"
    ask("purchase", maria, "98.18")
    shown = ask("tier", maria)
    assert (shown["tier"], shown["next"], shown["missing"], shown["amount"]) == (
        "Base",
        "Gold",
        "1.82",
        "98.18",
    )
    set_ = ask("tier", maria, "Gold", "--floor", "--reason", "Helped us move", "--request-id", "one")
    assert (set_["tier"], set_["floor"], set_["next"], set_["perks"]) == (
        "Gold",
        "gold",
        None,
        ["A seat kept"],
    )
    assert ask("tier", maria, "Gold", "--floor", "--reason", "Helped us move", "--request-id", "one")[
        "already_done"
    ]
    assert ask("show", maria)["tier"] == "Gold"
    assert "Gold" in cli("show", maria).out
    assert ask("timeline", maria)["touchpoints"][0]["detail"] == "Helped us move"
    assert ask("undo")["undone"] == "Maria Sandberg: Gold by hand"
    assert ask("show", maria)["tier"] == "Base"


def test_what_is_refused_and_what_is_wrong_use(tiers: None, cli: Cli, maria: int) -> None:
    answer = cli("tier", maria, "platinum")
    assert answer.code == 1 and "Base, Gold" in answer.err
    assert cli("tier", maria, "--reason", "x").code == 2
    assert cli("lapsing", "--days", "-1").code == 2


def test_without_tiers(ask: Ask, cli: Cli, maria: int) -> None:
    assert ask("show", maria)["tier"] is None
    assert cli("tier", maria).code == 1


def test_the_daily_run_and_whose_points_lapse(
    tiers: None, ask: Ask, cli: Cli, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("tier", maria, "gold")
    ask("purchase", maria, "20")
    monkeypatch.setenv("REGULARS_NOW", "2027-11-20T12:00")
    lapsing = ask("lapsing", "--days", "3000")["lapsing"]
    assert [(row["id"], row["points"], row["why"]) for row in lapsing] == [(maria, 20, "day")]
    day = lapsing[0]["on"]
    assert "Maria" in cli("lapsing", "--days", "3000").out
    assert "Nobody" in cli("lapsing", "--days", "0").out
    monkeypatch.setenv("REGULARS_NOW", f"{int(day[:4]) + 1}-01-05T12:00")
    done = ask("daily")
    assert [work["job"] for work in done["done"]][:1] == ["lapse"]
    assert done["from"] == "2027-11-21"
    assert ask("daily")["done"] == []
    assert ask("show", maria)["points"] == 0
    assert ask("show", maria)["tier"] == "Base"


def test_the_daily_run_says_when_the_clock_is_not_believed(
    ask: Ask, cli: Cli, maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("purchase", maria, "20")
    monkeypatch.setenv("REGULARS_NOW", "2025-11-22T12:00")
    assert "clock" in ask("daily")["note"]
    assert "clock" in cli("daily").out
