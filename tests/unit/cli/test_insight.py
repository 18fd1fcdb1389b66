"""`insight` and `insights`: the numbers of a shop, and words where there are none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_shop
from app.insights.insight import customer_insight
from app.insights.relationship.board import board
from app.insights.relationship.ladder import RUNGS
from app.insights.relationship.stages import counts
from app.insights.relationship.standing import standing
from app.insights.whole import shop_insight
from app.kernel.clock import FixedClock
from tests.unit.cli.conftest import Cli
from tests.unit.insights.fill import Came, busy, fill

Ask = Callable[..., dict[str, Any]]
TODAY = date(2026, 11, 22)
TOLD = ("usual_days", "late", "visits_ahead", "spend_ahead", "still_regular", "lifetime", "lifetime_ahead")


@pytest.fixture
def busy_shop(shop_file: Path, clock: FixedClock) -> Path:
    with open_shop(shop_file, clock) as book:
        fill(book, 80, busy(80, TODAY))
    return shop_file


def test_one_customer_as_the_query_has_them(busy_shop: Path, ask: Ask, clock: FixedClock) -> None:
    told = ask("insight", "5")
    with open_shop(busy_shop, clock) as book:
        found = book.ask(customer_insight, 5)
    assert (told["id"], told["visits"], told["usual_days"]["value"]) == (
        5,
        found.visits,
        found.usual_days.value,
    )
    assert told["visits_ahead"]["value"] == pytest.approx(found.visits_ahead.value, abs=1e-4)
    assert told["still_regular"]["value"] == pytest.approx(found.still_regular.value, abs=1e-4)
    assert told["spend_ahead"]["value"] == f"{found.spend_ahead.value / 100:.2f}"
    assert told["lifetime"]["value"] == f"{found.lifetime.value / 100:.2f}"
    assert told["rank"]["cell"] == found.rank.value.cell
    assert all(told[name]["how"] for name in TOLD)


def test_the_whole_shop(busy_shop: Path, ask: Ask, clock: FixedClock) -> None:
    told = ask("insights")
    with open_shop(busy_shop, clock) as book:
        found = book.ask(shop_insight)
    assert (told["customers"], told["why"]) == (found.learnt.customers, "")
    assert told["visits_ahead"] == pytest.approx(found.visits_ahead, abs=0.06)
    assert told["model"]["model"] == "Pareto/NBD" and told["model"]["r"] == found.learnt.lasting.r
    assert told["spending"]["p"] == found.learnt.worth.p
    assert [one["model"] for one in told["yardsticks"]] == ["BG/NBD", "MBG/NBD"]
    assert sum(told["cells"].values()) == told["customers"]


def test_an_empty_shop_and_a_new_customer_get_words(cli: Cli, ask: Ask, maria: int) -> None:
    told = ask("insight", maria)
    for name in TOLD:
        assert told[name]["value"] is None, name
        assert told[name]["how"].startswith("Too little history"), name
    whole = ask("insights")
    assert (whole["customers"], whole["visits_ahead"], whole["model"], whole["cells"]) == (0, None, None, {})
    assert whole["why"] == "Too little history: nobody has bought anything yet."
    assert whole["why"] in cli("insights").out
    assert "Too little history" in cli("insight", maria).out


def test_for_people_it_is_a_table_with_how_we_know(busy_shop: Path, cli: Cli) -> None:
    shown = cli("insight", "5").out
    for words in ("Usual days between visits", "Still a regular", "How we know", "refunds taken off"):
        assert words in shown
    assert "Champions" in cli("insights").out


def test_days_ahead_are_said(shop_file: Path, clock: FixedClock, cli: Cli) -> None:
    with open_shop(shop_file, clock) as book:
        fill(book, 1, [Came(1, date(2026, 12, 30))])
    assert "1 purchase is dated after today and left out" in cli("insight", "1").out


def test_nobody_of_that_name(cli: Cli) -> None:
    answer = cli("insight", "nobody")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1


def test_how_the_relationship_stands(busy_shop: Path, ask: Ask, cli: Cli, clock: FixedClock) -> None:
    told = ask("insight", "5")
    with open_shop(busy_shop, clock) as book:
        found = book.ask(standing, 5)
    assert (told["stage"], told["stage_how"]) == (found.stage, found.how)
    assert told["stage"] == "first-contact", "nothing is written down of anybody in this shop"
    steps = told["evidence"]
    assert [step["rung"] for step in steps] == list(RUNGS.ids())
    assert [step["met"] for step in steps] == [step.met for step in found.steps]
    assert steps[1]["lifts"] == ["Ask them what they like: their card names no favourite yet."]
    assert all({"on", "words"} <= set(one) for step in steps for one in step["found"])
    assert (told["relationship_kind"], told["relationship_kind_how"]) == (found.kind.id, found.kind.why)
    shown = cli("insight", "5").out
    assert "Getting to know" in shown and "→ Ask them what they like" in shown


def test_how_all_relationships_stand(busy_shop: Path, ask: Ask, cli: Cli, clock: FixedClock) -> None:
    told = ask("insights")
    with open_shop(busy_shop, clock) as book:
        assert told["stages"] == book.ask(counts)
        cells = book.ask(board)
    assert [(one["id"], one["count"], one["of"]) for one in told["idic"]] == [
        (one.id, one.count, one.of) for one in cells
    ]
    shown = cli("insights").out
    assert "How the relationships stand" in shown and "Treated as their own" in shown


def test_an_empty_shop_has_no_relationships(ask: Ask) -> None:
    told = ask("insights")
    assert set(told["stages"].values()) == {0} and len(told["stages"]) == 6
    assert [(one["count"], one["of"], one["missing"]) for one in told["idic"]] == [(0, 0, "")] * 4
