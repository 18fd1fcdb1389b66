"""Ringing up, rewards, refunds, voids, moves, adjustments: the numbers the ledger must give."""

from __future__ import annotations

import pytest

from app.kernel.errors import NotFound, Refused
from app.loyalty import commands as c
from app.loyalty.rules import Rules

from .conftest import SIMPLE, Till


def test_a_purchase_gives_points_for_whole_units(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1899)
    assert (rung.points, rung.balance, rung.already_done) == (18, 18, False)
    clean()


def test_too_small_a_purchase_gives_nothing_and_stands(till: Till, maria: int, clean) -> None:
    assert till.ring(maria, 99).points == 0
    assert till.entries(maria) == []
    assert till.rows("SELECT spent, visits FROM customer_activity") == [(99, 1)]
    clean()


def test_earning_and_using_in_one_sale_leave_two_entries(till: Till, maria: int, clean) -> None:
    till.ring(maria, 1000)
    till.redeem(maria, "small")
    assert till.entries(maria) == [("earn", 10, 10), ("use", -3, 7)]
    clean()


def test_a_reward_beyond_the_balance_is_refused_with_what_is_missing(till: Till, maria: int) -> None:
    till.ring(maria, 8500)
    with pytest.raises(Refused, match=r"Maria has 85 points; this needs 150: 65 are missing\."):
        till.redeem(maria, "coffee")
    assert till.balance(maria) == 85


def test_a_reward_is_found_by_id_or_exact_name(till: Till, maria: int) -> None:
    till.ring(maria, 30_000)
    assert till.redeem(maria, "Free coffee").reward_name == "Free coffee"
    assert till.redeem(maria, "coffee").value == 400
    with pytest.raises(NotFound, match="“Free”"):
        till.redeem(maria, "Free")


def test_half_of_a_purchase_returned_takes_half_its_points(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 2000)
    assert till.refund(rung.purchase, 1000).points == -10
    assert till.balance(maria) == 10
    clean()


def test_one_of_two_comes_back(till: Till, maria: int) -> None:
    till.rules(Rules(SIMPLE.name, SIMPLE.earning, SIMPLE.rewards))
    rung = till.ring(maria, 10_000)
    assert (rung.points, till.refund(rung.purchase, 5000).points) == (100, -50)


def test_partial_refunds_together_take_exactly_the_whole(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1000)
    taken = [till.refund(rung.purchase, part).points for part in (333, 333, 333, 1)]
    assert taken == [-3, -3, -3, -1]
    assert till.state(maria) == (0, 0, [])
    clean()


def test_refunds_never_take_more_than_the_whole_after_one_was_undone(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1000)
    till.refund(rung.purchase, 330)
    journal = till.rows("SELECT max(id) FROM journal")[0][0]
    till.refund(rung.purchase, 370)
    till.undo(journal)
    till.refund(rung.purchase)
    assert till.balance(maria) == 0
    clean()


def test_more_than_is_left_is_refused_with_the_amount_left(till: Till, maria: int) -> None:
    rung = till.ring(maria, 1000)
    till.refund(rung.purchase, 400)
    with pytest.raises(Refused, match="Only 6,00\xa0€ of this purchase is left"):
        till.refund(rung.purchase, 601)
    till.refund(rung.purchase)
    with pytest.raises(Refused, match="given back already"):
        till.refund(rung.purchase)


def test_points_already_used_are_owed_and_settled_first(till: Till, maria: int, clean) -> None:
    rung = till.ring(maria, 1000)
    till.redeem(maria, "ten-off")
    refund = till.refund(rung.purchase)
    assert (refund.points, refund.balance) == (-10, -10)
    assert till.state(maria) == (-10, 10, [])
    clean()
    assert till.ring(maria, 400).balance == -6
    assert till.ring(maria, 900).balance == 3
    assert [row[2] for row in till.open_lots(maria)] == [3]
    clean()


def test_points_already_used_are_waived_where_the_shop_says_so(till: Till, maria: int, clean) -> None:
    till.rules(Rules("", SIMPLE.earning, SIMPLE.rewards, SIMPLE.expiry, "waive"))
    rung = till.ring(maria, 1000)
    till.redeem(maria, "small")
    assert till.refund(rung.purchase, 500).points == -5
    refund = till.refund(rung.purchase)
    assert (refund.points, refund.balance) == (-2, 0)
    assert till.rows("SELECT detail FROM entry ORDER BY id DESC LIMIT 1") == [('{"waived":3}',)]
    clean()
    till.undo()
    assert till.balance(maria) == 2
    clean()


def test_a_void_gives_back_the_reward_that_went_with_it(till: Till, maria: int, clean) -> None:
    till.ring(maria, 2000)
    before = till.state(maria)
    used = till.redeem(maria, "ten-off")
    rung = till.ring(maria, 500, redemptions=(used.redemption,), discount=1000)
    assert till.balance(maria) == 15
    voided = till.void(rung.purchase)
    assert (voided.points, voided.balance) == (5, 20)
    assert till.state(maria) == before
    clean()
    till.undo()
    assert till.balance(maria) == 15
    clean()


