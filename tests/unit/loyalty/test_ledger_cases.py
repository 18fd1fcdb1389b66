"""Facts other programs were caught out by: inputs and the numbers that must come out."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.errors import Refused
from app.loyalty.earning import EarningRule, Sale
from app.loyalty.earning.judging import Judge, Judgement, Part
from app.loyalty.expiry import Expiry
from app.loyalty.rules import Rules

from .conftest import SIMPLE, Till, noon

DAY = date(2026, 11, 22)


def per(points: int, step: int, name: str = "spend") -> EarningRule:
    return EarningRule(name, "money_step", {"points": points, "step": step})


@pytest.mark.parametrize(
    ("points", "step", "amount", "given"),
    [
        (4, 100, 15_200, 608),
        (1, 100_000, 1_000_000, 10),
        (1, 100_000, 999_000, 9),
        (5, 250, 300, 5),
        (5, 250, 499, 5),
        (5, 250, 500, 10),
        (1, 100, 99, 0),
    ],
)
def test_whole_steps_are_counted_down_then_multiplied(
    points: int, step: int, amount: int, given: int
) -> None:
    assert Judge((per(points, step),))(Sale(amount, DAY)).points == given


def test_rules_that_add_say_what_each_gave() -> None:
    judged = Judge((per(10, 100, "ten"), per(4, 100, "four")))(Sale(15_200, DAY))
    assert judged == Judgement(2128, (Part("ten", 1520), Part("four", 608)))


def test_a_rule_of_an_unknown_kind_gives_nothing() -> None:
    assert Judge((EarningRule("x", "from_the_future", {}), per(1, 100)))(Sale(500, DAY)).points == 5


def test_the_entry_keeps_which_rule_gave_what(till: Till, maria: int) -> None:
    till.ring(maria, 1800)
    assert till.rows("SELECT detail FROM entry") == [('{"rules":[["spend",18]]}',)]


def test_points_are_on_what_is_paid_after_discounts(till: Till, maria: int) -> None:
    assert till.ring(maria, 9000, discount=1000).points == 90


def test_points_used_for_a_part_are_not_earned_on(till: Till, maria: int) -> None:
    till.rules(Rules("", (per(1, 100_000),), SIMPLE.rewards))
    assert till.ring(maria, 1_000_000).points == 10
    used = till.redeem(maria, "ten-off")
    assert till.ring(maria, 999_000, redemptions=(used.redemption,), discount=1000).points == 9


def test_balance_10_and_a_reward_of_3_gives_9_at_most(till: Till, maria: int) -> None:
    till.ring(maria, 1000)
    for _ in range(3):
        till.redeem(maria, "small")
    with pytest.raises(Refused, match="2 are missing"):
        till.redeem(maria, "small")
    assert till.balance(maria) == 1


def test_90_days_are_valid_to_the_end_of_the_last(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1000)
    till.clock.advance(days=90)
    assert (till.lapse().points, till.balance(maria)) == (0, 10)
    till.clock.instant = noon(2027, 2, 21)
    assert (till.lapse().points, till.balance(maria), till.open_lots(maria)) == (10, 0, [])
    assert (till.lapse().points, till.lapse().note) == (0, "")
    last = till.rows("SELECT kind, points, business_date, expires_on FROM entry ORDER BY id DESC LIMIT 1")
    assert last == [("lapse", -10, "2027-02-21", "2027-02-20")]
    clean()


def test_the_shops_midnight_decides(till: Till, maria: int) -> None:
    till.ring(maria, 1000)
    till.clock.instant = noon(2027, 2, 20).replace(hour=22, minute=59)
    assert till.lapse().points == 0
    till.clock.advance(minutes=1)
    assert till.lapse().points == 10


def test_the_oldest_lot_goes_first_and_spending_is_not_set_against_later_lots(
    till: Till, maria: int, clean
) -> None:
    till.ring(maria, 1000)
    till.clock.advance(days=60)
    till.ring(maria, 1000)
    till.redeem(maria, "small")
    assert [left for _seq, _day, left in till.open_lots(maria)] == [7, 10]
    till.clock.advance(days=31)
    assert till.lapse().points == 7
    assert till.balance(maria) == 10
    clean()


def test_what_lapsed_is_booked_before_it_could_be_used(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1000)
    till.clock.advance(days=91)
    with pytest.raises(Refused, match="Maria has 0 points"):
        till.redeem(maria, "small")
    assert till.ring(maria, 200).balance == 2
    assert [kind for kind, _p, _b in till.entries(maria)] == ["earn", "lapse", "earn"]
    clean()


def test_a_lapse_just_booked_is_not_taken_back_again(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1000)
    till.redeem(maria, "small")
    till.clock.advance(days=91)
    assert till.refund(rung.purchase).balance == -3
    clean()


def test_a_clock_set_back_lapses_nothing_and_says_so(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1000)
    till.clock.advance(days=80)
    till.ring(maria, 500)
    till.clock.instant = noon(2025, 11, 22)
    lapsed = till.lapse()
    assert lapsed.points == 0
    assert "clock" in lapsed.note
    later = till.ring(maria, 100)
    assert (later.points, later.balance) == (1, 16)
    by_hand = till.adjust(maria, 4, "Sorry")
    assert by_hand.balance == 20
    assert till.rows("SELECT business_date FROM entry ORDER BY id DESC LIMIT 1") == [("2027-02-10",)]
    clean()


def test_a_sale_of_long_ago_lapses_at_once(till: Till, maria: int, clean) -> None:
    till.ring(maria, 500)
    assert till.ring(maria, 1000, at=noon(2026, 1, 1)).balance == 5
    assert [points for _k, points, _b in till.entries(maria)] == [5, 10, -10]
    clean()


def test_points_given_back_keep_their_own_last_day(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1000)
    used = till.redeem(maria, "small")
    till.clock.advance(days=91)
    till.lapse()
    till.undo()
    assert till.balance(maria) == 0
    assert till.rows("SELECT given_back_at IS NOT NULL FROM redemption WHERE id = :r", r=used.redemption) == [
        (1,)
    ]
    clean()


def test_a_purchase_is_judged_by_the_rules_of_its_day(till: Till, maria: int) -> None:
    till.rules(Rules("", (per(2, 100),), (), Expiry()), starts_on=date(2026, 11, 20))
    assert till.ring(maria, 1000).points == 20
    assert till.ring(maria, 1000, at=noon(2026, 11, 19)).points == 10


def test_a_refund_reverses_what_was_given_even_if_rules_changed(till: Till, maria: int) -> None:
    rung = till.ring(maria, 2000)
    till.rules(Rules("", (per(7, 100),)))
    assert till.refund(rung.purchase, 1000).points == -10


def test_the_same_form_twice_changes_nothing_the_second_time(till: Till, maria: int) -> None:
    first = till.ring(maria, 1800, request_id="a-form")
    again = till.ring(maria, 1800, request_id="a-form")
    assert (again.purchase, again.points, again.already_done) == (first.purchase, 18, True)
    with pytest.raises(Refused, match="already used for something else"):
        till.ring(maria, 1900, request_id="a-form")
    assert till.balance(maria) == 18


def test_refunding_everything_returns_the_account_to_where_it_was(till: Till, maria: int, clean) -> None:
    till.ring(maria, 5000)
    before = till.state(maria)
    sales = [till.ring(maria, amount).purchase for amount in (1234, 999, 100, 4321)]
    for sale, part in zip(sales, (1, 500, None, 4320), strict=True):
        till.refund(sale, part)
    for sale in (sales[0], sales[1], sales[3]):
        till.refund(sale)
    assert till.state(maria) == before
    clean()


def test_an_older_move_is_not_undone_once_the_purchase_went_on(till: Till, maria: int, clean) -> None:
    anna, tom = till.customer("Anna"), till.customer("Tom")
    bought = till.ring(maria, 1000).purchase
    till.move(bought, anna)
    [(first,)] = till.rows("SELECT max(id) FROM journal")
    till.move(bought, tom)
    with pytest.raises(Refused, match="was moved again since"):
        till.undo(first)
    till.move(bought, anna)
    with pytest.raises(Refused, match="was moved again since"):
        till.undo(first)
    assert till.shared(maria, anna, tom) == [0, 10, 0]
    till.undo()
    till.undo()
    till.undo(first)
    assert till.shared(maria, anna, tom) == [10, 0, 0]
    clean()
