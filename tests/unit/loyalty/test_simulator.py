"""The simulator: the ledger's own points where nothing is assumed, and every figure of a small past."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from app.customers.models import CustomerTag, Household, HouseholdMember, Tag
from app.kernel.errors import Refused
from app.kernel.progress import Cancelled, Progress
from app.kernel.unit import Unit
from app.loyalty import commands as c
from app.loyalty.counting import Counting
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import ABSENCE, DAYS, MONTHS, YEARLY, Expiry
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rewards import Reward
from app.loyalty.rules import WAIVE, Rules, Worth
from app.loyalty.simulating.behaviour import ASSUMED, DEAREST, FROM_HISTORY, Behaviour, behaviour_of
from app.loyalty.simulating.outcome import Outcome, Simulation
from app.loyalty.simulating.running import simulate
from app.loyalty.stamps.card import VISIT, StampCard
from app.loyalty.tiers.scheme import NO_TIERS, Tier, TierScheme

from .conftest import SIMPLE, Till, noon

NOBODY_USES = Behaviour(0.0)
EVERYBODY = Behaviour(1.0)
SPEND = SIMPLE.earning[0]


def replay(till: Till, draft: Rules, *, ours: Rules = SIMPLE, **more: Any) -> Simulation:
    more.setdefault("behaviour", NOBODY_USES)
    return till.book.ask(simulate, ours, draft, **more)


def under(till: Till, rules: Rules, **more: Any) -> Outcome:
    return replay(till, rules, **more).draft


def rule(kind: str, number: int = 0, **values: Any) -> EarningRule:
    return EarningRule(f"{kind}-{number}", kind, values)


def random_rules(rng: random.Random) -> Rules:
    """Rules with conditions of every kind, some with tiers that a year's spending or points reach."""
    candidates = [
        rule("money_step", 1, points=2, step=333, carry_over=True),
        rule("times", 1, factor=2000, category=("crime",)),
        rule("times", 2, factor=1500, weekdays=("tue", "sat"), after="09:00", before="18:30"),
        rule("times", 3, factor=500, **{"from": "2026-03-01", "to": "2026-05-31"}),
        rule("times", 4, factor=3000, tags=("Book club",)),
        rule("plus", 1, points=50, first_purchase=True),
        rule("plus", 2, points=7, visit=True),
        rule("plus", 3, points=20, birthday_within=10),
        rule("plus", 4, points=3, product=("tea",), each=True),
        rule("plus", 5, points=9, minimum=3000, stop=True),
    ]
    by = rng.choice(("spend", "points"))
    second, third = (100, 300) if by == "points" else (8_000, 30_000)
    expiries = (Expiry(), Expiry(DAYS, 70), Expiry(MONTHS, 3), Expiry(ABSENCE, 2), Expiry(YEARLY, 1, 6, 30))
    return replace(
        SIMPLE,
        earning=(SPEND, *rng.sample(candidates, rng.randint(0, 6))),
        counting=Counting(without=("delivery",) if rng.random() < 0.5 else ()),
        expiry=rng.choice(expiries),
        tiers=TierScheme(
            (Tier("a", "A"), Tier("b", "B", second, 1250), Tier("c", "C", third, 2000, factor_from=2_000)),
            by=by,
            year=rng.choice(("rolling", "calendar")),
        )
        if rng.random() < 0.6
        else NO_TIERS,
    )


def live(till: Till, rng: random.Random) -> None:
    """A few customers with a year of purchases, within which nobody drops; two share a household."""
    customers = [till.customer(f"Customer {number}") for number in range(5)]

    def settle_in(unit: Unit, _cmd: object) -> None:
        unit.session.execute(insert(Tag).values(id=1, name="Book club", folded="book club"))
        unit.session.execute(insert(CustomerTag).values(customer_id=customers[0], tag_id=1))
        unit.session.execute(
            insert(Household).values(id=1, name="Home", holder_id=customers[3], founded_at=unit.now)
        )
        for member in customers[3:]:
            unit.session.execute(
                insert(HouseholdMember).values(customer_id=member, household_id=1, joined_at=unit.now)
            )
        unit.session.connection().exec_driver_sql(
            f"UPDATE customer SET birth_month = 5, birth_day = 9 WHERE id = {customers[1]}"
        )

    till.book.do(settle_in, Behaviour())
    start = datetime(2026, 1, 2, 8, tzinfo=UTC)
    moments = sorted(start + timedelta(minutes=rng.randrange(320 * 24 * 60)) for _sale in range(60))
    for at in moments:
        till.clock.instant = at
        lines = tuple(
            c.Line(item, category, 1000 * rng.randint(1, 3), rng.randint(50, 4000))
            for item, category in rng.sample(
                [("Tea", "Drinks"), ("Nine Frosts", "Crime"), ("Post", "Delivery"), ("Cake", "Cakes")],
                rng.randint(1, 3),
            )
        )
        till.ring(rng.choice(customers), sum(line.amount for line in lines), lines=lines)
    till.clock.instant = noon(2026, 11, 22)
    till.lapse()


