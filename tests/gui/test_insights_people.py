"""Who is behind a figure: the cards of relationships, and the list that opens from them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.app import make_window
from app.gui.insights import page as page_module
from app.gui.insights.people_dialog import PeopleDialog
from app.gui.pages.counter import PAGE as COUNTER
from app.gui.pages.insights import PAGE
from app.gui.pages.print import PAGE as PRINT
from app.loyalty.commands import RingUp, ring_up
from tests.unit.insights.plot_samples import known_plots

NAMES = ("Maria Schmidt", "Amélie Dupont", "<b>Zoë</b> Zwick")


@pytest.fixture
def ids(book, monkeypatch):
    monkeypatch.setattr(page_module, "PLOTS", known_plots())
    made = [book.do(add_customer, AddCustomer(CustomerDraft(name))).id for name in NAMES]
    for who in made:
        book.do(ring_up, RingUp(who, 1_000))
    return made


@pytest.fixture
def window(show, book, settings, ids):
    made = show(make_window(book, settings, (COUNTER, PAGE, PRINT)), 1366, 768)
    made.go("insights")
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


def settled(window):
    assert window.shell.jobs.drain(30)
    return window.page("insights")


def test_the_steps_and_the_board_are_read_when_they_are_seen(window, ids, qtbot) -> None:
    page = settled(window)
    steps, known = page.others["relationships"], page.others["known"]
    qtbot.waitUntil(lambda: bool(steps.rows) and bool(known.cells))
    assert sum(row.bar.count for row in steps.rows) == len(ids)
    assert len(known.cells) == 4
    assert page.others["did-it-work"].isVisibleTo(page)


def test_a_step_tells_who_stands_on_it_and_opens_a_card(window, ids, qtbot) -> None:
    page = settled(window)
    steps = page.others["relationships"]
    qtbot.waitUntil(lambda: bool(steps.rows))
    row = next(row for row in steps.rows if row.bar.count)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    dialog = steps.dialog
    settled(window)
    assert len(dialog.ids) == row.bar.count and dialog.count.text().startswith(str(row.bar.count))
    assert dialog.accept_button.isEnabled()
    dialog.table.setFocus()
    first = dialog.ids[0]
    dialog.confirm_by_key()
    settled(window)
    assert window.page("counter").isVisible()
    assert first in ids


def test_those_who_lack_something_are_shown_and_handed_to_the_printer(window, ids, qtbot) -> None:
    page = settled(window)
    known = page.others["known"]
    qtbot.waitUntil(lambda: bool(known.cells))
    view = next(view for view in known.cells if view.cell.ids)
    view.show_button.click()
    dialog = known.dialog
    settled(window)
    assert set(dialog.ids) == set(view.cell.ids) and dialog.sentence.text() == view.cell.missing
    dialog.print_button.click()
    settled(window)
    assert window.page("print").isVisible()


def test_the_list_is_ordered_by_a_press_and_empty_without_harm(window, ids, qtbot) -> None:
    page = settled(window)
    dialog = PeopleDialog(window.shell, page, "Some", lambda _view: [*ids[:2], 999])
    dialog.open()
    settled(window)
    assert list(dialog.ids) == [ids[1], ids[0]], "by name, and nobody who is not there"
    dialog.sort_by("name")
    settled(window)
    assert list(dialog.ids) == [ids[0], ids[1]]
    dialog.done(0)
    dialog.deleteLater()
    nobody = PeopleDialog(window.shell, page, "None", lambda _view: ())
    nobody.open()
    settled(window)
    assert nobody.count.text() == "0 customers" and not nobody.accept_button.isEnabled()
    nobody.done(0)
    nobody.deleteLater()
