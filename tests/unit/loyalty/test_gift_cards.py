"""Gift cards: sold, topped up, spent in part, given back, blocked; and never below zero."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound, Refused
from app.kernel.ids import luhn_valid
from app.loyalty import commands as c
from app.loyalty import queries as q
from app.loyalty.counting import Counting
from app.loyalty.credit.rule import GiftCardRule
from app.loyalty.sale import GIFT_CARD

from .conftest import SIMPLE, Till

Clean = Callable[[], None]


def gift(number: str, amount: int) -> c.Payment:
    return c.Payment("gift", amount, number)


def test_a_card_of_our_own_has_twelve_digits_that_no_payment_card_has(till: Till) -> None:
    numbers = {till.sell_card(5000) for _ in range(20)}
    assert len(numbers) == 20
    assert all(len(n) == 12 and n.startswith("28") and luhn_valid(n) for n in numbers)


def test_sold_topped_up_and_spent_in_part(till: Till, clean: Clean) -> None:
    number = till.sell_card(5000)
    assert till.pay(number, 1860).balance == 3140
    assert till.top_up(number, 1000).balance == 4140
    state = till.book.ask(q.gift_card, number)
    assert [(e.kind, e.amount, e.balance) for e in state.entries] == [
        ("load", 5000, 5000), ("pay", -1860, 3140), ("load", 1000, 4140),
    ]  # fmt: skip
    assert state.card.valid_until is None
    clean()


def test_never_more_than_is_on_it(till: Till, clean: Clean) -> None:
    number = till.sell_card(5000)
    with pytest.raises(Refused, match=r"There is only 50,00.€ on the gift card\. Nothing was saved\."):
        till.pay(number, 5001)
    assert till.pay(number, 5000).balance == 0
    clean()


def test_a_scanned_card_is_found_however_it_is_written(till: Till) -> None:
    assert till.sell_card(2000, "gift 00-17") == "GIFT0017"
    assert till.pay("GIFT 0017", 500).balance == 1500
    with pytest.raises(Refused, match=r"was sold already and has 15,00.€ on it\. Top it up"):
        till.sell_card(1000, "gift0017")
    till.pay("gift0017", 1500)
    assert till.sell_card(1000, "gift0017") == "GIFT0017"


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "12", "a b?c"])
def test_numbers_no_gift_card_can_have(till: Till, number: str) -> None:
    with pytest.raises(Refused) as refusal:
        till.sell_card(1000, number)
    assert refusal.value.field == "number"
    assert till.rows("SELECT 1 FROM gift_card") == []


def test_a_customers_card_is_no_gift_card(till: Till, maria: int) -> None:
    with till.book.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE customer SET card_number = '290000000017' WHERE id = ?", (maria,))
    with pytest.raises(Refused, match="belongs to Maria"):
        till.sell_card(1000, "290000000017")


def test_a_card_nobody_sold(till: Till) -> None:
    for wanted in ("280000000000", "", "€"):
        with pytest.raises(NotFound):
            till.pay(wanted, 100)


def test_bounds_and_months_of_the_programme(till: Till, clock: FixedClock, clean: Clean) -> None:
    till.rules(dataclasses.replace(SIMPLE, gift_cards=GiftCardRule(1000, 10000, 12)))
    with pytest.raises(Refused, match=r"loaded with 10,00.€ at least"):
        till.sell_card(999)
    with pytest.raises(Refused, match=r"holds 100,00.€ at most"):
        till.sell_card(10001)
    number = till.sell_card(6000)
    with pytest.raises(Refused, match=r"holds 100,00.€ at most"):
        till.top_up(number, 4001)
    assert till.book.ask(q.gift_card, number).card.valid_until == date(2027, 11, 22)
    clock.instant += timedelta(days=365)
    assert till.pay(number, 100).balance == 5900
    clock.instant += timedelta(days=1)
    with pytest.raises(Refused, match=r"only 0,00.€"):
        till.pay(number, 1)
    till.lapse()
    assert till.on_card(number) == 0
    clean()


def test_a_lost_card_is_blocked_until_it_is_found(till: Till, clean: Clean) -> None:
    number = till.sell_card(5000)
    till.book.do(c.block_gift_card, c.BlockGiftCard(number))
    for action in (lambda: till.pay(number, 100), lambda: till.top_up(number, 100)):
        with pytest.raises(Refused, match=f"Gift card {number} is blocked. Nothing was saved."):
            action()
    with pytest.raises(Refused, match="blocked already"):
        till.book.do(c.block_gift_card, c.BlockGiftCard(number))
    till.undo()
    assert till.pay(number, 100).balance == 4900
    with pytest.raises(Refused, match="not blocked"):
        till.book.do(c.unblock_gift_card, c.UnblockGiftCard(number))
    clean()


def test_sold_to_a_customer_it_is_a_purchase_that_earns_nothing(till: Till, maria: int, clean: Clean) -> None:
    sold = till.book.do(c.sell_gift_card, c.SellGiftCard(5000, customer_id=maria))
    assert (sold.points, sold.balance) == (0, 5000)
    assert till.balance(maria) == 0
    assert till.rows("SELECT amount FROM purchase WHERE customer_id = :c", c=maria) == [(5000,)]
    assert [card.number for card in till.book.ask(q.gift_cards_of, maria)] == [sold.number]
    assert till.undo() == "Gift card of 50,00\u00a0€ sold to Maria"
    assert till.on_card(sold.number) == 0
    clean()


def test_where_gift_cards_count_they_earn(till: Till, maria: int) -> None:
    till.rules(dataclasses.replace(SIMPLE, counting=Counting(gift_cards=True)))
    assert till.book.do(c.sell_gift_card, c.SellGiftCard(5000, customer_id=maria)).points == 50


def test_a_sale_whose_card_was_spent_from_is_not_undone(till: Till, maria: int, clean: Clean) -> None:
    sold = till.book.do(c.sell_gift_card, c.SellGiftCard(5000, customer_id=maria))
    till.pay(sold.number, 3000)
    [journal] = till.rows("SELECT id FROM journal WHERE command = 'sell_gift_card'")
    with pytest.raises(Refused, match=r"Only 20,00.€ is left on the gift card that was sold with it"):
        till.undo(journal[0])
    with pytest.raises(Refused, match=r"Only 20,00.€ is left"):
        till.refund(sold.purchase or 0)
    till.refund(sold.purchase or 0, 2000)
    assert till.on_card(sold.number) == 0
    clean()


def test_the_same_form_twice_loads_once(till: Till) -> None:
    first = till.book.do(c.sell_gift_card, c.SellGiftCard(5000, request_id="form"))
    again = till.book.do(c.sell_gift_card, c.SellGiftCard(5000, request_id="form"))
    assert again == dataclasses.replace(first, already_done=True)
    till.top_up(first.number, 700, request_id="more")
    till.top_up(first.number, 700, request_id="more")
    till.pay(first.number, 200, request_id="paid")
    till.pay(first.number, 200, request_id="paid")
    assert till.on_card(first.number) == 5500


def test_undo_of_each(till: Till, clean: Clean) -> None:
    number = till.sell_card(5000)
    till.pay(number, 1000)
    assert till.undo() == "10,00\u00a0€ paid with a gift card"
    assert till.on_card(number) == 5000
    till.top_up(number, 700)
    till.undo()
    assert till.on_card(number) == 5000
    till.undo()
    assert till.on_card(number) == 0
    clean()


def test_a_load_that_was_spent_is_not_undone(till: Till) -> None:
    number = till.sell_card(5000)
    till.pay(number, 4000)
    [journal] = till.rows("SELECT id FROM journal WHERE command = 'sell_gift_card'")
    with pytest.raises(Refused, match=r"spent since: only 10,00.€ is left"):
        till.undo(journal[0])


def test_paying_half_with_a_card_earns_on_all_of_it(till: Till, maria: int, clean: Clean) -> None:
    number = till.sell_card(5000)
    rung = till.ring(maria, 10000, paid_with=(gift(number, 5000),))
    assert (rung.points, till.on_card(number)) == (100, 0)
    assert till.rows("SELECT amount FROM purchase") == [(10000,)]
    till.undo()
    assert (till.balance(maria), till.on_card(number)) == (0, 5000)
    clean()


def test_refused_payments_leave_no_sale(till: Till, maria: int, clean: Clean) -> None:
    number = till.sell_card(5000)
    sold = c.Line("Gift card", amount=2000, kind=GIFT_CARD)
    novel = c.Line("Novel", amount=1000)
    for amount, lines, parts, words in [
        (9000, (), [gift(number, 5001)], "only 50,00.€"),
        (4000, (), [gift(number, 4001)], "Only 40,00.€ of this purchase is left to pay"),
        (9000, (), [gift(number, 3000), gift(number, 2001)], "only 20,00.€"),
        (9000, (), [gift(number, 0)], "more than nothing"),
        (9000, (), [gift(number, -5)], "below zero"),
        (9000, (), [c.Payment("cheque", 10)], "or else with money"),
        (9000, (), [c.Payment("credit", 10)], "only 0,00.€ of store credit"),
        (3000, (sold, novel), [gift(number, 1001)], "Gift cards are not paid with gift cards"),
    ]:
        with pytest.raises(Refused, match=words):
            till.ring(maria, amount, lines=lines, paid_with=tuple(parts))
    assert till.rows("SELECT 1 FROM purchase") == []
    assert till.ring(maria, 3000, lines=(sold, novel), paid_with=(gift(number, 1000),)).points == 10
    clean()


def test_refunds_go_to_the_card_first_and_exactly_back(till: Till, maria: int, clean: Clean) -> None:
    number = till.sell_card(5000)
    rung = till.ring(maria, 10000, paid_with=(gift(number, 5000),))
    till.refund(rung.purchase, 3000)
    assert till.on_card(number) == 3000
    till.refund(rung.purchase, 3000)
    assert till.on_card(number) == 5000
    till.undo()
    assert till.on_card(number) == 3000
    till.void(rung.purchase)
    assert (till.on_card(number), till.balance(maria)) == (5000, 0)
    till.undo()
    assert (till.on_card(number), till.balance(maria)) == (3000, 70)
    clean()


def test_money_given_back_and_spent_again_is_not_taken_back(till: Till, maria: int, clean: Clean) -> None:
    number = till.sell_card(5000)
    rung = till.ring(maria, 5000, paid_with=(gift(number, 5000),))
    till.refund(rung.purchase)
    [journal] = till.rows("SELECT id FROM journal WHERE command = 'refund_purchase'")
    till.pay(number, 4000)
    with pytest.raises(Refused, match=r"spent since: only 10,00.€ is left"):
        till.undo(journal[0])
    clean()


def test_money_returns_to_the_lots_it_came_from(till: Till, maria: int, clock: FixedClock) -> None:
    till.rules(dataclasses.replace(SIMPLE, gift_cards=GiftCardRule(months=1)))
    number = till.sell_card(1000)
    clock.instant += timedelta(days=10)
    till.top_up(number, 1000)
    rung = till.ring(maria, 1500, paid_with=(gift(number, 1500),))
    left = "SELECT expires_on, remaining FROM open_lot JOIN gift_card USING (account_id) ORDER BY 1"
    assert till.rows(left) == [("2027-01-02", 500)]
    till.refund(rung.purchase, 600)
    assert till.rows(left) == [("2026-12-22", 100), ("2027-01-02", 1000)]
    till.refund(rung.purchase)
    assert till.rows(left) == [("2026-12-22", 1000), ("2027-01-02", 1000)]


def test_a_card_pays_the_rest_of_a_sale_later(till: Till, maria: int, clean: Clean) -> None:
    number = till.sell_card(5000)
    rung = till.ring(maria, 3000, paid_with=(gift(number, 1000),))
    with pytest.raises(Refused, match=r"Only 20,00.€ of this purchase is left to pay"):
        till.pay(number, 2001, purchase_id=rung.purchase)
    till.pay(number, 2000, purchase_id=rung.purchase)
    till.refund(rung.purchase)
    assert till.on_card(number) == 5000
    clean()


def test_the_check_names_the_card(till: Till) -> None:
    number = till.sell_card(5000)
    with till.book.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET balance = 9000 WHERE unit = 'gift'")
    problems = till.check().problems
    assert problems == [f"Gift card {number}: the balance is kept as 9000, but the entries make 5000"]


def test_what_the_shop_owes_by_month(till: Till, maria: int) -> None:
    till.sell_card(2000)
    till.give_credit(maria, 700)
    till.rules(dataclasses.replace(SIMPLE, gift_cards=GiftCardRule(months=2)))
    till.sell_card(1000)
    owed = till.book.ask(q.money_owed)
    assert (owed.gift, owed.credit, owed.total) == (3000, 700, 3700)
    assert [(m.month, m.gift, m.credit) for m in owed.by_month] == [
        (date(2027, 1, 1), 1000, 0), (None, 2000, 700),
    ]  # fmt: skip
