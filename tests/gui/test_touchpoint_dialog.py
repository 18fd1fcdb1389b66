"""Editing and answering what stands on the timeline: who sees to it, how it sounds, on a small screen too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.gui.counter.page import CounterPage
from app.gui.dialogs.touchpoint import TouchpointDialog
from app.gui.main_window import MainWindow
from app.gui.models.touchpoint_form import touchpoint_form
from app.kernel.book import Book
from app.kernel.timeline import TimelineItem
from app.shop.commands import SaveShop, save_shop
from app.shop.queries import shop_profile
from app.staff.commands import AddStaff, ArchiveStaff, add_staff, archive_staff
from app.touchpoints.answering import GiveOwner, SayMood, give_owner, say_mood
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from app.touchpoints.noted import answered_at
from app.touchpoints.queries import touchpoint
from app.touchpoints.registry import KINDS
from app.touchpoints.source import TouchpointSource
from tests.gui.tills import Ids, Settle, open_card


def said(book: Book, who: int, kind: str, text: str = "", **data: object) -> int:
    return book.do(add_touchpoint, AddTouchpoint(who, kind, text, data=data)).id


def item_of(book: Book, who: int) -> TimelineItem:
    return book.ask(TouchpointSource().page, who, None, 1, None)[0]


def dialog_of(window: MainWindow) -> TouchpointDialog:
    return next(one for one in window.findChildren(TouchpointDialog) if one.isVisible())


def choose(dialog: TouchpointDialog, field: str, label: str) -> None:
    box = dialog.form.editor(field)
    assert isinstance(box, QComboBox)
    place = box.findText(label)
    assert place >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(place)


def test_a_complaint_is_answered_from_its_menu(
    counter: CounterPage, window: MainWindow, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria = people["Maria Schmidt"]
    lena = book.do(add_staff, AddStaff("Lena")).id
    trouble = said(book, maria, "complaint", "cold coffee", purchase=7)
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    offered = counter.items.offer(item_of(book, maria), maria)
    assert offered == ["answer", "edit", "remove"]
    counter.items.act("answer")
    settle(lambda: any(one.isVisible() for one in window.findChildren(TouchpointDialog)))
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.form.editor("answered").hasFocus())
    choose(dialog, "owner", "Lena")
    qtbot.keyClicks(dialog.form.editor("answered"), "We are sorry")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(lambda: not any(one.isVisible() for one in window.findChildren(TouchpointDialog)))
    data = book.ask(touchpoint, trouble).data
    assert (data["owner"], data["answered"], data["purchase"]) == (lena, "We are sorry", 7)
    assert answered_at(data) is not None
    assert "answer" not in counter.items.offer(item_of(book, maria), maria)


def test_the_hint_is_shown_and_the_staffs_word_is_kept(
    book: Book, people: Ids, jobs, show, qtbot: QtBot, window: MainWindow, settle: Settle
) -> None:
    from dataclasses import replace

    book.do(save_shop, SaveShop(replace(book.ask(shop_profile), locale="en_GB")))
    maria = people["Maria Schmidt"]
    words = said(book, maria, "feedback", "Terrible queue, I was disappointed", score=9, scale="10")
    told = book.ask(touchpoint_form, words)
    assert told.hint == "To the program the words sound unhappy."
    dialog = show(TouchpointDialog(window.shell.jobs, book.context, told))
    choose(dialog, "mood", "Happy")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(lambda: not dialog.isVisible())
    data = book.ask(touchpoint, words).data
    assert (data["mood"], data["score"], data["scale"]) == ("happy", 9, "10")
    book.do(say_mood, SayMood(words, ""))
    assert "mood" not in book.ask(touchpoint, words).data


def test_an_owner_who_left_is_still_named_and_can_be_taken_away(
    book: Book, people: Ids, show, qtbot: QtBot, window: MainWindow, settle: Settle
) -> None:
    book.do(add_staff, AddStaff("Olga", "owner"))
    lena = book.do(add_staff, AddStaff("Lena")).id
    trouble = said(book, people["Maria Schmidt"], "complaint", "cold")
    book.do(give_owner, GiveOwner(trouble, lena))
    book.do(archive_staff, ArchiveStaff(lena))
    dialog = show(TouchpointDialog(window.shell.jobs, book.context, book.ask(touchpoint_form, trouble)))
    box = dialog.form.editor("owner")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Lena"
    box.setCurrentIndex(0)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(lambda: not dialog.isVisible())
    assert "owner" not in book.ask(touchpoint, trouble).data


@pytest.mark.parametrize("kind", KINDS.ids())
def test_the_dialog_of_every_kind_fits_the_screen_of_a_small_till(
    book: Book, people: Ids, show, window: MainWindow, kind: str
) -> None:
    number = said(book, people["Maria Schmidt"], kind, "words")
    dialog = show(TouchpointDialog(window.shell.jobs, book.context, book.ask(touchpoint_form, number)))
    assert dialog.sizeHint().height() < 730
    for edit in dialog.findChildren(QPlainTextEdit):
        assert edit.height() >= 48
