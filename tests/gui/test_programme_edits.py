"""Changes to a programme as plain values."""

from __future__ import annotations

from copy import deepcopy

import pytest

from app.gui.models.programme_edits import (
    Problem,
    fresh_id,
    items_of,
    name_of,
    read_rules,
    swapped,
    with_item,
    with_section,
    with_tier_rules,
    without_item,
)
from app.loyalty.rules import Rules
from tests.gui.loyalty_rules import EVERYTHING


def ids(plain, section) -> list[str]:
    return [item["id"] for item in items_of(plain, section)]


def test_a_change_leaves_the_old_programme_as_it_was() -> None:
    before = deepcopy(EVERYTHING)
    changed = with_item(
        EVERYTHING, "rewards", 0, {"id": "tea", "name": "Tea", "kind": "free_item", "cost": 9}
    )
    changed = without_item(changed, "vouchers", 1)
    changed = swapped(changed, "earning", 1, 2)
    assert before == EVERYTHING
    assert ids(changed, "rewards") == ["tea", "signed"]
    assert ids(changed, "vouchers") == ["birthday"]
    assert ids(changed, "earning") == ["spend", "tuesday", "crime", "first"]
    changed["earning"][0]["points"] = 99
    assert before == EVERYTHING
    assert isinstance(read_rules(changed), Rules)


def test_tiers_stand_by_where_they_begin() -> None:
    bronze = {"id": "bronze", "name": "Bronze", "from_money": 10000, "factor": 1050}
    assert ids(with_item(EVERYTHING, "tiers", None, bronze), "tiers") == [
        "member",
        "bronze",
        "silver",
        "gold",
    ]
    by_hand = with_tier_rules(EVERYTHING, {"by": "hand"})
    assert ids(with_item(by_hand, "tiers", None, {"id": "b", "name": "B"}), "tiers")[-1] == "b"


@pytest.mark.parametrize("by", ["points", "hand", "spend"])
def test_tiers_counted_another_way_can_be_read_at_once(by) -> None:
    changed = with_tier_rules(EVERYTHING, {"by": by})
    read = read_rules(changed)
    assert isinstance(read, Rules)
    assert read.tiers.by == by
    assert [tier.id for tier in read.tiers.tiers] == ["member", "silver", "gold"]


def test_the_last_tier_takes_its_rules_along() -> None:
    plain = {"tiers": [{"id": "a", "name": "A", "from_money": 0}], "tier_rules": {"grace_days": 9}}
    assert without_item(plain, "tiers", 0) == {}


def test_an_empty_section_goes() -> None:
    assert with_section({"referral": {"sender": 5}, "name": "x"}, "referral", {}) == {"name": "x"}


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Free coffee", [], "free-coffee"),
        ("Free coffee", ["free-coffee"], "free-coffee-2"),
        ("Café & Łódź!", [], "cafe-lodz"),
        ("林 美玲", [], "amount-off"),
        ("€5", ["5"], "5-2"),
        ("a" * 90, [], "a" * 56),
        ("", ["amount-off"], "amount-off-2"),
    ],
)
def test_ids_are_made_of_names(name, taken, made) -> None:
    assert fresh_id(name, taken, "amount_off") == made


def test_a_mistake_is_said_with_its_place_apart() -> None:
    broken = without_item(EVERYTHING, "tiers", 2)
    problem = read_rules(broken)
    assert problem == Problem("rewards", 1, "tier", "There is no “gold”; there are: member, silver.")
    assert name_of(broken, problem.section, problem.at) == "Signed first edition"
    once = read_rules({**EVERYTHING, "expiry": {"kind": "months", "count": 0}})
    assert (once.section, once.at, once.field) == ("expiry", None, "count")
    assert name_of(EVERYTHING, "expiry", None) == ""
