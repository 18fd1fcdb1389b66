"""What counts as a visit, and the same numbers for one customer and for all."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.history import Histories, Visit, all_histories, history_of, visits_of
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from tests.exploring import tries
from tests.unit.insights.fill import Came, fill
from tests.unit.loyalty.conftest import Till

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def row_of(all_: Histories, who: int) -> tuple[float, ...] | None:
    found = [at for at, id_ in enumerate(all_.ids) if id_ == who]
    if not found:
        return None
    columns = (all_.x, all_.t_x, all_.age, all_.mean_spent, all_.spent, all_.first, all_.last)
    return tuple(float(column[found[0]]) for column in columns)


def test_two_purchases_of_a_day_are_one_visit(book: Book) -> None:
    fill(book, 2, [Came(1, day(30), 500), Came(1, day(30), 700), Came(1, day(9), 900), Came(2, day(1))])
    assert book.ask(visits_of, 1) == (Visit(day(30), 1_200), Visit(day(9), 900))
    history = history_of(book.ask(visits_of, 1), TODAY)
    assert history is not None
    assert (history.x, history.t_x, history.age) == (1, 3, 30 / 7)
    assert (history.mean_spent, history.spent, history.visits) == (900, 2_100, 2)


def test_what_was_undone_leaves_no_visit(book: Book) -> None:
    came = [
        Came(1, day(40), 500, back=500), Came(1, day(30), 800, back=300), Came(1, day(20), void=True),
        Came(1, day(10), 0), Came(1, day(5), 400, back=400), Came(1, day(5), 100),
    ]  # fmt: skip
    fill(book, 1, came)
    assert book.ask(visits_of, 1) == (Visit(day(30), 500), Visit(day(10), 0), Visit(day(5), 100))


def test_days_after_today_are_left_out(book: Book, clock: FixedClock, till: Till) -> None:
    maria = till.customer()
    till.ring(maria, 1_000)
    clock.advance(days=40)
    till.ring(maria, 2_000)
    clock.advance(days=-40)
    assert book.ask(visits_of, maria) == (Visit(TODAY, 1_000),)
    assert book.ask(all_histories).x.tolist() == [0]


def test_a_refund_at_the_till_and_its_undo(till: Till, clock: FixedClock) -> None:
    maria = till.customer()
    till.ring(maria, 1_000)
    clock.advance(days=7)
    sale = till.ring(maria, 2_000).purchase
    till.refund(sale)
    assert len(till.book.ask(visits_of, maria)) == 1
    till.undo()
    assert len(till.book.ask(visits_of, maria)) == 2


@pytest.mark.parametrize("came", [[], [Came(1, day(3), 500, back=500)], [Came(1, day(3), void=True)]])
def test_nobody_came(book: Book, came: list[Came]) -> None:
    fill(book, 1, came)
    assert len(book.ask(all_histories)) == 0
    assert book.ask(visits_of, 1) == ()
    assert history_of((), TODAY) is None


purchases = st.builds(
    Came,
    st.integers(1, 6),
    st.integers(-3, 60).map(day),
    st.integers(0, 900),
    st.sampled_from([0, 0, 0, 300]),
    st.sampled_from([False, False, False, True]),
)


def by_hand(came: list[Came]) -> dict[int, dict[date, int]]:
    days: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for one in came:
        if not one.void and one.on <= TODAY and (one.paid > one.back or one.paid == one.back == 0):
            days[one.who][one.on] += one.paid - one.back
    return days


@tries(40, same_fixtures=True)
@given(came=st.lists(purchases, max_size=40))
def test_one_and_all_agree_with_a_count_by_hand(book: Book, came: list[Came]) -> None:
    fill(book, 6, came, anew=True)
    all_ = book.ask(all_histories)
    expected = by_hand(came)
    assert all_.ids.tolist() == sorted(expected)
    for who in range(1, 7):
        visits = book.ask(visits_of, who)
        assert {visit.on: visit.spent for visit in visits} == expected.get(who, {})
        one = history_of(visits, TODAY)
        if one is None:
            assert row_of(all_, who) is None
            continue
        days = (one.first.toordinal(), one.last.toordinal())
        numbers = (one.x, one.t_x, one.age, one.mean_spent, one.spent, *days)
        assert row_of(all_, who) == pytest.approx(numbers)
