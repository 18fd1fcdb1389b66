"""Money back: by amount, by line, and the question about points that are spent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.dialogs.refund import RefundDialog, VoidDialog
from app.gui.jobs import Jobs
from app.kernel.book import Book
from app.loyalty import queries as q
from app.loyalty.commands import Line, Redeem, RingUp, StartProgramme, redeem, ring_up, start_programme
from app.loyalty.rules import rules_from_dict
from app.sales.queries import purchase

RULES = {
    "earning": [
        {"id": "spend", "kind": "money_step", "points": 1, "step": 100},
        {"id": "crime", "kind": "times", "factor": 2000, "category": ["Crime"]},
    ],
    "rewards": [{"id": "tea", "name": "Tea", "kind": "free_item", "cost": 10, "up_to": 300}],
    "refund_of_spent": "ask",
}
LINES = (
    Line("Novel", "Fiction", 1000, 1320),
    Line("Whodunit", "Crime", 2000, 1080),
    Line("Deposit", "", 1000, -100),
)


@pytest.fixture
def real_jobs(qapp: QApplication, book: Book) -> Iterator[Jobs]:
    book.do(start_programme, StartProgramme(rules_from_dict(RULES)))
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture
def maria(book: Book) -> int:
    return int(book.do(add_customer, AddCustomer(CustomerDraft("Maria"))).id)


Opens = Callable[..., Any]


@pytest.fixture
def opened(real_jobs: Jobs, book: Book, show: Callable[..., Any], maria: int) -> Opens:
    """Rings up the lines and opens a dialog on the purchase."""

    def open_it(kind: type = RefundDialog) -> Any:
        rung = book.do(ring_up, RingUp(maria, 2300, lines=LINES))
        dialog = show(kind(real_jobs, book.context, book.ask(purchase, rung.purchase)))
        assert real_jobs.drain()
        return dialog

    return open_it


def refunds(book: Book) -> list[tuple[int, ...]]:
    sql = "SELECT amount FROM refund ORDER BY id"
    return book.ask(lambda view: [tuple(row) for row in view.session.connection().exec_driver_sql(sql)])


def test_it_says_what_goes_back_before_it_is_done(opened: Opens, real_jobs: Jobs) -> None:
    dialog = opened()
    assert dialog.said_before.text() == "23,00\xa0€ back, −33 points."
    dialog.form.editor("amount").setText("11,50")
    assert real_jobs.drain()
    assert dialog.said_before.text() == "11,50\xa0€ back, −16 points."
    dialog.form.editor("amount").setText("no amount")
    assert dialog.said_before.text() == ""


def test_a_line_comes_back_by_keyboard(
    opened: Opens, real_jobs: Jobs, qtbot: QtBot, book: Book, maria
) -> None:
    dialog = opened()
    assert [row.line.item for row in dialog.lines.rows] == ["Novel", "Whodunit"]
    whodunit = dialog.lines.rows[1]
    assert dialog.lines.rows[0].pieces is None
    whodunit.tick.setFocus()
    qtbot.keyClick(whodunit.tick, Qt.Key.Key_Space)
    qtbot.keyClick(whodunit.pieces, Qt.Key.Key_Down)
    assert real_jobs.drain()
    assert dialog.form.editor("amount").text() == "5.40"
    assert not dialog.form.editor("amount").isEnabled()
    assert whodunit.price.text() == "5,40\xa0€"
    assert dialog.said_before.text().startswith("5,40\xa0€ back, −1")
    with qtbot.waitSignal(dialog.finished_with):
        qtbot.keyClick(whodunit.pieces, Qt.Key.Key_Return)
    assert refunds(book) == [(540,)]


def test_without_a_line_the_amount_can_be_typed_again(opened: Opens, real_jobs: Jobs) -> None:
    dialog = opened()
    tick = dialog.lines.rows[0].tick
    tick.click()
    assert real_jobs.drain()
    assert dialog.form.editor("amount").text() == "13.20"
    tick.click()
    assert dialog.form.editor("amount").isEnabled()
    assert dialog.form.editor("amount").text() == "23.00"


@pytest.mark.parametrize("kind", [RefundDialog, VoidDialog])
@pytest.mark.parametrize(("button", "balance"), [("owe", -10), ("waive", 0)])
def test_spent_points_are_asked_about(
    opened: Opens,
    real_jobs: Jobs,
    qtbot: QtBot,
    book: Book,
    maria: int,
    kind: type,
    button: str,
    balance: int,
) -> None:
    dialog = opened(kind)
    book.do(redeem, Redeem(maria, "tea"))
    dialog.confirm_by_key()
    assert real_jobs.drain()
    assert dialog.isVisible()
    assert "10 points that have to go back are spent" in dialog.question.words.text()
    assert dialog.accept_button.isHidden()
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
    assert refunds(book) == []
    with qtbot.waitSignal(dialog.finished_with):
        getattr(dialog.question, button).click()
    assert book.ask(q.balance, maria) == balance


def test_what_was_asked_is_forgotten_when_the_wish_changes(
    opened: Opens, real_jobs: Jobs, book: Book, maria: int
) -> None:
    dialog = opened()
    book.do(redeem, Redeem(maria, "tea"))
    dialog.confirm_by_key()
    assert real_jobs.drain()
    dialog.form.editor("amount").setText("1")
    assert dialog.question.isHidden()
    assert not dialog.accept_button.isHidden()
    assert real_jobs.drain()
    assert dialog.said_before.text() == "1,00\xa0€ back, −1 point."
