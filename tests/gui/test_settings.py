"""The settings page: what is saved, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.gui.app import make_window
from app.gui.main_window import MainWindow
from app.gui.pages.settings import PAGE
from app.gui.preferences import theme_mode, till_name
from app.gui.settings.page import SettingsPage
from app.gui.theme.theme import current, theme
from app.kernel.book import Book
from app.shop.queries import shop_profile
from app.staff.queries import staff_list

Settle = Callable[[Callable[[], bool]], None]


@pytest.fixture
def window(book: Book, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = make_window(book, settings, [PAGE])
    qtbot.addWidget(shown)
    shown.go("settings")
    with qtbot.waitExposed(shown):
        shown.show()
    assert shown.shell.jobs.drain()
    yield shown
    assert shown.shell.jobs.drain()
    shown.shell.jobs.close()


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    made = window.page("settings")
    assert isinstance(made, SettingsPage)
    return made


@pytest.fixture
def settle(window: MainWindow, qtbot: QtBot) -> Settle:
    def until(so: Callable[[], bool]) -> None:
        qtbot.waitUntil(lambda: so() and window.shell.jobs.pending() == 0, timeout=5000)

    return until


def field(page: SettingsPage, name: str) -> QLineEdit:
    assert page.profile.form is not None
    editor = page.profile.form.editor(name)
    assert isinstance(editor, QLineEdit)
    return editor


def test_a_new_name_is_saved_and_shown(page: SettingsPage, book: Book, qtbot: QtBot, settle: Settle) -> None:
    edit = field(page, "name")
    edit.selectAll()
    qtbot.keyClicks(edit, "Quill & Sons")
    qtbot.mouseClick(page.profile.save, Qt.MouseButton.LeftButton)
    settle(lambda: book.ask(shop_profile).name == "Quill & Sons")
    assert not page.profile.save.isEnabled()


def test_an_empty_name_is_refused_at_its_field(
    page: SettingsPage, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    field(page, "name").clear()
    qtbot.keyClicks(field(page, "city"), "Bath")
    qtbot.mouseClick(page.profile.save, Qt.MouseButton.LeftButton)
    assert page.profile.form is not None
    assert page.profile.form.problem("name")
    assert field(page, "city").text() == "Bath"
    assert book.ask(shop_profile).name == "Kettle & Quill"


def test_the_colours_change_at_once_and_are_remembered(
    page: SettingsPage, settings: QSettings, qapp: QApplication
) -> None:
    page.window_panel.chips.chosen.emit("dark")
    assert current().name == "dark"
    assert theme_mode(settings) == "dark"
    theme().apply(qapp, "light")


def test_the_till_has_a_name(page: SettingsPage, book: Book, settings: QSettings, qtbot: QtBot) -> None:
    page.window_panel.till.clear()
    qtbot.keyClicks(page.window_panel.till, "Garden till")
    qtbot.keyClick(page.window_panel.till, Qt.Key.Key_Return)
    assert book.actor.till == "Garden till"
    assert till_name(settings) == "Garden till"


def test_somebody_new_is_added_by_name(page: SettingsPage, book: Book, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.staff.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    qtbot.keyClicks(dialog.form.editor("name"), "Jonas")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(lambda: [one.name for one in book.ask(staff_list)] == ["Owner", "Jonas"])
