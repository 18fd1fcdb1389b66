"""Store credit: given by hand or for goods that came back, spent at the till, one customer's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.kernel.errors import Refused
from app.loyalty import commands as c
from app.loyalty import queries as q

from .conftest import Till

Clean = Callable[[], None]


def credit(amount: int) -> c.Payment:
    return c.Payment("credit", amount)


def test_given_with_a_reason_spent_and_undone(till: Till, maria: int, clean: Clean) -> None:
    assert till.give_credit(maria, 1500, "Torn cover").balance == 1500
    rung = till.ring(maria, 4000, paid_with=(credit(1500),))
    assert (rung.points, till.credit(maria)) == (40, 0)
    assert [(e.kind, e.amount, e.reason) for e in till.book.ask(q.credit_entries, maria)] == [
        ("load", 1500, "Torn cover"), ("pay", -1500, ""),
    ]  # fmt: skip
    till.undo()
    assert (till.balance(maria), till.credit(maria)) == (0, 1500)
    assert till.undo() == "15,00\u00a0€ of store credit for Maria"
    assert till.credit(maria) == 0
    clean()


def test_refused_credit(till: Till, maria: int) -> None:
    for amount, reason in [(0, "x"), (-5, "x"), (100, "  "), (10**12, "x"), (100, "4111 1111 1111 1111")]:
        with pytest.raises(Refused):
            till.give_credit(maria, amount, reason)
    assert till.rows("SELECT 1 FROM account") == []


def test_credit_that_was_spent_is_not_undone(till: Till, maria: int) -> None:
    till.give_credit(maria, 1000)
    [journal] = till.rows("SELECT id FROM journal")
    till.ring(maria, 900, paid_with=(credit(900),))
    with pytest.raises(Refused, match=r"spent since: only 1,00.€ is left"):
        till.undo(journal[0])


def test_goods_for_credit_instead_of_money(till: Till, maria: int, clean: Clean) -> None:
    rung = till.ring(maria, 10000)
    back = till.refund(rung.purchase, 5000, as_credit=True)
    assert (back.points, till.credit(maria)) == (-50, 5000)
    till.undo()
    assert (till.balance(maria), till.credit(maria)) == (100, 0)
    clean()


def test_what_a_card_paid_goes_to_the_card_even_so(till: Till, maria: int, clean: Clean) -> None:
    number = till.sell_card(3000)
    till.give_credit(maria, 1000)
    paid = (c.Payment("gift", 3000, number), credit(1000))
    rung = till.ring(maria, 10000, paid_with=paid)
    till.refund(rung.purchase, 6000, as_credit=True)
    assert (till.on_card(number), till.credit(maria)) == (3000, 3000)
    till.refund(rung.purchase)
    assert (till.on_card(number), till.credit(maria)) == (3000, 3000)
    clean()


def test_credit_refunded_and_spent_is_not_taken_back(till: Till, maria: int, clean: Clean) -> None:
    rung = till.ring(maria, 2000)
    till.refund(rung.purchase, as_credit=True)
    [journal] = till.rows("SELECT id FROM journal WHERE command = 'refund_purchase'")
    till.ring(maria, 1500, paid_with=(credit(1500),))
    with pytest.raises(Refused, match="spent since"):
        till.undo(journal[0])
    clean()


def test_the_check_calls_it_credit(till: Till, maria: int) -> None:
    till.give_credit(maria, 1000)
    with till.book.engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET balance = 1 WHERE unit = 'credit'")
    said = f"Store credit of customer {maria}: the balance is kept as 1, but the entries make 1000"
    assert till.check().problems == [said]
