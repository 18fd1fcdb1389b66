"""The programme's last twelve months: the ledger's own points at the months' ends, and what rewards cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.loyalty.past_year import month_ends
from app.loyalty.queries import past_year
from app.loyalty.rules import Worth
from tests.unit.loyalty.conftest import SIMPLE


def test_an_empty_shop_has_an_empty_year(till) -> None:
    year = till.book.ask(past_year)
    assert [one.points for one in year.months] == [0] * 13
    assert (year.used, year.lapsed, year.cost, year.unpriced, year.sales, year.cost_share) == (
        0,
        0,
        0,
        0,
        0,
        0,
    )


def test_balances_stand_at_the_ends_of_months(till) -> None:
    till.rules(replace(SIMPLE, worth=Worth(100, 150)))
    maria, jonas = till.customer(), till.customer("Jonas")
    till.ring(maria, 20_000)
    till.clock.advance(days=40)
    till.ring(jonas, 5_099)
    year = till.book.ask(past_year)
    assert [(one.day, one.points, one.money) for one in year.months[-3:]] == [
        (date(2026, 11, 30), 200, 300),
        (date(2026, 12, 31), 200, 300),
        (date(2027, 1, 1), 250, 375),
    ]
    assert till.balance(maria) + till.balance(jonas) == year.months[-1].points
    assert (year.since, year.sales) == (date(2026, 1, 2), 25_099)


def test_what_was_used_what_lapsed_and_what_it_cost(till) -> None:
    till.rules(SIMPLE)
    maria = till.customer()
    till.ring(maria, 150_000)
    for _time in range(5):
        till.redeem(maria, "coffee")
    till.clock.advance(days=91)
    till.lapse()
    year = till.book.ask(past_year)
    assert (year.used, year.lapsed, year.cost, year.months[-1].points) == (750, 750, 2000, 0)
    assert year.cost_share == 2000 / 150_000
    till.clock.advance(days=400)
    year = till.book.ask(past_year)
    assert (year.used, year.lapsed, year.cost, year.sales) == (0, 0, 0, 0)


def test_a_reward_given_back_costs_nothing_and_a_refund_is_no_sale(till) -> None:
    till.rules(SIMPLE)
    maria = till.customer()
    bought = till.ring(maria, 20_000)
    till.redeem(maria, "coffee")
    till.undo()
    till.refund(bought.purchase, 5_000)
    year = till.book.ask(past_year)
    assert (year.cost, year.used, year.sales) == (0, 0, 15_000)


def test_the_last_days_of_months() -> None:
    ends = month_ends(date(2026, 3, 15))
    assert (len(ends), ends[0], ends[-2:]) == (
        13,
        date(2025, 3, 31),
        [date(2026, 2, 28), date(2026, 3, 15)],
    )