@pytest.mark.parametrize("seed", range(16))
def test_the_real_rules_as_it_happened_give_the_ledgers_own_points(till: Till, seed: int) -> None:
    rng = random.Random(seed)
    rules = random_rules(rng)
    till.rules(rules)
    live(till, rng)
    found = replay(till, rules, ours=rules, since=date(2026, 1, 1))
    booked = dict(till.rows("SELECT kind, sum(points) FROM entry GROUP BY kind"))
    assert found.today.given == booked["earn"]
    assert found.draft.given == booked["earn"]
    if rules.expiry.kind != ABSENCE:  # absence lapses at the next movement, or by a daily run
        balance = till.rows("SELECT sum(balance) FROM account")[0][0]
        assert found.draft.lapsed == -booked.get("lapse", 0)
        assert found.draft.owed[-1].points == balance
    if rules.tiers:
        stands = dict(till.rows("SELECT tier, count(*) FROM tier_standing GROUP BY tier"))
        ended = {tier.id: tier.customers for tier in found.draft.tiers}
        assert {id_: ended[id_] for id_ in "bc"} == {id_: stands.get(id_, 0) for id_ in "bc"}
    assert found.purchases == found.replayed == 60
    assert found.draft.sales == till.rows("SELECT sum(amount) FROM purchase")[0][0]


def test_absence_lapses_everything_at_once(till: Till, maria: int) -> None:
    idle = replace(SIMPLE, expiry=Expiry(ABSENCE, 2))
    till.ring(maria, 1000, at=noon(2026, 3, 1))
    till.ring(maria, 1000, at=noon(2026, 4, 30))
    till.ring(maria, 1000, at=noon(2026, 7, 10))
    found = under(till, idle)
    assert (found.given, found.lapsed) == (30, 30)  # 20 on 1 July, 10 on 11 September
    owed = {owed.day.month: owed.points for owed in found.owed}
    assert [owed[month] for month in (3, 4, 5, 6, 7, 8, 9)] == [10, 20, 20, 20, 10, 10, 0]


def test_points_owed_at_each_months_end_in_points_and_money(till: Till, maria: int) -> None:
    for month in (1, 2, 4):
        till.ring(maria, 10_000, at=noon(2026, month, 10))
    found = under(
        till, replace(SIMPLE, expiry=Expiry(MONTHS, 2), worth=Worth(100, 150)), since=date(2026, 1, 1)
    )
    assert [(owed.day, owed.points, owed.money) for owed in found.owed][:6] == [
        (date(2026, 1, 31), 100, 150),
        (date(2026, 2, 28), 200, 300),
        (date(2026, 3, 31), 100, 150),
        (date(2026, 4, 30), 100, 150),
        (date(2026, 5, 31), 100, 150),
        (date(2026, 6, 30), 0, 0),
    ]
    assert found.owed[-1].day == date(2026, 11, 22)
    assert found.lapsed == 300


def test_a_programme_without_a_price_owes_points_alone(till: Till, maria: int) -> None:
    till.ring(maria, 10_000)
    found = under(till, Rules(earning=(SPEND,)))
    assert found.owed_at_end is not None
    assert (found.owed_at_end.points, found.owed_at_end.money) == (100, None)


def test_what_was_before_the_first_day_counts_for_balances_only(till: Till, maria: int) -> None:
    till.ring(maria, 10_000, at=noon(2026, 9, 10))
    till.ring(maria, 2_000, at=noon(2026, 11, 10))
    found = replay(till, SIMPLE, since=date(2026, 11, 1))
    assert (found.purchases, found.replayed) == (1, 2)
    assert (found.draft.given, found.draft.sales) == (20, 2000)
    assert [(owed.day, owed.points) for owed in found.draft.owed] == [(date(2026, 11, 22), 120)]


