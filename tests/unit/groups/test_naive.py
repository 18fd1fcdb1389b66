"""Every kind of criterion beside its naive twin, on a demonstration shop of 2 000 customers; campaigns and
the ladder likewise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.bootstrap import make_demo, open_shop
from app.exchange.demo.plan import DemoPlan
from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.groups.campaigns.outcome import outcome
from app.groups.campaigns.start import StartCampaign, start_campaign
from app.groups.criterion import criteria
from app.groups.membership import branches, count_of, members_of
from app.groups.rule import read_rule
from app.insights.relationship.stages import counts
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.fields import FieldKind
from app.kernel.unit import View
from app.loyalty.versions import rules_on
from app.sales.returned_lines import ReturnedLine
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.unit.groups import naive
from tests.unit.groups.naive import TWINS, Naive
from tests.unit.loyalty.conftest import Till

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=40)
SPANS: tuple[dict[str, Any], ...] = (
    {"when": "ever"}, {"last": 30}, {"when": "last-days", "last": 90}, {"when": "month"},
    {"when": "quarter"}, {"when": "this-month"}, {"when": "year"}, {"when": "last-year"},
    {"start": "2026-06-05"}, {"end": "2026-03-31"},
    {"when": "days", "start": "2026-02-01", "end": "2026-02-28"},
)  # fmt: skip
FIELDS = (
    ("name", "contains", "an"), ("name", "begins", "ma"), ("favourite", "is", "FLAT white"),
    ("favourite", "empty", ""), ("alert", "contains", "Guide dog"), ("notes", "contains", "FIRST edition"),
    ("notes", "empty", ""), ("city", "contains", "e"), ("city", "empty", ""), ("postal_code", "begins", "1"),
    ("street", "contains", "1"), ("region", "is", "Sao Miguel"), ("country", "is", "de"),
    ("phone", "contains", "55 5"), ("phone", "begins", "+44"), ("phone", "empty", ""),
    ("email", "contains", "an"), ("email", "empty", ""), ("social", "empty", ""), ("social", "contains", "a"),
    ("language", "is", "DE"), ("channel", "is", "post"), ("card_number", "begins", "2900000"),
    ("card_number", "contains", "77"), ("reference", "is", "old-17"),
)  # fmt: skip
CASES: dict[str, tuple[dict[str, Any], ...]] = {
    "birthday": (
        {"days": 0}, {"window": "within", "days": 30}, {"days": 100}, {"days": 364}, {"days": 366},
        {"window": "this-month"}, {"window": "next-month"}, {"window": "known"},
    ),
    "bought": (
        {"products": ["flat WHITE"]}, {"products": ["Espresso", "Peppermint tea"], "times": 3},
        {"products": ["white"], "part": True}, {"categories": ["coffee", "Crime"]},
        {"categories": ["Tea"], "times": 5, "last": 120}, {"products": ["Mug"]},
        *({"categories": ["Coffee"], **span} for span in SPANS),
    ),
    "campaign": (
        {}, {"part": "any"}, {"part": "got"}, {"part": "held-out"}, {"name": "AUTUMN letter"},
        {"name": "Naive", "part": "held-out"},
    ),
    "consent": tuple(
        {"channel": channel, "word": word}
        for channel in ("email", "phone", "message", "post") for word in ("yes", "no", "unsaid")
    ),
    "feedback": (
        {"at_most": 3}, {"at_least": 5, "which": "any"}, {"at_least": 4, "at_most": 4, "which": "newest"},
        {"at_least": 1, "scale": "10"}, {"at_most": 6, "scale": "10", "which": "any"},
        {"at_least": 1, "scale": "5"}, *({"at_least": 1, **span} for span in SPANS),
    ),
    "field": tuple(
        {"field": name, "how": how} | ({"text": text} if text else {}) for name, how, text in FIELDS
    ),
    "household": ({"how": "shares"}, {"how": "holds"}, {"how": "alone"}),
    "joined": SPANS[1:],
    "lapsing": ({}, {"days": 0}, {"days": 60, "at_least": 20}, {"days": 200, "at_least": 500}),
    "last-visit": ({"at_least": 90}, {"at_most": 0}, {"at_least": 7, "at_most": 13}),
    "points": ({"at_least": 500}, {"at_most": 0}, {"at_least": 100, "at_most": 250}, {"at_most": -1}),
    "referral": (
        {"how": "brought"}, {"how": "brings"}, {"how": "brings", "at_least": 2},
        {"how": "by", "customer": 1},
    ),
    "rhythm": (
        {"now": "late"}, {"now": "in-time"}, {"at_least": 20}, {"at_most": 9},
        {"at_least": 10, "at_most": 20, "now": "late"},
    ),
    "spend": (
        {"at_least": 10_000}, {"at_most": 0}, {"at_least": 1_000, "at_most": 2_000},
        *({"at_least": 1_500, **span} for span in SPANS), *({"at_most": 1_500, **span} for span in SPANS),
    ),
    "standing": (
        *({"cells": [cell]} for cell in (
            "champions", "regulars", "promising", "new", "rarer", "slipping", "asleep", "lost",
        )),
        {"cells": ["lost", "new"], "money": 2}, {"recency": 4}, {"frequency": 5},
        {"recency": 2, "frequency": 3, "money": 4},
    ),
    "step": (
        *({"steps": [step]} for step in (
            "first-contact", "understanding", "expectations", "trust", "loyalty", "advocacy",
        )),
        {"steps": ["trust", "loyalty"]},
    ),
    "tag": ({"tags": ["book CLUB"]}, {"tags": ["Student", "Teacher"]},
            {"tags": ["Book club", "Neighbour"], "every": True}),
    "tier": ({"tiers": ["gold"]}, {"tiers": ["Silver", "platinum"]}, {"tiers": [""]}),
    "touchpoint": (
        {}, {"at_most": 30}, {"at_least": 200}, {"never": True}, {"kinds": ["purchase"], "at_least": 60},
        {"kinds": ["call", "letter"], "at_least": 20, "at_most": 90}, {"kinds": ["note"], "never": True},
        *({"kinds": [kind]} for kind in (
            "visit", "message", "email", "social", "promise", "reservation", "feedback", "review",
            "complaint", "event", "asked",
        )),
    ),
    "visits": (
        {"at_least": 5}, {"at_most": 0}, {"at_least": 3, "at_most": 4},
        *({"at_least": 2, **span} for span in SPANS), *({"at_most": 1, **span} for span in SPANS),
    ),
}  # fmt: skip
"""Values of fields by kind: every field and every choice of one is among them."""
REFUSED = {("joined", "when"): {"ever"}}
"""Choices that choose nothing."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The demonstration shop, with what it lacks: goods that came back, sales taken back, households, scores
    of ten, campaigns, rare fields. All tests only read it."""
    path = tmp_path_factory.mktemp("naive") / "shop.regulars"
    clock = FixedClock(NOW)
    make_demo(path, DemoPlan(customers=2_000, days=400, seed=4, until=date(2026, 11, 25)), clock)
    with open_shop(path, clock) as opened:
        till = Till(opened, clock)
        clock.instant = SINCE
        told = StartCampaign(
            "tag", None, {"tag": "Naive"}, "All", '{"is": "visits", "at_least": 3}', "Naive", 30
        )
        opened.do(start_campaign, told)
        off = opened.do(start_campaign, StartCampaign("other", (1, 2, 3), {"what": "A mistake"}))
        opened.do(call_off_campaign, CallOffCampaign(off.campaign))
        clock.instant = NOW
        _trouble(till)
        yield opened


def _trouble(till: Till) -> None:
    sales = till.rows(
        "SELECT p.id, min(l.position) FROM purchase p JOIN purchase_line l ON l.purchase_id = p.id"
        " JOIN customer c ON c.id = p.customer_id WHERE p.refunded = 0 AND c.archived_at IS NULL"
        " GROUP BY p.id ORDER BY p.id DESC LIMIT 700"
    )
    for place, (sale, position) in enumerate(sales):
        if place % 7 == 0:
            till.void(sale)
        elif place % 7 == 1:
            till.refund(sale)
        elif place % 7 == 2:
            till.refund(sale, lines=(ReturnedLine(position),))
        elif place % 7 == 3:
            till.refund(sale, lines=(ReturnedLine(position),))
            till.undo()
    people = [one for (one,) in till.rows("SELECT id FROM customer WHERE archived_at IS NULL ORDER BY id")]
    for one, other in zip(people[100:140:2], people[101:141:2], strict=True):
        till.join(one, other)
    for at, one in enumerate(people[200:300]):
        on = NOW - timedelta(days=5 * at)
        score = AddTouchpoint(one, "feedback", "Words", on, {"score": at % 11, "scale": "10"})
        till.book.do(add_touchpoint, score)
        till.book.do(add_touchpoint, AddTouchpoint(one, "review", "Words", on, {"stars": 1 + at % 5}))
    till.write("UPDATE customer SET reference = 'old-' || id WHERE id < 40")
    till.write("UPDATE postal_address SET region = 'São Miguel' WHERE customer_id % 9 = 0")
    till.write("UPDATE touchpoint SET removed_at = at WHERE id % 40 = 0")
    till.write("UPDATE customer SET archived_at = created_at WHERE id % 50 = 7")


@pytest.fixture(scope="module")
def shop(book: Book) -> Naive:
    def tiers(view: View) -> dict[str, str]:
        scheme = rules_on(view, view.today).tiers.tiers
        named = {name: tier.id for tier in scheme for name in (tier.id, tier.name)}
        return named | {"": next((tier.id for tier in scheme if tier.start == 0), "")}

    return naive.read(book, book.ask(tiers))


def test_every_kind_and_every_field_and_choice_of_it_has_a_twin_and_cases() -> None:
    assert set(criteria().ids()) == set(TWINS) == set(CASES)
    for kind in criteria():
        cases = CASES[kind.id]
        assert {key for case in cases for key in case} == {one.id for one in kind.fields}, kind.id
        for one in kind.fields:
            given = [case[one.id] for case in cases if one.id in case]
            if one.kind is FieldKind.CHOICE:
                wanted = {choice for choice, _label in one.choices} - REFUSED.get((kind.id, one.id), set())
                assert set(given) == wanted, (kind.id, one.id)
            if one.kind is FieldKind.CHOICES:
                said = {choice for several in given for choice in several}
                assert said == {choice for choice, _label in one.choices}, (kind.id, one.id)


@pytest.mark.parametrize("kind", sorted(TWINS))
def test_groups_are_what_their_naive_twins_find(book: Book, shop: Naive, kind: str) -> None:
    sizes = set()
    for case in CASES[kind]:
        values = _filled(case, shop)
        wanted = [one for one in shop.there if TWINS[kind](shop, one, values)]
        rule, other = read_rule({"is": kind, **values}), read_rule({"not": {"is": kind, **values}})
        assert list(book.ask(members_of, rule)) == wanted, values
        assert book.ask(count_of, rule) == len(wanted), values
        left = sorted(set(shop.there).difference(wanted))
        assert list(book.ask(members_of, other)) == left, values
        assert [one.count for one in book.ask(branches, other)] == [len(left), len(wanted)], values
        sizes.add(len(wanted))
    assert sizes - {0, len(shop.there)}


def _filled(case: dict[str, Any], shop: Naive) -> dict[str, Any]:
    """With what only the shop knows: the tier all begin with, and who brought somebody."""
    if "tiers" in case:
        return {"tiers": [name or shop.tiers[""] for name in case["tiers"]]}
    if case.get("how") == "by":
        brought = (row.referred_by_id for row in shop.tables["customer"])
        return case | {"customer": next(one for one in brought if one is not None)}
    return case


def test_the_ladder_counts_what_each_customer_s_own_standing_says(book: Book, shop: Naive) -> None:
    each = Counter(step for step in shop.steps.values() if step is not None)
    found = book.ask(counts)
    assert {step: count for step, count in found.items() if count} == each
    assert len(each) >= 5


@pytest.mark.parametrize("campaign", ["Autumn letter", "Naive"])
def test_outcomes_are_what_counting_by_hand_says(book: Book, shop: Naive, campaign: str) -> None:
    [row] = [one for one in shop.tables["campaign"] if one.name == campaign]
    told = book.ask(outcome, row.id)
    last = date.fromisoformat(row.started_on) + timedelta(days=row.days)
    for held_out, arm in ((0, told.treated), (1, told.held_out)):
        people = [
            member.customer_id
            for member in shop.tables["campaign_member"]
            if (member.campaign_id, member.held_out) == (row.id, held_out)
        ]
        spent = {}
        for one in people:
            bought = [
                sale.amount - sale.refunded
                for sale in shop.sales(one)
                if sale.at > row.started_at
                and date.fromisoformat(sale.business_date) <= last
                and (sale.amount > sale.refunded or sale.amount == 0)
            ]
            if bought:
                spent[one] = sum(bought)
        assert (arm.people, arm.back, arm.spent) == (len(people), len(spent), sum(spent.values()))
        assert 0 < arm.back < arm.people
