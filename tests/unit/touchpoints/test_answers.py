"""What waits for an answer, for how long and at whom; and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.context import Actor
from app.kernel.errors import NotFound, Refused
from app.kernel.journal import Undo, undo_last
from app.staff.commands import AddStaff, add_staff
from app.touchpoints.answering import (
    AnswerTouchpoint,
    GiveOwner,
    SayMood,
    answer_touchpoint,
    give_owner,
    say_mood,
)
from app.touchpoints.answers import Unanswered, unanswered
from app.touchpoints.commands import AddTouchpoint, EditTouchpoint, add_touchpoint, edit_touchpoint
from app.touchpoints.models import Touchpoint
from app.touchpoints.noted import answered_at
from app.touchpoints.queries import touchpoint
from app.touchpoints.source import TouchpointSource
from tests.unit.touchpoints.conftest import Put, put_rows

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def jo(book: Book) -> int:
    """Jo Pine, who works here."""
    return book.do(add_staff, AddStaff("Jo Pine")).id


def said(book: Book, who: int, kind: str, text: str = "", **data: object) -> int:
    return book.do(add_touchpoint, AddTouchpoint(who, kind, text, data=data)).id


def waiting(book: Book) -> list[Unanswered]:
    return book.ask(unanswered, SINCE)


def test_what_went_wrong_comes_first_then_the_longest_waiting(
    book: Book, maria: int, clock: FixedClock
) -> None:
    praise = said(book, maria, "feedback", "lovely", score=5)
    clock.advance(hours=2)
    low = said(book, maria, "feedback", score=6, scale="10")
    clock.advance(hours=1)
    trouble = said(book, maria, "complaint", "cold coffee")
    stars = said(book, maria, "review", "so so", stars=3, network="TownGuide")
    said(book, maria, "feedback", score=7, scale="10")  # nothing to answer
    said(book, maria, "review", stars=5)
    said(book, maria, "social", "seen your window", network="Mastodon", handle="@ms")
    clock.advance(hours=22)
    rows = waiting(book)
    assert [one.id for one in rows] == [low, trouble, stars, praise]
    assert [one.angry for one in rows] == [True, True, True, False]
    assert [(one.score, one.scale) for one in rows] == [(6, 10), (None, 5), (3, 5), (5, 5)]
    assert [one.waited for one in rows] == [timedelta(hours=hours) for hours in (23, 22, 22, 25)]
    assert [one.too_long for one in rows] == [False, False, False, True]


def test_a_complaint_has_somebody_who_sees_to_it(book: Book, maria: int, jo: int) -> None:
    trouble = said(book, maria, "complaint", "cold coffee")
    assert waiting(book)[0].owner == ""
    book.do(give_owner, GiveOwner(trouble, jo))
    one = waiting(book)[0]
    assert (one.owner_id, one.owner) == (jo, "Jo Pine")
    [item] = book.ask(TouchpointSource().page, maria, None, 5, None)
    assert item.detail == "Not put right yet · Jo Pine sees to it"
    assert item.actions == ("answer", "edit", "remove")
    assert book.do(undo_last, Undo()).undone == "Complaint of Maria Schmidt: who sees to it"
    assert waiting(book)[0].owner == ""
    with pytest.raises(Refused) as refusal:
        book.do(give_owner, GiveOwner(trouble, 99))
    assert refusal.value.field == "owner"


def test_an_answer_stops_the_clock_and_keeps_its_moment(
    book: Book, maria: int, jo: int, clock: FixedClock
) -> None:
    low = said(book, maria, "feedback", "long queue", score=2)
    clock.advance(hours=5)
    book.actor = Actor(staff_id=jo)
    book.do(answer_touchpoint, AnswerTouchpoint(low, "A second till opens on Saturdays."))
    assert waiting(book) == []
    data = book.ask(touchpoint, low).data
    assert (answered_at(data), data["answered_by"]) == (clock.now(), jo)
    assert data["answered"] == "A second till opens on Saturdays."
    assert book.do(undo_last, Undo()).undone == "Feedback of Maria Schmidt answered"
    assert [one.id for one in waiting(book)] == [low]
    assert answered_at(book.ask(touchpoint, low).data) is None


@pytest.mark.parametrize("answer", [{"words": "We are sorry."}, {"remedy": "a new one"}, {"put_right": True}])
def test_a_complaint_is_answered_by_words_or_by_putting_it_right(
    book: Book, maria: int, clock: FixedClock, answer: dict
) -> None:
    trouble = said(book, maria, "complaint", "cold coffee")
    clock.advance(minutes=10)
    book.do(answer_touchpoint, AnswerTouchpoint(trouble, **answer))
    assert waiting(book) == []
    assert answered_at(book.ask(touchpoint, trouble).data) == clock.now()


def test_what_is_no_answer_is_refused(book: Book, maria: int) -> None:
    low = said(book, maria, "feedback", "long queue")
    note = said(book, maria, "note", "tall")
    with pytest.raises(Refused) as refusal:
        book.do(answer_touchpoint, AnswerTouchpoint(low, " \n"))
    assert refusal.value.field == "words"
    with pytest.raises(Refused):
        book.do(answer_touchpoint, AnswerTouchpoint(low, put_right=True))
    for command, wish in (
        (answer_touchpoint, AnswerTouchpoint(note, "hm")),
        (give_owner, GiveOwner(note, None)),
        (say_mood, SayMood(note, "happy")),
    ):
        with pytest.raises(Refused):
            book.do(command, wish)
    with pytest.raises(NotFound):
        book.do(answer_touchpoint, AnswerTouchpoint(99, "hm"))


def test_editing_keeps_what_was_noted_and_an_answer_written_there_counts(
    book: Book, maria: int, jo: int, clock: FixedClock
) -> None:
    low = said(book, maria, "feedback", "queue", score=2, purchase=7, staff=jo, mood="unhappy")
    clock.advance(days=1)
    book.do(edit_touchpoint, EditTouchpoint(low, "long queue", data={"score": 3}))
    data = book.ask(touchpoint, low).data
    assert {key: data[key] for key in ("score", "purchase", "staff", "mood")} == {
        "score": 3, "purchase": 7, "staff": jo, "mood": "unhappy",
    }  # fmt: skip
    book.do(edit_touchpoint, EditTouchpoint(low, "long queue", data={"score": 3, "answered": "Sorry"}))
    first = answered_at(book.ask(touchpoint, low).data)
    assert first == clock.now()
    clock.advance(days=1)
    book.do(edit_touchpoint, EditTouchpoint(low, "long queue", data={"score": 3, "answered": "So sorry"}))
    assert answered_at(book.ask(touchpoint, low).data) == first
    book.do(edit_touchpoint, EditTouchpoint(low, "long queue", data={"score": 3}))
    assert answered_at(book.ask(touchpoint, low).data) is None


def test_the_moment_of_an_answer_cannot_be_made_up(book: Book, maria: int, clock: FixedClock) -> None:
    at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    both = book.do(
        add_touchpoint,
        AddTouchpoint(maria, "feedback", "ok", at, {"answered": "thanks", "answered_at": "1999-01-01"}),
    ).id
    assert answered_at(book.ask(touchpoint, both).data) == at
    with pytest.raises(Refused):
        said(book, maria, "feedback", "ok", staff=99)


def test_what_was_answered_before_its_moment_was_noted_gets_none_later(
    book: Book, maria: int, clock: FixedClock
) -> None:
    row = Touchpoint(
        customer_id=maria, kind="feedback", at=clock.now(), text="ok", data='{"answered": "thanks"}'
    )
    [old] = book.do(put_rows, Put((row,))).ids
    clock.advance(days=3)
    book.do(edit_touchpoint, EditTouchpoint(old, "okay", data={"answered": "thanks a lot"}))
    assert answered_at(book.ask(touchpoint, old).data) is None
    assert waiting(book) == []


def test_the_staffs_word_on_how_it_sounds_counts(book: Book, maria: int) -> None:
    words = said(book, maria, "feedback", "Well, that was something")
    assert (waiting(book)[0].angry, waiting(book)[0].mood) == (False, "")
    book.do(say_mood, SayMood(words, "unhappy"))
    assert (waiting(book)[0].angry, waiting(book)[0].mood) == (True, "unhappy")
    book.do(say_mood, SayMood(words, ""))
    assert waiting(book)[0].mood == ""
    with pytest.raises(Refused):
        book.do(say_mood, SayMood(words, "livid"))
    book.do(undo_last, Undo())
    assert waiting(book)[0].mood == "unhappy"


def test_a_clock_set_back_makes_nobody_wait_less_than_nothing(
    book: Book, maria: int, clock: FixedClock
) -> None:
    said(book, maria, "complaint", "cold coffee")
    clock.advance(days=-1)
    assert waiting(book)[0].waited == timedelta()


def test_a_score_out_of_its_scale_is_refused_with_how_to_write_it(book: Book, maria: int) -> None:
    with pytest.raises(Refused, match=r"from 1 to 5.*written 9/10") as refusal:
        said(book, maria, "feedback", "great", score=9)
    assert refusal.value.field == "score"
    said(book, maria, "feedback", "great", score=0, scale="10")
    for data in ({"score": 11, "scale": "10"}, {"score": 0}, {"score": 3, "scale": "7"}):
        with pytest.raises(Refused):
            said(book, maria, "feedback", "great", **data)
    with pytest.raises(Refused):
        said(book, maria, "review")


def test_everybody_elses_book_is_left_alone(
    book: Book, maria: int, new_customer: Callable[[str], int]
) -> None:
    jonas = new_customer("Jonas Beck")
    said(book, jonas, "review", "ok", stars=2, network="TownGuide", handle="@jb", link="https://x.example/1")
    assert [item.kind for item in book.ask(TouchpointSource().page, maria, None, 5, None)] == []
    assert [one.name for one in waiting(book)] == ["Jonas Beck"]
