"""Rules as JSON and back, their versions, the templates, and mistakes named by their place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.loyalty import rewards
from app.loyalty.expiry import Expiry
from app.loyalty.programme import StartProgramme, start_programme
from app.loyalty.rewards import Reward, value_of
from app.loyalty.rules import Rules, Worth, rules_from_json, rules_to_json
from app.loyalty.sale import Sale, Who
from app.loyalty.templates import template_rules
from app.loyalty.versions import rules_on
from app.shop.commands import TEMPLATES

from .conftest import SIMPLE, Till


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
def test_every_template_survives_the_file(template: str, currency: str) -> None:
    rules = template_rules(template, currency)
    assert rules.earning
    assert rules.rewards
    assert rules_from_json(rules_to_json(rules)) == rules


@pytest.mark.parametrize(
    ("currency", "unit"),
    [("EUR", 100), ("GBP", 100), ("CHF", 100), ("KWD", 1000), ("JPY", 100), ("HUF", 40_000), ("SEK", 1000)],
)
def test_about_a_euro_is_one_point_in_every_currency(currency: str, unit: int) -> None:
    for template in TEMPLATES:
        rules = template_rules(template, currency)
        assert rules.earning[0].values["step"] == unit
        assert rules.worth == Worth(100, unit)


def test_a_reward_is_worth_having_in_every_currency() -> None:
    assert template_rules("cafe", "HUF", "hu_HU").rewards[-1].name == "4\xa0000\xa0Ft off"


@pytest.mark.parametrize("template", sorted(set(TEMPLATES) - {"plain"}))
def test_a_template_is_a_whole_programme(template: str) -> None:
    rules = template_rules(template, "EUR")
    assert {rule.kind for rule in rules.earning} == {"money_step", "times", "plus"}
    assert rules.tiers.tiers[0].start == 0
    assert any(tier.perks for tier in rules.tiers.tiers)
    assert rules.stamp_cards
    assert {voucher.occasion for voucher in rules.vouchers} >= {"birthday", "welcome"}
    assert rules.referral
    assert rules.worth is not None
    assert rules.expiry.kind != "never"


def test_the_bookshops_programme() -> None:
    rules = template_rules("bookshop", "EUR")
    assert [(rule.kind, rule.values.get("factor"), rule.values.get("points")) for rule in rules.earning] == [
        ("money_step", None, 1), ("times", 1500, None), ("plus", None, 50),
    ]  # fmt: skip
    assert [(tier.name, tier.start, tier.factor) for tier in rules.tiers.tiers] == [
        ("Member", 0, 1000), ("Silver", 20_000, 1100), ("Gold", 50_000, 1250), ("Platinum", 100_000, 1500),
    ]  # fmt: skip
    assert [(reward.name, reward.cost) for reward in rules.rewards] == [
        ("Free coffee", 150), ("€5 off any book", 500), ("Signed first edition", 1000),
    ]  # fmt: skip
    assert (rules.stamp_cards[0].of, rules.referral.sender, rules.referral.friend) == (10, 100, 100)
    # 18.60 on a Tuesday at three, by somebody in Gold: below €20 the tier's factor does not hold.
    tuesday = Sale(1860, date(2026, 11, 24), clock=time(15), who=Who(tier="gold"))
    assert rules.judge(tuesday).points == 27
    assert rules.judge(replace(tuesday, amount=2000)).points == 35


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
