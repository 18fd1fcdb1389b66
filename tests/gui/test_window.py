"""The window: pages by data, made when gone to, fit for small screens, reloading what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.gui.app import speak_like
from app.gui.jobs import Jobs
from app.gui.main_window import MainWindow
from app.gui.page import Page, PageKind
from app.gui.widgets.choosers import DayEdit
from app.gui.widgets.dialog import Dialog
from app.kernel.book import Book
from app.kernel.errors import Refused


class _Page(Page):
    topics = frozenset({"customer"})

    def __init__(self, shell) -> None:
        super().__init__(shell)
        self.header = QLabel("Header")
        self.reloads = 0
        self.opened: list[dict[str, object]] = []
        self.scans: list[str] = []

    def reload(self) -> None:
        self.reloads += 1

    def open(self, **where: object) -> None:
        self.opened.append(where)


class _Finder(_Page):
    def take_scan(self, text: str) -> bool:
        self.scans.append(text)
        return True


KINDS = (
    PageKind("counter", "Counter", "counter", _Finder, "Ctrl+1", takes_scans=True),
    PageKind("customers", "Customers", "customers", _Page, "Ctrl+2"),
    PageKind("settings", "Settings", "settings", _Page, place="bottom"),
)


@pytest.fixture
def window(show, jobs, settings):
    made = show(MainWindow(KINDS, jobs, settings))
    made.go("counter")
    return made


def test_pages_are_made_when_first_gone_to(window, qtbot) -> None:
    assert window.bodies.count() == 1
    qtbot.mouseClick(window.rail.buttons["customers"], Qt.MouseButton.LeftButton)
    assert window.current_id == "customers"
    assert window.rail.buttons["customers"].isChecked()
    assert not window.rail.buttons["counter"].isChecked()
    qtbot.mouseClick(window.rail.buttons["counter"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.rail.buttons["customers"], Qt.MouseButton.LeftButton)
    assert window.bodies.count() == 2


def test_the_header_is_the_pages(window) -> None:
    window.go("settings")
    assert window.headers.currentWidget() is window.page("settings").header


def test_a_press_on_the_open_page_keeps_its_mark(window, qtbot) -> None:
    qtbot.mouseClick(window.rail.buttons["counter"], Qt.MouseButton.LeftButton)
    assert window.rail.buttons["counter"].isChecked()


def test_shortcuts_and_arrows_reach_every_page(window, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_id == "customers"
    window.rail.buttons["customers"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(window.rail.buttons["customers"], Qt.Key.Key_Down)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.current_id == "settings"


def test_where_reaches_the_page(window) -> None:
    window.shell.go("customers", customer_id=7)
    assert window.page("customers").opened == [{"customer_id": 7}]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768)])
def test_it_fits_small_screens(window, width: int, height: int) -> None:
    window.resize(width, height)
    assert (window.width(), window.height()) == (width, height)
    assert not window.findChildren(QScrollArea)
    assert window.status.geometry().bottom() == window.centralWidget().rect().bottom()
    assert window.rail.geometry().left() == 0


def test_a_seen_page_reloads_and_a_hidden_one_waits(window, hand_book, qtbot) -> None:
    window.go("customers")
    counter, customers = window.page("counter"), window.page("customers")
    hand_book.changes.publish(frozenset({("customer", 3)}))
    qtbot.waitUntil(lambda: customers.reloads == 1)
    hand_book.changes.publish(frozenset({("shop", None)}))
    hand_book.changes.publish(frozenset({("customer", 4)}))
    qtbot.waitUntil(lambda: customers.reloads == 2)
    assert counter.reloads == 0
    window.go("counter")
    assert counter.reloads == 1
    window.go("customers")
    window.go("counter")
    assert counter.reloads == 1


def test_a_scan_goes_where_cards_are_found(window) -> None:
    window.go("settings")
    window.take_scan("2900")
    assert window.current_id == "counter"
    assert window.page("counter").scans == ["2900"]


def test_a_scan_during_a_dialog_is_the_dialogs(window, qtbot) -> None:
    heard: list[str] = []

    class _Asking(Dialog):
        def take_scan(self, text: str) -> None:
            heard.append(text)

    dialog = _Asking("New customer", window)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    window.take_scan("2900")
    dialog.reject()
    assert heard == ["2900"]
    assert window.page("counter").scans == []


def test_a_refusal_is_said_in_the_status_line(window, jobs, hand_book) -> None:
    jobs.write(window.page("counter"), print, None)
    hand_book.answer(0, Refused("The amount must be more than nothing."))
    assert jobs.drain()
    assert window.status.told() == "The amount must be more than nothing."


def test_the_palette_opens_by_key_and_goes_places(window, qtbot) -> None:
    from app.gui.palette import CommandPalette

    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    qtbot.keyClicks(palette.search.edit, "customers")
    qtbot.keyClick(palette.search.edit, Qt.Key.Key_Return)
    assert window.current_id == "customers"


def test_the_window_is_where_it_was_left(show, jobs, settings) -> None:
    first = show(MainWindow(KINDS, jobs, settings))
    first.resize(1000, 700)
    first.close()
    second = show(MainWindow(KINDS, jobs, settings))
    assert (second.width(), second.height()) == (1000, 700)


def test_on_a_small_screen_it_fills_it_the_first_time_only(
    jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    first = MainWindow([], jobs, settings)
    qtbot.addWidget(first)
    first.show_fitting()
    room = first.screen().availableSize()
    small = room.width() <= 1366 or room.height() <= 768
    assert first.isMaximized() == small
    first.showNormal()
    first.close()
    again = MainWindow([], jobs, settings)
    qtbot.addWidget(again)
    again.show_fitting()
    assert not again.isMaximized()


def test_days_are_written_as_the_shop_writes_them(book: Book, qtbot: QtBot) -> None:
    before = QLocale()
    try:
        book.context = replace(book.context, locale="de_DE")
        speak_like(book)
        edit = DayEdit(date(2026, 10, 1))
        qtbot.addWidget(edit)
        assert edit.text() == "01.10.2026"
    finally:
        QLocale.setDefault(before)
