"""When a rule holds: each condition, on both sides of its edge."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from app.kernel.clock import FixedClock
from app.loyalty.conditions import bind, conditions_words
from app.loyalty.earning import EarningRule
from app.loyalty.rules import Rules, rules_from_dict
from app.loyalty.sale import Sale, Who

from .conftest import SIMPLE, Till, noon

SUNDAY = date(2026, 11, 22)


def holds(values: dict[str, Any], day: date = SUNDAY, amount: int = 100, **more: Any) -> bool:
    return bind(values).hold(Sale(amount, day, **more))


def test_weekdays() -> None:
    assert holds({"weekdays": ("sat", "sun")})
    assert not holds({"weekdays": ("sat", "sun")}, SUNDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("values", "inside", "outside"),
    [
        ({"after": "14:00", "before": "16:00"}, ["14:00", "15:59:59"], ["13:59:59", "16:00", "00:00"]),
        ({"after": "22:00", "before": "02:00"}, ["22:00", "23:59", "00:00", "01:59"], ["02:00", "21:59"]),
        ({"after": "18:00"}, ["18:00", "23:59:59.999999"], ["17:59", "00:00"]),
        ({"before": "10:00"}, ["00:00", "09:59"], ["10:00", "23:59"]),
        ({"after": "20:00", "before": "00:00"}, ["20:00", "23:59:59.999999"], ["19:59", "00:00"]),
        ({"before": "00:00"}, ["00:00", "12:00", "23:59"], []),
    ],
)
def test_hours(values: dict[str, str], inside: list[str], outside: list[str]) -> None:
    for text in inside:
        assert holds(values, clock=time.fromisoformat(text)), text
    for text in outside:
        assert not holds(values, clock=time.fromisoformat(text)), text
    assert not holds(values)  # a time nobody knows


def test_dates_are_both_included() -> None:
    values = {"from": "2026-11-20", "to": "2026-11-22"}
    days = [date(2026, 11, day) for day in range(19, 24)]
    assert [holds(values, day) for day in days] == [False, True, True, True, False]
    assert holds({"from": "2026-11-22"})
    assert not holds({"to": "2026-11-21"})


def test_tags_and_tiers() -> None:
    assert holds({"tags": ("Book Club", "Press")}, who=Who(tags=frozenset({"book club"})))
    assert not holds({"tags": ("Book Club",)}, who=Who(tags=frozenset({"book"})))
    assert holds({"tier": ("gold", "silver")}, who=Who(tier="gold"))
    assert not holds({"tier": ("gold",)})


def test_the_minimum_one_cent_either_side() -> None:
    assert [holds({"minimum": 2000}, amount=amount) for amount in (1999, 2000, 2001)] == [False, True, True]


def test_the_first_purchase_and_all_others() -> None:
    for first in (True, False):
        assert holds({"first_purchase": True}, who=Who(first=first)) is first
        assert holds({"first_purchase": False}, who=Who(first=first)) is not first


@pytest.mark.parametrize(
    ("birthday", "within", "day", "held"),
    [
        ((11, 22), 0, SUNDAY, True),
        ((11, 23), 0, SUNDAY, False),
        ((11, 29), 7, SUNDAY, True),
        ((11, 30), 7, SUNDAY, False),
        ((11, 15), 7, SUNDAY, True),
        ((11, 14), 7, SUNDAY, False),
        ((1, 3), 7, date(2026, 12, 27), True),
        ((1, 3), 7, date(2026, 12, 26), False),
        ((12, 29), 7, date(2027, 1, 5), True),
        ((12, 29), 7, date(2027, 1, 6), False),
        ((2, 29), 0, date(2027, 2, 28), True),
        ((2, 29), 0, date(2027, 3, 1), False),
        ((2, 29), 0, date(2028, 2, 29), True),
        ((2, 29), 0, date(2028, 2, 28), False),
        ((2, 29), 1, date(2028, 2, 28), True),
    ],
)
def test_the_birthday(birthday: tuple[int, int], within: int, day: date, held: bool) -> None:
    assert holds({"birthday_within": within}, day, who=Who(birthday=birthday)) is held


def test_nobody_without_a_birthday_has_one() -> None:
    assert not holds({"birthday_within": 60})


def only(till: Till, **conditions: Any) -> None:
    """Rules that give 5 points when the conditions hold, and nothing else."""
    rule = {"id": "r", "kind": "plus", "points": 5, **conditions}
    till.rules(rules_from_dict({"earning": [rule]}))


def test_a_first_purchase_is_one_that_stands(till: Till, maria: int) -> None:
    only(till, first_purchase=True)
    first = till.ring(maria, 100)
    assert (first.points, till.ring(maria, 100).points) == (5, 0)
    thomas = till.customer("Thomas")
    till.void(till.ring(thomas, 100).purchase)
    assert till.ring(thomas, 100).points == 5
    assert till.ring(thomas, 100, at=noon(2026, 11, 20)).points == 5  # before all others


def test_a_visit_counts_once_a_day(till: Till, maria: int, clock: FixedClock) -> None:
    only(till, visit=True)
    assert [till.ring(maria, 100).points for _ in range(3)] == [5, 0, 0]
    clock.instant = noon(2026, 11, 22).replace(hour=23)  # the shop's midnight has passed
    assert [till.ring(maria, 100).points for _ in range(2)] == [5, 0]


def test_the_hours_are_those_of_the_shops_clock(till: Till, maria: int, clock: FixedClock) -> None:
    only(till, after="23:00", before="01:00")
    clock.instant = noon(2026, 11, 22).replace(hour=22)  # 23:00 in Berlin
    assert till.ring(maria, 100).points == 5
    clock.instant = noon(2026, 11, 23).replace(hour=0)
    assert till.ring(maria, 100).points == 0


def test_what_is_known_of_a_customer(till: Till, maria: int) -> None:
    with till.book.engines.writer.begin() as connection:
        run = connection.exec_driver_sql
        run("UPDATE customer SET birth_month = 2, birth_day = 29 WHERE id = ?", (maria,))
        run("INSERT INTO tag (id, name, folded) VALUES (7, 'Book club', 'book club')")
        run("INSERT INTO customer_tag (customer_id, tag_id) VALUES (?, 7)", (maria,))
        run(
            "INSERT INTO tier_change (customer_id, tier, before, floor, why, business_date, at)"
            " VALUES (?, 'gold', '', '', 'hand', '2026-11-20', '2026-11-20 12:00:00')",
            (maria,),
        )
    till.rules(
        rules_from_dict(
            {
                "earning": [
                    {"id": "club", "kind": "plus", "points": 1, "tags": ["book Club"]},
                    {"id": "gold", "kind": "plus", "points": 10, "tier": ["gold"]},
                    {"id": "day", "kind": "plus", "points": 100, "birthday_within": 0},
                ],
                "tiers": [{"id": "gold", "name": "Gold"}],
            }
        )
    )
    assert till.ring(maria, 100).points == 11
    assert till.ring(maria, 100, at=noon(2026, 11, 19)).points == 1
    assert till.ring(maria, 100, at=noon(2025, 2, 28)).points == 101
    assert till.ring(till.customer("Thomas"), 100).points == 0


def test_only_what_rules_ask_for_is_looked_up(till: Till, maria: int) -> None:
    assert SIMPLE.judge.needs == frozenset()
    assert Rules(earning=(EarningRule("r", "plus", {"points": 1, "visit": True}),)).judge.needs == {
        "first_today"
    }


def test_a_rule_is_said_with_its_conditions(till: Till) -> None:
    values = {"category": ("Crime",), "weekdays": ("tue",), "minimum": 2000}
    said = till.book.ask(lambda view: conditions_words(values, view))
    assert said == "Category is Crime, Tuesday, from 20\xa0€"
