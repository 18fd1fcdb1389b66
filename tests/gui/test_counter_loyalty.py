"""The whole programme at the counter: stamps, vouchers, categories, and what the card's menu offers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.gui.counter.page import CounterPage
from app.gui.dialogs.command import CommandDialog
from app.gui.dialogs.household import HouseholdDialog
from app.gui.gallery_till import SPEECH
from app.gui.main_window import MainWindow
from app.gui.models.paying import Purse, payments_words
from app.kernel.book import Book
from app.loyalty.commands import (
    GiveCredit,
    IssueVoucher,
    SellGiftCard,
    StartProgramme,
    give_credit,
    issue_voucher,
    sell_gift_card,
    start_programme,
)
from app.loyalty.earning import EarningRule
from app.loyalty.queries import (
    balance,
    credit_of,
    gift_card,
    household_of,
    stamp_states,
    tier_state,
    voucher_states,
)
from app.loyalty.templates import template_rules
from app.sales.queries import lines_of, purchases
from tests.gui.tills import Ids, Settle, open_card


@pytest.fixture(autouse=True)
def crime_twice(book: Book) -> None:
    """The bookshop's programme, and double points on crime."""
    rules = template_rules("bookshop", "EUR", "en_GB")
    double = EarningRule(
        "crime", "times", {"factor": 2000, "category": ("Crime",), "name": "double on crime"}
    )
    book.do(start_programme, StartProgramme(replace(rules, earning=(*rules.earning, double))))


def open_maria(counter: CounterPage, qtbot: QtBot, settle: Settle) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    settle(lambda: bool(counter.till.offers.cards))


