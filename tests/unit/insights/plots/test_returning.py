"""Who came back: cells that can be counted by hand, and the published sample counted another way."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.pictures import Cohorts
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from tests.exploring import tries
from tests.unit.insights.cdnow import days_of_visits
from tests.unit.insights.fill import Came, fill
from tests.unit.insights.plots.asking import asked, column, rows

TODAY = date(2026, 11, 22)


def test_cells_are_counted_by_hand(book: Book) -> None:
    """Four came first in August: one of them came again that month only, two in September, one of these in
    October; November is not over. One came first in October, one in November."""
    came = [
        Came(1, date(2026, 8, 1)), Came(1, date(2026, 8, 31)),
        Came(2, date(2026, 8, 2)), Came(2, date(2026, 9, 1)), Came(2, date(2026, 9, 30)),
        Came(3, date(2026, 8, 3)), Came(3, date(2026, 9, 2)), Came(3, date(2026, 10, 31)),
        Came(4, date(2026, 8, 4)), Came(4, date(2026, 11, 3)),
        Came(5, date(2026, 10, 5)), Came(5, date(2026, 11, 4)),
        Came(6, date(2026, 11, 6)),
        Came(7, date(2026, 9, 7), 500, back=500), Came(7, date(2026, 10, 7)),
    ]  # fmt: skip
    fill(book, 7, came)
    data = asked(book, "returning", months=3)
    assert [tuple(row.values()) for row in rows(data)] == [
        (date(2026, 8, 1), 4, 500, 250),
        (date(2026, 9, 1), 0, None, None),
        (date(2026, 10, 1), 2, None, None),
    ]
    assert data.words == "3 of 4 new customers came back within 90 days."


def test_ninety_days_are_the_last_that_count(book: Book) -> None:
    came = [
        Came(1, date(2026, 3, 1)), Came(1, date(2026, 5, 30)),
        Came(2, date(2026, 3, 1)), Came(2, date(2026, 5, 31)),
        Came(3, date(2026, 8, 24)), Came(3, date(2026, 8, 25)),
        Came(4, date(2026, 8, 25)), Came(4, date(2026, 8, 26)),
    ]  # fmt: skip
    fill(book, 4, came)
    assert asked(book, "returning").words == "2 of 3 new customers came back within 90 days."


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (60, 40, "60 of 100 new customers came back within 90 days, 20 of 100 more than a year ago."),
        (30, 60, "30 of 100 new customers came back within 90 days, 30 of 100 fewer than a year ago."),
        (52, 48, "52 of 100 new customers came back within 90 days, about as many as a year ago."),
    ],
)
def test_a_year_ago_is_compared_where_it_is_more_than_chance(
    book: Book, now: int, before: int, words: str
) -> None:
    came = []
    for start, back in ((0, now), (100, before)):
        first = date(2026, 2, 1) if not start else date(2025, 2, 1)
        for who in range(start + 1, start + 101):
            came.append(Came(who, first))
            if who - start <= back:
                came.append(Came(who, first + timedelta(days=40)))
    fill(book, 200, came)
    assert asked(book, "returning").words == words


@pytest.mark.parametrize(("ago", "when"), [(0, "today"), (1, "1 day ago"), (2, "2 days ago")])
def test_a_first_month_is_too_short(book: Book, ago: int, when: str) -> None:
    fill(book, 3, [Came(1, date(2026, 11, 22) - timedelta(days=ago))])
    said = asked(book, "returning").missing
    assert said == f"Too little history: the first purchase was {when}, and a month must be over."


def test_few_are_not_compared(book: Book) -> None:
    came = [Came(who, date(2026, 2, 1)) for who in range(1, 41)]
    came += [Came(who, date(2025, 2, 1)) for who in range(41, 70)]
    came += [Came(who, date(2025, 2, 9)) for who in range(41, 70)]
    fill(book, 69, came)
    assert asked(book, "returning").words == "0 of 40 new customers came back within 90 days."


@pytest.fixture
def cdnow(book: Book, clock: FixedClock) -> Book:
    """The published sample in a book, asked on its last day but one of July 1998."""
    visits = days_of_visits()
    fill(book, len(visits), [Came(who, on) for who, days in enumerate(visits, start=1) for on in days])
    clock.instant = datetime(1998, 7, 1, 10, tzinfo=UTC)
    return book


def by_hand(visits: tuple[tuple[date, ...], ...], month: tuple[int, int], after: int) -> float:
    """Of whose first visit was in the month, the share who came in the month `after` later."""
    year, place = divmod(month[0] * 12 + month[1] - 1 + after, 12)
    new = [days for days in visits if (days[0].year, days[0].month) == month]
    back = [days for days in new if any((on.year, on.month) == (year, place + 1) for on in days)]
    return round(1000 * len(back) / len(new) + 1e-9)


def test_the_published_sample_by_month_of_first_purchase(cdnow: Book) -> None:
    data = asked(cdnow, "returning", months=18)
    assert isinstance(data.picture, Cohorts)
    found = rows(data)
    firsts = [days[0].month for days in days_of_visits()]
    assert [row["people"] for row in found] == [*map(firsts.count, (1, 2, 3)), *[0] * 15]
    for at, month in enumerate(((1997, 1), (1997, 2), (1997, 3))):
        for after in range(1, 12):
            expected = by_hand(days_of_visits(), month, after)
            assert abs(found[at][f"after{after}"] - expected) <= 1, (month, after)
    assert [row.shares[0] for row in data.picture.rows[:3]] == column(data, "after1")[:3]


def test_the_published_sample_within_ninety_days(cdnow: Book, clock: FixedClock) -> None:
    clock.instant = datetime(1997, 12, 31, 10, tzinfo=UTC)
    back = sum(
        1 for days in days_of_visits()
        if len(days) > 1 and (days[1] - days[0]).days <= 90 and days[1] <= date(1997, 12, 31)
    )  # fmt: skip
    assert asked(cdnow, "returning").words == (
        f"{round(100 * back / 2357)} of 100 new customers came back within 90 days."
    )


purchases = st.builds(
    Came,
    st.integers(1, 12),
    st.integers(-5, 600).map(lambda ago: TODAY - timedelta(days=ago)),
    st.integers(0, 900),
    st.sampled_from([0, 0, 0, 300]),
    st.sampled_from([False, False, False, True]),
)


@tries(40, same_fixtures=True)
@given(came=st.lists(purchases, max_size=60), months=st.integers(1, 24))
def test_whatever_happens_cells_are_shares_and_people_are_all_who_came(
    book: Book, came: list[Came], months: int
) -> None:
    fill(book, 12, came, anew=True)
    days: dict[int, set[date]] = defaultdict(set)
    for one in came:
        if not one.void and one.on <= TODAY and (one.paid > one.back or one.paid == one.back == 0):
            days[one.who].add(one.on)
    data = asked(book, "returning", months)
    if data.missing:
        return
    table = rows(data)
    start, end = table[0]["month"], TODAY.replace(day=1)
    assert sum(row["people"] for row in table) == sum(start <= min(on) < end for on in days.values())
    for at, row in enumerate(table):
        cells = [cell for name, cell in row.items() if name.startswith("after")]
        assert all(0 <= cell <= 1_000 for cell in cells if cell is not None)
        over = [after <= months - 1 - at and row["people"] > 0 for after in range(1, len(cells) + 1)]
        assert [cell is not None for cell in cells] == over
