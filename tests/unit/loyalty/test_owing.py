"""What the shop owes: the ledger's own points, by month and by the month they lapse in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.loyalty.expiry import Expiry
from app.loyalty.owing import month_ends, what_is_owed
from app.loyalty.queries import balance
from app.loyalty.rules import Worth
from tests.unit.loyalty.conftest import SIMPLE


def test_nothing_is_owed_in_an_empty_shop(till) -> None:
    owing = till.book.ask(what_is_owed)
    assert (owing.points, owing.accounts, owing.debts) == (0, 0, 0)
    assert owing.expected is None
    assert owing.cost_share == 0
    assert [owed.points for owed in owing.months] == [0] * 13
    assert owing.lapsing == ()


def test_points_are_owed_at_their_worth_and_lapse_by_month(till) -> None:
    till.rules(replace(SIMPLE, worth=Worth(100, 150)))
    maria, jonas = till.customer(), till.customer("Jonas")
    till.ring(maria, 20_000)
    till.clock.advance(days=40)
    till.ring(jonas, 5_099)
    owing = till.book.ask(what_is_owed)
    assert (owing.points, owing.money, owing.accounts) == (250, 375, 2)
    assert sum(till.book.ask(balance, one) for one in (maria, jonas)) == owing.points
    # 90 days after 22 November and after 1 January.
    assert [(one.month, one.points, one.money) for one in owing.lapsing] == [
        (date(2027, 2, 1), 200, 300),
        (date(2027, 4, 1), 50, 75),
    ]
    assert sum(one.points for one in owing.lapsing) == owing.points
    assert [(one.day, one.points) for one in owing.months[-3:]] == [
        (date(2026, 11, 30), 200),
        (date(2026, 12, 31), 200),
        (date(2027, 1, 1), 250),
    ]
    assert owing.sales == 25_099


def test_points_without_a_last_day_stand_last(till) -> None:
    till.rules(replace(SIMPLE, expiry=Expiry()))
    till.ring(till.customer(), 1_000)
    owing = till.book.ask(what_is_owed)
    assert [(one.month, one.points) for one in owing.lapsing] == [(None, 10)]


def test_what_was_used_and_what_lapsed_says_what_will_be_used(till) -> None:
    till.rules(SIMPLE)
    maria = till.customer()
    till.ring(maria, 150_000)
    for _time in range(5):
        till.redeem(maria, "coffee")
    owing = till.book.ask(what_is_owed)
    assert (owing.used, owing.lapsed, owing.points, owing.cost) == (750, 0, 750, 2000)
    assert owing.expected is None
    till.clock.advance(days=91)
    till.lapse()
    owing = till.book.ask(what_is_owed)
    assert (owing.used, owing.lapsed, owing.points) == (750, 750, 0)
    assert owing.expected == 0.5
    assert owing.cost_share == 2000 / 150_000


def test_a_reward_given_back_costs_nothing(till) -> None:
    till.rules(SIMPLE)
    maria = till.customer()
    till.ring(maria, 20_000)
    till.redeem(maria, "coffee")
    till.undo()
    owing = till.book.ask(what_is_owed)
    assert (owing.cost, owing.points) == (0, 200)


def test_debts_lessen_nothing_of_what_others_have(till) -> None:
    till.rules(SIMPLE)
    maria, jonas = till.customer(), till.customer("Jonas")
    bought = till.ring(maria, 15_000)
    till.redeem(maria, "coffee")
    till.refund(bought.purchase)
    till.ring(jonas, 3_000)
    owing = till.book.ask(what_is_owed)
    assert till.book.ask(balance, maria) == -150
    assert (owing.points, owing.debts, owing.accounts) == (30, 150, 1)


def test_the_last_days_of_months() -> None:
    ends = month_ends(date(2026, 3, 15))
    assert (len(ends), ends[0], ends[-2], ends[-1]) == (
        13,
        date(2025, 3, 31),
        date(2026, 2, 28),
        date(2026, 3, 15),
    )
