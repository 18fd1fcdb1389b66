"""Answers come back on the window's thread, the latest wins, the dead get nothing, errors find their way."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import shiboken6
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs, _Door
from app.kernel.errors import Refused, WorldFault


def query() -> None:
    """Stands for a query; the hand-made book never calls it."""


def test_an_answer_is_delivered_once(show, jobs, hand_book) -> None:
    owner, got = show(QWidget()), []
    jobs.read(owner, "card", query, 7, done=got.append)
    assert jobs.pending() == 1
    hand_book.answer(0, "Maria")
    assert got == []  # never in the middle of the caller
    assert jobs.drain()
    assert got == ["Maria"]
    assert hand_book.asked[0][:2] == (query, (7,))


def test_only_the_latest_of_a_key_is_delivered(show, jobs, hand_book) -> None:
    owner, got = show(QWidget()), []
    for text in ("m", "ma", "mar"):
        jobs.read(owner, "search", query, text, done=got.append)
    jobs.read(owner, "card", query, done=got.append)
    for index, answer in ((2, "mar"), (3, "card"), (0, "m"), (1, "ma")):
        hand_book.answer(index, answer)
    assert jobs.drain()
    assert got == ["mar", "card"]


def test_two_owners_with_one_key_do_not_meet(show, jobs, hand_book) -> None:
    first, second, got = show(QWidget()), show(QWidget()), []
    jobs.read(first, "list", query, done=got.append)
    jobs.read(second, "list", query, done=got.append)
    hand_book.answer(0, 1)
    hand_book.answer(1, 2)
    assert jobs.drain()
    assert got == [1, 2]


def test_a_dead_widget_gets_nothing(show, jobs, hand_book) -> None:
    owner, got = QWidget(), []
    jobs.read(owner, "card", query, done=got.append, failed=got.append)
    jobs.write(owner, query, None, got.append, got.append)
    shiboken6.delete(owner)
    hand_book.answer(0, "late")
    hand_book.answer(1, "late")
    assert jobs.drain()
    assert got == []


def test_a_refusal_goes_to_the_form_that_asked(show, jobs, hand_book, qtbot) -> None:
    owner, failed, lines = show(QWidget()), [], []
    jobs.refused.connect(lines.append)
    jobs.write(owner, query, None, failed=failed.append)
    refusal = Refused("Too much.", field="amount")
    hand_book.answer(0, refusal)
    assert jobs.drain()
    assert failed == [refusal]
    assert lines == []


def test_a_refusal_nobody_takes_is_said(show, jobs, hand_book) -> None:
    owner, lines = show(QWidget()), []
    jobs.refused.connect(lines.append)
    jobs.write(owner, query, None)
    hand_book.answer(0, Refused("Too much."))
    assert jobs.drain()
    assert lines == ["Too much."]


def test_a_failed_write_is_told_even_when_its_form_is_gone(jobs, hand_book) -> None:
    owner, faults = QWidget(), []
    jobs.world_fault.connect(lambda error: faults.append(str(error)))
    jobs.write(owner, query, None)
    shiboken6.delete(owner)
    hand_book.answer(0, WorldFault("The disk is full. Nothing was lost."))
    assert jobs.drain()
    assert faults == ["The disk is full. Nothing was lost."]


def test_a_defect_reaches_the_crash_report_and_the_form(show, jobs, hand_book) -> None:
    owner, failed, crashed = show(QWidget()), [], []
    jobs.crashed.connect(crashed.append)
    jobs.read(owner, "card", query, done=failed.append, failed=failed.append)
    error = ZeroDivisionError("x")
    hand_book.answer(0, error)
    assert jobs.drain()
    assert failed == [error]
    assert crashed == [error]


def test_answers_and_changes_arrive_on_the_windows_thread(show, qtbot, hand_book) -> None:
    pool = ThreadPoolExecutor(2)
    here = threading.get_ident()
    threads: list[int] = []

    class PoolBook(type(hand_book)):
        def read(self, function, *args, **kwargs):
            return pool.submit(function, *args, **kwargs)

    book = PoolBook()
    jobs = Jobs(book)
    owner = show(QWidget())
    jobs.changed.connect(lambda changes: threads.append(threading.get_ident()))
    jobs.read(
        owner, "a", threading.get_ident, done=lambda there: threads.extend((there, threading.get_ident()))
    )
    pool.submit(book.changes.publish, frozenset({("customer", 1)})).result(5)
    assert jobs.drain()
    qtbot.waitUntil(lambda: len(threads) == 3)
    pool.shutdown()
    jobs.close()
    assert threads.count(here) == 2


def test_after_closing_nothing_is_heard(qapp, hand_book) -> None:
    jobs = Jobs(hand_book)
    jobs.close()
    assert hand_book.changes.listeners == []


def test_an_answer_after_the_window_is_gone_harms_nobody(show, hand_book) -> None:
    jobs = Jobs(hand_book)
    got: list[object] = []
    jobs.read(show(QWidget()), "a", query, done=got.append)
    shiboken6.delete(jobs)
    hand_book.answer(0, 1)
    hand_book.changes.publish(frozenset({("customer", 1)}))
    assert got == []


def test_busy_is_said_at_both_ends(show, jobs, hand_book) -> None:
    said: list[bool] = []
    jobs.busy_changed.connect(said.append)
    owner = show(QWidget())
    jobs.read(owner, "a", query, done=said.append)
    jobs.read(owner, "b", query, done=said.append)
    hand_book.answer(0, None)
    hand_book.answer(1, None)
    assert jobs.drain()
    assert said == [True, None, False, None]


def test_draining_gives_up_in_time(show, jobs, hand_book) -> None:
    jobs.read(show(QWidget()), "a", query, done=print)
    assert not jobs.drain(0.05)
    hand_book.answer(0, None)
    assert jobs.drain()


def test_jobs_that_went_with_their_window_wait_for_nothing(hand_book, qapp) -> None:
    jobs = Jobs(hand_book)
    owner = QWidget()
    jobs.read(owner, "card", len, done=print)
    shiboken6.delete(jobs)
    hand_book.answer(0, 3)
    assert jobs.drain(0.2)
    shiboken6.delete(owner)


def test_slow_questions_are_asked_one_at_a_time(show, jobs, hand_book) -> None:
    one, two, got = show(QWidget()), show(QWidget()), []
    jobs.read_aside(one, "learn", query, 1, done=got.append)
    jobs.read_aside(two, "learn", query, 2, done=got.append)
    jobs.read(one, "card", query, 3, done=got.append)
    assert [arguments for _query, arguments, _future in hand_book.asked] == [(1,), (3,)]
    assert jobs.pending() == 3
    hand_book.answer(0, "one")
    hand_book.answer(1, "card")
    assert not jobs.drain(0.2), "the second one waits for its answer"
    assert got == ["one", "card"] and hand_book.asked[2][1] == (2,)
    hand_book.answer(2, "two")
    assert jobs.drain() and got == ["one", "card", "two"]


def test_a_slow_question_that_nobody_wants_any_more_is_not_asked(show, jobs, hand_book) -> None:
    one, gone, got = show(QWidget()), QWidget(), []
    jobs.read_aside(one, "now", query, 1, done=got.append)
    jobs.read_aside(gone, "learn", query, 2, done=got.append)
    jobs.read_aside(one, "learn", query, 3, done=got.append)
    jobs.read_aside(one, "learn", query, 4, done=got.append)
    shiboken6.delete(gone)
    hand_book.answer(0, OSError("no"))
    assert not jobs.drain(0.2)
    assert [arguments for _query, arguments, _future in hand_book.asked] == [(1,), (4,)]
    hand_book.answer(1, "four")
    assert jobs.drain() and got == ["four"]


def test_slow_questions_that_wait_are_dropped_with_the_window(show, qapp, hand_book) -> None:
    jobs, owner, got = Jobs(hand_book), show(QWidget()), []
    jobs.read_aside(owner, "one", query, 1, done=got.append)
    jobs.read_aside(owner, "two", query, 2, done=got.append)
    jobs.close()
    hand_book.answer(0, 1)
    assert jobs.drain() and got == [] and len(hand_book.asked) == 1


def test_nothing_passes_a_door_that_is_shut_and_shutting_waits_for_who_is_passing(qapp) -> None:
    door = _Door()
    inside, go = threading.Event(), threading.Event()
    heard: list[object] = []

    class Slow:
        def emit(self, value: object) -> None:
            inside.set()
            assert go.wait(5)
            heard.append(value)

    speaking = threading.Thread(target=door.pass_on, args=(Slow(), 1))
    shutting = threading.Thread(target=door.shut)
    speaking.start()
    assert inside.wait(5)
    shutting.start()
    assert shutting.is_alive(), "somebody is passing"
    go.set()
    shutting.join(5)
    speaking.join(5)
    door.pass_on(Slow(), 2)
    assert heard == [1]
