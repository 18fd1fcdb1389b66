"""Rules as JSON and back, their versions, the templates, and mistakes named by their place."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.loyalty import rewards
from app.loyalty.expiry import Expiry
from app.loyalty.programme import StartProgramme, rules_on, start_programme
from app.loyalty.rewards import Reward, value_of
from app.loyalty.rules import Rules, rules_from_json, rules_to_json
from app.loyalty.templates import template_rules
from app.shop.commands import TEMPLATES

from .conftest import SIMPLE, Till


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
def test_every_template_survives_the_file(template: str, currency: str) -> None:
    rules = template_rules(template, currency)
    assert rules.earning
    assert rules.rewards
    assert rules_from_json(rules_to_json(rules)) == rules


def test_a_unit_of_money_is_one_point_in_every_currency() -> None:
    assert template_rules("cafe", "EUR").earning[0].values["step"] == 100
    assert template_rules("cafe", "KWD").earning[0].values["step"] == 1000
    assert template_rules("cafe", "JPY").earning[0].values["step"] == 100


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"earning": [{"id": "a", "kind": "magic"}]}, "earning.1.kind"),
        ({"earning": [{"id": "a", "kind": "money_step", "points": 1}]}, "earning.1.step"),
        ({"earning": [{"id": "a", "kind": "money_step", "points": -1, "step": 100}]}, "earning.1.points"),
        ({"earning": [{"id": "a", "kind": "money_step", "points": 10**9, "step": 1}]}, "earning.1.points"),
        ({"earning": [{"id": "A b", "kind": "money_step", "points": 1, "step": 1}]}, "earning.1.id"),
        ({"earning": {"id": "a"}}, "earning"),
        ({"earning": 5}, "earning"),
        (
            {"rewards": [{"id": "a", "name": "A", "kind": "amount_off", "cost": 0, "amount": 5}]},
            "rewards.1.cost",
        ),
        ({"rewards": [{"id": "a", "name": " ", "kind": "free_item", "cost": 5}]}, "rewards.1.name"),
        (
            {
                "rewards": [
                    {"id": "a", "name": "A", "kind": "free_item", "cost": 5},
                    {"id": "b", "name": "a", "kind": "free_item", "cost": 5},
                ]
            },
            "rewards.2.name",
        ),
        (
            {"rewards": [{"id": "a", "name": "A", "kind": "free_item", "cost": 5, "colour": 1}]},
            "rewards.1.colour",
        ),
        ({"expiry": {"kind": "months"}}, "expiry.count"),
        ({"expiry": {"kind": "someday"}}, "expiry.kind"),
        ({"refund_of_spent": "shrug"}, "refund_of_spent"),
        ({"worth": {"points": 0, "amount": 5}}, "worth.points"),
        ({"colours": []}, "rules.colours"),
    ],
)
def test_a_mistake_is_named_by_its_place(change: dict[str, object], place: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules_from_json(json.dumps(change))
    assert refusal.value.field == place


def test_what_is_no_json_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        rules_from_json("{")


@given(st.dates(), st.integers(1, 600))
def test_points_are_valid_to_the_end_of_the_month_they_fall_in(day: date, months: int) -> None:
    last = Expiry("months", months).last_day(day)
    assert last is not None
    assert last == date.max or (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last == date.max or last.day <= day.day


def test_a_version_begins_on_its_day_and_never_in_the_past(till: Till) -> None:
    other = Rules("Other", SIMPLE.earning)
    book = till.book
    with pytest.raises(Refused, match="in the past"):
        book.do(start_programme, StartProgramme(other, date(2026, 11, 21)))
    book.do(start_programme, StartProgramme(other, date(2026, 12, 1)))
    assert book.ask(rules_on, date(2026, 11, 30)) == SIMPLE
    assert book.ask(rules_on, date(2026, 12, 1)) == other


@pytest.mark.parametrize(
    ("kind", "values", "amount", "value"),
    [
        ("amount_off", {"amount": 500}, None, 500),
        ("amount_off", {"amount": 500}, 300, 300),
        ("percent_off", {"percent": 10}, None, None),
        ("percent_off", {"percent": 10}, 999, 99),
        ("percent_off", {"percent": 10, "cap": 50}, 999, 50),
        ("free_item", {}, 999, None),
        ("free_item", {"up_to": 400}, 999, 400),
        ("unheard_of", {}, 999, None),
    ],
)
def test_what_a_reward_is_worth(
    kind: str, values: dict[str, int], amount: int | None, value: int | None
) -> None:
    assert value_of(Reward("r", "R", kind, 5, values), amount) == value


def test_rewards_say_what_they_are(till: Till) -> None:
    said = till.book.ask(
        lambda view: [
            rewards.words_of(reward, view) for reward in (*SIMPLE.rewards, Reward("x", "X", "odd", 1))
        ]
    )
    assert said == [
        "a free item up to 3\xa0€",
        "a free item up to 4\xa0€",
        "10\xa0€ off",
        "10 % off, 5\xa0€ at most",
        "odd",
    ]
