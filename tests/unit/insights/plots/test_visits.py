"""How often, how far apart and when people come: counted by hand, and against plain counting."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median_low

import pytest

from app.insights.chart import Chart
from app.insights.pictures import Bars, Heat
from app.insights.plots.gaps import MOST_BARS, counted, width_for
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.plots.asking import asked, column, rows
from tests.unit.loyalty.conftest import Till

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def test_customers_by_their_visits(book: Book) -> None:
    """One visit; one day twice; four days, one given back; seven; and two before the time that is asked."""
    came = [
        Came(1, day(3)), Came(2, day(4)), Came(2, day(4)), *(Came(3, day(at)) for at in (5, 6, 7)),
        Came(3, day(8), 900, back=900), *(Came(4, day(at)) for at in range(1, 8)), Came(5, day(400)),
        Came(5, day(500)),
    ]  # fmt: skip
    fill(book, 5, came)
    data = asked(book, "visits-each")
    assert column(data, "customers") == [2, 0, 1, 1, 0, 0]
    assert column(data, "came") == [2, 0, 3, 7, 0, 0]
    assert column(data, "share") == [500, 0, 250, 250, 0, 0]
    assert data.words == "2 of the 4 customers who came since 1 Dec 2025 came more than once."
    assert isinstance(data.picture, Bars)
    assert [(bar.name, bar.words, bar.beside) for bar in data.picture.bars[:3]] == [
        ("1 visit", "50\u00a0%", "2 customers"), ("2 visits", "0\u00a0%", "0 customers"),
        ("3–5 visits", "25\u00a0%", "1 customer"),
    ]  # fmt: skip


def test_gaps_are_those_of_a_plain_count(book: Book) -> None:
    came = busy(60, TODAY, days=500)
    fill(book, 60, came)
    start = date(2025, 12, 1)
    days = defaultdict(set)
    for one in came:
        days[one.who].add(one.on)
    gaps = [
        (after - before).days
        for on in days.values() for before, after in pairwise(sorted(on)) if after >= start
    ]  # fmt: skip
    data = asked(book, "gaps")
    middle = median_low(gaps)
    assert data.words == f"Half of all return visits come within {middle} days of the visit before."
    assert sum(column(data, "visits")) == len(gaps)
    for row in rows(data):
        assert row["visits"] == sum(row["from"] <= gap <= (row["to"] or 10_000) for gap in gaps)
    assert isinstance(data.picture, Chart)
    (mark,) = data.picture.marks
    assert rows(data)[mark.at]["from"] <= middle <= rows(data)[mark.at]["to"]


@pytest.mark.parametrize(("gaps", "width"), [([1, 2, 26], 1), ([27] * 3, 7), ([183] * 20, 30), ([999], 30)])
def test_bars_are_as_narrow_as_nine_in_ten_gaps_allow(gaps: list[int], width: int) -> None:
    import numpy as np

    found = np.array(gaps)
    assert width_for(found) == width
    bars = counted(found, width)
    assert sum(bars) == len(gaps) and len(bars) <= MOST_BARS + 1


def test_too_few_gaps_are_counted_in_words(book: Book) -> None:
    fill(book, 1, [Came(1, day(at)) for at in (1, 9, 12)])
    assert asked(book, "gaps").words == (
        "Too little history: since 1 Dec 2025 somebody came again 2 times, it takes 30."
    )


def test_hours_are_the_shop_s_own_in_summer_and_winter(till: Till, clock: FixedClock) -> None:
    """Half past nine on Thursdays in Berlin is 8:30 in winter and 7:30 in summer by Greenwich; a sale of a
    quarter to eleven there is the next day here."""
    maria = till.customer()
    for first, weeks in (
        (datetime(2026, 1, 8, 8, 30, tzinfo=UTC), 11),
        (datetime(2026, 7, 2, 7, 30, tzinfo=UTC), 9),
    ):
        for week in range(weeks):
            for minutes in (0, 29):
                till.ring(maria, 500, at=first + timedelta(weeks=week, minutes=minutes))
    till.ring(maria, 500, at=datetime(2026, 7, 3, 22, 45, tzinfo=UTC))
    void = till.ring(maria, 500, at=datetime(2026, 7, 4, 9, tzinfo=UTC))
    till.void(void.purchase)
    data = asked(till.book, "hours")
    assert isinstance(data.picture, Heat)
    assert (data.picture.columns[0], data.picture.columns[-1]) == ("00:00", "09:00")
    found = {row["weekday"]: row for row in rows(data)}
    assert (found["Thursday"]["hour9"], found["Saturday"]["hour0"]) == (40, 1)
    assert sum(column(data, "all")) == 41
    assert (
        data.words
        == "Thursday is your busiest day, 98\u00a0% of all purchases; its busiest hour begins at 09:00."
    )


def test_days_without_a_time_make_no_noon_rush(till: Till) -> None:
    maria = till.customer()
    for at in range(40):
        till.ring(maria, 500, at=datetime(2026, 1, 5, 11, 0, tzinfo=UTC) + timedelta(days=at))
    assert asked(till.book, "hours").words == (
        "Too little history: of 0 purchases since 1 Dec 2025 the time is known, it takes 30."
    )
    for at in range(30):
        till.ring(maria, 500, at=datetime(2026, 2, 5, 11, at + 1, tzinfo=UTC) + timedelta(days=at))
    data = asked(till.book, "hours")
    assert data.how.endswith("40 purchases of a known day and an unknown time are left out.")
    assert sum(column(data, "all")) == 30


def test_all_purchases_stand_in_the_field(book: Book, clock: FixedClock) -> None:
    came = busy(60, TODAY, days=300)
    fill(book, 60, came)  # at eleven by Greenwich: noon in winter, one o'clock in summer
    summer = [one.on.weekday() for one in came if date(2026, 3, 29) <= one.on < date(2026, 10, 25)]
    data = asked(book, "hours")
    assert column(data, "hour13") == [Counter(summer)[at] for at in range(7)]
