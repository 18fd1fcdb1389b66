"""What each criterion finds, at its edges: the last day that counts, none at all, and what was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import update

from app.customers.birthdays import Birthday
from app.customers.commands import ArchiveCustomer, EditCustomer, archive_customer, edit_customer
from app.customers.contacts import Address, Contact
from app.customers.models import Customer
from app.groups.criterion import criteria
from app.groups.facts import days_to_birthday
from app.groups.membership import members_of
from app.groups.models import Campaign, CampaignMember
from app.groups.rule import read_rule
from app.groups.rule_words import rule_words, troubles
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.journal import Undo, undo_last
from app.kernel.unit import Unit
from app.loyalty.commands import JoinHousehold, Line, ReturnedLine, join_household
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.exploring import tries
from tests.unit.groups.conftest import Ids
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.loyalty.conftest import SIMPLE, Till

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def say(shop: Till, customer: int, kind: str, days: float = 0, text: str = "Words", **data: Any) -> None:
    shop.book.do(add_touchpoint, AddTouchpoint(customer, kind, text, data=data, at=ago(days)))


def test_fields_of_the_card_are_compared_as_search_compares(shop: Till, ids: Ids) -> None:
    mueller = shop.new(
        "Jürgen Müller",
        notes="Likes\nFirst Editions",
        favourite="Café crème",
        addresses=(Address("Any Street 1", "10115", "Berlin"), Address("Other 2", "50667", "Köln")),
        contacts=(Contact("phone", "030 5550123"), Contact("email", "jm@example.org")),
    )
    other = shop.new("Anna", alert="Nuts", channel="post", language="fr")
    gone = shop.new("Jürgen Gone", notes="first editions")
    shop.book.do(archive_customer, ArchiveCustomer(gone))

    def has(field: str, text: str = "", how: str = "contains") -> list[int]:
        return ids({"is": "field", "field": field, "how": how} | ({"text": text} if text else {}))

    assert has("name", "MULLER") == has("name", "jurgen m", "begins") == [mueller]
    assert has("name", "muller", "is") == []
    assert has("name", "Jurgen Muller", "is") == [mueller]
    assert has("notes", "first edition") == [mueller]
    assert has("favourite", "cafe CREME", "is") == [mueller]
    assert has("city", "koln", "is") == has("city", "berlin", "is") == [mueller]
    assert has("postal_code", "101", "begins") == [mueller]
    assert has("phone", "5550 123") == has("phone", "030-5550") == [mueller]
    assert has("email", "@example.org") == [mueller]
    assert has("email", how="empty") == has("city", how="empty") == [other]
    assert has("channel", "post", "is") == has("language", "FR", "is") == [other]
    assert has("alert", "%") == has("alert", "_") == []
    assert ids({"not": {"is": "field", "field": "email", "how": "empty"}}) == [mueller]


def test_consent_is_the_newest_word(shop: Till, book: Book, ids: Ids) -> None:
    yes = shop.new("Yes", consents=(("email", True),))
    no = shop.new("No", consents=(("email", True),))
    version = 1
    book.do(edit_customer, EditCustomer(no, replace(draft("No"), consents=(("email", False),)), version))
    unsaid = shop.new("Unsaid", consents=(("post", True),))
    never = shop.new("Never", consents=(("email", False),))
    assert ids({"is": "consent", "channel": "email"}) == [yes]
    assert ids({"is": "consent", "channel": "email", "word": "no"}) == [no, never]
    assert ids({"is": "consent", "channel": "email", "word": "unsaid"}) == [unsaid]
    assert ids({"not": {"is": "consent", "channel": "email"}}) == [no, unsaid, never]


def draft(name: str) -> Any:
    from app.customers.draft import CustomerDraft

    return CustomerDraft(name)


def test_tiers_by_id_or_name_and_the_one_all_begin_with(shop: Till, book: Book, ids: Ids) -> None:
    scheme = TierScheme((Tier("base", "Basis"), Tier("gold", "Gold", 5_000)))
    shop.rules(replace(SIMPLE, tiers=scheme))
    few, much = shop.new("Few"), shop.new("Much")
    shop.ring(few, 100)
    shop.ring(much, 6_000)
    assert ids({"is": "tier", "tiers": ["gold"]}) == ids({"is": "tier", "tiers": ["GOLD"]}) == [much]
    assert ids({"is": "tier", "tiers": ["Basis"]}) == [few]
    assert ids({"is": "tier", "tiers": ["base", "gold"]}) == [few, much]
    lost = {"is": "tier", "tiers": ["Platinum"]}
    assert ids(lost) == []
    assert book.ask(troubles, read_rule(lost)) == ("The programme has no tier “Platinum”.",)
    assert "Platinum (a tier the programme does not have)" in book.ask(rule_words, read_rule(lost))
    assert list(book.ask(criteria().get("tier").offers["tiers"])) == [("base", "Basis"), ("gold", "Gold")]  # type: ignore[union-attr]


def test_a_household_s_points_are_those_of_every_member(shop: Till, book: Book, ids: Ids) -> None:
    anna, bert, carl = (shop.new(name) for name in ("Anna", "Bert", "Carl"))
    shop.ring(anna, 3_000)
    book.do(join_household, JoinHousehold(bert, anna, "Home"))
    assert ids({"is": "points", "at_least": 30}) == [anna, bert]
    assert ids({"is": "points", "at_most": 0}) == [carl]
    assert ids({"is": "lapsing", "days": 90}) == [anna, bert]
    assert ids({"is": "lapsing", "days": 89}) == []
    assert ids({"is": "lapsing", "days": 90, "at_least": 31}) == []
    assert ids({"is": "household"}) == [anna, bert]
    assert ids({"is": "household", "how": "holds"}) == [anna]
    assert ids({"is": "household", "how": "alone"}) == [carl]


def test_points_below_nothing(shop: Till, ids: Ids) -> None:
    owes, none = shop.new("Owes"), shop.new("None")
    sale = shop.ring(owes, 500)
    shop.redeem(owes, "small")
    shop.refund(sale.purchase)
    assert ids({"is": "points", "at_most": -1}) == [owes]
    assert ids({"is": "points", "at_least": -2}) == [none]
    assert ids({"is": "points", "at_least": -3, "at_most": 0}) == [owes, none]


def test_spending_takes_off_what_was_given_back(shop: Till, ids: Ids) -> None:
    anna, bert = shop.new("Anna"), shop.new("Bert")
    sale = shop.ring(anna, 2_000, at=ago(10))
    shop.ring(bert, 2_000, at=ago(10))
    shop.refund(sale.purchase, 500)
    wanted = {"is": "spend", "at_least": 1_501}
    assert ids(wanted) == ids(wanted | {"last": 11}) == [bert]
    assert ids(wanted | {"last": 10}) == []
    assert ids({"is": "spend", "at_least": "15.00", "at_most": "15.00", "when": "this-month"}) == [anna]
    shop.void(sale.purchase)
    assert ids({"is": "spend", "at_most": 0}) == ids({"is": "spend", "at_most": 0, "last": 30}) == [anna]
    assert ids({"is": "visits", "at_least": 1}) == ids({"is": "visits", "at_least": 1, "last": 30}) == [bert]


def test_days_since_the_last_visit_turn_at_the_shop_s_midnight(
    shop: Till, clock: FixedClock, ids: Ids
) -> None:
    anna = shop.new("Anna")
    never = shop.new("Never")
    shop.ring(anna, 100, at=datetime(2026, 11, 20, 22, 30, tzinfo=UTC))  # 20 November, half past eleven
    for days in (0, 1):
        assert ids({"is": "last-visit", "at_most": days}) == []
    assert ids({"is": "last-visit", "at_most": 2}) == ids({"is": "last-visit", "at_least": 2}) == [anna]
    assert ids({"is": "last-visit", "at_least": 3}) == []
    clock.instant = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # the 23rd there
    assert ids({"is": "last-visit", "at_least": 3, "at_most": 3}) == [anna]
    assert ids({"not": {"is": "last-visit", "at_least": 0}}) == [never]
    assert ids({"is": "last-visit", "at_least": 36_500}) == []


def test_a_clock_set_back_leaves_visits_that_are_no_days_ago(shop: Till, clock: FixedClock, ids: Ids) -> None:
    anna = shop.new("Anna")
    shop.ring(anna, 100)
    say(shop, anna, "call")
    clock.instant = ago(400)
    assert ids({"is": "last-visit", "at_most": 0}) == [anna]
    assert ids({"is": "last-visit", "at_least": 1}) == []
    assert ids({"is": "touchpoint", "at_most": 0}) == [anna]
    assert ids({"is": "visits", "at_least": 1, "last": 30}) == []
    assert ids({"is": "rhythm", "now": "late"}) == ids({"is": "standing", "cells": ["champions"]}) == []


@pytest.mark.parametrize("year", [1000, 1900, 2026, 9000])
@pytest.mark.parametrize(
    "span",
    [
        {"start": "0001-01-01"}, {"end": "9999-12-31"}, {"start": "0001-01-01", "end": "9999-12-31"},
        {"start": "9999-12-31"}, {"end": "0001-01-01"}, {"last": 36_500}, {"when": "last-year"},
    ],
)  # fmt: skip
def test_the_ends_of_the_calendar_are_days_like_others(
    shop: Till, clock: FixedClock, ids: Ids, span: dict[str, Any], year: int
) -> None:
    anna = shop.new("Anna")
    shop.ring(anna, 100, lines=(Line("Tea", "Drinks", amount=100),))
    say(shop, anna, "feedback", score=5)
    clock.instant = NOW.replace(year=year)
    for rule in (
        {"is": "spend", "at_least": 1}, {"is": "visits", "at_least": 1}, {"is": "joined"},
        {"is": "bought", "products": ["Tea"]}, {"is": "feedback", "at_least": 5},
    ):  # fmt: skip
        for wanted in (rule | span, {"not": rule | span}):
            assert ids(wanted) in ([], [anna])
            assert shop.book.ask(rule_words, read_rule(wanted))
    for rule in (
        {"is": "last-visit", "at_least": 36_500}, {"is": "last-visit", "at_most": 36_500},
        {"is": "touchpoint", "at_least": 36_500}, {"is": "touchpoint", "at_most": 36_500},
        {"is": "birthday", "days": 366}, {"is": "lapsing", "days": 3_660}, {"is": "rhythm", "now": "late"},
        {"is": "standing", "cells": ["lost"]},
    ):  # fmt: skip
        assert ids(rule) in ([], [anna])


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_sales_keep_their_day_when_the_shop_moves(shop: Till, ids: Ids, zone: str) -> None:
    first, last = shop.new("First"), shop.new("Last")
    shop.ring(first, 100, at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))  # in Berlin 1 November, half past
    shop.ring(
        last, 100, at=datetime(2026, 11, 10, 22, 30, tzinfo=UTC)
    )  # midnight; the 10th, half past eleven
    shop.book.context = replace(shop.book.context, timezone=zone)
    days = {"start": "2026-11-01", "end": "2026-11-10"}
    for kind in ("spend", "visits"):
        assert ids({"is": kind, "at_least": 1, **days}) == [first, last]
        assert ids({"is": kind, "at_least": 1, "start": "2026-11-02", "end": "2026-11-09"}) == []


def test_bought_counts_what_stands(shop: Till, ids: Ids) -> None:
    tea, back, part, void, card = (shop.new(name) for name in ("Tea", "Back", "Part", "Void", "Card"))

    def buy(customer: int, item: str, category: str, days: float) -> int:
        lines = (Line(item, category, amount=500),)
        return shop.ring(customer, 500, lines=lines, at=ago(days)).purchase

    buy(tea, "ÉARL Grey tea", "Drinks", 5)
    buy(tea, "Earl grey tea", "drinks", 40)
    shop.refund(buy(back, "Earl grey tea", "Drinks", 3))
    buy(part, "Mug", "Drinks", 2)
    shop.void(buy(void, "Earl Grey Tea", "Drinks", 3))
    lines = (Line("Earl grey tea", "Drinks", amount=500), Line("Atlas", "Maps", amount=900))
    both = shop.ring(card, 1_400, lines=lines, at=ago(3)).purchase
    shop.refund(both, lines=(ReturnedLine(0),))
    assert ids({"is": "bought", "products": ["Atlas"]}) == [card]
    assert ids({"is": "bought", "products": ["EARL GREY TEA"]}) == [tea]
    assert ids({"is": "bought", "products": ["éarl grey tea"]}) == [tea]
    assert ids({"is": "bought", "products": ["grey"]}) == []
    assert ids({"is": "bought", "products": ["GREY"], "part": True}) == [tea]
    assert ids({"is": "bought", "products": ["%"], "part": True}) == []
    assert ids({"is": "bought", "categories": ["DRINKS"]}) == [tea, part]
    assert ids({"is": "bought", "categories": ["Drinks"], "times": 2}) == [tea]
    assert ids({"is": "bought", "categories": ["Drinks"], "times": 2, "last": 30}) == []
    assert ids({"is": "bought", "products": ["Mug"], "categories": ["Music"]}) == [part]
    assert ids({"not": {"is": "bought", "categories": ["Drinks"], "last": 30}}) == [back, void, card]


def test_products_and_categories_are_offered_once(shop: Till, book: Book) -> None:
    anna = shop.new("Anna")
    for item, category in (("Tea", "Drinks"), ("tea", "drinks"), ("Dune", "Novels")):
        shop.ring(anna, 100, lines=(Line(item, category, amount=100),))
    offers = criteria().get("bought").offers  # type: ignore[union-attr]
    assert [one.casefold() for one, _label in book.ask(offers["products"])] == ["dune", "tea"]
    assert [one.casefold() for one, _label in book.ask(offers["categories"])] == ["drinks", "novels"]


def test_feedback_by_the_newest_score_or_any(shop: Till, ids: Ids) -> None:
    better, worse, words = (shop.new(name) for name in ("Better", "Worse", "Words"))
    say(shop, better, "feedback", 100, score=1)
    say(shop, better, "feedback", 10, score=5)
    say(shop, worse, "feedback", 10, score=2)
    say(shop, worse, "feedback", 100, score=5)
    say(shop, worse, "feedback", 1, score=4)
    shop.book.do(undo_last, Undo())
    say(shop, words, "feedback", 5)
    assert ids({"is": "feedback", "at_most": 2}) == [worse]
    assert ids({"is": "feedback", "at_most": 2, "which": "any"}) == [better, worse]
    assert ids({"is": "feedback", "at_least": 5, "start": "2026-01-01", "end": "2026-10-31"}) == [worse]
    assert ids({"is": "feedback", "at_least": 4, "last": 30}) == [better]
    assert ids({"is": "feedback", "at_least": 0, "scale": "10"}) == []
    assert ids({"not": {"is": "feedback", "at_least": 0}}) == [words]


def test_days_since_a_touchpoint_of_a_kind_or_any(shop: Till, ids: Ids) -> None:
    called, bought, both, silent = (shop.new(name) for name in ("Called", "Bought", "Both", "Silent"))
    say(shop, called, "call", 50)
    shop.ring(bought, 100, at=ago(50))
    say(shop, silent, "call", 30)
    shop.book.do(undo_last, Undo())
    say(shop, both, "call", 80)
    say(shop, both, "letter", 20)
    shop.ring(both, 100, at=ago(60))
    assert ids({"is": "touchpoint", "at_least": 50}) == [called, bought]
    assert ids({"is": "touchpoint", "at_least": 51}) == []
    assert ids({"is": "touchpoint", "kinds": ["call"], "at_least": 51}) == [both]
    assert ids({"is": "touchpoint", "kinds": ["call", "letter"], "at_least": 51}) == []
    assert ids({"is": "touchpoint", "kinds": ["purchase"], "at_most": 59}) == [bought]
    assert ids({"is": "touchpoint", "kinds": ["purchase"]}) == [bought, both]
    assert ids({"is": "touchpoint", "never": True}) == [silent]
    assert ids({"is": "touchpoint", "kinds": ["letter"], "never": True}) == [called, bought, silent]
    assert ids({"not": {"is": "touchpoint", "at_least": 50}}) == [both, silent]


def test_friends(shop: Till, book: Book, ids: Ids) -> None:
    anna = shop.new("Anna")
    bert, carl = shop.new("Bert", sent_by=anna), shop.new("Carl", sent_by=anna)
    dora = shop.new("Dora", sent_by=bert)
    assert ids({"is": "referral"}) == [bert, carl, dora]
    assert ids({"is": "referral", "how": "brings"}) == [anna, bert]
    assert ids({"is": "referral", "how": "brings", "at_least": 2}) == [anna]
    assert ids({"is": "referral", "how": "by", "customer": anna}) == [bert, carl]
    assert "brought by Anna" in book.ask(
        rule_words, read_rule({"is": "referral", "how": "by", "customer": anna})
    )
    lost = read_rule({"is": "referral", "how": "by", "customer": 999})
    assert book.ask(members_of, lost).tolist() == []
    assert book.ask(troubles, lost) == ("There is no customer with the number 999.",)


def test_joined(shop: Till, ids: Ids) -> None:
    old = shop.new("Old", joined_on=TODAY - timedelta(days=30))
    new = shop.new("New", joined_on=TODAY - timedelta(days=29))
    assert ids({"is": "joined", "last": 30}) == [new]
    assert ids({"is": "joined", "last": 31}) == [old, new]
    assert ids({"is": "joined", "when": "month"}) == [old, new]
    assert ids({"is": "joined", "end": "2026-10-23"}) == [old]


def _campaign(unit: Unit, cmd: tuple[str, list[int], list[int], bool]) -> None:
    name, got, held_out, off = cmd
    row = Campaign(
        name=name, action="tag", data="{}", group_name="G", rule="{}", started_on=unit.today,
        started_at=unit.now, holdout_percent=10, days=30, called_off_at=unit.now if off else None,
    )  # fmt: skip
    unit.session.add(row)
    unit.session.flush()
    for member in (*got, *held_out):
        held = member in held_out
        unit.session.add(CampaignMember(campaign_id=row.id, customer_id=member, held_out=held))


def test_who_was_in_a_campaign(shop: Till, book: Book, ids: Ids) -> None:
    anna, bert, carl, dora = (shop.new(name) for name in ("Anna", "Bert", "Carl", "Dora"))
    book.do(_campaign, ("Summer sale", [anna], [bert], False))
    book.do(_campaign, ("Winter sale", [carl], [], False))
    book.do(_campaign, ("Mistake", [dora], [], True))
    assert ids({"is": "campaign"}) == [anna, bert, carl]
    assert ids({"is": "campaign", "name": "summer SALE"}) == [anna, bert]
    assert ids({"is": "campaign", "name": "Summer sale", "part": "held-out"}) == [bert]
    assert ids({"is": "campaign", "part": "got"}) == [anna, carl]
    assert ids({"is": "campaign", "name": "Gone"}) == []
    assert "no campaign “Gone”" in book.ask(troubles, read_rule({"is": "campaign", "name": "Gone"}))[0]


@example(date(2026, 2, 21), 7)
@example(date(2027, 12, 31), 59)
@example(date(2028, 2, 21), 7)
@example(date(2027, 3, 1), 364)
@given(
    st.dates(date(2023, 1, 1), date(2029, 12, 31)),
    st.sampled_from([0, 1, 7, 27, 28, 29, 59, 60, 200, 364, 365, 366]),
)
@tries(60, same_fixtures=True)
def test_birthdays_within_days_are_those_the_card_says(book: Book, today: date, days: int) -> None:
    clock = book.clock
    assert isinstance(clock, FixedClock)
    clock.instant = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    if not book.ask(members_of, read_rule({"all": []})):
        till = Till(book, clock)
        for month, day in BORN:
            till.new(f"Born {month} {day}", birthday=Birthday(month, day))
        till.new("Unknown")
    chosen = set(book.ask(members_of, read_rule({"is": "birthday", "days": days})))
    for number, (month, day) in enumerate(BORN, 1):
        wanted = (days_to_birthday(month, day, today) or 0) <= days or days >= 365
        assert (number in chosen) == wanted, (month, day)
    month = {n for n, (born, _day) in enumerate(BORN, 1) if born == today.month}
    assert set(book.ask(members_of, read_rule({"is": "birthday", "window": "this-month"}))) == month
    assert len(book.ask(members_of, read_rule({"is": "birthday", "window": "known"}))) == len(BORN)
    others = book.ask(members_of, read_rule({"not": {"is": "birthday", "days": days}}))
    assert set(others) == set(range(1, len(BORN) + 2)) - chosen, "who told no birthday has none"


BORN = (
    (1, 1), (1, 31), (2, 1), (2, 27), (2, 28), (2, 29), (3, 1), (3, 2), (6, 15), (7, 20), (11, 30), (12, 1),
    (12, 31),
)  # fmt: skip


def test_too_few_customers_to_rank_is_said(book: Book, ids: Ids) -> None:
    fill(book, 24, [Came(who, TODAY - timedelta(days=who)) for who in range(1, 25)])
    rule = {"is": "standing", "cells": ["champions", "lost"], "money": 1}
    assert ids(rule) == []
    assert book.ask(troubles, read_rule(rule)) == (
        "Too little history: 24 customers have bought, ranking begins with 25.",
    )
    fill(book, 1, [Came(25, TODAY)], start=25)
    assert book.ask(troubles, read_rule(rule)) == ()
    assert ids({"is": "standing", "recency": 5}) != []


def test_standing_is_what_insight_says(book: Book, ids: Ids) -> None:
    from app.insights.insight import customer_insight
    from app.insights.rfm import cell_names

    fill(book, 60, busy(60, TODAY))
    ranks = {who: book.ask(customer_insight, who).rank.value for who in range(1, 61)}
    for cell in cell_names():
        wanted = [who for who, rank in ranks.items() if rank is not None and rank.cell == cell]
        assert ids({"is": "standing", "cells": [cell]}) == wanted
    wanted = [
        who for who, rank in ranks.items() if rank is not None and rank.frequency >= 4 and rank.money >= 3
    ]
    assert ids({"is": "standing", "frequency": 4, "money": 3}) == wanted


def test_rhythm_is_what_insight_says_of_each(book: Book, ids: Ids) -> None:
    from app.insights.history import visits_of
    from app.insights.rhythm import rhythm_of

    came = busy(80, TODAY, days=900)
    came += [Came(81, TODAY - timedelta(days=day)) for day in (1, 1, 2, 3)]  # three days: no rhythm
    came += [Came(82, TODAY - timedelta(days=day)) for day in range(60, 400, 7)]
    came += [Came(83, TODAY - timedelta(days=day), back=1_000) for day in range(5)]  # all brought back
    came += [Came(84, TODAY + timedelta(days=day)) for day in range(5)]  # a clock set wrong
    came += [Came(85, TODAY - timedelta(days=day)) for day in (0, 1, 2, 3, 400, 401, 402, 403)]
    fill(book, 85, came)
    book.do(_recount, 85)
    late, in_time, usual = [], [], {}
    for who in range(1, 86):
        days = [visit.on for visit in book.ask(visits_of, who)]
        rhythm = rhythm_of(days)
        if rhythm is not None:
            (late if rhythm.is_late((TODAY - days[-1]).days) else in_time).append(who)
            usual[who] = rhythm.usual
    assert 82 in late and late and in_time
    assert not {81, 83, 84} & set(usual)
    assert ids({"is": "rhythm", "now": "late"}) == late
    assert ids({"is": "rhythm", "now": "in-time"}) == in_time
    assert ids({"is": "rhythm", "at_least": 10, "at_most": 25}) == [
        who for who, gap in usual.items() if 10 <= gap <= 25
    ]
    assert ids(
        {"all": [{"is": "rhythm", "now": "late"}, {"is": "field", "field": "name", "text": "n82"}]}
    ) == [82]


def _like(unit: Unit, customers: int) -> None:
    unit.session.execute(update(Customer).where(Customer.id <= customers).values(favourite="Tea"))


def _recount(unit: Unit, customers: int) -> None:
    from app.sales.activity import recount

    for who in range(1, customers + 1):
        recount(unit, who)


@pytest.mark.parametrize(
    "came", [[], [Came(1, TODAY)], [Came(1, TODAY, back=1_000)], [Came(1, TODAY, void=True)]]
)
@pytest.mark.parametrize("customers", [0, 1, 3])
def test_shops_of_nobody_and_of_few_get_words(book: Book, customers: int, came: list[Came]) -> None:
    from app.groups.named import counted, groups
    from app.groups.preview import preview

    fill(book, customers, came if customers else [])
    found = book.ask(lambda view: counted(view, groups(view)))
    assert all(one.words for one in found)
    assert all(0 <= one.count <= customers for one in found)
    for one in found:
        told = book.ask(preview, one.group.rule)
        assert told.count == one.count and told.of == customers


def test_the_step_is_what_the_relationship_says(shop: Till, book: Book, ids: Ids) -> None:
    from app.insights.relationship.ladder import RUNGS
    from app.insights.relationship.standing import standing

    fill(book, 40, busy(40, TODAY, seed=5))
    book.do(_recount, 40)
    book.do(_like, 20)
    told = {who: book.ask(standing, who).stage for who in range(1, 41)}
    assert len(set(told.values())) > 1
    for step in RUNGS.ids():
        assert ids({"is": "step", "steps": [step]}) == [who for who, stage in told.items() if stage == step]
    everybody = list(told)
    assert ids({"is": "step", "steps": list(RUNGS.ids())}) == everybody
    assert ids({"all": [{"is": "visits", "at_least": 4}, {"not": {"is": "step", "steps": ["advocacy"]}}]})
    label = next(iter(RUNGS)).label
    assert f"stand on the step “{label}”" in book.ask(
        rule_words, read_rule({"is": "step", "steps": [RUNGS.ids()[0]]})
    )