def test_a_percentage_is_worth_its_share_of_the_sale_up_to_the_cap(till: Till, maria: int) -> None:
    till.ring(maria, 10_000)
    small, large = till.redeem(maria, "tenth"), till.redeem(maria, "tenth")
    assert small.value is None
    till.ring(maria, 900, redemptions=(small.redemption,), discount=100)
    till.ring(maria, 9500, redemptions=(large.redemption,), discount=500)
    assert till.rows("SELECT value FROM redemption ORDER BY id") == [(100,), (500,)]


def test_a_reward_cannot_go_with_two_purchases(till: Till, maria: int) -> None:
    till.ring(maria, 2000)
    used = till.redeem(maria, "ten-off")
    till.ring(maria, 500, redemptions=(used.redemption,), discount=1000)
    with pytest.raises(Refused, match="cannot go with this purchase"):
        till.ring(maria, 500, redemptions=(used.redemption,), discount=1000)
    assert till.rows("SELECT count(*) FROM purchase") == [(2,)]


def test_moving_a_purchase_takes_it_here_and_earns_it_there(till: Till, maria: int, clean) -> None:
    thomas = till.customer("Thomas")
    rung = till.ring(maria, 2000)
    till.refund(rung.purchase, 1000)
    moved = till.move(rung.purchase, thomas)
    assert (moved.points, moved.balance_from, moved.balance_to) == (10, 0, 10)
    assert till.rows("SELECT customer_id, visits, spent FROM customer_activity ORDER BY 1") == [
        (maria, 0, 0),
        (thomas, 1, 1000),
    ]
    clean()
    assert till.refund(rung.purchase).balance == 0
    clean()


def test_moving_there_and_back_and_refunding_ends_at_nothing(till: Till, maria: int, clean) -> None:
    thomas = till.customer("Thomas")
    rung = till.ring(maria, 2000)
    till.move(rung.purchase, thomas)
    till.move(rung.purchase, maria)
    assert (till.balance(maria), till.balance(thomas)) == (20, 0)
    assert till.refund(rung.purchase, 1000).points == -10
    till.refund(rung.purchase)
    assert till.state(maria) == (0, 0, [])
    clean()


def test_undoing_a_move_restores_both(till: Till, maria: int, clean) -> None:
    thomas = till.customer("Thomas")
    till.ring(maria, 2000)
    used = till.redeem(maria, "ten-off")
    rung = till.ring(maria, 1500, redemptions=(used.redemption,), discount=1000)
    before = till.state(maria)
    till.move(rung.purchase, thomas)
    assert (till.balance(maria), till.balance(thomas)) == (20, 15)
    clean()
    till.undo()
    assert (till.state(maria), till.balance(thomas)) == (before, 0)
    clean()


def test_adjusting_needs_a_reason_and_never_goes_below_zero(till: Till, maria: int, clean) -> None:
    assert till.adjust(maria, 50, "With our apologies").balance == 50
    with pytest.raises(Refused, match="need a reason"):
        till.adjust(maria, 5, " ")
    with pytest.raises(Refused, match="Zero points"):
        till.adjust(maria, 0)
    with pytest.raises(Refused, match="50 points; this needs 51: 1 are missing"):
        till.adjust(maria, -51)
    till.adjust(maria, -20)
    clean()


@pytest.mark.parametrize("action", ["ring", "redeem", "adjust", "take", "refund", "void"])
def test_undo_leaves_balance_lots_and_activity_as_before(till: Till, maria: int, clean, action: str) -> None:
    first = till.ring(maria, 2550)
    till.ring(maria, 1200)

    def everything() -> object:
        return till.state(maria), till.rows("SELECT * FROM customer_activity")

    before = everything()
    match action:
        case "ring":
            till.ring(maria, 700)
        case "redeem":
            till.redeem(maria, "tenth")
        case "adjust":
            till.adjust(maria, 12)
        case "take":
            till.adjust(maria, -30)
        case "refund":
            till.refund(first.purchase, 999)
        case "void":
            till.void(first.purchase)
    assert everything() != before
    clean()
    till.undo()
    assert everything() == before
    clean()


def test_an_archived_customer_is_not_rung_up(till: Till, maria: int, book) -> None:
    with book.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE customer SET archived_at = '2026-01-01 00:00:00'")
    with pytest.raises(Refused, match="Maria is archived"):
        till.ring(maria, 100)


@pytest.mark.parametrize("amount", [0, -5, 2**63, 10**12])
def test_amounts_that_cannot_be_are_refused(till: Till, maria: int, amount: int) -> None:
    with pytest.raises(Refused) as refusal:
        till.ring(maria, amount)
    assert refusal.value.field == "amount"
    assert till.rows("SELECT count(*) FROM purchase") == [(0,)]


def test_a_payment_card_is_no_reason(till: Till, maria: int, clean) -> None:
    number = "paid with 4111 1111 1111 1111"
    rung = till.ring(maria, 1000)
    for refused in (
        lambda: till.adjust(maria, 5, number),
        lambda: till.refund(rung.purchase, 100, reason=number),
        lambda: till.book.do(c.void_purchase, c.VoidPurchase(rung.purchase, number)),
        lambda: till.book.do(c.give_opening, c.GiveOpening(maria, 5, reason=number)),
    ):
        with pytest.raises(Refused, match="payment card") as caught:
            refused()
        assert caught.value.field == "reason"
    assert till.balance(maria) == 10
    clean()