def test_nothing_after_the_last_day_is_replayed(till: Till, maria: int) -> None:
    till.ring(maria, 1_000, at=noon(2026, 11, 10))
    late = till.ring(maria, 2_000, at=noon(2026, 11, 11))
    till.refund(late.purchase)
    found = replay(till, SIMPLE, until=date(2026, 11, 11))
    assert (found.replayed, found.draft.given, found.draft.returned) == (2, 30, 0)
    assert replay(till, SIMPLE, until=date(2026, 11, 10)).replayed == 1


def test_rewards_are_used_as_soon_as_they_are_in_reach(till: Till, maria: int) -> None:
    rules = replace(SIMPLE, rewards=(Reward("ten-off", "€10 off", "amount_off", 30, {"amount": 1000}),))
    for day in (1, 2, 3, 4):
        till.ring(maria, 2_000, at=noon(2026, 11, day))
    found = under(till, rules, behaviour=EVERYBODY)
    # 20, 40 - 30, 30 - 30, 20: a reward after the second purchase and after the third.
    assert (found.given, found.used, found.uses, found.cost) == (80, 60, 2, 2000)
    assert found.cost_share == 0.25
    assert (found.customers, found.in_reach, found.owed[-1].points) == (1, 0, 20)


def test_those_who_save_up_take_the_dearest(till: Till, maria: int) -> None:
    till.ring(maria, 15_000)
    cheapest = under(till, SIMPLE, behaviour=EVERYBODY)
    dearest = under(till, SIMPLE, behaviour=replace(EVERYBODY, prefers=DEAREST))
    assert (cheapest.used, cheapest.cost) == (3, 300)
    assert (dearest.used, dearest.cost) == (150, 400)


def test_a_reward_is_for_whom_and_as_often_as_it_says(till: Till, maria: int) -> None:
    values = {"amount": 100, "once": "month", "weekdays": ("mon",)}
    rules = replace(SIMPLE, rewards=(Reward("a", "A", "amount_off", 5, values),))
    for day in (1, 2, 3, 9, 16):  # Sunday, Monday, Tuesday, Mondays
        till.ring(maria, 2_000, at=noon(2026, 11, day))
    till.ring(maria, 2_000, at=noon(2026, 10, 5))
    assert under(till, rules, behaviour=EVERYBODY).uses == 2


@pytest.mark.parametrize(
    ("limit", "uses"),
    [({"first": 9}, 1), ({"first": 9, "once": "day"}, 3), ({"birthday_within": 60}, 2), ({}, 3)],
)
def test_limits_bound_rewards_as_at_the_till(
    till: Till, maria: int, limit: dict[str, Any], uses: int
) -> None:
    till.book.do(_born, maria)
    rules = replace(SIMPLE, rewards=(Reward("a", "A", "amount_off", 5, {"amount": 100, **limit}),))
    for year, day in ((2025, 20), (2026, 1), (2026, 20)):
        till.ring(maria, 2_000, at=noon(year, 11, day))
    assert under(till, rules, behaviour=EVERYBODY, since=date(2025, 11, 1)).uses == uses


def test_the_cheapest_of_several_is_worth_what_the_lines_say(till: Till, maria: int) -> None:
    rules = replace(SIMPLE, rewards=(Reward("a", "A", "cheapest_free", 5, {"of": 2}),))
    lines = (c.Line("Tea", amount=300), c.Line("Cake", amount=400))
    till.ring(maria, 700, lines=lines)
    found = under(till, rules, behaviour=EVERYBODY)
    assert (found.uses, found.cost, found.unpriced) == (1, 300, 0)


def _born(unit: Unit, customer: int) -> None:
    unit.session.connection().exec_driver_sql(
        f"UPDATE customer SET birth_month = 11, birth_day = 22 WHERE id = {customer}"
    )


def test_what_has_no_price_is_told_apart(till: Till, maria: int) -> None:
    rules = replace(SIMPLE, rewards=(Reward("seat", "A seat held", "free_item", 5),))
    till.ring(maria, 2_000)
    found = under(till, rules, behaviour=EVERYBODY)
    assert (found.uses, found.unpriced, found.cost) == (1, 1, 0)


def test_refunds_and_voids(till: Till, maria: int) -> None:
    half = till.ring(maria, 10_000, at=noon(2026, 11, 1))
    till.refund(half.purchase, 5_000, at=noon(2026, 11, 3))
    till.void(till.ring(maria, 7_000, at=noon(2026, 11, 2)).purchase)
    found = replay(till, SIMPLE)
    assert (found.replayed, found.draft.given, found.draft.returned) == (1, 100, 50)
    assert found.draft.sales == 5_000
    assert found.draft.owed[-1].points == 50 == till.balance(maria)


