"""Tiers: reached by an amount, taken back with the sale that reached it, dropped after grace, set by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text

from app.customers.models import Household, HouseholdMember
from app.kernel.errors import Refused
from app.loyalty import commands as c
from app.loyalty.queries import tier_changes, tier_names, tier_on_day, tier_state
from app.loyalty.tiers.scheme import Tier
from app.sales.tables import table

from .conftest import Till, noon
from .tier_rules import THREE, with_tiers

CASES = [
    (0, 6_000, "first"),
    (0, 15_000, "second"),
    (0, 25_000, "third"),
    (4_000, 500, "first"),
    (8_000, 3_000, "second"),
    (18_000, 3_000, "third"),
    (0, 9_999, "first"),
    (0, 10_000, "second"),
    (0, 19_999, "second"),
    (0, 20_000, "third"),
    (8_000, 1_999, "first"),
    (8_000, 2_000, "second"),
    (18_000, 1_999, "second"),
    (18_000, 2_000, "third"),
]


@pytest.fixture
def tiers(till: Till) -> Till:
    till.rules(with_tiers())
    return till


def household(till: Till, *members: int) -> None:
    """Put customers into one household, the first its holder."""

    def found(unit, _cmd) -> None:
        unit.session.execute(
            insert(table(Household)).values(id=1, name="Home", holder_id=members[0], founded_at=unit.now)
        )
        for member in members:
            unit.session.execute(
                insert(table(HouseholdMember)).values(customer_id=member, household_id=1, joined_at=unit.now)
            )
        c.stand_again(unit, members)

    till.book.do(found, c.RunDaily())


@pytest.mark.parametrize(("before", "sale", "tier"), CASES)
def test_a_sale_reaches_its_tier(tiers: Till, maria: int, clean, before: int, sale: int, tier: str) -> None:
    if before:
        tiers.ring(maria, before)
    tiers.ring(maria, sale)
    assert tiers.tier(maria) == tier
    clean()


@pytest.mark.parametrize(("before", "sale", "tier"), CASES)
def test_refunding_it_is_the_start(tiers: Till, maria: int, clean, before: int, sale: int, tier: str) -> None:
    if before:
        tiers.ring(maria, before)
    start = tiers.tier(maria)
    bought = tiers.ring(maria, sale).purchase
    tiers.refund(bought)
    assert tiers.tier(maria) == start
    tiers.undo()
    assert tiers.tier(maria) == tier
    clean()


def test_by_points_earned(till: Till, maria: int, clean) -> None:
    till.rules(with_tiers((Tier("a", "A", 0), Tier("b", "B", 100), Tier("c", "C", 200)), by="points"))
    bought = till.ring(maria, 9_900).purchase
    assert till.tier(maria) == "a"
    till.adjust(maria, 500)  # by hand is not earned
    till.ring(maria, 100)
    assert till.tier(maria) == "b"
    till.book.do(c.give_opening, c.GiveOpening(maria, 100))
    assert till.tier(maria) == "c"
    till.refund(bought, 9_800)
    assert till.tier(maria) == "b"
    till.void(bought)
    assert till.book.ask(tier_state, maria).amount == 101
    clean()


def test_points_that_were_spent_count_as_returned_all_the_same(till: Till, maria: int) -> None:
    till.rules(with_tiers((Tier("a", "A", 0), Tier("b", "B", 100)), by="points"))
    bought = till.ring(maria, 10_000).purchase
    till.adjust(maria, -100)
    assert till.tier(maria) == "b"
    till.refund(bought)
    assert till.tier(maria) == "a"


def test_the_sale_that_lifts_earns_by_the_tier_before_it(tiers: Till, maria: int) -> None:
    assert tiers.ring(maria, 10_000).points == 100
    assert tiers.ring(maria, 1_000).points == 20
    assert tiers.ring(maria, 9_000).points == 180
    assert tiers.ring(maria, 100).points == 3


def test_a_sale_moved_there_and_back_earns_the_same_again(tiers: Till, maria: int, clean) -> None:
    thomas = tiers.customer("Thomas")
    bought = tiers.ring(maria, 10_000)
    assert bought.points == 100
    assert tiers.move(bought.purchase, thomas).points == 100
    assert (tiers.tier(maria), tiers.tier(thomas)) == ("first", "second")
    assert tiers.move(bought.purchase, maria).points == 100
    assert (tiers.tier(maria), tiers.tier(thomas)) == ("second", "first")
    tiers.undo()
    assert (tiers.tier(maria), tiers.tier(thomas)) == ("first", "second")
    clean()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0), (0, 2, 1), (2, 0, 1)])
def test_refunding_everything_in_any_order_is_the_start(tiers: Till, maria: int, order, clean) -> None:
    bought = [tiers.ring(maria, amount).purchase for amount in (6_000, 5_000, 10_000)]
    assert tiers.tier(maria) == "third"
    for place in order:
        tiers.refund(bought[place])
    assert tiers.tier(maria) == "first"
    assert tiers.book.ask(tier_state, maria).amount == 0
    clean()


def test_a_return_takes_nothing_that_stands_without_it(tiers: Till, maria: int) -> None:
    tiers.ring(maria, 12_000)
    other = tiers.ring(maria, 9_000).purchase
    assert tiers.tier(maria) == "third"
    tiers.refund(other, 999)
    assert tiers.tier(maria) == "third"
    tiers.refund(other, 2)
    assert tiers.tier(maria) == "second"
    tiers.void(other)
    assert tiers.tier(maria) == "second"


def test_the_tier_on_a_past_day_stays_what_it_was(tiers: Till, maria: int) -> None:
    bought = tiers.ring(maria, 10_000).purchase
    tiers.clock.advance(days=3)
    tiers.refund(bought)
    assert [tiers.tier(maria, date(2026, 11, day)) for day in (21, 22, 24, 25)] == [
        "first", "second", "second", "first",
    ]  # fmt: skip
    assert tiers.book.ask(tier_on_day, maria, date(2026, 11, 23)) == "Second"


def test_twelve_months_leap_day_and_grace(till: Till, maria: int, clean) -> None:
    till.rules(with_tiers(grace_days=10))
    till.clock.instant = noon(2024, 2, 29)
    till.daily()
    till.ring(maria, 20_000)
    till.clock.instant = noon(2025, 2, 28)
    till.daily()
    assert till.book.ask(tier_state, maria).drops_on is None
    till.clock.instant = noon(2025, 3, 1)
    till.daily()
    state = till.book.ask(tier_state, maria)
    assert (state.id, state.drops_on, state.amount) == ("third", date(2025, 3, 11), 0)
    till.clock.instant = noon(2025, 3, 10)
    till.daily()
    assert till.tier(maria) == "third"
    till.ring(maria, 10_000)
    till.clock.instant = noon(2025, 4, 1)  # the program was off when it was due
    assert till.daily().first == date(2025, 3, 11)
    assert till.tier(maria, date(2025, 3, 10)) == "third"
    assert till.tier(maria, date(2025, 3, 11)) == till.tier(maria) == "second"
    assert [move.why for move in till.book.ask(tier_changes, date(2025, 3, 11))] == ["dropped"]
    clean()


def test_a_purchase_within_grace_keeps_the_tier_and_its_return_does_not_lengthen_grace(
    till: Till, maria: int
) -> None:
    till.rules(with_tiers(grace_days=30))
    till.ring(maria, 10_000)
    till.clock.advance(days=365)
    till.daily()
    due = till.book.ask(tier_state, maria).drops_on
    assert due == date(2027, 12, 22)
    till.clock.advance(days=20)
    till.daily()
    bought = till.ring(maria, 10_000).purchase
    assert till.book.ask(tier_state, maria).drops_on is None
    till.refund(bought)
    assert till.tier(maria) == "second"
    assert till.book.ask(tier_state, maria).drops_on == due


def test_a_calendar_year_holds_through_the_end_of_the_next(till: Till, maria: int) -> None:
    till.rules(with_tiers(year="calendar"))
    till.ring(maria, 10_000)
    till.clock.instant = noon(2027, 6, 1)
    till.daily()
    till.ring(maria, 9_999)
    state = till.book.ask(tier_state, maria)
    assert (state.id, state.amount, state.missing) == ("second", 9_999, 10_001)
    till.clock.instant = noon(2027, 12, 31)
    till.daily()
    assert till.tier(maria) == "second"
    till.clock.instant = noon(2028, 1, 3)
    till.daily()
    assert till.tier(maria, date(2027, 12, 31)) == "second"
    assert till.tier(maria, date(2028, 1, 1)) == "first"


def test_by_hand_with_a_floor(tiers: Till, maria: int, clean) -> None:
    assert tiers.set_tier(maria, "Third", floor="second").tier == "third"
    tiers.clock.advance(days=1)
    tiers.daily()
    assert tiers.tier(maria) == "second"
    with pytest.raises(Refused, match="promised Second"):
        tiers.set_tier(maria, "first")
    assert tiers.set_tier(maria, floor=False).floor == ""
    tiers.clock.advance(days=1)
    tiers.daily()
    assert tiers.tier(maria) == "first"
    clean()


def test_a_floor_outlives_a_return_and_does_not_hold_what_a_sale_reached(tiers: Till, maria: int) -> None:
    bought = tiers.ring(maria, 20_000).purchase
    tiers.set_tier(maria, floor="second")
    assert tiers.tier(maria) == "third"
    tiers.refund(bought)
    assert tiers.tier(maria) == "second"


def test_a_tier_by_hand_is_undone_as_it_came(tiers: Till, maria: int, clean) -> None:
    bought = tiers.ring(maria, 10_000).purchase
    tiers.set_tier(maria, "third", floor=True, reason="Helped us move")
    assert tiers.rows("SELECT count(*) FROM touchpoint WHERE removed_at IS NULL") == [(1,)]
    tiers.undo()
    assert tiers.rows("SELECT count(*) FROM touchpoint WHERE removed_at IS NULL") == [(0,)]
    assert (tiers.tier(maria), tiers.book.ask(tier_state, maria).floor) == ("second", "")
    tiers.refund(bought)
    assert tiers.tier(maria) == "first"
    clean()


def test_by_hand_alone_sales_move_nobody(till: Till, maria: int) -> None:
    till.rules(with_tiers(by="hand"))
    till.ring(maria, 1_000_000)
    assert till.tier(maria) == "first"
    till.set_tier(maria, "third")
    till.refund(till.ring(maria, 100).purchase)
    till.clock.advance(days=800)
    till.daily()
    assert till.tier(maria) == "third"


@pytest.mark.parametrize(
    ("tier", "more", "why"),
    [
        ("platinum", {}, "no tier “platinum”; there are: First, Second, Third"),
        ("first", {}, "already"),
        ("first", {"floor": "third"}, "promised Third"),
        ("second", {"reason": "4111 1111 1111 1111"}, "card"),
    ],
)
def test_what_no_hand_can_do(tiers: Till, maria: int, tier: str, more: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        tiers.set_tier(maria, tier, **more)
    assert tiers.rows("SELECT count(*) FROM tier_change") == [(0,)]


def test_without_tiers_nothing_stands(till: Till, maria: int) -> None:
    till.ring(maria, 20_000)
    assert till.book.ask(tier_state, maria) is None
    assert till.book.ask(tier_names, [maria]) == {maria: ""}
    with pytest.raises(Refused, match="no tiers"):
        till.set_tier(maria, "gold")


def test_a_household_stands_together(tiers: Till, maria: int, clean) -> None:
    thomas = tiers.customer("Thomas")
    tiers.ring(maria, 6_000)
    tiers.ring(thomas, 5_000)
    assert tiers.tier(maria) == tiers.tier(thomas) == "first"
    household(tiers, maria, thomas)
    assert tiers.tier(maria) == tiers.tier(thomas) == "second"
    bought = tiers.ring(thomas, 9_000).purchase
    assert tiers.book.ask(tier_names, [maria, thomas]) == {maria: "Third", thomas: "Third"}
    assert tiers.book.ask(tier_state, maria).amount == 20_000
    tiers.refund(bought)
    assert tiers.tier(maria) == tiers.tier(thomas) == "second"
    tiers.set_tier(thomas, floor="third")
    assert tiers.tier(maria, tiers.clock.instant.date()) == "third"
    clean()


def test_new_rules_put_everybody_anew_on_their_first_day(tiers: Till, maria: int, clean) -> None:
    thomas = tiers.customer("Thomas")
    tiers.daily()
    tiers.ring(maria, 15_000)
    tiers.ring(thomas, 5_000)
    lower = (Tier("base", "Base", 0), Tier("top", "Top", 4_000))
    first_day = date(2026, 11, 25)
    tiers.book.do(c.start_programme, c.StartProgramme(with_tiers(lower), first_day))
    assert tiers.tier(maria) == "second"
    tiers.clock.advance(days=10)
    tiers.daily()
    assert tiers.tier(maria) == tiers.tier(thomas) == "top"
    assert tiers.tier(maria, first_day - timedelta(days=1)) == "second"
    assert tiers.tier(thomas, first_day) == "top"
    assert {move.why for move in tiers.book.ask(tier_changes, first_day)} == {"programme"}
    assert tiers.daily().work == ()
    clean()


def test_rules_that_begin_today_hold_at_once_and_their_factor_alone_moves_nobody(
    tiers: Till, maria: int
) -> None:
    tiers.ring(maria, 15_000)
    same = tuple(Tier(tier.id, tier.name, tier.start, factor=5000) for tier in THREE)
    tiers.book.do(c.start_programme, c.StartProgramme(with_tiers(same)))
    assert tiers.rows("SELECT count(*) FROM tier_change") == [(1,)]
    tiers.book.do(c.start_programme, c.StartProgramme(with_tiers(THREE[:1])))
    assert tiers.tier(maria) == "first"


def test_what_the_panel_says(tiers: Till, maria: int) -> None:
    tiers.ring(maria, 19_818)
    state = tiers.book.ask(tier_state, maria)
    assert (state.name, state.rank, state.since, state.perks) == (
        "Second", 1, date(2026, 11, 22), ("Early access",),
    )  # fmt: skip
    assert (state.next_name, state.next_at, state.missing) == ("Third", 20_000, 182)
    tiers.ring(maria, 182)
    state = tiers.book.ask(tier_state, maria)
    assert (state.name, state.next_name, state.missing) == ("Third", "", 0)


def test_the_days_changes_are_listed(tiers: Till, maria: int) -> None:
    tiers.ring(maria, 10_000)
    tiers.set_tier(maria, floor="second")
    bought = tiers.ring(maria, 10_000).purchase
    tiers.refund(bought)
    moves = tiers.book.ask(tier_changes)
    assert [(move.name, move.before, move.tier, move.why, move.up) for move in moves] == [
        ("Maria", "First", "Second", "reached", True),
        ("Maria", "Second", "Third", "reached", True),
        ("Maria", "Third", "Second", "returned", False),
    ]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE tier_standing SET tier = 'third'", "does not stand in the tier"),
        ("UPDATE tier_standing SET floor = 'third'", "does not stand in the tier"),
        ("DELETE FROM tier_standing", "does not stand in the tier"),
        ("DELETE FROM tier_change", "never came into"),
        ("DELETE FROM tier_change WHERE id = 2", "does not follow"),
    ],
)
def test_the_check_proves_where_everybody_stands(tiers: Till, maria: int, sql: str, says: str) -> None:
    for _time in range(3):
        tiers.refund(tiers.ring(maria, 10_000).purchase)
    assert tiers.check().ok
    tiers.book.do(lambda unit, _cmd: unit.session.execute(text(sql)) and None, c.RunDaily())
    assert any(says in problem for problem in tiers.check().problems)


def test_who_joins_stands_with_the_household_and_keeps_it_on_leaving(tiers: Till, maria: int, clean) -> None:
    tom = tiers.customer("Tom")
    tiers.ring(maria, 8_000)
    tiers.ring(tom, 2_500)
    assert {tiers.tier(maria), tiers.tier(tom)} == {"first"}
    tiers.join(tom, maria)
    assert (tiers.tier(maria), tiers.tier(tom)) == ("second", "second")
    tiers.leave(tom)
    assert (tiers.tier(maria), tiers.tier(tom)) == ("second", "second")
    clean()


def test_who_leaves_drops_after_the_days_of_grace_and_not_before(tiers: Till, maria: int, clean) -> None:
    tom = tiers.customer("Tom")
    tiers.ring(maria, 20_000)
    tiers.join(tom, maria)
    assert tiers.tier(tom) == "third"
    tiers.leave(tom)
    state = tiers.book.ask(tier_state, tom)
    assert state is not None and state.id == "third" and state.drops_on is not None
    clean()


@pytest.mark.parametrize("by", ["spend", "points"])
def test_a_return_of_ones_own_leaves_the_grace_of_a_household_that_was_left(
    till: Till, maria: int, clean, by: str
) -> None:
    big, small = (20_000, 2_500) if by == "spend" else (2_000_000, 250_000)
    till.rules(with_tiers(by=by, grace_days=30), starts_on=date(2026, 1, 1))
    tom = till.customer("Tom")
    till.ring(maria, big)
    bought = till.ring(tom, small).purchase
    till.join(tom, maria)
    assert till.tier(tom) == "third"
    till.leave(tom)
    left = till.book.ask(tier_state, tom)
    till.clock.advance(days=3)
    till.refund(bought)
    after = till.book.ask(tier_state, tom)
    assert left is not None and after is not None
    assert (after.id, after.drops_on) == ("third", left.drops_on)
    till.clock.advance(days=40)
    till.daily()
    assert till.tier(tom) == "first"
    clean()


def test_a_return_takes_the_tier_it_gave_after_a_household_too(tiers: Till, maria: int, clean) -> None:
    tom = tiers.customer("Tom")
    tiers.join(tom, maria)
    bought = tiers.ring(tom, 10_000).purchase
    tiers.leave(tom)
    tiers.refund(bought)
    assert tiers.tier(tom) == "first"
    tiers.undo()
    assert tiers.tier(tom) == "second"
    clean()
