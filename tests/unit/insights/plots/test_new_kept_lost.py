"""New, kept and lost: the same regulars as in the report, and what is kept and lost is who was there."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.chart import Chart
from app.kernel.book import Book
from tests.exploring import tries
from tests.unit.insights.conftest import Asked as AskReport
from tests.unit.insights.conftest import ask, table
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.plots.asking import asked, rows

__all__ = ["ask"]
TODAY = date(2026, 11, 22)


def day(month: int, on: int, year: int = 2026) -> date:
    return date(year, month, on)


def test_kept_and_lost_by_hand(book: Book) -> None:
    """Maria, a regular since last autumn, is lost on 1 July and back in August; Jon becomes a regular in
    September; Ana was one, and is lost on 30 December; Eve came twice."""
    autumn = [day(9, 5, 2025), day(10, 5, 2025), day(11, 20, 2025)]
    maria = [*autumn, day(1, 20), day(3, 3), day(8, 2), day(10, 9)]
    jon = [day(6, 1), day(7, 1), day(9, 20)]
    ana = [day(7, 1, 2025), day(8, 1, 2025), day(9, 1, 2025)]
    eve = [day(8, 8), day(8, 9)]
    came = [Came(who, on) for who, days in enumerate((maria, jon, ana, eve), start=1) for on in days]
    fill(book, 4, came)
    data = asked(book, "new-kept-lost")
    table = {row["month"]: tuple(row.values())[1:] for row in rows(data)}
    assert table[day(12, 1, 2025)] == (0, 1, 1, 0, 0, 1), "Ana: 1 September and 120 days is 30 December"
    assert table[day(6, 1)] == (1, 1, 0, 0, 0, 1)
    assert table[day(7, 1)] == (0, 0, 1, 0, 0, 0)
    assert table[day(8, 1)] == (1, 0, 0, 0, 1, 1)
    assert table[day(9, 1)] == (0, 1, 0, 1, 0, 2)
    assert table[day(11, 1)] == (0, 2, 0, 0, 0, 2)
    assert data.words == "You kept 1 of the 2 regulars you had on 30 Nov 2025."
    assert isinstance(data.picture, Chart)
    assert [one.values[0] for one in data.picture.series] == [1, 0, -1]


def test_a_single_regular_is_said_in_the_singular(book: Book) -> None:
    fill(book, 1, [Came(1, day(11, on, 2025)) for on in (1, 8, 15)])
    assert asked(book, "new-kept-lost").words == "You kept 0 of the 1 regular you had on 30 Nov 2025."


def test_a_young_book_says_what_it_has(book: Book) -> None:
    fill(book, 1, [Came(1, day(10, on)) for on in (1, 8, 15)])
    assert asked(book, "new-kept-lost").words == "You have 1 regular; on 30 Nov 2025 you had none."


@pytest.mark.parametrize(("years", "said"), [(4, True), (2, False)])
def test_a_peak_of_every_year_is_said_where_several_years_show_it(book: Book, years: int, said: bool) -> None:
    """Each year six regulars of that year come for the last time in mid-April: 120 days later is August."""
    came, who = [], 0
    for year in range(2026 - years, 2027):
        for _each in range(6):
            who += 1
            came += [Came(who, date(year, month, 15)) for month in (2, 3, 4)]
        who += 1
        came += [Came(who, date(year, 6, on)) for on in (1, 2, 3)]
    fill(book, who, came)
    assert ("Losses peak in August, as every year." in asked(book, "new-kept-lost").words) is said


def test_no_peak_is_said_of_years_that_differ(book: Book) -> None:
    came, who = [], 0
    for year, last in ((2022, 4), (2023, 4), (2024, 5), (2025, 4), (2026, 4)):
        for _each in range(6):
            who += 1
            came += [Came(who, date(year, month, 15)) for month in (last - 2, last - 1, last)]
    fill(book, who, came)
    assert "every year" not in asked(book, "new-kept-lost").words


visits = st.lists(
    st.builds(Came, st.integers(1, 8), st.integers(0, 900).map(lambda ago: TODAY - timedelta(days=ago))),
    max_size=60,
)


@tries(40, same_fixtures=True)
@given(came=visits, months=st.integers(1, 24))
def test_kept_and_lost_are_together_the_regulars_before(book: Book, came: list[Came], months: int) -> None:
    fill(book, 8, came, anew=True)
    found = rows(asked(book, "new-kept-lost", months))
    for before, after in pairwise(found):
        assert after["kept"] + after["lost"] == before["regulars"]
    for row in found:
        assert row["regulars"] == row["kept"] + row["became"] + row["back"]
        assert min(value for name, value in row.items() if name != "month") >= 0


def test_the_numbers_are_those_of_the_report(book: Book, ask: AskReport) -> None:
    fill(book, 120, busy(120, TODAY, days=700))
    plot, report = rows(asked(book, "new-kept-lost")), table(ask("new-and-lost"))
    for name in ("month", "new", "became", "lost", "back", "regulars"):
        assert [row[name] for row in plot] == [row[name] for row in report], name
    assert sum(row["lost"] for row in plot) > 0
