"""Points that lapse when a customer stays away: on which day, what keeps them; no past day changes."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.errors import Refused
from app.loyalty import queries as q
from app.loyalty.expiry import Expiry
from app.loyalty.rules import Rules

from .conftest import SIMPLE, Till, noon

THREE_MONTHS = Rules("", SIMPLE.earning, SIMPLE.rewards, Expiry("absence", 3))


def as_of(till: Till, customer: int, *days: date) -> list[int]:
    return [till.book.ask(q.ledger, customer, day).balance for day in days]


def lapses(till: Till) -> list[tuple[object, ...]]:
    return till.rows("SELECT points, business_date, expires_on FROM entry WHERE kind = 'lapse' ORDER BY id")


@pytest.fixture
def away(till: Till, maria: int) -> Till:
    """Maria bought for 10 points on 30 November, and for 5 on 1 December."""
    till.rules(THREE_MONTHS)
    till.clock.instant = noon(2026, 11, 30)
    till.ring(maria, 1000)
    till.clock.instant = noon(2026, 12, 1)
    till.ring(maria, 500)
    return till


def test_they_are_valid_through_the_day_three_months_after_the_last_visit(
    away: Till, maria: int, clean
) -> None:
    away.clock.instant = noon(2027, 3, 1)
    away.redeem(maria, "small")
    assert lapses(away) == []
    away.undo()
    away.clock.instant = noon(2027, 6, 1)  # using something was a visit
    assert away.ring(maria, 100).balance == 16
    clean()


def test_the_next_action_books_them_on_the_day_after(away: Till, maria: int, clean) -> None:
    away.clock.instant = noon(2027, 3, 20)
    with pytest.raises(Refused, match="Maria has 0 points"):
        away.redeem(maria, "small")
    assert lapses(away) == []  # refused, so nothing was saved
    assert away.ring(maria, 200).balance == 2
    assert lapses(away) == [(-15, "2027-03-02", "2027-03-01")]
    assert away.open_lots(maria) == [(4, None, 2)]
    clean()


def test_a_visit_keeps_all_of_them(away: Till, maria: int) -> None:
    for month in (2, 4, 6, 8):
        away.clock.instant = noon(2027, month, 25)
        away.ring(maria, 100)
    assert away.balance(maria) == 19
    assert lapses(away) == []


def test_points_by_hand_are_no_visit(away: Till, maria: int, clean) -> None:
    away.clock.instant = noon(2027, 2, 1)
    away.adjust(maria, 40)
    away.clock.instant = noon(2027, 3, 2)
    away.ring(maria, 100)
    assert lapses(away) == [(-55, "2027-03-02", "2027-03-01")]
    clean()


def test_points_by_hand_after_the_lapse_stay_until_the_next_absence(away: Till, maria: int, clean) -> None:
    for day, balance in ((10, 40), (11, 45), (12, 50)):
        away.clock.instant = noon(2027, 3, day)
        assert away.adjust(maria, 40 if day == 10 else 5).balance == balance
    away.clock.instant = noon(2027, 9, 1)
    assert away.ring(maria, 100).balance == 51
    away.clock.instant = noon(2027, 12, 2)
    assert away.adjust(maria, 1).balance == 1
    assert lapses(away) == [(-15, "2027-03-02", "2027-03-01"), (-51, "2027-12-02", "2027-12-01")]
    clean()


def test_what_lapsed_with_an_absence_is_not_taken_back_again(away: Till, maria: int, clean) -> None:
    sale = away.rows("SELECT id FROM purchase ORDER BY id")[0][0]
    away.clock.instant = noon(2027, 3, 20)
    assert away.refund(sale).balance == 0
    clean()


def test_past_days_never_change(away: Till, maria: int, clean) -> None:
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2027, 3, 1)]
    before = as_of(away, maria, *days)
    away.clock.instant = noon(2027, 8, 1)
    away.ring(maria, 700)
    away.ring(maria, 900, at=noon(2026, 12, 5))
    assert as_of(away, maria, *days) == before == [10, 15, 15]
    assert as_of(away, maria, date(2027, 3, 2), date(2027, 7, 31)) == [0, 0]
    clean()


def test_a_new_rule_takes_nothing_before_its_own_first_day(till: Till, maria: int, clean) -> None:
    till.rules(Rules("", SIMPLE.earning, SIMPLE.rewards))
    till.ring(maria, 1000, at=noon(2026, 1, 5))
    till.rules(THREE_MONTHS, starts_on=date(2026, 11, 22))
    month = [date(2026, 10, 31), date(2026, 11, 21)]
    before = as_of(till, maria, *month)
    assert till.ring(maria, 100).balance == 1
    assert lapses(till) == [(-10, "2026-11-22", "2026-11-21")]
    assert as_of(till, maria, *month) == before == [10, 10]
    clean()
