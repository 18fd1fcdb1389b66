"""By keyboard alone: the focus begins where a person begins, and goes on as the eye does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.gui.app import make_window
from app.gui.main_window import MainWindow
from app.gui.pages.print import PAGE as PRINT
from app.gui.pages.reports import PAGE as REPORTS
from app.gui.pages.settings import PAGE as SETTINGS
from app.gui.slips.printer_dialog import PrinterDialog
from app.gui.widgets.buttons import Button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.tab_order import follow_layout
from app.gui.widgets.tables import ListView
from app.kernel.book import Book
from app.printing.slips.setup import PrinterSetup
from tests.gui.tills import Ids


def stops(root: QWidget, first: QWidget | None = None) -> list[QWidget]:
    """Where the tab key stops inside `root`, beginning at `first`: it goes in a circle."""
    found: list[QWidget] = []
    at = root.nextInFocusChain()
    while at is not root:
        takes = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None
        if root.isAncestorOf(at) and at.isVisible() and at.isEnabled() and takes:
            found.append(at)
        at = at.nextInFocusChain()
    turned = found.index(first) if first is not None else 0
    return found[turned:] + found[:turned]


@pytest.fixture
def window(book: Book, people: Ids, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = make_window(book, settings, [PRINT, REPORTS, SETTINGS])
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    assert shown.shell.jobs.drain(30)
    shown.shell.jobs.close()


def names(widgets: list[QWidget]) -> list[str]:
    return [one.accessibleName() or getattr(one, "text", str)() for one in widgets]


def in_order(said: list[str], *wanted: str) -> bool:
    places = [said.index(one) for one in wanted]
    return all(before < after for before, after in pairwise(places))


def test_options_come_before_the_buttons_that_print(window: MainWindow, people: Ids) -> None:
    window.go("print", document="statement", customer=people["Maria Schmidt"])
    assert window.shell.jobs.drain(30)
    page = window.page("print")
    said = names(stops(page))
    assert in_order(
        said, "Find a paper", "One customer", "Find a customer", "Period", "Paper", "Preview", "Save PDF…"
    )
    window.go("print", document="member-cards")
    assert window.shell.jobs.drain(30)
    assert in_order(names(stops(page)), "Find a customer", "Labels", "Begin at label", "Save PDF…")


def test_a_report_is_chosen_then_asked_then_read(window: MainWindow, qtbot: QtBot) -> None:
    window.go("reports")
    assert window.shell.jobs.drain(30)
    page = window.page("reports")
    qtbot.waitUntil(lambda: "Month" in names(stops(page)), timeout=10_000)
    assert window.focusWidget() is page.list.cards[page.list.current()]
    said = names(stops(page))
    assert in_order(said, "The programme’s month", "Month", "Rows of the report")
    assert "Reports" not in said, "the frame around the cards is no place to stop"


def test_settings_are_gone_through_from_the_top(window: MainWindow) -> None:
    window.go("settings")
    assert window.shell.jobs.drain(30)
    page = window.page("settings")
    said = names(stops(page))
    assert in_order(
        said, "Choose a logo", "Name of the shop", "Colour of its paper", "Bottle green",
        "Paper in the printer", "Somebody new", "Name of this till", "Set up…",
    )  # fmt: skip
    page.form.editor("name").setText("Another name")
    assert in_order(names(stops(page)), "Name of the shop", "Save changes", "Somebody new")


def test_a_dialog_begins_in_its_first_field(window: MainWindow, show) -> None:
    dialog = show(PrinterDialog(window.shell.jobs, PrinterSetup(), window))
    assert dialog.focusWidget() is dialog.kind
    assert stops(dialog, dialog.kind) == [dialog.kind, dialog.cancel_button, dialog.accept_button]
    dialog.reject()


def test_a_dialog_that_only_asks_begins_at_its_buttons_and_one_that_says_where_is_obeyed(show) -> None:
    asks = show(Dialog("Really?"))
    assert stops(asks) == [asks.cancel_button, asks.accept_button]
    says = Dialog("Two fields")
    first, second = QLineEdit(), QLineEdit()
    says.body.addWidget(first)
    says.body.addWidget(second)
    second.setFocus()
    show(says)
    assert says.focusWidget() is second


def test_controls_made_late_take_their_place(show) -> None:
    whole = QWidget()
    column = QVBoxLayout(whole)
    last = QLineEdit()
    later = QLineEdit()
    column.addWidget(last)
    column.addWidget(later)
    show(whole)
    early = QLineEdit()
    column.insertWidget(0, early)
    early.show()
    follow_layout(whole)
    assert stops(whole, early) == [early, last, later]


def test_a_list_shows_that_the_keys_go_to_it(show, qtbot: QtBot) -> None:
    from PySide6.QtCore import QStringListModel

    both = QWidget()
    column = QVBoxLayout(both)
    one, other = ListView(name="Names"), QLineEdit()
    one.setModel(QStringListModel(["Maria", "Marion"], one))
    column.addWidget(one)
    column.addWidget(other)
    show(both, 300, 300)
    both.activateWindow()
    one.setCurrentIndex(one.model().index(1, 0))

    def ring() -> int:
        """How much greener than its own ground the edge of the marked row is, at most."""
        image: QImage = one.viewport().grab().toImage()
        box = one.visualRect(one.currentIndex())
        inside = image.pixelColor(box.right() - 20, box.center().y()).red()
        edge = [image.pixelColor(box.right() - 20, box.top() + down).red() for down in range(4)]
        return inside - min(edge)

    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert ring() < 20
    one.setFocus()
    qtbot.waitUntil(one.hasFocus)
    assert ring() > 100


def test_a_button_that_never_has_the_focus_does_not_tear_the_chain(show) -> None:
    form = QWidget()
    column = QVBoxLayout(form)
    first, never, second, no_more, third = (Button(name) for name in ("a", "b", "c", "d", "e"))
    for one in (never, no_more):
        one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for one in (first, third, second, never, no_more):  # the order they are made in
        one.setParent(form)
    for one in (first, never, second, no_more, third):
        column.addWidget(one)
    show(form, 200, 200)
    follow_layout(form)
    assert stops(form, first) == [first, second, third]
