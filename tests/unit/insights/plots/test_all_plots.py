"""What holds for every plot there is, whatever the shop."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import event

from app.exchange.tables import save_table
from app.insights.chart import Chart, Shape
from app.insights.foretelling.learnt import learnt
from app.insights.pictures import Bars, Cohorts, Heat
from app.insights.plot import Asked, said, spans
from app.insights.registry import PLOTS
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.unit import View
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.plots.asking import asked
from tests.unit.loyalty.conftest import Till, noon

TODAY = date(2026, 11, 22)
NAMES = [plot.id for plot in PLOTS]


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


SMALL = {
    "nobody": (0, []),
    "nobody bought": (3, []),
    "one purchase": (1, [Came(1, day(0))]),
    "three customers": (3, [Came(1, day(40)), Came(1, day(3)), Came(2, day(200)), Came(3, day(5))]),
    "all on one day": (30, [Came(who, day(9)) for who in range(1, 31)]),
    "all given back": (30, [Came(who, day(who * 9), 500, back=500) for who in range(1, 31)]),
    "all undone": (30, [Came(who, day(who * 9), void=True) for who in range(1, 31)]),
    "nothing paid": (40, [Came(who, day(at), 0) for who in range(1, 41) for at in (500, 300, 100, who)]),
    "all to come": (2, [Came(1, day(-30)), Came(2, day(-4))]),
    "long ago": (40, [Came(who, day(at)) for who in range(1, 41) for at in (3_000, 2_900, 2_800)]),
}


@pytest.mark.parametrize("shop", SMALL)
@pytest.mark.parametrize("plot", NAMES)
def test_a_shop_with_little_history_gets_words(book: Book, plot: str, shop: str) -> None:
    fill(book, *SMALL[shop])
    for months in (1, 12, 120):
        data = asked(book, plot, months)
        assert data.words and data.title and "{" not in data.words + data.how
        assert bool(data.missing) == (data.picture is None) == (not data.rows)
        assert (data.words == data.missing) == bool(data.missing)


@pytest.mark.parametrize("shop", ["nobody", "nobody bought", "all given back", "all undone", "all to come"])
def test_where_nobody_came_no_number_is_made_up(book: Book, shop: str) -> None:
    fill(book, *SMALL[shop])
    assert [plot for plot in NAMES if not asked(book, plot).missing] == []


@pytest.fixture
def grown(till: Till, clock: FixedClock) -> Book:
    """Eighty customers of three years, and points that were given, used and owed."""
    fill(till.book, 80, busy(80, TODAY, days=1_100))
    maria = till.new("Maria")
    till.ring(maria, 60_000, at=noon(2026, 9, 1))
    till.redeem(maria, "coffee", at=noon(2026, 10, 2))
    till.write("UPDATE customer SET favourite = 'Tea' WHERE id < 30")
    till.book.do(add_touchpoint, AddTouchpoint(maria, "feedback", "Cold tea", None, {"score": 2}))
    return till.book


@pytest.mark.parametrize("plot", NAMES)
def test_an_answer_is_whole(grown: Book, plot: str) -> None:
    data = asked(grown, plot)
    assert not data.missing and data.how and data.subtitle
    assert any(span.strong for span in data.sentence)
    assert data.picture is not None and not data.picture.empty
    assert {len(row) for row in data.rows} == {len(data.columns)}
    assert len({column.id for column in data.columns}) == len(data.columns)
    match data.picture:
        case Chart(shape=shape, labels=labels, series=series, marks=marks):
            assert all(len(one.values) == len(labels) for one in series)
            assert all(0 <= mark.at < len(labels) and mark.words for mark in marks)
            assert shape is Shape.BARS or all(
                low <= value <= high
                for one in series if one.low
                for low, value, high in zip(one.low, one.values, one.high, strict=True)
            )  # fmt: skip
        case Cohorts(columns=columns, rows=rows):
            assert all(len(row.shares) == len(columns) for row in rows)
        case Heat(rows=names, columns=columns, values=values):
            assert len(values) == len(names) and {len(row) for row in values} == {len(columns)}
        case Bars(bars=bars):
            assert all(bar.name and bar.words and bar.value >= 0 for bar in bars)


@pytest.mark.parametrize("plot", NAMES)
def test_of_all_ids_is_of_everybody_and_of_none_is_nothing(grown: Book, plot: str) -> None:
    everybody = asked(grown, plot)
    named = asked(grown, plot, ids=set(range(1, 200)))
    assert (named.sentence, named.rows) == (everybody.sentence, everybody.rows) or plot == "better-retention"
    assert asked(grown, plot, ids=set()).missing
    assert asked(grown, plot, ids={99_999}).missing


@pytest.mark.parametrize("plot", NAMES)
def test_numbers_are_written_down_as_every_report_s(grown: Book, plot: str, tmp_path: Path) -> None:
    data = asked(grown, plot)
    for form in ("csv", "xlsx"):
        assert save_table(data.as_report(), tmp_path / f"plot.{form}") == len(data.rows)
    written = list(csv.reader(StringIO((tmp_path / "plot.csv").read_text("utf-8-sig"))))
    assert written[0] == [column.label for column in data.columns]
    assert not any(cell.startswith("'") for line in written for cell in line)


@pytest.mark.parametrize("plot", NAMES)
def test_no_numbers_are_written_down_too(book: Book, plot: str, tmp_path: Path) -> None:
    data = asked(book, plot)
    for form in ("csv", "xlsx"):
        assert save_table(data.as_report(), tmp_path / f"plot.{form}") == 0
    assert (tmp_path / "plot.csv").read_text("utf-8-sig").strip().strip('"') == data.title


def asked_of_the_file(book: Book, ids: frozenset[int] | None = None) -> list[str]:
    """What all plots together ask of the file, in one look at it."""

    def look(view: View) -> list[str]:
        learnt(view)
        view.kept.clear()
        statements: list[str] = []
        connection = view.session.connection()
        event.listen(
            connection, "before_cursor_execute", lambda *given: statements.append(given[2]), named=False
        )
        for plot in PLOTS:
            plot.gather(view, Asked(ids=ids))
        return statements

    return book.ask(look)


def test_plots_of_one_look_read_visits_once(grown: Book) -> None:
    visits = "SELECT purchase.customer_id, purchase.business_date, purchase.amount - purchase.refunded"
    found = [one for one in asked_of_the_file(grown) if " ".join(one.split()).startswith(visits)]
    assert len(found) == 1


def test_more_customers_ask_no_more_of_the_file(book: Book, clock: FixedClock) -> None:
    fill(book, 40, busy(40, TODAY, days=700))
    few, few_named = asked_of_the_file(book), asked_of_the_file(book, frozenset(range(1, 30)))
    fill(book, 400, busy(400, TODAY, days=700, start=41), start=41)
    assert len(asked_of_the_file(book)) == len(few)
    assert len(asked_of_the_file(book, frozenset(range(1, 300)))) == len(few_named)


@pytest.mark.parametrize("months", [0, -1, 121])
def test_no_time_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match=str(months)):
        Asked(months)


def test_what_stands_between_asterisks_is_strong() -> None:
    found = spans("*{a}* of {b}, *{a}*", a="5*", b="*7*")
    assert [(span.text, span.strong) for span in found] == [("5*", True), (" of *7*, ", False), ("5*", True)]
    assert said(found) == "5* of *7*, 5*"
