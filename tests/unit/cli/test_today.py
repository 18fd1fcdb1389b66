"""`today`: what is worth doing, as JSON and for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from app.bootstrap import open_shop
from tests.unit.cli.conftest import Cli
from tests.unit.insights.fill import busy, fill

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


def test_what_can_be_expected_of_who_slips_away(ask: Ask, cli: Cli, shop_file: Path, maria: int) -> None:
    """First the reason why nothing is foretold, then, with the history of others, the numbers."""
    for on in ("2026-09-01", "2026-09-08", "2026-09-15", "2026-09-22"):
        ask("purchase", maria, "20", "--at", f"{on}T10:00")
    [late] = ask("today")["slipping"]
    assert (late["chance"], late["expected"], late["usual_days"], late["quiet_days"]) == (None, None, 7, 61)
    these = ask("today")["from_these"]
    assert these["expected"] is None and these["why"].startswith("Too little history: 1 customer came")
    assert "ordered by what they spent a year. Too little history" in cli("today").out
    assert ask("today", "--on", "2026-11-23")["from_these"]["why"] == "Only of today something is foretold."
    with open_shop(shop_file) as book:
        fill(book, 80, busy(80, date(2026, 11, 22), start=101), start=101)
    told = ask("today")
    late = next(one for one in told["slipping"] if one["customer"] == maria)
    insight = ask("insight", maria)
    assert late["chance"] == insight["still_regular"]["value"]
    assert late["expected"] == insight["spend_ahead"]["value"]
    assert (told["from_these"]["why"], float(told["from_these"]["expected"]) > 0) == ("", True)
    assert "can be expected in 90 days" in cli("today").out and "Likely back" in cli("today").out


def test_a_day_that_is_none_is_wrong_use(cli: Cli, shop_file: object) -> None:
    assert cli("today", "--on", "tomorrow").code == 2


def test_a_day_past_the_calendar_s_ends_is_refused(cli: Cli, maria: int) -> None:
    for day in ("0001-01-01", "0999-12-31", "9001-01-01", "9999-12-25", "9999-12-31"):
        refused = cli("today", "--on", day, "--json")
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == f"{day} is too far away.\n"
    for day in ("1000-01-01", "9000-12-31"):
        assert cli("today", "--on", day, "--json").json["day"] == day