@pytest.mark.parametrize(("refund_of_spent", "returned", "left"), [("owe", 100, 0), (WAIVE, 1, 0)])
def test_a_refund_of_points_already_spent(
    till: Till, maria: int, refund_of_spent: str, returned: int, left: int
) -> None:
    rules = replace(
        SIMPLE,
        refund_of_spent=refund_of_spent,
        rewards=(Reward("a", "A", "amount_off", 99, {"amount": 100}),),
    )
    bought = till.ring(maria, 10_000, at=noon(2026, 11, 1))
    till.refund(bought.purchase, at=noon(2026, 11, 3))
    till.ring(maria, 1_000, at=noon(2026, 11, 4))
    found = under(till, rules, behaviour=EVERYBODY)
    assert (found.used, found.returned) == (99, returned)
    # What is owed is settled first: 10 points against 99 leave nothing, and nobody is owed below nothing.
    assert found.owed[-1].points == (left if refund_of_spent == "owe" else 10)


def test_points_for_friends_go_to_both(till: Till) -> None:
    sender, friend, other = (till.customer(name) for name in ("Sender", "Friend", "Other"))

    def send(unit: Unit, _cmd: object) -> None:
        unit.session.connection().exec_driver_sql(
            f"UPDATE customer SET referred_by_id = {sender} WHERE id IN ({friend}, {other})"
        )

    till.book.do(send, Behaviour())
    till.ring(sender, 1_000, at=noon(2026, 10, 1))
    till.void(till.ring(friend, 5_000, at=noon(2026, 10, 2)).purchase)
    till.ring(friend, 400, at=noon(2026, 10, 3))
    till.ring(friend, 600, at=noon(2026, 10, 4))
    till.ring(other, 900, at=noon(2026, 10, 5))
    rules = replace(SIMPLE, referral=ReferralRule(100, 50, minimum=500))
    assert under(till, rules).given == 29 + 2 * 150 - 0
    assert under(till, replace(rules, referral=ReferralRule(100, 50, 500, most_a_year=1))).given == 29 + 150
    assert replay(till, SIMPLE).draft.given == 29


def test_points_for_joining(till: Till, maria: int) -> None:
    till.ring(maria, 1_000, at=noon(2026, 11, 1))
    joined = replace(SIMPLE, earning=(SPEND, rule("sign_up", points=25)))
    assert under(till, joined).given == 35


def test_stamps_of_items_and_visits(till: Till, maria: int) -> None:
    cards = (
        StampCard("coffee", "Coffee card", 3, category=("Drinks",)),
        StampCard("visits", "Visit card", 2, VISIT),
    )
    for day, pieces in ((1, 2), (1, 1), (2, 5)):
        lines = (c.Line("Tea", "Drinks", pieces * 1000, 300), c.Line("Cake", "Cakes", 1000, 300))
        till.ring(maria, 600, at=noon(2026, 11, day), lines=lines)
    found = under(till, replace(SIMPLE, stamp_cards=cards))
    assert [(card.id, card.given, card.filled) for card in found.stamps] == [
        ("coffee", 8, 2), ("visits", 2, 1),
    ]  # fmt: skip


TIERS = (Tier("member", "Member"), Tier("silver", "Silver", 10_000, 1500), Tier("gold", "Gold", 20_000, 2000))
TIERED = replace(SIMPLE, tiers=TierScheme(TIERS))


def ids(outcome: Outcome) -> dict[str, int]:
    return {tier.id: tier.customers for tier in outcome.tiers}


@pytest.mark.parametrize(
    ("before", "sale", "tier"),
    [
        (0, 6_000, "member"), (0, 15_000, "silver"), (0, 25_000, "gold"), (4_000, 500, "member"),
        (8_000, 3_000, "silver"), (18_000, 3_000, "gold"), (0, 9_999, "member"), (0, 10_000, "silver"),
        (0, 19_999, "silver"), (0, 20_000, "gold"),
    ],
)  # fmt: skip
def test_tiers_are_reached_by_the_replays_own_spending(
    till: Till, maria: int, before: int, sale: int, tier: str
) -> None:
    if before:
        till.ring(maria, before, at=noon(2026, 11, 1))
    till.ring(maria, sale, at=noon(2026, 11, 2))
    assert {name for name, customers in ids(under(till, TIERED)).items() if customers} == {tier}


def test_a_tiers_factor_holds_from_the_next_purchase(till: Till, maria: int) -> None:
    for day in (1, 2, 3):
        till.ring(maria, 10_000, at=noon(2026, 11, day))
    assert under(till, TIERED).given == 100 + 150 + 200


