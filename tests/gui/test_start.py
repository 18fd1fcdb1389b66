"""Starting: the right shop, the first page where there is none, and a plain word when it will not open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from app.bootstrap import create_shop, open_shop
from app.customers.commands import AddCustomer, CustomerDraft, add_customer
from app.gui import app as gui_app
from app.gui.first_run import FirstRun
from app.gui.housekeeping import Housekeeping
from app.gui.long_work import LongWork
from app.gui.main_window import MainWindow
from app.gui.page import Page, PageKind
from app.gui.single import Seat
from app.gui.start import last_shop, start
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.progress import Cancelled
from app.loyalty.commands import RingUp, ring_up
from app.shop.commands import InitShop
from app.shop.recent import recent, remember_opened
from app.shop.sample import sample_shop_path
from tests.gui.person import Person

KINDS = (PageKind("counter", "Counter", "counter", Page),)


@pytest.fixture
def person(qapp, monkeypatch):
    monkeypatch.setattr(gui_app, "page_kinds", lambda: KINDS)
    made = Person()
    yield made
    made.leave()


def close(window) -> None:
    window.close()


def test_a_shop_named_is_opened_and_remembered(person, shop_file) -> None:
    titles = []

    def look(window: MainWindow) -> None:
        window.shell.jobs.drain()
        titles.append(window.windowTitle())
        window.close()

    person.sees(MainWindow, look)
    assert start(shop_file) == 0
    assert titles == ["Kettle & Quill – Regulars"]
    assert [shop.path for shop in recent()] == [shop_file]
    assert last_shop() == shop_file


def test_the_last_shop_that_is_there_is_opened(person, shop_file, tmp_path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    remember_opened(shop_file, "Kettle & Quill", now)
    remember_opened(tmp_path / "gone.regulars", "Gone", now)
    person.sees(MainWindow, close)
    assert start() == 0
    assert person.met == ["MainWindow"]


def test_without_a_shop_the_first_page_makes_one(person, tmp_path, qtbot) -> None:
    target = tmp_path / "Café Ümit.regulars"

    def answer(page: FirstRun) -> None:
        page.form.name.insert("Café Ümit")
        page.form.place.setText(str(target.with_suffix("")))
        qtbot.mouseClick(page.form.kind.cards["cafe"], Qt.MouseButton.LeftButton)
        page.form.country.set_current("TR")
        page.form.country.chosen.emit("TR")
        qtbot.mouseClick(page.form.create_button, Qt.MouseButton.LeftButton)

    person.sees(FirstRun, answer).sees(MainWindow, close)
    assert start() == 0
    with open_shop(target) as book:
        assert (book.context.name, book.context.currency) == ("Café Ümit", "TRY")
        assert book.context.timezone == "Europe/Istanbul"


def test_what_is_no_shop_is_said_and_another_can_be_chosen(person, tmp_path, shop_file) -> None:
    letter = tmp_path / "letter.regulars"
    letter.write_text("Dear Maria")
    said = []

    def answer(page: FirstRun) -> None:
        said.append(page.banner.accessibleName())
        page._browsed(str(shop_file))

    person.sees(FirstRun, answer).sees(MainWindow, close)
    assert start(letter) == 0
    assert "is not a Regulars shop" in said[0]
    assert letter.read_text() == "Dear Maria"


def test_closing_the_first_page_ends_the_program(person, tmp_path) -> None:
    person.sees(FirstRun, close)
    assert start(tmp_path / "nowhere.regulars") == 0


def test_a_second_start_brings_the_first_forward(person, shop_file, qtbot) -> None:
    first = Seat(shop_file)
    assert first.take()
    first.listen()
    with qtbot.waitSignal(first.knocked):
        assert start(shop_file) == 0
    assert person.met == []
    first.release()


def test_a_shop_whose_window_does_not_answer_is_refused_in_words(person, shop_file) -> None:
    first = Seat(shop_file)
    assert first.take()
    said = []

    def look(page: FirstRun) -> None:
        said.append(page.banner.accessibleName())
        page.close()

    person.sees(FirstRun, look)
    assert start(shop_file) == 0
    assert "open in another window" in said[0]
    first.release()


def test_another_shop_is_opened_from_the_window(person, shop_file, tmp_path) -> None:
    other = tmp_path / "other.regulars"
    create_shop(other, InitShop(name="The Other"))
    titles = []

    def change(window: MainWindow) -> None:
        window.findChild(Housekeeping).change_to(str(tmp_path))
        assert "is a folder" in window.status.told()
        window.findChild(Housekeeping).change_to(str(other))

    def look(window: MainWindow) -> None:
        titles.append(window.windowTitle())
        window.close()

    person.sees(MainWindow, change).sees(MainWindow, look)
    assert start(shop_file) == 0
    assert titles == ["The Other – Regulars"]


def test_the_sample_shop_is_made_when_it_is_asked_for(person, monkeypatch) -> None:
    def small(book, plan, progress):
        progress.step(1, 2, "Half")
        return plan

    monkeypatch.setattr("app.exchange.demo.fill.fill_demo", small)
    person.sees(MainWindow, close)
    assert start(sample=True) == 0
    assert sample_shop_path().is_file()
    assert [path.name for path in sample_shop_path().parent.glob("*making*")] == []
    assert recent() == []


def test_a_sample_that_is_stopped_leaves_nothing(person, monkeypatch) -> None:
    def stopped(book, plan, progress):
        progress.cancel()
        progress.step(1, 2)

    said = []

    def look(page: FirstRun) -> None:
        said.append(page.banner.accessibleName())
        page.close()

    monkeypatch.setattr("app.exchange.demo.fill.fill_demo", stopped)
    person.sees(FirstRun, look)
    assert start(sample=True) == 0
    assert said == ["Stopped. Nothing was saved."]
    assert list(sample_shop_path().parent.glob("*.regulars*")) == []


def test_long_work_can_be_stopped(qapp, qtbot) -> None:
    work = LongWork("Counting")
    steps = iter(range(10**9))

    def count(progress) -> int:
        while True:
            progress.step(next(steps) % 90, 100, "Counting on")

    person = Person()
    person.sees(LongWork, lambda window: qtbot.mouseClick(window.stop, Qt.MouseButton.LeftButton))
    with pytest.raises(Cancelled):
        work.run(count)
    person.leave()


def test_midnight_books_what_lapsed_and_all_views_look_again(show, book, clock, settings, qtbot) -> None:
    window = show(gui_app.make_window(book, settings, KINDS))
    seat = Seat(book.path)
    keeping = Housekeeping(window, book, seat)
    heard = []
    window.shell.jobs.changed.connect(heard.append)
    keeping.look_at_clock()
    assert window.shell.jobs.drain()
    assert heard == []
    assert isinstance(clock, FixedClock)
    clock.advance(hours=13)
    keeping.look_at_clock()
    qtbot.waitUntil(lambda: bool(heard))
    assert any(topic == "activity" for topic, _who in heard[-1])
    assert window.shell.jobs.drain()
    window.shell.jobs.close()
    keeping.end()
    seat.release()


def test_a_window_does_the_daily_run_once_it_stands(show, shop_file, clock, settings, qtbot) -> None:
    def through(view) -> list[str]:
        return [row[0] for row in view.session.execute(text("SELECT DISTINCT through FROM daily_run"))]

    clock.advance(days=3)
    with open_shop(shop_file, clock, daily=False) as book:
        assert "2026-11-25" not in book.ask(through)
        window = show(gui_app.make_window(book, settings, KINDS))
        seat = Seat(book.path)
        keeping = Housekeeping(window, book, seat)
        qtbot.waitUntil(lambda: book.ask(through) == ["2026-11-25"])
        assert window.shell.jobs.drain()
        window.shell.jobs.close()
        keeping.end()
        seat.release()


def test_a_clock_set_back_is_said_in_the_window(show, shop_file, clock, settings, qtbot) -> None:
    with open_shop(shop_file, clock) as book:
        maria = book.do(add_customer, AddCustomer(CustomerDraft(name="Maria"))).id
        book.do(ring_up, RingUp(maria, 1000))
    clock.advance(days=-30)
    with open_shop(shop_file, clock, daily=False) as book:
        window = show(gui_app.make_window(book, settings, KINDS))
        seat = Seat(book.path)
        keeping = Housekeeping(window, book, seat)
        qtbot.waitUntil(lambda: "clock" in window.status.told())
        assert window.shell.jobs.drain()
        window.shell.jobs.close()
        keeping.end()
        seat.release()


def test_a_clock_that_means_nothing_is_refused(qapp, monkeypatch, shop_file) -> None:
    monkeypatch.setenv("REGULARS_NOW", "yesterday")
    with pytest.raises(Refused, match="REGULARS_NOW"):
        start(shop_file)


def test_the_clock_can_be_set_for_a_trial(person, shop_file, monkeypatch) -> None:
    monkeypatch.setenv("REGULARS_NOW", "2026-11-23T10:00")
    seen = []

    def look(window: MainWindow) -> None:
        seen.append(window.shell.jobs.book.clock.now())
        window.close()

    person.sees(MainWindow, look)
    start(shop_file)
    assert seen == [datetime(2026, 11, 23, 9, tzinfo=UTC)]
