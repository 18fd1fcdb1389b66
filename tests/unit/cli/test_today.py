"""`today`: what is worth doing, as JSON and for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.cli.conftest import Cli

Ask = Callable[..., dict[str, Any]]


def test_a_day_as_json(ask: Ask, maria: int) -> None:
    ask("note", maria, "Hold the Mankell", "--kind", "promise", "--due", "2026-11-24")
    ask("note", maria, "Waited ten minutes", "--kind", "feedback", "--field", "score=2")
    told = ask("today")
    assert (told["day"], told["promises"], told["counts"]["feedback"]) == (
        "2026-11-22", [], {"count": 1, "at_least": False},
    )  # fmt: skip
    [said] = told["feedback"]
    assert (said["customer"], said["score"], said["text"]) == (maria, 2, "Waited ten minutes")
    later = ask("today", "--on", "2026-11-24")
    [promise] = later["promises"]
    assert (promise["text"], promise["due"], promise["days_late"]) == ("Hold the Mankell", "2026-11-24", 0)
    assert later["things"] == later["counts"]["new"]["count"] + 2
    assert later["lapsing"] is None


def test_a_day_for_people(ask: Ask, cli: Cli, shop_file: object, maria: int) -> None:
    ask("note", maria, "Hold the Mankell", "--kind", "promise", "--due", "2026-11-22")
    told = cli("today")
    assert told.code == 0
    assert "Promises due" in told.out and "Hold the Mankell" in told.out
    assert "Birthdays" not in told.out


def test_a_quiet_morning_is_said(cli: Cli, shop_file: object) -> None:
    assert cli("today").out.strip() == "A quiet morning: nothing is due."


def test_a_day_that_is_none_is_wrong_use(cli: Cli, shop_file: object) -> None:
    assert cli("today", "--on", "tomorrow").code == 2
