"""The book: one action, one transaction, one word after it; requests repeated, listeners failing, closing."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import date

import pytest

from app.kernel.book import Book
from app.kernel.changes import ChangeSet
from app.kernel.clock import FixedClock
from app.kernel.errors import Conflict, Refused, WorldFault
from app.kernel.journal import LastAction, Undo, content_hash, last_action, undo_last, undoes
from app.kernel.unit import Unit, View
from app.shop.commands import SaveSetting, SaveShop, save_setting, save_shop
from app.shop.queries import setting, shop_profile
from app.staff.commands import AddStaff, add_staff
from app.staff.queries import staff_list


@dataclass(frozen=True)
class Fail:
    error: Exception
    request_id: str | None = None


@dataclass(frozen=True)
class Failed:
    id: int


def fail(unit: Unit, cmd: Fail) -> Failed:
    save_setting(unit, SaveSetting("half", "done"))
    raise cmd.error


@pytest.mark.parametrize("error", [Refused("No."), ValueError("a defect"), KeyboardInterrupt()])
def test_what_raises_leaves_nothing_and_the_book_goes_on(book: Book, error: Exception) -> None:
    heard: list[ChangeSet] = []
    book.changes.subscribe(heard.append)
    with pytest.raises(type(error)):
        book.do(fail, Fail(error))
    assert book.ask(setting, "half") is None
    assert heard == []
    book.do(save_setting, SaveSetting("half", "whole"))
    assert book.ask(setting, "half") == "whole"


def test_one_action_tells_its_changes_once(book: Book) -> None:
    heard: list[ChangeSet] = []
    stop = book.changes.subscribe(heard.append)
    book.do(add_staff, AddStaff("Mina"))
    assert heard == [frozenset({("staff", None)})]
    stop()
    stop()
    book.do(add_staff, AddStaff("Otto"))
    assert len(heard) == 1


def test_a_failing_listener_takes_nothing_back(book: Book, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[ChangeSet] = []

    def broken(_changes: ChangeSet) -> None:
        raise RuntimeError("a view fell over")

    book.changes.subscribe(broken)
    book.changes.subscribe(heard.append)
    with caplog.at_level(logging.ERROR, "app.kernel.changes"):
        added = book.do(add_staff, AddStaff("Mina"))
    assert added.id in [row.id for row in book.ask(staff_list)]
    assert len(heard) == 1
    assert "a listener to changes failed" in caplog.text
    caplog.clear()


def test_a_repeated_request_gives_its_first_answer(book: Book) -> None:
    first = book.do(add_staff, AddStaff("Mina", request_id="r1"))
    again = book.do(add_staff, AddStaff("Mina", request_id="r1"))
    assert (again.id, again.already_done, first.already_done) == (first.id, True, False)
    with pytest.raises(Conflict, match="something else"):
        book.do(add_staff, AddStaff("Otto", request_id="r1"))
    assert [row.name for row in book.ask(staff_list)] == ["Owner", "Mina"]


def test_a_repeated_request_on_two_threads_is_done_once(book: Book) -> None:
    start = threading.Barrier(4)
    ids: list[int] = []

    def press() -> None:
        start.wait()
        ids.append(book.do(add_staff, AddStaff("Mina", request_id="double-enter")).id)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 1
    assert len(ids) == 4


def test_a_failed_request_may_be_sent_again(book: Book) -> None:
    with pytest.raises(Refused):
        book.do(add_staff, AddStaff(" ", request_id="r2"))
    assert not book.do(add_staff, AddStaff("Mina", request_id="r2")).already_done


@dataclass(frozen=True)
class Odd:
    day: date = date(2026, 1, 1)
    words: dict[str, object] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    request_id: str | None = None


def test_a_request_is_bound_to_all_it_holds_but_its_id() -> None:
    assert content_hash("c", Odd(request_id="a")) == content_hash("c", Odd(request_id="b"))
    assert content_hash("c", Odd()) != content_hash("d", Odd())
    assert content_hash("c", Odd()) != content_hash("c", Odd(day=date(2026, 1, 2)))
    assert content_hash("c", Odd(words={"a": 1, "b": 2})) == content_hash("c", Odd(words={"b": 2, "a": 1}))
    assert content_hash("c", Odd(tags=frozenset("xyz"))) == content_hash("c", Odd(tags=frozenset("zyx")))


def test_the_last_action_is_undone_once_and_in_words(book: Book) -> None:
    book.do(add_staff, AddStaff("Mina"))
    last = book.ask(last_action, "Till 1")
    assert last == LastAction(last.journal_id if last else -1, "Mina added to the staff", None)
    assert book.ask(last_action, "Till 2") is None
    assert book.do(undo_last, Undo()).undone == "Mina added to the staff"
    assert [row.name for row in book.ask(staff_list)] == ["Owner"]
    with pytest.raises(Refused, match="nothing to undo"):
        book.do(undo_last, Undo())
    assert last
    with pytest.raises(Refused, match="already undone"):
        book.do(undo_last, Undo(last.journal_id))


@dataclass(frozen=True)
class Strange:
    request_id: str | None = None


def strange(unit: Unit, cmd: Strange) -> Failed:
    unit.remember("Something strange", undo_kind="from-a-newer-regulars", undo={})
    return Failed(1)


def test_an_action_nobody_here_can_undo_is_refused_in_words(book: Book) -> None:
    book.do(strange, Strange())
    with pytest.raises(Refused, match="does not know how"):
        book.do(undo_last, Undo())


def test_an_undo_that_fails_undoes_nothing(book: Book) -> None:
    @undoes("half-way")
    def _half_way(unit: Unit, undo: object) -> None:
        save_setting(unit, SaveSetting("half", "undone"))
        raise Refused("Cannot.")

    @dataclass(frozen=True)
    class Half:
        request_id: str | None = None

    def half(unit: Unit, cmd: Half) -> Failed:
        unit.remember("Half", undo_kind="half-way")
        return Failed(1)

    book.do(half, Half())
    with pytest.raises(Refused, match="Cannot"):
        book.do(undo_last, Undo())
    assert book.ask(setting, "half") is None
    assert book.ask(last_action, "Till 1") is not None


def test_the_shops_ways_are_known_at_once_when_they_change(book: Book, clock: FixedClock) -> None:
    profile = book.ask(shop_profile)
    seen: list[str] = []
    book.changes.subscribe(lambda _changes: seen.append(book.context.timezone))
    book.do(save_shop, SaveShop(type(profile)(**{**vars(profile), "timezone": "Asia/Tokyo"})))
    assert seen == ["Asia/Tokyo"]
    assert book.ask(lambda view: view.today.isoformat()) == "2026-11-22"
    clock.advance(hours=6)
    assert book.ask(lambda view: view.today.isoformat()) == "2026-11-23"


def test_readers_cannot_write(book: Book) -> None:
    def sneak(view: View) -> None:
        view.session.connection().exec_driver_sql("DELETE FROM setting")

    with pytest.raises(WorldFault):
        book.ask(sneak)


@pytest.mark.parametrize("plain_first", [True, False])
def test_both_ways_to_ask_see_one_moment(book: Book, plain_first: bool) -> None:
    book.do(save_setting, SaveSetting("k", 1))

    def plain(view: View) -> object:
        return view.rows("SELECT value FROM setting WHERE key = ?", ("k",))[0][0]

    def mapped(view: View) -> object:
        return str(setting(view, "k"))

    def twice(view: View) -> list[object]:
        first, second = (plain, mapped) if plain_first else (mapped, plain)
        before = first(view)
        book.do(save_setting, SaveSetting("k", 2))
        return [before, second(view)]

    assert book.ask(twice) == ["1", "1"]
    assert book.ask(plain) == "2"
    assert book.do(lambda unit, _cmd: unit.rows("SELECT value FROM setting WHERE key = 'k'"), None) == [
        ("2",)
    ]


def test_a_reader_sees_one_moment(book: Book) -> None:
    book.do(save_setting, SaveSetting("k", 1))

    def twice(view: View) -> tuple[object, object]:
        first = setting(view, "k")
        book.do(save_setting, SaveSetting("k", 2))
        view.session.expire_all()
        return first, setting(view, "k")

    assert book.ask(twice) == (1, 1)
    assert book.ask(setting, "k") == 2


def test_writes_in_the_background_keep_their_order(book: Book) -> None:
    futures = [book.write(save_setting, SaveSetting("order", number)) for number in range(20)]
    for future in futures:
        future.result(30)
    assert book.read(setting, "order").result(30) == 19
    assert book.run(sum, [1, 2]).result(30) == 3


def test_closing_finishes_the_queue_and_again_is_harmless(book: Book) -> None:
    waiting = [book.write(save_setting, SaveSetting("n", number)) for number in range(10)]
    book.close()
    book.close()
    assert all(future.done() and future.exception() is None for future in waiting)
    assert book.closed
    assert not book.path.with_name(book.path.name + "-wal").exists()
    for late in (lambda: book.ask(staff_list), lambda: book.do(add_staff, AddStaff("Z"))):
        with pytest.raises(Refused, match="was closed"):
            late()
    with pytest.raises(Refused, match="was closed"):
        book.read(staff_list)


def test_an_idle_book_holds_no_transaction(book: Book) -> None:
    """An open read would stop the log from shrinking."""
    book.ask(staff_list)
    book.do(save_setting, SaveSetting("k", "v" * 100_000))
    with book.engines.writer.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")  # a checkpoint needs to be outside of a transaction
        busy, frames, done = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        connection.exec_driver_sql("BEGIN")
    assert (busy, frames, done) == (0, 0, 0)
