"""That somebody was asked for feedback: once a day, taken back, and never taken for an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.groups.feed import timeline_page
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.errors import NotFound, Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.touchpoints.asked import NoteAsked, note_asked
from app.touchpoints.commands import RemoveTouchpoint, remove_touchpoint
from app.touchpoints.scored import scored

New = Callable[[str], int]


def told(book: Book, customer: int) -> list[tuple[str, str]]:
    """Title and small print of the timeline's lines, newest first."""
    return [(item.title, item.detail) for item in book.ask(timeline_page, customer).items]


@pytest.mark.parametrize(
    ("way", "detail", "words"),
    [
        ("till", "At the till", "Asked Maria Schmidt for feedback"),
        ("slip", "By a printed slip", "Asked Maria Schmidt for feedback by a slip"),
        ("link", "By a link", "Asked Maria Schmidt for feedback by a link, ready to paste and send"),
    ],
)
def test_it_is_told_how_and_can_be_taken_back(
    book: Book, maria: int, way: str, detail: str, words: str
) -> None:
    assert book.do(note_asked, NoteAsked((maria,), way)).noted == 1
    assert told(book, maria) == [("Asked for feedback", detail)]
    assert book.do(undo_last, Undo()).undone == words
    assert told(book, maria) == []
    assert book.do(note_asked, NoteAsked((maria,), way)).noted == 1, "what was taken back was not asked"


def test_asking_twice_on_a_day_is_one_entry_and_nothing_new_to_undo(
    book: Book, maria: int, clock: FixedClock
) -> None:
    book.do(note_asked, NoteAsked((maria,), "link"))
    first = book.ask(last_action, book.actor.till)
    assert first is not None and first.words.startswith("Asked Maria Schmidt")
    assert book.do(note_asked, NoteAsked((maria,), "slip")).noted == 0
    assert book.ask(last_action, book.actor.till) == first
    assert told(book, maria) == [("Asked for feedback", "By a link")]
    clock.advance(hours=10)  # still 22 November in Berlin
    assert book.do(note_asked, NoteAsked((maria,))).noted == 0
    clock.advance(hours=2)
    assert book.do(note_asked, NoteAsked((maria,))).noted == 1
    assert [detail for _title, detail in told(book, maria)] == ["At the till", "By a link"]


def test_the_same_request_is_done_once(book: Book, maria: int, clock: FixedClock) -> None:
    wish = NoteAsked((maria,), "till", "r1")
    assert book.do(note_asked, wish).already_done is False
    clock.advance(days=2)
    again = book.do(note_asked, wish)
    assert (again.noted, again.already_done, len(told(book, maria))) == (1, True, 1)


def test_many_are_one_action(book: Book, maria: int, new_customer: New) -> None:
    others = [new_customer(f"No. {number}") for number in range(600)]
    book.do(note_asked, NoteAsked((others[0],)))
    everybody = (maria, *others, maria, 99_999)
    assert book.do(note_asked, NoteAsked(everybody, "slip")).noted == 600
    assert told(book, others[0]) == [("Asked for feedback", "At the till")]
    last = book.ask(last_action, book.actor.till)
    assert last is not None and last.words == "600 customers asked for feedback"
    item = book.ask(timeline_page, others[9]).items[0]
    book.do(remove_touchpoint, RemoveTouchpoint(int(item.id.partition(":")[2])))
    book.do(undo_last, Undo(last.journal_id))
    assert [len(told(book, one)) for one in (maria, others[0], others[9], others[-1])] == [0, 1, 0, 0]


def test_nobody_there_and_another_way_are_refused(book: Book, maria: int) -> None:
    with pytest.raises(NotFound):
        book.do(note_asked, NoteAsked((99,)))
    with pytest.raises(Refused) as refusal:
        book.do(note_asked, NoteAsked((maria,), "pigeon"))
    assert refusal.value.field == "way"
    assert book.do(note_asked, NoteAsked(())).noted == 0
    assert told(book, maria) == []


def test_a_question_is_no_score(book: Book, maria: int, clock: FixedClock) -> None:
    book.do(note_asked, NoteAsked((maria,)))
    clock.instant += timedelta(days=1)
    assert book.ask(scored) == {}
