"""Why 640? asked at the till: the lots, every movement, and both saved on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.jobs import Jobs
from app.gui.why.dialog import WhyDialog
from app.loyalty.commands import Redeem, RingUp, redeem, ring_up
from app.printing.preview import page_text


@pytest.fixture
def jobs(qapp, book):
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture
def dialog(jobs, book, qtbot):
    maria = book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
    book.do(ring_up, RingUp(maria, 20_000, receipt="20418"))
    book.do(ring_up, RingUp(maria, 3_000))
    book.do(redeem, Redeem(maria, "free-coffee"))
    made = WhyDialog(jobs, None, maria)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.accept_button.isEnabled)
    return made


def cells(table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.words.rows]


def test_lots_say_where_they_came_from_and_what_took_from_them(dialog) -> None:
    assert dialog.windowTitle().startswith("Why ")
    rows = cells(dialog.lots)
    assert [row[1] for row in rows] == ["Purchase, receipt 20418", "Used: Free coffee", "Purchase"]
    assert rows[1][2] == "−150"
    assert sum(int(row[3]) for row in rows if row[3]) == int(dialog.windowTitle()[4:-1])


def test_every_movement_newest_first(dialog, qtbot) -> None:
    dialog.chips.setFocus()
    chip = dialog.chips._chips[1]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert dialog.pages.currentWidget() is dialog.entries
    assert [row[1] for row in cells(dialog.entries)] == [
        "Used: Free coffee",
        "Purchase",
        "Purchase, receipt 20418",
    ]


def test_it_is_saved_as_paper(dialog, tmp_path, qtbot) -> None:
    target = tmp_path / "why.pdf"
    dialog.out.save(dialog._wanted(dialog._view), target)
    qtbot.waitUntil(lambda: bool(dialog.told.words()))
    assert "Woraus die Punkte bestehen" in page_text(target, 0)  # in the shop's own language
    assert dialog.told.words() == "Saved as why.pdf"


def test_somebody_who_is_gone_is_said(jobs, qtbot) -> None:
    made = WhyDialog(jobs, None, 999)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: bool(made.said()))
    assert not made.accept_button.isEnabled()


def test_it_is_looked_at_on_paper(dialog, jobs, qtbot) -> None:
    qtbot.mouseClick(dialog.chips._chips[2], Qt.MouseButton.LeftButton)
    assert dialog.pages.currentWidget() is dialog.paper
    assert jobs.drain()
    assert dialog.paper.where.text() == "Page 1 of 1"
    assert "Maria Schmidt" in page_text(dialog.paper.paper.pdf, 0)
    shown = dialog.paper.view.picture()
    qtbot.keyClick(dialog.paper, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert jobs.drain()
    assert dialog.paper.view.picture().width() > shown.width()
