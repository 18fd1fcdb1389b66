"""Selling a gift card by hand: one of our own, a printed one, and what the programme does not allow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.dialogs.gift_card import GiftCardDialog
from app.gui.jobs import Jobs
from app.loyalty.queries import gift_card


@pytest.fixture
def jobs(qapp, book):
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture
def dialog(jobs, book, show):
    maria = book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
    return show(GiftCardDialog(jobs, book.context, maria, "Maria Schmidt"))


def press(qtbot, dialog) -> None:
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def test_a_card_of_our_own_is_sold(dialog, book, qtbot) -> None:
    dialog.form.set_values({"amount": 5000})
    with qtbot.waitSignal(dialog.finished_with) as sold:
        press(qtbot, dialog)
    assert book.ask(gift_card, sold.args[0].number).card.balance == 5000


def test_a_payment_card_is_refused_at_its_field(dialog, qtbot) -> None:
    dialog.form.set_values({"amount": 5000, "number": "4111 1111 1111 1111"})
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: "payment card" in dialog.form.problem("number"))
    assert dialog.isVisible()
