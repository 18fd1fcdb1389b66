"""The window without a screen: a dressed application, a hand-made book, an eye for what a test leaves."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Contact
from app.customers.draft import CustomerDraft
from app.gui.app import make_application, make_window
from app.gui.counter.page import CounterPage
from app.gui.jobs import Jobs
from app.gui.main_window import MainWindow
from app.gui.pages.counter import PAGE
from app.gui.scanner import ScannerFilter
from app.kernel.book import Book
from tests.gui.tills import Ids

W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in its light clothes, as the program makes it."""
    return make_application("light")


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window, a running timer or a thread, and name it."""
    windows = set(map(id, QApplication.topLevelWidgets()))
    threads = set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [f"window {_name(one)}" for one in QApplication.topLevelWidgets() if _stayed(one, windows)]
    left += [f"timer of {_name(timer.parent())}, every {timer.interval()} ms" for timer in _running_timers()]
    left += [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads]
    assert not left, "left behind: " + "; ".join(left)


def _stayed(widget: QWidget, before: set[int]) -> bool:
    kind = type(widget).__name__
    return id(widget) not in before and shiboken6.isValid(widget) and kind != "QTipLabel"


def _running_timers() -> list[QTimer]:
    timers = [one for one in gc.get_objects() if isinstance(one, QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


def _name(thing: object) -> str:
    name = getattr(thing, "objectName", str)() or getattr(thing, "accessibleName", str)()
    return f"{type(thing).__name__} {name!r}" if name else type(thing).__name__


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[W], W]:
    """Show a widget as a window of its own and hand it back; it is gone after the test."""

    def show_it(widget: W, width: int = 0, height: int = 0) -> W:
        qtbot.addWidget(widget)
        if width:
            widget.resize(width, height or widget.sizeHint().height())
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show_it


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings of the test's own."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


class HandChanges:
    """The change feed of a `HandBook`."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Any], None]] = []

    def subscribe(self, listener: Callable[[Any], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def publish(self, changes: frozenset[tuple[str, int | None]]) -> None:
        for listener in self.listeners:
            listener(changes)


class HandBook:
    """A book whose answers the test gives: `asked` holds (function, arguments, future) in order."""

    def __init__(self) -> None:
        self.changes = HandChanges()
        self.asked: list[tuple[Callable[..., Any], tuple[Any, ...], Future[Any]]] = []

    def write(self, command: Callable[..., Any], cmd: Any) -> Future[Any]:
        return self._ask(command, (cmd,))

    def read(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        return self._ask(query, (*args, *kwargs.values()))

    def run(self, work: Callable[..., Any], *args: Any) -> Future[Any]:
        return self._ask(work, args)

    def answer(self, index: int, result: Any) -> None:
        """Give the answer to one request; an exception is raised in its place."""
        future = self.asked[index][2]
        if not future.set_running_or_notify_cancel():
            return
        if isinstance(result, BaseException):
            future.set_exception(result)
        else:
            future.set_result(result)

    def _ask(self, function: Callable[..., Any], args: tuple[Any, ...]) -> Future[Any]:
        future: Future[Any] = Future()
        self.asked.append((function, args, future))
        return future


@pytest.fixture
def hand_book() -> HandBook:
    """A book that answers when the test says so."""
    return HandBook()


@pytest.fixture
def jobs(qapp: QApplication, hand_book: HandBook) -> Iterator[Jobs]:
    """Jobs on the hand-made book."""
    made = Jobs(hand_book)
    yield made
    made.close()
    made.deleteLater()


class Typist:
    """Presses keys at moments of its own clock: `scan` as a reader does, `type` as a person does."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.now = 1_000
        self.filter = ScannerFilter(app, self.time_of)
        self.scans: list[str] = []
        self.filter.scanned.connect(self.scans.append)

    def time_of(self, _event: QKeyEvent) -> int:
        return self.now

    def press(self, sign: str, gap: int) -> None:
        """One key, `gap` ms after the last, to whatever has the focus."""
        self.now += gap
        window = QApplication.activeWindow() or QApplication.topLevelWidgets()[-1]
        target = QApplication.focusWidget() or window.focusWidget() or window
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key.Key_Space if sign == " " else Qt.Key.Key_A
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._app.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))

    def scan(self, text: str) -> None:
        """As a card reader: 8 ms between keys, Enter behind."""
        self.now += 1_000
        for sign in (*text, "\r"):
            self.press(sign, 8)

    def type(self, text: str) -> None:
        """As a quick person: 90 ms between keys."""
        for sign in text:
            self.press(sign, 90)

    def leave(self) -> None:
        self.filter.close()


@pytest.fixture
def typist(qapp: QApplication) -> Iterator[Typist]:
    """Types and scans into whatever has the focus."""
    made = Typist(qapp)
    yield made
    made.leave()


@pytest.fixture
def people(book: Book) -> Ids:
    """Three customers whose names begin alike, and one with a phone."""
    ids = {}
    for name in ("Maria Schmidt", "Marion Sauer", "Mary Seymour"):
        contacts = (Contact("phone", "+49 151 5554417"),) if name == "Maria Schmidt" else ()
        draft = CustomerDraft(name, contacts=contacts, alert="Nut allergy." if contacts else "")
        ids[name] = book.do(add_customer, AddCustomer(draft)).id
    return ids


@pytest.fixture
def window(book: Book, people: Ids, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on the counter, ready to type."""
    shown = make_window(book, settings, [PAGE])
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.go("counter")
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    assert shown.shell.jobs.drain(30)
    yield shown
    assert shown.shell.jobs.drain(30)
    shown.shell.jobs.close()


@pytest.fixture
def counter(window: MainWindow) -> CounterPage:
    page = window.page("counter")
    assert isinstance(page, CounterPage)
    return page


@pytest.fixture
def settle(window: MainWindow, qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Wait until something is so, and nothing is under way any more."""

    def until(so: Callable[[], bool]) -> None:
        qtbot.waitUntil(lambda: so() and window.shell.jobs.pending() == 0, timeout=5000)

    return until
