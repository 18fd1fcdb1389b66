"""Asking how it was at the counter: by press, by key, and never in anybody's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.groups.feed import timeline_page
from app.gui.counter.page import CounterPage
from app.gui.main_window import MainWindow
from app.gui.panels.how_was_it import HowWasIt
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.kernel.book import Book
from app.loyalty.commands import RingUp, ring_up
from app.touchpoints.asking import SaveAsking, feedback_link, save_asking
from app.touchpoints.queries import touchpoint
from app.touchpoints.scored import scored
from app.touchpoints.scores import Score
from tests.gui.tills import Ids, Settle, open_card

MARIA = "Maria Schmidt"


def asked(counter: CounterPage, qtbot: QtBot, settle: Settle, typed: str = "maria", name: str = MARIA):
    """The question to the customer of that card, opened by its key."""
    open_card(counter, qtbot, settle, typed, name)
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_F8)
    settle(lambda: counter.hands.asking.is_open)
    return counter.hands.asking.panel


def asked_of(book: Book, customer: int) -> list[str]:
    """By which ways the book says a customer was asked."""
    return [item.detail for item in book.ask(timeline_page, customer, kind="asked").items]


def kept(book: Book, customer: int):
    """The latest feedback of a customer, whole."""
    return book.ask(touchpoint, book.ask(scored)[customer].id)


def test_a_figure_a_word_and_enter(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people[MARIA]
    sale = book.do(ring_up, RingUp(maria, 1_860)).purchase
    panel = asked(counter, qtbot, settle)
    assert panel.scores.hasFocus()
    assert not counter.card.composer.isVisible()
    qtbot.keyClick(panel.scores, Qt.Key.Key_4)
    qtbot.keyClicks(panel.scores, "K")
    assert panel.words_edit.hasFocus(), "a letter begins the word why"
    qtbot.keyClicks(panel.words_edit, "ind and quick")
    qtbot.keyClick(panel.words_edit, Qt.Key.Key_Return)
    settle(lambda: not counter.hands.asking.is_open)
    row = kept(book, maria)
    assert (row.text, row.data["score"], row.data["scale"]) == ("Kind and quick", 4, "5")
    assert (row.data["asked_by"], row.data["purchase"]) == ("till", sale)
    assert counter.till.amount.hasFocus() and counter.card.composer.isVisible()
    settle(lambda: window.status.told() == "Feedback for Maria Schmidt")
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: maria not in book.ask(scored))


class Painted(QObject):
    """Where a widget was painted anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_the_ring_of_the_keyboard_leaves_the_score_it_stood_at(
    counter: CounterPage, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    scores = asked(counter, qtbot, settle).scores
    QApplication.processEvents()
    painted = Painted(scores)
    qtbot.keyClick(scores, Qt.Key.Key_2)
    for place in (0, 1):
        at = scores.buttons[place].geometry()
        ring = QPoint(at.left() - 2, at.center().y())
        qtbot.waitUntil(lambda ring=ring: painted.region.contains(ring))


def test_a_press_takes_a_score_and_the_word_comes_next(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", MARIA)
    qtbot.mouseClick(counter.card.head.ask, Qt.MouseButton.LeftButton)
    settle(lambda: counter.hands.asking.is_open)
    panel = counter.hands.asking.panel
    qtbot.mouseClick(panel.scores.buttons[1], Qt.MouseButton.LeftButton)
    assert panel.words_edit.hasFocus()
    assert [button.isChecked() for button in panel.scores.buttons] == [False, True, False, False, False]
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    settle(lambda: not counter.hands.asking.is_open)
    row = kept(book, people[MARIA])
    assert (row.data["score"], row.text) == (2, "")
    assert "purchase" not in row.data


def test_escape_leaves_and_keeps_nothing(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    panel = asked(counter, qtbot, settle)
    qtbot.keyClick(panel.scores, Qt.Key.Key_5)
    qtbot.keyClick(panel.scores, Qt.Key.Key_Escape)
    assert not counter.hands.asking.is_open
    assert counter.till.amount.hasFocus()
    assert book.ask(scored) == {}
    assert asked_of(book, people[MARIA]) == [], "to have opened it is not to have asked"
    panel = asked(counter, qtbot, settle)
    assert panel.score is None


def test_who_was_asked_and_did_not_say_is_written_down_once_a_day(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people[MARIA]
    panel = asked(counter, qtbot, settle)
    qtbot.mouseClick(panel.no_answer, Qt.MouseButton.LeftButton)
    settle(lambda: not counter.hands.asking.is_open)
    assert asked_of(book, maria) == ["At the till"]
    assert book.ask(scored) == {}
    settle(lambda: window.status.told() == "Asked Maria Schmidt for feedback")
    assert counter.till.amount.hasFocus()
    asked(counter, qtbot, settle)
    qtbot.keyClick(panel.scores, Qt.Key.Key_Tab)
    qtbot.keyClick(panel.words_edit, Qt.Key.Key_Tab)
    assert panel.no_answer.hasFocus()
    qtbot.keyClick(panel.no_answer, Qt.Key.Key_Space)
    settle(lambda: window.status.told().startswith("Asked today already"))
    assert asked_of(book, maria) == ["At the till"]
    qtbot.keyClick(counter.till.amount, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: asked_of(book, maria) == [])


def test_what_was_said_is_an_answer(show, qtbot: QtBot) -> None:
    panel = HowWasIt()
    panel.ask(5)
    show(panel, 400, panel.sizeHint().height())
    assert panel.no_answer.isVisible()
    qtbot.keyClick(panel.scores, Qt.Key.Key_4)
    assert not panel.no_answer.isVisible()
    qtbot.keyClick(panel.scores, Qt.Key.Key_Backspace)
    assert panel.no_answer.isVisible()
    qtbot.keyClicks(panel.words_edit, "K")
    assert not panel.no_answer.isVisible()


@pytest.mark.parametrize("width", [378, 598])
def test_there_is_room_for_a_word_beside_the_buttons(show, width: int) -> None:
    panel = HowWasIt()
    panel.ask(5)
    show(panel, width, panel.sizeHint().height())
    wanted = panel.words_edit.fontMetrics().horizontalAdvance(panel.words_edit.placeholderText())
    assert panel.words_edit.width() >= wanted + 16
    for button in (panel.no_answer, panel.save):
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() < panel.width()


def test_nothing_chosen_is_said_and_the_question_stays(
    counter: CounterPage, qtbot: QtBot, settle: Settle, people: Ids
) -> None:
    panel = asked(counter, qtbot, settle)
    qtbot.keyClick(panel.words_edit, Qt.Key.Key_Return)
    assert panel.problem.isVisible() and panel.scores.hasFocus()
    qtbot.keyClick(panel.scores, Qt.Key.Key_3)
    assert not panel.problem.isVisible()


def test_a_refusal_stays_with_what_was_written(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    panel = asked(counter, qtbot, settle)
    qtbot.keyClick(panel.scores, Qt.Key.Key_3)
    panel.words_edit.setText("paid with 4111 1111 1111 1111")
    qtbot.keyClick(panel.words_edit, Qt.Key.Key_Return)
    settle(panel.problem.isVisible)
    assert panel.words.endswith("1111") and panel.save.isEnabled()
    panel.words_edit.setText("paid quickly")
    qtbot.keyClick(panel.words_edit, Qt.Key.Key_Return)
    settle(lambda: not counter.hands.asking.is_open)
    assert kept(book, people[MARIA]).text == "paid quickly"


def test_the_next_customer_puts_the_question_away_and_what_was_begun_is_there_later(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    other = next(name for name in people if name != MARIA)
    panel = asked(counter, qtbot, settle)
    qtbot.keyClick(panel.scores, Qt.Key.Key_2)
    panel.words_edit.setText("long que")
    open_card(counter, qtbot, settle, other, other)
    assert not counter.hands.asking.is_open
    panel = asked(counter, qtbot, settle, other, other)
    assert (panel.score, panel.words) == (None, "")
    qtbot.keyClick(panel.scores, Qt.Key.Key_Escape)
    panel = asked(counter, qtbot, settle)
    assert (panel.score, panel.words) == (2, "long que")
    assert book.ask(scored) == {}


def test_from_0_to_10_by_keys(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    book.do(save_asking, SaveAsking(10))
    panel = asked(counter, qtbot, settle)
    assert len(panel.scores.buttons) == 11
    for keys, score in (("0", 0), ("1", 1), ("10", 10), ("7", 7)):
        panel.scores.choose(None)
        qtbot.keyClicks(panel.scores, keys)
        assert panel.score == score, keys
    qtbot.keyClick(panel.scores, Qt.Key.Key_Right)
    qtbot.keyClick(panel.scores, Qt.Key.Key_Right)
    assert panel.score == 9
    qtbot.keyClick(panel.scores, Qt.Key.Key_Left)
    qtbot.keyClick(panel.scores, Qt.Key.Key_Return)
    settle(lambda: not counter.hands.asking.is_open)
    assert book.ask(scored)[people[MARIA]].score == Score(8, 10)


@pytest.mark.parametrize(("scale", "width"), [(5, 330), (10, 330), (10, 600)])
def test_every_score_is_as_large_as_a_finger(show, scale: int, width: int) -> None:
    panel = HowWasIt()
    panel.ask(scale)
    show(panel, width, panel.sizeHint().height())
    sizes = {(button.width() >= CONTROL_HEIGHT, button.height()) for button in panel.scores.buttons}
    assert sizes == {(True, CONTROL_HEIGHT)}
    rows = {button.y() for button in panel.scores.buttons}
    assert len(rows) == (2 if scale == 10 and width < 500 else 1)
    right = max(button.geometry().right() for button in panel.scores.buttons)
    assert right < panel.scores.width()


def test_keys_of_another_scale_are_no_score(show, qtbot: QtBot) -> None:
    panel = show(HowWasIt(), 400, 200)
    panel.ask(5)
    panel.focus()
    for key in (Qt.Key.Key_0, Qt.Key.Key_6, Qt.Key.Key_9):
        qtbot.keyClick(panel.scores, key)
        assert panel.score is None
    qtbot.keyClick(panel.scores, Qt.Key.Key_Right)
    assert panel.score == 1
    qtbot.keyClick(panel.scores, Qt.Key.Key_Left)
    assert panel.score == 1, "there is nothing below"
    qtbot.keyClick(panel.scores, Qt.Key.Key_Backspace)
    assert panel.score is None
    qtbot.keyClick(panel.scores, Qt.Key.Key_Down)
    assert panel.words_edit.hasFocus()
    qtbot.keyClick(panel.words_edit, Qt.Key.Key_Up)
    assert panel.scores.hasFocus()


def test_nobody_is_asked_without_a_card(
    counter: CounterPage, window: MainWindow, people: Ids, settle: Settle
) -> None:
    window.shell.actions.run("ask-how-it-was")
    settle(lambda: window.status.told().startswith("Open a card first"))
    assert not counter.hands.asking.is_open


def test_the_menu_has_it_and_the_words_that_ask_are_copied(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    open_card(counter, qtbot, settle, "maria", MARIA)
    menu = QMenu()
    qtbot.addWidget(menu)
    counter.hands.asking.fill(menu)
    assert [action.text() for action in menu.actions()] == [
        "How was it?…", "Print a feedback slip…", "Copy the words that ask for feedback",
    ]  # fmt: skip
    window.shell.actions.run("copy-feedback-link")
    settle(lambda: "no feedback address" in window.status.told())
    book.do(save_asking, SaveAsking(5, "https://shop.example/{code}"))
    settle(lambda: window.status.told() == "How to ask for feedback changed")
    assert asked_of(book, people[MARIA]) == [], "nothing was copied"
    window.shell.actions.run("copy-feedback-link")
    settle(
        lambda: window.status.told() == "Asked Maria Schmidt for feedback by a link, ready to paste and send"
    )
    assert book.ask(feedback_link, people[MARIA]) in QGuiApplication.clipboard().text()
    assert asked_of(book, people[MARIA]) == ["By a link"]
    window.shell.actions.run("copy-feedback-link")
    settle(lambda: window.status.told().startswith("Copied"))
    assert asked_of(book, people[MARIA]) == ["By a link"]
    assert QApplication.activeModalWidget() is None
