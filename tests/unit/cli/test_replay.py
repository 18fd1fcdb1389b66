"""`regulars simulate` and `regulars owed`: the figures of a small past, for scripts and for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def double(cli: Cli, tmp_path: Path, maria: int) -> Path:
    """Today's rules with twice the points; Maria spent 400.00 in two purchases."""
    for day in ("2026-10-01", "2026-11-01"):
        cli("purchase", maria, "200", "--at", day)
    text = cli("programme", "show").out
    path = tmp_path / "double.toml"
    path.write_text(text.replace("points = 1\n", "points = 2\n", 1), "utf-8")
    return path


def test_a_file_is_replayed_beside_todays_rules(ask: Ask, double: Path) -> None:
    found = ask("simulate", double, "--use", "0")
    assert (found["since"], found["until"], found["purchases"]) == ("2025-11-23", "2026-11-22", 2)
    assert (found["today"]["given"], found["draft"]["given"]) == (400, 800)
    assert found["draft"]["owed"][-1] == {"on": "2026-11-22", "points": 800, "money": "8.00"}
    assert found["draft"]["sales"] == "400.00"
    assert found["behaviour"]["source"] == "given"


def test_use_and_preference_can_be_given(ask: Ask, double: Path) -> None:
    found = ask("simulate", double, "--use", "1", "--prefers", "dearest", "--since", "2026-10-01")
    assert found["today"]["used"] == 300  # a coffee after each purchase
    assert found["draft"]["used"] == 650  # a coffee, then five euros off
    assert found["draft"]["cost"] == "9.00"
    assert found["draft"]["cost_share"] == 0.0225


def test_without_a_file_the_draft_is_replayed(cli: Cli, ask: Ask, double: Path) -> None:
    assert "no draft" in cli("simulate").err
    ask("programme", "set", double, "--draft")
    assert ask("simulate")["draft"]["given"] == 800
    said = cli("simulate", "--draft").out
    assert "Points given" in said
    assert "2 purchases, 2025-11-23 to 2026-11-22" in said
    assert ask("programme", "show")["rules"]["earning"][0]["points"] == 1


def test_days_the_wrong_way_round_are_refused(cli: Cli, double: Path) -> None:
    answer = cli("simulate", double, "--since", "2026-11-01", "--until", "2026-10-01", "--use", "0.5")
    assert (answer.code, answer.err) == (1, "The last day is before the first.\n")


def test_what_the_shop_owes(cli: Cli, ask: Ask, double: Path) -> None:
    assert double.exists()
    found = ask("owed")
    assert (found["points"], found["money"], found["customers"]) == (400, "4.00", 1)
    assert found["by_month_earned"] == [
        {"month": "2026-10", "points": 200, "money": "2.00"},
        {"month": "2026-11", "points": 200, "money": "2.00"},
    ]
    assert [row["month"] for row in found["by_last_month"]] == ["2027-10", "2027-11"]
    assert found["expected"] is None
    assert "1 customer has 400 points, worth 4.00." in cli("owed").out
