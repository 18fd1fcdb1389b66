"""Dialogs grow for what is said in them: nothing is squeezed or cut."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.gui.dialogs.household import HouseholdDialog
from app.gui.gallery_till import SPEECH
from app.gui.loyalty.start_dialog import OTHER, StartDialog


def cut(dialog) -> list[str]:
    """The words that have less height than they need."""
    labels = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]
    return [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]


def test_what_is_missing_is_said_in_full(jobs, show, qtbot) -> None:
    dialog = show(HouseholdDialog(jobs, 1, "Maria " + "Wonderfully " * 12))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.said()
    qtbot.wait(20)
    assert cut(dialog) == []


def test_choosing_another_day_squeezes_no_choice(jobs, show, qtbot) -> None:
    dialog = show(StartDialog(jobs, SPEECH, date(2026, 11, 22)))
    qtbot.wait(20)
    before = {name: card.height() for name, card in dialog.choices.cards.items()}
    qtbot.mouseClick(dialog.choices.cards[OTHER], Qt.MouseButton.LeftButton)
    dialog.day.clear()
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    qtbot.wait(20)
    assert {name: card.height() for name, card in dialog.choices.cards.items()} == before


def test_a_dialog_about_somebody_with_a_long_name_shows_its_buttons(jobs, show, qtbot) -> None:
    dialog = show(HouseholdDialog(jobs, 1, "N" * 200))
    qtbot.wait(20)
    assert cut(dialog) == []
    bottom = dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().bottomLeft()).y()
    assert bottom < dialog.height()
    assert dialog.list.height() >= dialog.list.minimumHeight()
    assert dialog.list.geometry().bottom() < dialog.accept_button.geometry().top()
