"""Adding to the timeline by hand, changing it, and taking it back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.context import Actor
from app.kernel.errors import Conflict, NotFound, Refused
from app.kernel.journal import Undo, last_action, undo_last
from app.kernel.timeline import TimelineItem
from app.touchpoints.commands import (
    AddTouchpoint,
    EditTouchpoint,
    FinishPromise,
    RemoveTouchpoint,
    ReopenPromise,
    add_touchpoint,
    edit_touchpoint,
    finish_promise,
    remove_touchpoint,
    reopen_promise,
)
from app.touchpoints.queries import open_promises, promises_due, touchpoint
from app.touchpoints.registry import KINDS
from app.touchpoints.source import TouchpointSource


def shown(book: Book, customer_id: int) -> list[TimelineItem]:
    return book.ask(TouchpointSource().page, customer_id, None, 50, None)


def test_a_note_is_kept_with_its_moment_and_who_wrote_it(book: Book, maria: int, clock: FixedClock) -> None:
    book.actor = Actor(staff_id=7, till="Till 2")
    added = book.do(add_touchpoint, AddTouchpoint(maria, "note", "  Reads in bed\u202e.  \n\nAlways. "))
    row = book.ask(touchpoint, added.id)
    assert (row.text, row.at, row.staff_id) == ("Reads in bed.\n\nAlways.", clock.now(), 7)
    assert [(item.id, item.title, item.quote) for item in shown(book, maria)] == [
        (f"touchpoint:{added.id}", "Note", "Reads in bed.\n\nAlways.")
    ]


def test_the_change_is_told(book: Book, maria: int) -> None:
    heard: list[object] = []
    book.changes.subscribe(heard.append)
    book.do(add_touchpoint, AddTouchpoint(maria, "visit"))
    assert heard == [frozenset({("touchpoint", maria)})]


def test_a_wall_time_is_the_shops(book: Book, maria: int) -> None:
    added = book.do(add_touchpoint, AddTouchpoint(maria, "visit", at=datetime(2026, 7, 1, 9, 30)))
    assert book.ask(touchpoint, added.id).at == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cmd", "field"),
    [
        ({"kind": "note", "text": " \u200b\n"}, "text"),
        ({"kind": "note", "text": "x" * 20_001}, "text"),
        ({"kind": "note", "text": "e" + "\u0301" * 100_000}, "text"),
        ({"kind": "note", "text": "paid with 4111 1111 1111 1111"}, "text"),
        ({"kind": "call", "data": {"outcome": "4111111111111111"}}, "outcome"),
        ({"kind": "call", "data": {"minutes": -1}}, "minutes"),
        ({"kind": "feedback", "text": "great", "data": {"score": 6}}, "score"),
        ({"kind": "feedback", "text": "bad", "data": {"score": 0}}, "score"),
        ({"kind": "feedback"}, "text"),
        ({"kind": "smoke-signal", "text": "puff"}, "kind"),
        ({"kind": "visit", "at": datetime(2026, 11, 23, 9, 0)}, "at"),
        ({"kind": "visit", "at": datetime(1850, 1, 1)}, "at"),
        ({"kind": "note", "text": "soon", "due_on": date(2026, 12, 1)}, "due_on"),
        ({"kind": "promise", "text": "hold it", "due_on": date(2026, 11, 21)}, "due_on"),
        ({"kind": "reservation", "text": "a table", "due_on": date(2026, 11, 21)}, "due_on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    book: Book, maria: int, cmd: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        book.do(add_touchpoint, AddTouchpoint(maria, **cmd))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert shown(book, maria) == []


def test_exactly_the_limit_and_a_book_number_are_fine(book: Book, maria: int) -> None:
    book.do(add_touchpoint, AddTouchpoint(maria, "note", "x" * 20_000))
    book.do(add_touchpoint, AddTouchpoint(maria, "note", "wants 9783125788404"))
    assert len(shown(book, maria)) == 2


def test_a_customer_there_is_not(book: Book) -> None:
    with pytest.raises(NotFound):
        book.do(add_touchpoint, AddTouchpoint(99, "note", "who?"))


def test_the_same_form_twice_adds_once(book: Book, maria: int) -> None:
    cmd = AddTouchpoint(maria, "note", "once", request_id="form-1")
    first, second = book.do(add_touchpoint, cmd), book.do(add_touchpoint, cmd)
    assert (first.id, first.already_done, second.already_done) == (second.id, False, True)
    assert len(shown(book, maria)) == 1
    with pytest.raises(Conflict):
        book.do(add_touchpoint, AddTouchpoint(maria, "note", "other", request_id="form-1"))


def test_adding_editing_and_removing_are_undone_in_turn(book: Book, maria: int) -> None:
    added = book.do(add_touchpoint, AddTouchpoint(maria, "call", "asked", data={"minutes": 2}))
    book.do(
        edit_touchpoint, EditTouchpoint(added.id, "told", at=datetime(2026, 11, 1, 8), data={"minutes": 5})
    )
    before_removal = book.ask(touchpoint, added.id)
    assert (before_removal.text, before_removal.data["minutes"]) == ("told", 5)
    book.do(remove_touchpoint, RemoveTouchpoint(added.id))
    assert shown(book, maria) == []
    assert book.do(undo_last, Undo()).undone == "Call of Maria Schmidt removed"
    assert book.ask(touchpoint, added.id) == before_removal
    book.do(undo_last, Undo())
    back = book.ask(touchpoint, added.id)
    assert (back.text, back.data["minutes"], back.at) == ("asked", 2, book.clock.now())
    book.do(undo_last, Undo())
    assert shown(book, maria) == []
    assert book.ask(last_action, book.actor.till) is None


def test_an_edit_without_a_moment_leaves_the_moment(book: Book, maria: int, clock: FixedClock) -> None:
    added = book.do(add_touchpoint, AddTouchpoint(maria, "note", "a"))
    made = clock.now()
    clock.advance(days=3)
    book.do(edit_touchpoint, EditTouchpoint(added.id, "b"))
    assert book.ask(touchpoint, added.id).at == made


@pytest.mark.parametrize(
    "command", [(remove_touchpoint, RemoveTouchpoint), (edit_touchpoint, EditTouchpoint)]
)
def test_what_was_removed_cannot_be_touched(book: Book, maria: int, command: tuple) -> None:
    added = book.do(add_touchpoint, AddTouchpoint(maria, "note", "a"))
    book.do(remove_touchpoint, RemoveTouchpoint(added.id))
    with pytest.raises(NotFound):
        book.do(command[0], command[1](added.id))
    with pytest.raises(NotFound):
        book.ask(touchpoint, added.id)


def test_a_promise_stays_until_done_and_is_late_after_its_day(
    book: Book, maria: int, clock: FixedClock
) -> None:
    today = book.ask(lambda view: view.today)
    late = book.do(
        add_touchpoint,
        AddTouchpoint(maria, "promise", "call back", at=datetime(2026, 11, 2, 9), due_on=date(2026, 11, 21)),
    ).id
    some_day = book.do(add_touchpoint, AddTouchpoint(maria, "promise", "lend the map")).id
    now = book.do(add_touchpoint, AddTouchpoint(maria, "promise", "hold the Mankell", due_on=today)).id
    rows = book.ask(open_promises, maria)
    assert [(row.id, row.overdue) for row in rows] == [(late, True), (now, False), (some_day, False)]
    assert rows[0].made_on == date(2026, 11, 2)
    clock.advance(days=1)
    assert [row.overdue for row in book.ask(open_promises, maria)] == [True, True, False]

    book.do(finish_promise, FinishPromise(late))
    assert [row.id for row in book.ask(open_promises, maria)] == [now, some_day]
    with pytest.raises(Refused):
        book.do(finish_promise, FinishPromise(late))
    book.do(undo_last, Undo())
    assert book.ask(open_promises, maria)[0].id == late
    book.do(finish_promise, FinishPromise(late))
    book.do(reopen_promise, ReopenPromise(late))
    assert book.ask(open_promises, maria)[0].id == late
    book.do(undo_last, Undo())
    assert book.ask(touchpoint, late).done_at == clock.now()
    with pytest.raises(Refused):
        book.do(reopen_promise, ReopenPromise(now))


def test_a_reservation_is_open_until_somebody_came_for_it(book: Book, maria: int, clock: FixedClock) -> None:
    tomorrow = book.ask(lambda view: view.today) + timedelta(days=1)
    kept = book.do(add_touchpoint, AddTouchpoint(maria, "reservation", "a table", due_on=tomorrow)).id
    hold = book.do(add_touchpoint, AddTouchpoint(maria, "promise", "hold it", due_on=tomorrow)).id
    rows = book.ask(open_promises, maria)
    assert [(row.id, row.kind) for row in rows] == [(kept, "reservation"), (hold, "promise")]
    clock.advance(days=2)
    assert [row.overdue for row in book.ask(open_promises, maria)] == [True, True]

    book.do(finish_promise, FinishPromise(kept))
    assert [row.id for row in book.ask(open_promises, maria)] == [hold]
    assert book.do(undo_last, Undo()).undone == "Reservation for Maria Schmidt done"
    book.do(remove_touchpoint, RemoveTouchpoint(kept))
    assert [row.id for row in book.ask(open_promises, maria)] == [hold]
    assert [row.kind for row in book.ask(promises_due, tomorrow)] == ["promise"]


def test_every_kind_that_has_a_day_is_among_the_open(book: Book, maria: int) -> None:
    kinds = {kind.id for kind in KINDS if kind.promised}
    for kind in kinds:
        book.do(add_touchpoint, AddTouchpoint(maria, kind, "soon"))
    assert {row.kind for row in book.ask(open_promises, maria)} == kinds == {"promise", "reservation"}


def test_only_a_promise_can_be_done(book: Book, maria: int) -> None:
    note = book.do(add_touchpoint, AddTouchpoint(maria, "note", "a")).id
    with pytest.raises(Refused):
        book.do(finish_promise, FinishPromise(note))


def test_promises_of_everybody_by_day(book: Book, maria: int, new_customer) -> None:
    jonas = new_customer("Jonas Beck")
    today = book.ask(lambda view: view.today)
    days = [today + timedelta(days=5), today, today + timedelta(days=9)]
    ids = [
        book.do(add_touchpoint, AddTouchpoint(who, "promise", "p", due_on=day)).id
        for who, day in zip((maria, jonas, jonas), days, strict=True)
    ]
    book.do(add_touchpoint, AddTouchpoint(maria, "promise", "some day"))
    due = book.ask(promises_due, today + timedelta(days=5))
    assert [(row.id, row.customer, row.due_on) for row in due] == [
        (ids[1], "Jonas Beck", days[1]),
        (ids[0], "Maria Schmidt", days[0]),
    ]


def test_open_promises_are_found_by_their_own_index(book: Book, maria: int) -> None:
    from sqlalchemy import select, text

    from app.touchpoints.models import OPEN_PROMISE, Touchpoint

    query = select(Touchpoint.id).where(Touchpoint.customer_id == maria, OPEN_PROMISE)
    words = str(query.compile(compile_kwargs={"literal_binds": True}))
    plan = book.ask(lambda view: view.session.execute(text("EXPLAIN QUERY PLAN " + words)).all())
    assert "ix_touchpoint_open_promise" in plan[0][3]
