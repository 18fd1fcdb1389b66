"""`regulars programme`: show it, set it from a file, keep a draft; a file with a mistake changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def rules_file(cli: Cli, tmp_path: Path) -> Path:
    """The rules of today, in a file."""
    path = tmp_path / "rules.toml"
    path.write_text(cli("programme", "show").out, "utf-8")
    return path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_money_is_shown_as_decimal_strings(ask: Ask) -> None:
    rules = ask("programme", "show")["rules"]
    assert rules["earning"][0]["step"] == "1.00"
    assert rules["worth"] == {"points": 100, "amount": "1.00"}


def test_what_is_shown_can_be_set_and_changes_nothing(cli: Cli, ask: Ask, rules_file: Path) -> None:
    before = cli("programme", "show").out
    answer = ask("programme", "set", rules_file)
    assert answer["changed"] is False
    assert answer["rules"] == ask("programme", "show")["rules"]
    assert cli("programme", "show").out == before


def test_rules_are_set_from_today_and_from_a_day(cli: Cli, ask: Ask, maria: int, rules_file: Path) -> None:
    change(rules_file, "points = 1\n", "points = 2\n")
    later = ask("programme", "set", rules_file, "--from", "2026-12-01")
    assert (later["starts_on"], later["changed"]) == ("2026-12-01", True)
    assert ask("programme", "show")["rules"]["earning"][0]["points"] == 1
    assert ask("programme", "show", "--on", "2026-12-01")["rules"] == later["rules"]
    assert "hold from 2026-11-22" in cli("programme", "set", rules_file).out
    assert ask("programme", "show")["rules"] == later["rules"]


def test_a_file_may_be_kept_as_the_draft(cli: Cli, ask: Ask, rules_file: Path) -> None:
    before = ask("programme", "show")["rules"]
    change(rules_file, "points = 1\n", "points = 3\n")
    kept = ask("programme", "set", rules_file, "--draft")
    assert ask("programme", "show", "--draft")["rules"] == kept["rules"] != before
    assert ask("programme", "show")["rules"] == before
    assert "just so" in cli("programme", "set", rules_file, "--draft").out
    assert ask("undo")["undone"] == "Draft of the rules saved"
    assert cli("programme", "show", "--draft").code == 1


def test_a_mistake_is_one_line_and_changes_nothing(cli: Cli, rules_file: Path) -> None:
    before = cli("programme", "show").out
    change(rules_file, "points = 1\n", "points = -1\n")
    line = rules_file.read_text("utf-8").split("\n").index("points = -1") + 1
    answer = cli("programme", "set", rules_file)
    assert answer.code == 1
    assert answer.err.startswith(f"Line {line}, earning.1.points: ")
    assert answer.err.count("\n") == 1
    assert cli("programme", "show").out == before


def test_rules_do_not_begin_in_the_past(cli: Cli, rules_file: Path) -> None:
    change(rules_file, "points = 1\n", "points = 2\n")
    answer = cli("programme", "set", rules_file, "--from", "2026-11-21")
    assert answer.code == 1
    assert "in the past" in answer.err
