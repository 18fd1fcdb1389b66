"""The counter as the person on the till uses it: keys and clicks on a real shop file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.groups.campaigns.calling_off import CallOffCampaign, call_off_campaign
from app.groups.campaigns.start import StartCampaign, start_campaign
from app.gui.counter.page import CounterPage
from app.gui.main_window import MainWindow
from app.gui.models.card_view import owed_notice
from app.gui.speech import Speech
from app.kernel.book import Book
from app.kernel.context import ShopContext
from app.loyalty.commands import Adjust, RingUp, adjust, ring_up
from app.loyalty.queries import balance
from app.sales.queries import purchases
from app.touchpoints.queries import PromiseRow, open_promises
from tests.gui.tills import Ids, Settle, open_card


def test_typing_finds_enter_opens_and_goes_to_the_amount(
    counter: CounterPage, qtbot: QtBot, settle: Settle
) -> None:
    counter.focus_search()
    qtbot.keyClicks(counter.bar.search.edit, "mari s")
    settle(lambda: counter.people.matches.model().rowCount() >= 2)
    qtbot.keyClick(counter.bar.search.edit, Qt.Key.Key_Down)
    marked = counter.people.current()
    qtbot.keyClick(counter.bar.search.edit, Qt.Key.Key_Return)
    settle(lambda: counter.till.amount.hasFocus() and counter.hands.view is not None)
    assert counter.hands.view is not None
    assert counter.hands.view.id == marked


def test_a_purchase_by_keyboard_counts_shows_and_is_undone(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "18,60")
    settle(lambda: counter.till.add_button.accessibleName().endswith("+18"))
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: counter.till.points.text() == "18")
    assert counter.till.amount.text() == ""
    assert counter.bar.search.edit.hasFocus()
    assert book.ask(balance, maria) == 18
    settle(lambda: "Maria Schmidt" in window.status.told())
    qtbot.keyClick(counter.bar.search.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: counter.till.points.text() == "0")
    assert book.ask(balance, maria) == 0
    assert window.status.told().startswith("Undone")


def test_a_double_enter_is_one_purchase(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "10")
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: counter.till.points.text() == "10")
    assert len(book.ask(purchases, people["Maria Schmidt"])) == 1


@pytest.mark.parametrize("typed", ["abc", "1e999999", "0", "-5", "1_000", "NaN"])
def test_what_is_no_amount_is_said_and_kept(
    counter: CounterPage,
    window: MainWindow,
    book: Book,
    people: Ids,
    qtbot: QtBot,
    settle: Settle,
    typed: str,
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, typed)
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: bool(window.status.told()))
    assert counter.till.amount.text() == typed
    assert book.ask(purchases, people["Maria Schmidt"]) == []


def test_a_reward_is_used_by_a_click_and_comes_off_the_next_purchase(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    book.do(adjust, Adjust(maria, 700, "to begin with"))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    off = next(row for row in counter.till.reward_rows if row.reward_id == "reward:5-off-book")
    qtbot.mouseClick(off.button, Qt.MouseButton.LeftButton)
    settle(lambda: book.ask(balance, maria) == 200 and counter.till.points.text() == "200")
    qtbot.keyClicks(counter.till.amount, "20")
    settle(lambda: counter.till.add_button.accessibleName().endswith("+15"))
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: counter.till.points.text() == "215")
    (bought,) = book.ask(purchases, maria)
    assert (bought.amount, bought.discount) == (1500, 500)


def test_a_reward_that_was_undone_does_not_stand_in_the_way_of_the_purchase(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    book.do(adjust, Adjust(maria, 700, "to begin with"))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    off = next(row for row in counter.till.reward_rows if row.reward_id == "reward:5-off-book")
    qtbot.mouseClick(off.button, Qt.MouseButton.LeftButton)
    settle(lambda: counter.till.points.text() == "200")
    window.action_registry.run("undo")
    settle(lambda: counter.till.points.text() == "700")
    qtbot.keyClicks(counter.till.amount, "20")
    settle(lambda: counter.till.add_button.accessibleName().endswith("+20"))
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Return)
    settle(lambda: counter.till.points.text() == "720")
    (bought,) = book.ask(purchases, maria)
    assert (bought.amount, bought.discount) == (2000, 0)


def test_a_reward_has_a_key(counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot,
                            settle: Settle) -> None:  # fmt: skip
    book.do(adjust, Adjust(people["Maria Schmidt"], 160, "to begin with"))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    window.action_registry.run("use-reward-1")
    settle(lambda: counter.till.points.text() == "10")


def test_a_promise_is_taken_down_in_one_line_and_done_by_its_link(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.card.composer.edit, "promise: hold the Mankell by 2 Dec")
    qtbot.keyClick(counter.card.composer.edit, Qt.Key.Key_Return)
    settle(lambda: counter.card.composer.edit.text() == "")
    (promise,) = book.ask(open_promises, maria)
    assert (promise.text, promise.due_on) == ("hold the Mankell", date(2026, 12, 2))
    assert counter.hands.view is not None
    settle(lambda: counter.hands.view is not None and len(counter.hands.view.notices) == 2)
    counter.card.notice_acted.emit(f"promise:{promise.id}")
    settle(lambda: book.ask(open_promises, maria) == [])


def test_a_reservation_stands_on_the_card_until_somebody_came_for_it(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    for line in ("reserve: a table for four by 2 Dec", "booking: two places tonight"):
        qtbot.keyClicks(counter.card.composer.edit, line)
        qtbot.keyClick(counter.card.composer.edit, Qt.Key.Key_Return)
        settle(lambda: counter.card.composer.edit.text() == "")
    settle(lambda: counter.hands.view is not None and len(counter.hands.view.notices) == 3)
    assert counter.hands.view is not None
    _alert, tonight, later = counter.hands.view.notices
    assert (tonight.text, tonight.strong_end) == ("Reserved for today: two places", "")
    assert (later.text, later.action) == ("Reserved for 2. Dez.: a table for four", "Done")
    counter.card.notice_acted.emit(later.key)
    settle(lambda: len(book.ask(open_promises, maria)) == 1)


@pytest.mark.parametrize(
    ("kind", "ahead", "said"),
    [
        ("reservation", 0, ("Reserved for today: a table", "")),
        ("reservation", -1, ("Reserved for 21 Nov: a table —", "still open")),
        ("reservation", 3, ("Reserved for 25 Nov: a table", "")),
        ("reservation", None, ("Reserved on 20 Nov: a table —", "still open")),
        ("promise", -1, ("Promised on 20 Nov: a table —", "overdue since 21 Nov")),
        ("promise", 0, ("Promised on 20 Nov: a table —", "due today")),
        ("promise", None, ("Promised on 20 Nov: a table —", "still open")),
    ],
)
def test_what_is_owed_is_told_with_its_day(kind: str, ahead: int | None, said: tuple[str, str]) -> None:
    today = date(2026, 11, 22)
    due_on = None if ahead is None else today + timedelta(days=ahead)
    row = PromiseRow(1, "a  table", date(2026, 11, 20), due_on, due_on is not None and due_on < today, kind)
    notice = owed_notice(row, Speech(ShopContext(locale="en_GB")), today)
    assert (notice.text, notice.strong_end) == said


def test_a_refused_line_stays_in_the_composer(
    counter: CounterPage, window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    counter.card.composer.edit.setText("paid with 4111 1111 1111 1111")
    qtbot.keyClick(counter.card.composer.edit, Qt.Key.Key_Return)
    settle(lambda: bool(window.status.told()))
    assert counter.card.composer.edit.text().startswith("paid with")


def test_a_scan_opens_the_card_wherever_the_focus_is(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, settle: Settle
) -> None:
    from app.customers.queries import card

    number = book.ask(card, people["Mary Seymour"]).card_number
    counter.card.composer.edit.setFocus()
    window.take_scan(number)
    settle(lambda: counter.card.head.name.full_text() == "Mary Seymour")
    assert counter.till.amount.hasFocus()


def test_a_payment_card_is_neither_kept_nor_shown(
    counter: CounterPage, window: MainWindow, settle: Settle
) -> None:
    window.take_scan("4111111111111111")
    settle(lambda: "payment card" in window.status.told())
    assert "4111" not in counter.bar.search.text()


def test_nobody_found_says_what_to_do(counter: CounterPage, qtbot: QtBot, settle: Settle) -> None:
    counter.focus_search()
    qtbot.keyClicks(counter.bar.search.edit, "zzzzqqq")
    settle(lambda: "Nobody matches" in counter.people._nothing.text())


def test_who_bought_stands_under_here_today(
    counter: CounterPage, book: Book, people: Ids, settle: Settle
) -> None:
    book.do(ring_up, RingUp(people["Marion Sauer"], 500))
    settle(lambda: counter.people.here.model().rowCount() == 1)
    assert "Marion Sauer" in counter.people.here.model().index(0, 0).data()


def test_a_refund_from_the_timeline(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    book.do(ring_up, RingUp(maria, 2000))
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    settle(lambda: counter.hands.view is not None and bool(counter.hands.view.page.items))
    assert counter.hands.view is not None
    counter.items.offer(counter.hands.view.page.items[0], maria)
    counter.items.act("refund")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    amount = dialog.form.editor("amount")
    amount.setText("5")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(lambda: counter.till.points.text() == "15")


def test_what_a_campaign_does_for_the_customer_is_on_the_open_card(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    started = book.do(
        start_campaign, StartCampaign("letter", (maria,), {"by_post": False, "wording": "Hello"})
    )
    settle(lambda: counter.hands.view is not None and bool(counter.hands.view.page.items))
    assert counter.hands.view is not None
    assert [item.title for item in counter.hands.view.page.items] == ["Letter: Hello"]
    book.do(call_off_campaign, CallOffCampaign(started.campaign))
    settle(lambda: counter.hands.view is not None and not counter.hands.view.page.items)


def test_the_other_customer_gets_an_empty_till(counter: CounterPage, qtbot: QtBot, settle: Settle) -> None:
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    qtbot.keyClicks(counter.till.amount, "99")
    counter.bar.search.clear()
    open_card(counter, qtbot, settle, "marion", "Marion Sauer")
    assert counter.till.amount.text() == ""


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1024, 768)])
def test_it_fits_the_screens_of_tills(window: MainWindow, size: QSize) -> None:
    needed = window.minimumSizeHint()
    assert needed.width() <= size.width()
    assert needed.height() <= size.height()
