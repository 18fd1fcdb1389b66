"""The list of customers: any number of rows, ordered, narrowed, opened, archived, and empty."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.customers.commands import AddCustomer, add_customer
from app.customers.contacts import Contact
from app.customers.draft import CustomerDraft
from app.customers.queries import card
from app.gui.app import make_window
from app.gui.directory.page import CustomersPage
from app.gui.directory.table import DirectoryTable
from app.gui.models.directory import BLOCK, DirectoryLine, DirectoryModel, columns
from app.gui.page import Page, PageKind
from app.gui.pages.customers import PAGE

PEOPLE = (
    CustomerDraft("Maria Schmidt", tags=("Book club",), alert="Nut allergy.", consents=(("email", True),)),
    CustomerDraft("Amélie Dupont", contacts=(Contact("email", "amelie@example.org"),)),
    CustomerDraft("林 美玲", tags=("Book club",)),
    CustomerDraft("Zoë Zwick", contacts=(Contact("phone", "0151 55544170"),)),
)


class _Counter(Page):
    def __init__(self, shell) -> None:
        super().__init__(shell)
        self.asked: list[object] = []

    def open(self, **where: object) -> None:
        self.asked.append(where.get("customer"))


KINDS = (PageKind("counter", "Counter", "counter", _Counter), PAGE)


@pytest.fixture
def window(show, book, settings):
    made = show(make_window(book, settings, KINDS), 1366, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


@pytest.fixture
def people(book) -> list[int]:
    return [book.do(add_customer, AddCustomer(one)).id for one in PEOPLE]


def opened(window) -> CustomersPage:
    window.go("customers")
    page = window.page("customers")
    settle(window)
    return page


def settle(window) -> None:
    jobs = window.shell.jobs
    assert jobs.drain()


def names(page) -> list[str]:
    page.window().shell.jobs.drain()
    found = []
    for row in range(page.model.rowCount()):
        page.model.line_at(row)
        page.model._ask()
        page.window().shell.jobs.drain()
        found.append(page.model.line_at(row).name)
    return found


def test_all_are_listed_by_name(window, people) -> None:
    page = opened(window)
    assert names(page)[:3] == ["Amélie Dupont", "Maria Schmidt", "Zoë Zwick"]
    assert page.filters.count.text() == "4 customers"
    assert page.model.data(page.model.index(2, 2)) == "0151 55544170"


def test_a_head_pressed_orders_and_again_turns_round(window, people, qtbot) -> None:
    page = opened(window)
    first = names(page)
    header = page.table.horizontalHeader()
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    qtbot.waitUntil(lambda: page.filters.descending)
    settle(window)
    assert names(page) == first[::-1]
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "Name ↓"
    header.sectionClicked.emit(4)
    assert (page.filters.sort, page.filters.descending) == ("points", True)
    assert page.filters.order.current_id() == "points"
    header.sectionClicked.emit(2)
    assert page.filters.sort == "points"


def test_typing_narrows_and_enter_opens(window, people, qtbot) -> None:
    page = opened(window)
    qtbot.keyClicks(page.search.edit, "maria")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    settle(window)
    qtbot.keyClick(page.search.edit, Qt.Key.Key_Return)
    assert window.current_id == "counter"
    assert window.page("counter").asked[-1] == people[0]


def test_the_arrows_of_the_search_move_the_mark_and_enter_in_the_table_opens(window, people, qtbot) -> None:
    page = opened(window)
    qtbot.keyClick(page.search.edit, Qt.Key.Key_Down)
    assert page.current_id() == people[0]
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.page("counter").asked[-1] == people[0]


@pytest.mark.parametrize(("chip", "who"), [("alert", [0]), ("email", [0]), ("archived", []), ("all", [1, 0])])
def test_chips_narrow(window, people, qtbot, chip, who) -> None:
    page = opened(window)
    button = next(one for one in page.filters.chips._chips if one.chip_id == chip)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert names(page)[:2] == [PEOPLE[at].name for at in who]


def test_a_tag_and_time_away_narrow(window, people, clock) -> None:
    page = opened(window)
    tag = page.filters.tag
    assert [tag.itemText(at) for at in range(tag.count())] == ["Any tag", "Book club (2)"]
    tag.setCurrentIndex(1)
    tag.activated.emit(1)
    settle(window)
    assert set(names(page)) == {"Maria Schmidt", "林 美玲"}
    page.filters.away.setCurrentIndex(2)
    page.filters.away.activated.emit(2)
    settle(window)
    assert page.model.rowCount() == 0
    clock.advance(days=91)
    page.reload()
    settle(window)
    assert page.model.rowCount() == 2


def test_nobody_fits_and_back_to_everybody(window, people, qtbot) -> None:
    page = opened(window)
    page.search.set_text("nobody at all like this")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert page.stack.currentWidget() is page.table


def test_an_empty_book_says_what_to_do(window, qtbot, book) -> None:
    page = opened(window)
    assert page.stack.currentWidget() is page.empty
    assert page.empty.accessibleName() == "Nobody is in the book yet."
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    from app.gui.dialogs.customer import CustomerDialog

    dialog = page.findChild(CustomerDialog)
    qtbot.keyClicks(dialog.form.name, "Maria Schmidt")
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_archived_and_undone(window, people, book, qtbot) -> None:
    page = opened(window)
    page.table.setCurrentIndex(page.model.index(1, 0))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    settle(window)
    assert book.ask(card, people[0]).archived
    assert window.status.told() == "Maria Schmidt archived"
    window.status.undo_requested.emit()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    page.filters.chips.set_current("archived")
    page.filters.changed.emit()
    settle(window)
    assert page.archive_button.text() == "Bring back"


def test_a_change_keeps_the_mark(window, people, book, qtbot) -> None:
    page = opened(window)
    page.table.setCurrentIndex(page.model.index(1, 0))
    book.do(add_customer, AddCustomer(CustomerDraft("Aaron Aalto")))
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.current_id() == people[0]


def test_a_letter_in_the_table_goes_to_the_search(window, people, qtbot) -> None:
    page = opened(window)
    page.table.setFocus()
    qtbot.keyClicks(page.table, "m")
    assert page.search.text() == "m"


def test_widths_are_remembered(show, window, people, settings, jobs) -> None:
    page = opened(window)
    page.table.setColumnWidth(0, 333)
    window.go("counter")
    again = show(DirectoryTable(DirectoryModel(jobs, page), settings))
    assert again.columnWidth(0) == 333


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768)])
def test_it_fits_small_screens(window, people, qtbot, width, height) -> None:
    page = opened(window)
    window.resize(width, height)
    assert (window.width(), window.height()) == (width, height)
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)


def test_a_million_rows_are_only_looked_at_where_they_are_seen(
    show, jobs, hand_book, settings, qtbot
) -> None:
    owner = show(QWidget())
    model = DirectoryModel(jobs, owner)
    model.show_ids(array("q", range(1, 1_000_001)))
    table = show(DirectoryTable(model, settings), 1000, 500)
    qtbot.waitUntil(lambda: len(hand_book.asked) == 1)
    assert list(hand_book.asked[0][1][0]) == list(range(1, BLOCK + 1))
    for at in range(0, 900_000, 9_000):
        table.scrollTo(model.index(at, 0))
        table.viewport().repaint()
    hand_book.answer(0, {1: _line(1)})
    qtbot.waitUntil(lambda: len(hand_book.asked) == 2)
    assert hand_book.asked[1][1][0][0] > 800_000
    assert model.data(model.index(0, 0)) == "Customer 1"
    assert model.data(model.index(500_000, 0)) == "…"
    answered = 1
    while answered < len(hand_book.asked):
        hand_book.answer(answered, {one: _line(one) for one in hand_book.asked[answered][1][0]})
        answered += 1
        qtbot.waitUntil(lambda: model.loaded_blocks() == answered)  # noqa: B023
    assert answered < 8


def _line(customer_id: int) -> DirectoryLine:
    name = f"Customer {customer_id}"
    return DirectoryLine(customer_id, name, (name,) * len(columns()), "", False)
