"""By which way asking is answered: each answer counts once, for one question."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.insights.asked import WayShare, asked_by_way
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.unit.insights.conftest import Asked, figures, picked
from tests.unit.loyalty.conftest import Till, noon

START, END = date(2026, 9, 1), date(2026, 11, 30)


def put(book: Book, who: int, kind: str, at: datetime, text: str = "", **data: Any) -> int:
    return book.do(add_touchpoint, AddTouchpoint(who, kind, text, at, data)).id


def shares(book: Book, start: date = START, end: date = END) -> list[tuple[str, int, int, int]]:
    found = book.ask(asked_by_way, start, end)
    return [(one.way, one.asked, one.answered, one.still) for one in found]


def test_nobody_was_asked(book: Book, till: Till, ask: Asked) -> None:
    put(book, till.new("Maria"), "feedback", noon(2026, 10, 2), score=4)
    assert shares(book) == []
    data = ask("feedback", by="way", start="2026-09-01")
    assert (list(data.rows), data.figures, data.charts) == ([], (), ())
    assert data.empty.startswith("Nobody was asked")
    assert WayShare("till", 0, 0, 0).share is None


@pytest.mark.parametrize(("days", "answered"), [(0, 1), (30, 1), (31, 0)])
def test_an_answer_comes_within_thirty_days(book: Book, till: Till, days: int, answered: int) -> None:
    maria = till.new("Maria")
    put(book, maria, "asked", noon(2026, 9, 10), way="link")
    put(book, maria, "feedback", noon(2026, 9, 10) + timedelta(days=days), score=5)
    assert shares(book) == [("link", 1, answered, 0)]
    assert shares(book, START, date(2026, 9, 10)) == [("link", 1, answered, 0)], (
        "said after the days asked for"
    )
    assert shares(book, date(2026, 9, 11)) == []


def test_of_others_and_before_and_a_complaint_is_no_answer(book: Book, till: Till) -> None:
    maria, jonas = till.new("Maria"), till.new("Jonas")
    put(book, maria, "feedback", noon(2026, 9, 9), score=5)
    put(book, maria, "asked", noon(2026, 9, 10), way="slip")
    put(book, maria, "complaint", noon(2026, 9, 11), "cold")
    put(book, jonas, "feedback", noon(2026, 9, 11), score=5)
    assert shares(book) == [("slip", 1, 0, 0)]
    put(book, maria, "review", noon(2026, 9, 12), stars=4)
    assert shares(book) == [("slip", 1, 1, 0)]


def test_one_answer_answers_one_question(book: Book, till: Till) -> None:
    maria = till.new("Maria")
    put(book, maria, "asked", noon(2026, 9, 10), way="link")
    put(book, maria, "asked", noon(2026, 9, 12), way="slip")
    put(book, maria, "feedback", noon(2026, 9, 14), score=5)
    assert shares(book) == [("slip", 1, 1, 0), ("link", 1, 0, 0)]
    put(book, maria, "feedback", noon(2026, 9, 15), score=5, asked_by="link")
    assert shares(book) == [("slip", 1, 1, 0), ("link", 1, 1, 0)]


def test_the_way_that_is_named_is_answered_whatever_came_later(book: Book, till: Till) -> None:
    maria = till.new("Maria")
    put(book, maria, "asked", noon(2026, 9, 10), way="link")
    put(book, maria, "asked", noon(2026, 9, 12), way="slip")
    put(book, maria, "feedback", noon(2026, 9, 14), score=5, asked_by="link")
    assert shares(book) == [("slip", 1, 0, 0), ("link", 1, 1, 0)]


def test_feedback_that_says_how_it_was_asked_was_asked(book: Book, till: Till) -> None:
    """The till writes down an answer and not the question before it; who does not answer is written down."""
    maria, jonas, ana = (till.new(name) for name in ("Maria", "Jonas", "Ana"))
    put(book, maria, "feedback", noon(2026, 9, 14), score=5, asked_by="till")
    put(book, jonas, "asked", noon(2026, 9, 14), way="till")
    put(book, ana, "feedback", noon(2026, 9, 14), score=5, asked_by="e-mail")
    assert shares(book) == [("till", 2, 1, 0)]
    put(book, jonas, "feedback", noon(2026, 10, 20), score=3, asked_by="till")
    assert shares(book) == [("till", 3, 2, 0)]


def test_a_question_before_the_days_takes_the_answer_within_them(book: Book, till: Till) -> None:
    maria = till.new("Maria")
    put(book, maria, "asked", noon(2026, 8, 31), way="slip")
    put(book, maria, "feedback", noon(2026, 9, 2), score=5, asked_by="slip")
    assert shares(book) == []


def test_of_one_day_the_question_comes_first_and_midnight_is_the_shops(book: Book, till: Till) -> None:
    maria = till.new("Maria")
    put(book, maria, "feedback", datetime(2026, 9, 10, 9, 0), score=5)
    put(book, maria, "asked", datetime(2026, 9, 10, 23, 30), way="slip")
    assert shares(book, date(2026, 9, 10), date(2026, 9, 10)) == [("slip", 1, 1, 0)]


def test_who_may_still_answer_is_counted(book: Book, till: Till, ask: Asked, clock: FixedClock) -> None:
    maria, jonas = till.new("Maria"), till.new("Jonas")
    put(book, maria, "asked", noon(2026, 10, 22), way="till")  # 31 days ago
    put(book, jonas, "asked", noon(2026, 10, 23), way="till")
    assert shares(book) == [("till", 2, 0, 1)]
    data = ask("feedback", by="way", start="2026-09-01")
    assert data.notes[1] == "1 was asked less than 31 days ago and may still answer."
    assert picked(data, "way", "asked", "answered", "share") == [("At the till", 2, 0, 0)]


def test_the_report_tells_each_way(book: Book, till: Till, ask: Asked) -> None:
    people = [till.new(f"No. {number}") for number in range(6)]
    for number, who in enumerate(people):
        put(book, who, "asked", noon(2026, 9, 10), way="link" if number < 3 else "slip")
    put(book, people[0], "feedback", noon(2026, 9, 11), score=5)
    till.write("UPDATE touchpoint SET data = '[]' WHERE customer_id = :c", c=people[5])
    gone = till.new("Gone")
    put(book, gone, "asked", noon(2026, 9, 10), way="link")
    till.write("UPDATE customer SET archived_at = created_at WHERE id = :c", c=gone)
    data = ask("feedback", by="way", start="2026-09-01")
    assert picked(data, "way", "asked", "answered", "share") == [
        ("By a printed slip", 2, 0, 0), ("By a link", 3, 1, 333), ("Not said how", 1, 0, 0),
    ]  # fmt: skip
    assert figures(data) == {"asked": 6, "answered": 1, "share": 167}
    [chart] = data.charts
    assert chart.sentence == "1 of 6 times we asked were answered within 30 days."
    assert [one.values for one in chart.series] == [(0, 1, 0), (2, 2, 1)]
    assert len(data.notes) == 1
