"""What people say and how soon they are answered: counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.insights.chart import Chart
from app.insights.plots.answer_times import in_words
from app.insights.sayings import Sayings
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.context import ShopContext
from app.touchpoints.answering import AnswerTouchpoint, answer_touchpoint
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.unit.insights.plots.asking import asked, column, rows
from tests.unit.loyalty.conftest import Till, noon


def say(
    book: Book, who: int, at: datetime | None = None, kind: str = "feedback", text: str = "", **data: Any
) -> int:
    return book.do(add_touchpoint, AddTouchpoint(who, kind, text, at, data)).id


def test_scores_by_month_on_the_scale_that_was_used_most(book: Book, till: Till) -> None:
    maria, jon = till.new("Maria"), till.new("Jon")
    for month, score in ((9, 5), (9, 4), (11, 3), (8, 2)):
        say(book, maria, noon(2026, month, 3), score=score)
    say(book, jon, noon(2026, 11, 4), score=9, scale="10")
    say(book, jon, noon(2026, 11, 5), "review", stars=1)
    data = asked(book, "feedback-scores", months=3)
    assert [tuple(row.values()) for row in rows(data)] == [
        (date(2026, 9, 1), 2, 45, 0, None, 0, None, None),
        (date(2026, 10, 1), 0, None, 0, None, 0, None, None),
        (date(2026, 11, 1), 1, 30, 1, 90, 1, 10, 100),
    ]
    assert data.words == (
        "4.0 of 5 on average, from 3 answers. In as many months before it was 2.0, from 1 answer."
    )
    assert isinstance(data.picture, Chart) and data.picture.series[0].values == (45, 0, 30)
    assert data.picture.top == 50 and data.picture.unknown == (1,), "nobody gave a score in October"
    alone = asked(book, "feedback-scores", months=3, ids={jon})
    assert alone.words in {"9.0 of 10 on average, from 1 answer.", "1.0 of 5 on average, from 1 answer."}


def test_a_day_is_the_shop_s_own(book: Book, till: Till) -> None:
    say(book, till.new("Maria"), datetime(2026, 10, 31, 23, 30, tzinfo=UTC), score=5)
    assert column(asked(book, "feedback-scores", months=2), "five_count") == [0, 1]


def test_words_without_a_score_are_no_score(book: Book, till: Till) -> None:
    say(book, till.new("Maria"), noon(2026, 11, 3), text="kind")
    assert asked(book, "feedback-scores").words == (
        "Nobody gave a score since 1 Dec 2025. Ask at the till: “How was it?”"
    )


def test_answers_and_what_waits(book: Book, till: Till, clock: FixedClock) -> None:
    maria = till.new("Maria")
    clock.advance(days=-48)
    quick, slow = say(book, maria, text="so so", score=3), say(book, maria, kind="complaint", text="cold")
    clock.advance(hours=2)
    book.do(answer_touchpoint, AnswerTouchpoint(quick, "Sorry"))
    clock.advance(hours=6)
    book.do(answer_touchpoint, AnswerTouchpoint(slow, remedy="a new one"))
    assert asked(book, "answer-times").words == "Half of the 2 answers came within 5 hours. Nothing waits."
    clock.advance(days=40)
    say(book, maria, kind="complaint", text="again")
    clock.advance(days=5)
    data = asked(book, "answer-times", months=2)
    assert data.words == "Half of the 2 answers came within 5 hours. 1 waits, for 5 days by now."
    assert [tuple(row.values()) for row in rows(data)] == [
        (date(2026, 10, 1), 2, 50, 0), (date(2026, 11, 1), 0, None, 1),
    ]  # fmt: skip
    assert isinstance(data.picture, Chart) and data.picture.series[0].values == (50, 0)
    assert data.picture.kind == "hours" and data.picture.unknown == (1,)
    waits = asked(book, "answer-times", months=1)
    assert waits.words == "1 waits, for 5 days by now."
    assert isinstance(waits.picture, Chart) and waits.picture.series[0].values == (1,)
    assert asked(book, "answer-times", ids={maria + 1}).words == (
        "Nothing was said since 1 Dec 2025 that wants an answer."
    )


def test_answers_without_their_moment_are_no_times(book: Book, till: Till) -> None:
    number = say(book, till.new("Maria"), noon(2026, 11, 3), text="kind words")
    till.write("UPDATE touchpoint SET data = :d WHERE id = :i", d='{"answered": "thanks"}', i=number)
    assert asked(book, "answer-times").words == (
        "Everything said since 1 Dec 2025 is answered, but no answer has its moment noted."
    )


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(), "0 minutes"),
        (timedelta(seconds=40), "1 minute"),
        (timedelta(minutes=29), "29 minutes"),
        (timedelta(minutes=30), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=1_310), "1,310 days"),
    ],
)
def test_times_in_words(time: timedelta, words: str) -> None:
    assert in_words(time, Sayings(ShopContext())) == words
