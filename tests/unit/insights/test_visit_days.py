"""The days of the latest visits: what counts as one, and that one customer and many are told alike."""

from __future__ import annotations

from datetime import date, timedelta

from app.insights.history import visits_of
from app.insights.rhythm import DAYS, Rhythm, rhythm_of
from app.insights.visit_days import latest_days, rhythms
from app.kernel.book import Book
from tests.unit.insights.fill import Came, busy, fill

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_visit_is_a_day_of_which_something_stands(book: Book) -> None:
    came = [Came(1, ago(days)) for days in (20, 20, 30)]
    came += [Came(1, ago(5), void=True), Came(1, ago(4), back=1_000), Came(1, ago(-3))]
    came += [Came(1, ago(40), paid=0), Came(1, ago(30), back=1_000)]
    fill(book, 1, came)
    assert book.ask(latest_days, 1) == [ago(40), ago(30), ago(20)]
    assert book.ask(latest_days, 2) == []


def test_many_purchases_of_a_day_are_one_visit_and_hide_none(book: Book) -> None:
    fill(book, 1, [Came(1, ago(days)) for days in range(0, 200, 2) for _each in range(30)])
    days = book.ask(latest_days, 1)
    assert days == [ago(2 * n) for n in range(DAYS - 1, -1, -1)]
    [(_who, last, rhythm)] = book.ask(lambda view: list(rhythms(view, [1])))
    assert (last, rhythm) == (TODAY, Rhythm(usual=2, late_after=2, gaps=DAYS - 1, holidays=0))


def test_one_and_many_are_told_the_same_as_the_whole_history(book: Book) -> None:
    fill(book, 300, [one for one in busy(300, TODAY) if one.who % 10])
    told = book.ask(lambda view: {who: rest for who, *rest in rhythms(view, range(300, 0, -1))})
    assert list(told) == sorted(told, reverse=True) and 10 not in told and len(told) == 270
    for who, (last, rhythm) in told.items():
        days = book.ask(latest_days, who)
        assert (last, rhythm) == (days[-1], rhythm_of(days))
        assert rhythm == rhythm_of([visit.on for visit in book.ask(visits_of, who)])
    assert any(rhythm is None for _last, rhythm in told.values())
