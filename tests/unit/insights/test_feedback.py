"""Scores over time, by staff and by goods, and how long answers took."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.insights.feedback import (
    AnswerTimes,
    Tally,
    answer_times,
    complaints_of,
    said_between,
    scores_by_month,
)
from app.insights.feedback_sales import latest_sale, sales_of
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.context import Actor
from app.sales.purchases import Line
from app.staff.commands import AddStaff, add_staff
from app.touchpoints.answering import AnswerTouchpoint, answer_touchpoint
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from tests.unit.insights.conftest import Asked, figures, picked, table
from tests.unit.loyalty.conftest import Till, noon

START, END = date(2026, 9, 1), date(2026, 11, 30)


def say(
    book: Book, who: int, at: datetime | None = None, kind: str = "feedback", text: str = "", **data: Any
) -> int:
    return book.do(add_touchpoint, AddTouchpoint(who, kind, text, at, data)).id


def test_each_scale_has_its_own_average(book: Book, till: Till) -> None:
    maria, jonas = till.new("Maria"), till.new("Jonas")
    say(book, maria, noon(2026, 9, 1), score=5)
    say(book, jonas, noon(2026, 9, 30), score=4)
    say(book, maria, noon(2026, 9, 30), score=4)
    for value in (10, 9, 7, 3):
        say(book, maria, noon(2026, 11, 2), score=value, scale="10")
    say(book, jonas, noon(2026, 11, 3), "review", stars=2)
    say(book, jonas, noon(2026, 8, 31), score=1)
    say(book, jonas, noon(2026, 11, 4), text="words alone")
    months = book.ask(scores_by_month, START, END)
    assert [one.month for one in months] == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    september, october, november = (one.scores for one in months)
    assert (september.five, september.five.tenths, september.net) == (Tally(3, 13), 43, None)
    assert (october.any, october.five.tenths) == (False, None)
    assert (november.ten.tenths, november.net, november.stars) == (73, 25, Tally(1, 2))
    only = book.ask(scores_by_month, START, END, [jonas])
    assert [one.scores.five.count for one in only] == [1, 0, 0]


def test_midnight_is_the_shops(book: Book, till: Till) -> None:
    maria = till.new("Maria")
    say(book, maria, datetime(2026, 9, 30, 22, 30, tzinfo=UTC), score=5)  # 0.30 on 1 October in Berlin
    assert [one.scores.five.count for one in book.ask(scores_by_month, START, END)] == [0, 1, 0]


def test_answers_have_a_median_and_what_waits_is_counted(book: Book, till: Till, clock: FixedClock) -> None:
    maria = till.new("Maria")
    clock.advance(days=-48)
    first = say(book, maria, text="so so", score=3)
    second = say(book, maria, kind="complaint", text="cold coffee")
    say(book, maria, score=5)  # wants no answer
    clock.advance(hours=2)
    book.do(answer_touchpoint, AnswerTouchpoint(first, "Sorry"))
    clock.advance(hours=6)
    book.do(answer_touchpoint, AnswerTouchpoint(second, remedy="a new one"))
    waiting = say(book, maria, kind="complaint", text="again")
    till.write(
        "UPDATE touchpoint SET data = :d WHERE id = :i",
        d='{"answered": "thanks"}',
        i=say(book, maria, text="kind words"),
    )
    clock.advance(hours=40)
    times = book.ask(answer_times, START, END)
    assert (times.median, times.timed, times.untimed, times.open) == (timedelta(hours=5), 2, 1, 1)
    assert times.longest == timedelta(hours=40)
    assert [(one.timed, one.open) for one in times.months] == [(0, 0), (2, 1), (0, 0)]
    found = complaints_of(book.ask(said_between, START, END))
    assert (found.count, found.open, found.answered, found.put_right) == (2, 1, 1, 0)
    book.do(answer_touchpoint, AnswerTouchpoint(waiting, put_right=True))
    found = complaints_of(book.ask(said_between, START, END))
    assert (found.open, found.answered, found.put_right) == (0, 1, 1)


def test_nobody_said_anything(book: Book) -> None:
    assert book.ask(answer_times, START, START) == AnswerTimes(
        None, 0, 0, 0, None, book.ask(answer_times, START, START).months
    )
    assert not any(one.scores.any for one in book.ask(scores_by_month, START, END))
    assert book.ask(lambda view: sales_of(view, [])) == {}


def test_words_belong_to_the_purchase_noted_else_to_the_latest_of_the_week(book: Book, till: Till) -> None:
    maria, jonas = till.new("Maria"), till.new("Jonas")
    old = till.ring(maria, 900, at=noon(2026, 10, 1)).purchase
    bought = till.ring(maria, 1_000, at=noon(2026, 10, 10)).purchase
    till.ring(maria, 500, at=noon(2026, 10, 20))
    voided = till.ring(jonas, 500, at=noon(2026, 10, 11)).purchase
    till.void(voided)
    on = {
        say(book, maria, noon(2026, 10, 17), score=4): bought,
        say(book, maria, noon(2026, 10, 18), score=4): None,
        say(book, maria, noon(2026, 10, 21), score=4, purchase=old): old,
        say(book, maria, noon(2026, 10, 21), score=4, purchase=voided): None,
        say(book, jonas, noon(2026, 10, 12), score=4): None,
        say(book, jonas, noon(2026, 10, 12), score=4, purchase=bought): None,
        say(book, maria, noon(2026, 10, 30), score=4, purchase=old): old,
    }
    found = book.ask(lambda view: sales_of(view, said_between(view, START, END)))
    assert {number: sale.id for number, sale in found.items()} == {k: v for k, v in on.items() if v}
    assert book.ask(latest_sale, maria) is None
    newest = till.ring(maria, 100).purchase
    assert book.ask(latest_sale, maria) == newest


@pytest.fixture
def served(book: Book, till: Till) -> dict[str, int]:
    """Lena served Maria tea and cake, Jo served Ana tea; both said how it was."""
    lena, jo = (book.do(add_staff, AddStaff(name)).id for name in ("Lena", "Jo"))
    maria, ana = till.new("Maria"), till.new("Ana")
    tea, cake = Line("Darjeeling", "Tea", 1000, 500), Line("Plum cake", "Cakes", 1000, 400)
    book.actor = Actor(staff_id=lena)
    till.ring(maria, 900, at=noon(2026, 10, 5), lines=(tea, cake))
    book.actor = Actor(staff_id=jo)
    till.ring(ana, 500, at=noon(2026, 10, 5), lines=(tea,))
    say(book, maria, noon(2026, 10, 6), score=5)
    say(book, ana, noon(2026, 10, 6), score=2)
    say(book, ana, noon(2026, 10, 6), score=9, scale="10", staff=lena)
    say(book, ana, noon(2026, 10, 30), score=3)
    return {"lena": lena, "jo": jo, "maria": maria, "ana": ana}


def test_the_report_by_month_by_staff_by_goods(ask: Asked, served: dict[str, int]) -> None:
    data = ask("feedback", period="this-month", start="2026-10-01")
    assert picked(data, "month", "five_count", "five_average", "ten_average", "net") == [
        (date(2026, 10, 1), 3, 33, 90, None),
        (date(2026, 11, 1), 0, None, None, None),
    ]
    assert figures(data) == {"five": 33, "open": 2}
    assert [chart.id for chart in data.charts] == ["five", "ten"]
    assert data.charts[0].sentence == "3 answers, 3,3 on average."

    staff = ask("feedback", by="staff", start="2026-10-01")
    assert picked(staff, "staff", "five_count", "five_average", "ten_count") == [
        ("Lena", 1, 50, 1), ("Jo", 1, 20, 0), ("Nobody in particular", 1, 30, 0),
    ]  # fmt: skip
    goods = ask("feedback", by="category", start="2026-10-01")
    assert picked(goods, "category", "five_count", "five_average") == [
        ("Tea", 2, 35), ("Cakes", 1, 50), ("No purchase known", 1, 30),
    ]  # fmt: skip
    items = ask("feedback", by="item", start="2026-10-01")
    assert [row["item"] for row in table(items)] == ["Darjeeling", "Plum cake", "No purchase known"]
    assert all(len(row) == len(items.columns) for row in items.rows)


def test_complaints_and_answers_are_figures(ask: Asked, book: Book, till: Till, clock: FixedClock) -> None:
    maria = till.new("Maria")
    clock.advance(days=-20)
    trouble = say(book, maria, kind="complaint", text="cold")
    say(book, maria, kind="complaint", text="cold again")
    clock.advance(hours=3)
    book.do(answer_touchpoint, AnswerTouchpoint(trouble, put_right=True))
    data = ask("feedback", period="this-month")
    assert figures(data) == {"wait": 30, "open": 1, "complaints": 2, "put_right": 1}
    assert picked(data, "month", "wait") == [(date(2026, 11, 1), 30)]
    assert [chart.id for chart in data.charts] == ["wait"]


def test_of_archived_customers_and_what_was_taken_off_nothing_is_told(
    ask: Asked, book: Book, till: Till
) -> None:
    maria = till.new("Maria")
    say(book, maria, noon(2026, 11, 2), score=1)
    till.write("UPDATE customer SET archived_at = created_at WHERE id = :c", c=maria)
    data = ask("feedback")
    assert (list(data.rows), data.charts) == ([], ())
    assert data.empty.startswith("Nobody said anything")


@pytest.mark.parametrize("by", ["month", "way"])
def test_days_at_the_ends_of_the_calendar_are_answered(ask: Asked, book: Book, till: Till, by: str) -> None:
    say(book, till.new("Maria"), noon(2026, 11, 2), score=4, asked_by="till")
    far = ask("feedback", by=by, period="days", start="2026-11-01", end="9999-12-31")
    assert [row[1] for row in far.rows] == ([40] if by == "month" else [1])
    assert list(ask("feedback", by=by, period="days", start="0001-01-01", end="0001-01-02").rows) == []


def test_the_net_promoter_score_needs_some_answers(ask: Asked, book: Book, till: Till) -> None:
    maria = till.new("Maria")
    for value in (10, 9, 8, 0):
        say(book, maria, noon(2026, 11, 2), score=value, scale="10")
    assert figures(ask("feedback")) == {"ten": 68, "open": 1}
    say(book, maria, noon(2026, 11, 3), score=10, scale="10")
    assert figures(ask("feedback"))["net"] == 40
    assert picked(ask("feedback"), "net")[-1] == (40,)
