"""Who is lost when: the count beside a plain reading of the rule, day by day."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.insights.comings import VISITS, Comings, comings, comings_of, regular_on
from app.insights.visits import visits_of_rows
from app.kernel.book import Book
from tests.unit.insights.fill import Came, fill

TODAY = 300


def by_hand(days: list[int], after: int) -> dict[str, list[int]]:
    """Walk through every day and look whether the rule holds on it."""
    found: dict[str, list[int]] = {"first": [], "regular": [], "lost": [], "back": []}
    is_lost = False
    for today in range(TODAY + 1):
        seen = [day for day in days if day < today]
        here = today in days
        if here and not seen:
            found["first"].append(today)
        if here and len(seen) == VISITS - 1:
            found["regular"].append(today)
        if len(seen) >= VISITS and not is_lost and today - max(seen) == after and not here:
            is_lost = True
            found["lost"].append(today)
        elif here and is_lost:
            is_lost = False
            found["back"].append(today)
    return found


def counted(days: list[int], after: int) -> Comings:
    """The days of one customer, any number of purchases on each, in no order."""
    days = [*days, *days][::-1]
    visits = visits_of_rows(np.full(len(days), 7), np.array(days, dtype=np.int64), np.ones(len(days)))
    return comings_of(visits, after, date.fromordinal(TODAY))


@given(st.sets(st.integers(1, TODAY), max_size=12), st.integers(7, 90))
def test_counts_are_those_of_the_rule(days: set[int], after: int) -> None:
    comings = counted(list(days), after)
    expected = by_hand(sorted(days), after)
    for what, on in expected.items():
        assert getattr(comings, what).tolist() == on, what


@given(st.sets(st.integers(1, TODAY), max_size=12), st.integers(7, 90), st.integers(1, TODAY))
def test_who_is_a_regular_on_a_day_is_who_became_one_and_is_not_lost(
    days: set[int], after: int, on: int
) -> None:
    visits = visits_of_rows(np.full(len(days), 7), np.array(sorted(days), dtype=np.int64), np.ones(len(days)))
    day = date.fromordinal(on)
    assert int(regular_on(visits, after, day).sum()) == counted(list(days), after).regulars(day)


def test_who_comes_on_the_very_day_is_not_lost() -> None:
    comings = counted([1, 2, 3, 33], 30)
    assert 33 not in comings.lost and not len(comings.back)
    comings = counted([1, 2, 3, 34], 30)
    assert comings.lost.tolist()[0] == 33 and comings.back.tolist() == [34]


def test_what_went_back_in_full_was_no_coming(book: Book) -> None:
    fill(book, 2, [Came(1, date(2026, 11, 1), 500, back=500), Came(2, date(2026, 11, 2))])
    assert book.ask(comings, 120).first.tolist() == [date(2026, 11, 2).toordinal()]
    assert not len(book.ask(comings, 120, frozenset({1})).first)
