"""Where the money comes from, and what points do: against the book's own sums."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from app.insights.chart import Chart
from app.insights.foretelling.learnt import learn
from app.insights.history import all_histories
from app.insights.pictures import Bars
from app.insights.rfm import cell_names
from app.insights.whole import added_up
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from tests.unit.insights.fill import busy, fill
from tests.unit.insights.plots.asking import asked, column, rows
from tests.unit.loyalty.conftest import Till, noon

TODAY = date(2026, 11, 22)


def test_standing_is_that_of_all_insights_and_the_money_that_of_the_time(book: Book) -> None:
    came = busy(90, TODAY, days=700)
    fill(book, 90, came)
    data = asked(book, "standing")
    everybody = book.ask(all_histories)
    cells = added_up(learn(everybody, TODAY), everybody).cells
    assert column(data, "standing") == list(cell_names().values())
    assert column(data, "customers") == list(cells.values())
    assert sum(column(data, "sales")) == sum(one.paid for one in came if one.on >= date(2025, 12, 1))
    assert isinstance(data.picture, Bars)
    assert abs(sum(column(data, "of_sales")) - 1_000) <= 8


def test_some_customers_stand_where_they_stand_among_all(book: Book) -> None:
    fill(book, 90, busy(90, TODAY, days=700))
    some, rest = set(range(1, 31)), set(range(31, 91))
    whole, part, other = (asked(book, "standing", ids=ids) for ids in (None, some, rest))
    for name in ("customers", "sales"):
        both = [one + two for one, two in zip(column(part, name), column(other, name), strict=True)]
        assert both == column(whole, name)


def test_few_customers_are_not_ranked(book: Book) -> None:
    fill(book, 24, busy(24, TODAY, days=300))
    assert asked(book, "standing").words == (
        "Too little history: 24 customers have bought, ranking begins with 25."
    )


@pytest.fixture
def busy_till(till: Till, clock: FixedClock) -> Till:
    """Six months of sales, rewards, returns and lapses."""
    chance, people = Random(3), [till.new(f"N{number}") for number in range(5)]
    purchases = []
    for month in range(5, 12):
        for day in (2, 9, 16, 21):
            clock.instant = noon(2026, month, day)
            for who in people:
                try:
                    what = chance.random()
                    if what < 0.6:
                        purchases.append(till.ring(who, chance.randrange(500, 30_000)).purchase)
                    elif what < 0.8:
                        till.redeem(who, chance.choice(("small", "coffee")))
                    elif purchases:
                        till.refund(chance.choice(purchases))
                except Refused:
                    pass  # nothing to give back, or no points for it
    clock.instant = noon(2026, 11, 22)
    till.daily()
    till.lapse()
    return till


def one(till: Till, sql: str) -> int:
    return int(till.rows(sql)[0][0] or 0)


def test_points_are_those_of_the_ledger(busy_till: Till) -> None:
    data = asked(busy_till.book, "points")
    found = rows(data)
    held = 0
    for row in found:
        held += row["given"] - row["used"] - row["lapsed"]
        assert row["held"] == held
    assert held == one(busy_till, "SELECT SUM(points) FROM entry e JOIN account a ON a.id = e.account_id "
                                  "WHERE a.unit = 'points'")  # fmt: skip
    lapsed = one(busy_till, "SELECT -SUM(e.points) FROM entry e JOIN account a ON a.id = e.account_id "
                            "WHERE a.unit = 'points' AND e.kind = 'lapse'")  # fmt: skip
    assert sum(column(data, "lapsed")) == lapsed > 0
    open_ = one(busy_till, "SELECT SUM(remaining) FROM open_lot o JOIN account a ON a.id = o.account_id "
                           "WHERE a.unit = 'points'")  # fmt: skip
    assert f"{open_:,} are open" in data.words.replace(".", ",")
    assert isinstance(data.picture, Chart) and min(data.picture.series[1].values) < 0


def test_points_of_some_and_of_the_others_are_those_of_all(busy_till: Till) -> None:
    people = {row[0] for row in busy_till.rows("SELECT id FROM customer")}
    some = set(sorted(people)[:2])
    whole, part, rest = (asked(busy_till.book, "points", ids=ids) for ids in (None, some, people - some))
    for name in ("given", "used", "lapsed", "held"):
        both = [one + two for one, two in zip(column(part, name), column(rest, name), strict=True)]
        assert both == column(whole, name), name


def test_what_was_held_before_the_time_is_where_it_begins(busy_till: Till) -> None:
    long, short = (rows(asked(busy_till.book, "points", months)) for months in (12, 2))
    assert [row["held"] for row in short] == [row["held"] for row in long[-2:]]