def test_a_stamp_is_given_by_the_button_and_undone(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_maria(counter, qtbot, settle)
    qtbot.mouseClick(counter.till.offers.cards[0].two, Qt.MouseButton.LeftButton)
    settle(lambda: counter.till.offers.cards[0].said().endswith("2 of 10"))
    assert book.ask(stamp_states, maria)[0].have == 2
    window.action_registry.run("undo")
    settle(lambda: counter.till.offers.cards[0].said().endswith("0 of 10"))


def test_a_full_card_is_used_from_the_list(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_maria(counter, qtbot, settle)
    for count in range(2, 12, 2):
        qtbot.mouseClick(counter.till.offers.cards[0].two, Qt.MouseButton.LeftButton)
        settle(lambda count=count: book.ask(stamp_states, maria)[0].have == count)
    settle(lambda: any(row.reward_id == "stamps:coffee" for row in counter.till.reward_rows))
    free = next(row for row in counter.till.reward_rows if row.reward_id == "stamps:coffee")
    qtbot.mouseClick(free.button, Qt.MouseButton.LeftButton)
    settle(lambda: book.ask(stamp_states, maria)[0].have == 0)


def chip_of(counter: CounterPage, category: str) -> QAbstractButton:
    said = f"The amount is {category}"
    return next(chip for chip in counter.till.basket.chips if chip.accessibleName() == said)


def test_categories_make_lines_and_the_rules_say_what_they_gave(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_maria(counter, qtbot, settle)
    crime = chip_of(counter, "Crime")
    qtbot.keyClicks(counter.till.amount, "12,50")
    qtbot.mouseClick(crime, Qt.MouseButton.LeftButton)
    (line,) = counter.till.basket.lines
    assert line.accessibleName() == "Take Crime 12,50\N{NO-BREAK SPACE}€ away"
    qtbot.keyClicks(counter.till.amount, "6.10")
    settle(lambda: "double on crime" in counter.till.said())
    assert counter.till.said() == "80 = 18 + 12 double on crime + 50 First purchase"
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: book.ask(balance, maria) == 80)
    (bought,) = book.ask(purchases, maria)
    kept = [(line.category, line.amount) for line in book.ask(lines_of, bought.id)]
    assert (bought.amount, kept) == (1_860, [("Crime", 1_250), ("", 610)])
    assert counter.till.basket.lines == []


def test_a_line_is_taken_away_again_and_lines_alone_are_a_sale(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_maria(counter, qtbot, settle)
    for amount, category in (("3.50", "Coffee"), ("9", "Crime")):
        qtbot.keyClicks(counter.till.amount, amount)
        qtbot.mouseClick(chip_of(counter, category), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(counter.till.basket.lines[1], Qt.MouseButton.LeftButton)
    assert len(counter.till.basket.lines) == 1
    qtbot.mouseClick(counter.till.add_button, Qt.MouseButton.LeftButton)
    settle(lambda: bool(book.ask(purchases, maria)))
    assert book.ask(purchases, maria)[0].amount == 350
    assert book.ask(stamp_states, maria)[0].have == 1


def test_a_scanned_voucher_opens_its_customer_and_waits_to_be_used(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    issued = book.do(issue_voucher, IssueVoucher(maria, "birthday"))
    settle(lambda: "Birthday" in window.status.told())
    counter.take_scan(issued.code)
    settle(lambda: counter.card.head.name.full_text() == "Maria Schmidt" and bool(counter.till.reward_rows))
    settle(lambda: "press Use" in window.status.told())
    ours = f"voucher:{issued.voucher}"
    settle(lambda: any(row.reward_id == ours for row in counter.till.reward_rows))
    row = next(row for row in counter.till.reward_rows if row.reward_id == ours)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    settle(lambda: issued.voucher not in [one.id for one in book.ask(voucher_states, maria)])
    qtbot.keyClicks(counter.till.amount, "20")
    settle(lambda: "2,00\N{NO-BREAK SPACE}€ off" in counter.till.discount_said())
    counter.take_scan(issued.code)
    settle(lambda: "cannot be used" in window.status.told())


def the_dialog(qtbot: QtBot, kind: type) -> CommandDialog:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind)]
    qtbot.waitUntil(lambda: any(widget.isVisible() for widget in found))
    return next(widget for widget in found if widget.isVisible())


def test_the_menu_offers_what_the_programme_has(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_maria(counter, qtbot, settle)
    menu = QMenu()
    counter.hands.loyalty.fill(menu)
    assert [action.text() for action in menu.actions()] == [
        "Issue a voucher…",
        "Set the tier…",
        "Sell a gift card…",
        "Give store credit…",
        "Share points with somebody…",
    ]
    counter.hands.open_menu(QPoint(0, 0))
    opened = next(child for child in counter.findChildren(QMenu) if child.isVisible())
    assert "Share points with somebody…" in [action.text() for action in opened.actions()]
    opened.close()


def test_a_tier_is_set_by_hand(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_maria(counter, qtbot, settle)
    counter.hands.loyalty.set_tier()
    dialog = the_dialog(qtbot, CommandDialog)
    dialog.form.set_values({"tier": "gold", "floor": True, "reason": "for the bench"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(lambda: any(pill.text == "Gold" for pill in counter.hands.view.pills))
    state = book.ask(tier_state, people["Maria Schmidt"])
    assert state is not None and (state.name, state.floor) == ("Gold", "gold")


def test_points_are_shared_and_the_card_says_with_whom(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_maria(counter, qtbot, settle)
    counter.hands.loyalty.share()
    dialog = the_dialog(qtbot, HouseholdDialog)
    qtbot.keyClicks(dialog.search.edit, "seymour")
    qtbot.waitUntil(lambda: dialog.list.currentIndex().isValid())
    qtbot.keyClick(dialog.search.edit, Qt.Key.Key_Return)
    settle(lambda: "Mary Seymour" in counter.hands.view.panel.household)
    assert book.ask(household_of, maria) is not None
    counter.hands.loyalty.stop_sharing()
    settle(lambda: counter.hands.view.panel.household == "")


def test_a_gift_card_and_credit_pay_as_far_as_they_go(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    number = book.do(sell_gift_card, SellGiftCard(1_000)).number
    book.do(give_credit, GiveCredit(maria, 500, "sorry"))
    open_maria(counter, qtbot, settle)
    counter.take_scan(number)
    settle(lambda: "gift card" in counter.till.discount_said())
    credit = next(row for row in counter.till.reward_rows if row.reward_id == "credit:")
    qtbot.mouseClick(credit.button, Qt.MouseButton.LeftButton)
    counter.till.amount.clear()
    qtbot.keyClicks(counter.till.amount, "18.60")
    settle(lambda: "3,60\N{NO-BREAK SPACE}€ to pay" in counter.till.discount_said())
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: bool(book.ask(purchases, maria)))
    assert book.ask(purchases, maria)[0].amount == 1_860
    assert (book.ask(gift_card, number).card.balance, book.ask(credit_of, maria)) == (0, 0)
    settle(lambda: counter.till.discount_said() == "")
    window.action_registry.run("undo")
    settle(lambda: book.ask(credit_of, maria) == 500)
    assert book.ask(gift_card, number).card.balance == 1_000


def test_a_gift_card_without_an_open_card_says_what_is_on_it(
    counter: CounterPage, window: MainWindow, book: Book, settle: Settle
) -> None:
    number = book.do(sell_gift_card, SellGiftCard(2_500)).number
    counter.take_scan(number)
    settle(lambda: "25,00" in window.status.told())


def test_a_gift_card_scanned_again_is_put_away(
    counter: CounterPage, window: MainWindow, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    number = book.do(sell_gift_card, SellGiftCard(2_500)).number
    open_maria(counter, qtbot, settle)
    qtbot.keyClicks(counter.till.amount, "10")
    counter.take_scan(number)
    settle(lambda: "gift card" in counter.till.discount_said())
    counter.take_scan(number)
    settle(lambda: "not used" in window.status.told())
    assert counter.till.discount_said() == ""
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: counter.till.amount.text() == "")
    assert book.ask(gift_card, number).card.balance == 2_500


def test_an_empty_gift_card_is_said_to_be_empty(
    counter: CounterPage, window: MainWindow, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    number = book.do(sell_gift_card, SellGiftCard(1_000)).number
    open_maria(counter, qtbot, settle)
    qtbot.keyClicks(counter.till.amount, "10")
    counter.take_scan(number)
    settle(lambda: "gift card" in counter.till.discount_said())
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: counter.till.amount.text() == "")
    counter.take_scan(number)
    settle(lambda: "Nothing is left" in window.status.told())
    assert counter.till.discount_said() == ""


def test_nothing_is_said_of_a_purse_that_pays_nothing() -> None:
    assert payments_words((Purse("gift", 500, "28"),), 0, SPEECH) == ""