@pytest.mark.parametrize(
    ("grace", "until", "tier"),
    [
        (0, date(2026, 11, 9), "silver"),
        (0, date(2026, 11, 10), "member"),
        (30, date(2026, 12, 9), "silver"),
        (30, date(2026, 12, 10), "member"),
    ],
)
def test_who_no_longer_reaches_a_tier_drops_after_grace(
    till: Till, maria: int, grace: int, until: date, tier: str
) -> None:
    till.ring(maria, 12_000, at=noon(2025, 11, 10))
    rules = replace(SIMPLE, tiers=TierScheme(TIERS, grace_days=grace))
    assert ids(under(till, rules, until=until))[tier] == 1


@pytest.mark.parametrize(("until", "tier"), [(date(2026, 12, 31), "silver"), (date(2027, 1, 1), "member")])
def test_in_calendar_years_a_tier_holds_through_the_next(
    till: Till, maria: int, until: date, tier: str
) -> None:
    till.ring(maria, 12_000, at=noon(2025, 3, 10))
    rules = replace(SIMPLE, tiers=TierScheme(TIERS, year="calendar"))
    assert ids(under(till, rules, until=until))[tier] == 1


def test_who_changes_tier_against_todays_rules(till: Till) -> None:
    for spent in (5_000, 12_000, 25_000):
        till.ring(till.customer(f"Spent {spent}"), spent)
    steeper = replace(SIMPLE, tiers=TierScheme((TIERS[0], replace(TIERS[1], start=15_000), TIERS[2])))
    found = replay(till, steeper, ours=TIERED)
    assert ids(found.today) == {"member": 1, "silver": 1, "gold": 1}
    assert [(tier.id, tier.customers, tier.up, tier.down) for tier in found.draft.tiers] == [
        ("member", 2, 0, 1), ("silver", 0, 0, 0), ("gold", 1, 0, 0),
    ]  # fmt: skip
    assert [(move.before, move.after, move.up) for move in found.draft.moves] == [("Silver", "Member", False)]
    assert (found.draft.moved_up, found.draft.moved_down) == (0, 1)
    assert replay(till, TIERED, ours=TIERED).draft.moved_down == 0


def test_the_share_comes_from_the_shops_own_past(till: Till, maria: int) -> None:
    for day in range(1, 11):
        for _sale in range(4):
            till.ring(maria, 300, at=noon(2026, 11, day))
        if day % 2:
            till.redeem(maria, "small", at=noon(2026, 11, day))
    undone = till.redeem(maria, "small")
    till.book.do(c.give_back, c.GiveBack(undone.redemption))
    found = till.book.ask(behaviour_of, date(2026, 11, 1), date(2026, 11, 22))
    assert (found.source, found.chances, found.uses, found.share) == (FROM_HISTORY, 40, 5, 0.125)
    early = till.book.ask(behaviour_of, date(2026, 11, 1), date(2026, 11, 2))
    assert (early.source, early.chances, early.uses) == (ASSUMED, 8, 1)


def test_the_same_question_has_the_same_answer(till: Till) -> None:
    for number in range(40):
        till.ring(till.customer(f"C{number}"), 2_000)
    half = Behaviour(0.5)
    found = replay(till, SIMPLE, behaviour=half)
    assert found == replay(till, SIMPLE, behaviour=half)
    assert found.today == found.draft
    assert 8 <= found.draft.uses <= 32


def test_days_and_shares_that_cannot_be_are_refused(till: Till) -> None:
    with pytest.raises(Refused, match="before the first"):
        replay(till, SIMPLE, since=date(2026, 2, 1), until=date(2026, 1, 1))
    with pytest.raises(Refused, match="between 0 and 100"):
        replay(till, SIMPLE, behaviour=Behaviour(1.5))


def test_a_shop_without_purchases_has_nothing_to_replay(till: Till) -> None:
    found = replay(till, SIMPLE)
    assert (found.replayed, found.draft.customers, found.draft.reach_share, found.draft.cost_share) == (
        0,
        0,
        0,
        0,
    )


def test_it_tells_how_far_it_is_and_can_be_stopped(till: Till, maria: int) -> None:
    till.ring(maria, 1_000)
    told: list[tuple[int, int | None]] = []
    replay(till, SIMPLE, progress=Progress(lambda done, total, _words: told.append((done, total))))
    assert told[-1] == (1, 1)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        replay(till, SIMPLE, progress=stopped)
