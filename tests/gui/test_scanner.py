"""A scan is told from typing, goes to the signal and nowhere else, and leaves no trace in fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.gui.scanner import GAP_MS, LEAST, Burst
from app.gui.widgets.dialog import Dialog

CARD = "2900004417"


def feed(gaps: list[int]) -> tuple[Burst, int]:
    burst, moment = Burst(), 0
    for gap in gaps:
        moment += gap
        burst.add("7", moment)
    return burst, moment


@given(st.lists(st.integers(0, GAP_MS - 1), min_size=LEAST, max_size=40), st.integers(0, GAP_MS - 1))
def test_fast_signs_and_enter_are_a_scan(gaps: list[int], last: int) -> None:
    burst, moment = feed(gaps)
    assert burst.ends_scan(moment + last)


@given(st.lists(st.integers(GAP_MS, 2_000), min_size=1, max_size=40), st.integers(0, 2_000))
def test_slow_signs_never_are(gaps: list[int], last: int) -> None:
    burst, moment = feed(gaps)
    assert not burst.ends_scan(moment + last)


@given(st.integers(1, LEAST - 1))
def test_few_signs_never_are(count: int) -> None:
    burst, moment = feed([1] * count)
    assert not burst.ends_scan(moment + 1)


def test_a_slow_enter_behind_fast_signs_is_a_persons() -> None:
    burst, moment = feed([1] * 10)
    assert not burst.ends_scan(moment + GAP_MS)


def test_typing_before_a_scan_is_no_part_of_it(show, typist) -> None:
    field = show(QLineEdit())
    field.setFocus()
    typist.type("mari")
    typist.scan(CARD)
    assert typist.scans == [CARD]
    assert field.text() == "mari"


def test_typing_passes_and_enter_reaches_the_field(show, typist, qtbot) -> None:
    field = show(QLineEdit())
    field.setFocus()
    with qtbot.waitSignal(field.returnPressed):
        typist.type("Maria Schmidt\r")
    assert field.text() == "Maria Schmidt"
    assert typist.scans == []


def test_a_field_with_a_selection_is_put_back(show, typist) -> None:
    field = show(QLineEdit("favourite: tea"))
    field.setFocus()
    field.setSelection(11, 3)
    typist.scan(CARD)
    assert (field.text(), field.selectedText()) == ("favourite: tea", "tea")
    assert typist.scans == [CARD]


def test_the_enter_of_a_scan_does_not_submit_the_field(show, typist) -> None:
    field = show(QLineEdit())
    pressed = []
    field.returnPressed.connect(lambda: pressed.append(1))
    field.setFocus()
    typist.scan(CARD)
    assert pressed == []
    assert field.text() == ""


def test_a_note_keeps_its_text_and_cursor(show, typist) -> None:
    note = show(QPlainTextEdit("first line\nsecond line"))
    note.setFocus()
    cursor = note.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(14, cursor.MoveMode.KeepAnchor)
    note.setTextCursor(cursor)
    typist.scan(CARD)
    assert note.toPlainText() == "first line\nsecond line"
    assert (note.textCursor().anchor(), note.textCursor().position()) == (3, 14)


def test_a_number_field_keeps_its_number(show, typist) -> None:
    spin = QSpinBox()
    spin.setRange(0, 10**9)
    spin.setValue(12)
    show(spin).setFocus()
    typist.scan(CARD)
    assert spin.value() == 12


def test_a_list_keeps_its_row(show, typist) -> None:
    names = QListWidget()
    names.addItems(["Anna", "Bob", "2900 row", "9 row"])
    names.setCurrentRow(1)
    show(names).setFocus()
    typist.scan(CARD)
    assert names.currentRow() == 1
    assert typist.scans == [CARD]


@pytest.mark.parametrize("text", ["AB 12 CD 34", CARD])
def test_no_button_of_a_dialog_is_pressed(show, typist, text: str) -> None:
    dialog = Dialog("Delete everything?", accept="Delete", danger=True)
    happened = []
    dialog.confirmed.connect(lambda: happened.append("confirmed"))
    dialog.rejected.connect(lambda: happened.append("rejected"))
    show(dialog)
    for button in (dialog.accept_button, dialog.cancel_button):
        button.setFocus()
        typist.scan(text)
    assert happened == []
    assert dialog.isVisible()
    assert typist.scans == [text, text]


def test_a_burst_too_short_for_a_scan_confirms_nothing_either(show, typist) -> None:
    dialog = Dialog("PIN", accept="Unlock")
    pin = QLineEdit()
    dialog.body.addWidget(pin)
    happened = []
    dialog.confirmed.connect(lambda: happened.append(1))
    show(dialog)
    pin.setFocus()
    typist.scan("1234")
    assert happened == []
    typist.type("5678\r")
    assert happened == [1]


def test_a_plain_button_is_not_pressed_by_a_space_in_a_scan(show, typist) -> None:
    holder = QWidget()
    button = QPushButton("Give reward")
    QVBoxLayout(holder).addWidget(button)
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    show(holder)
    button.setFocus()
    typist.scan("AB CD EF")
    assert pressed == []
    typist.type(" ")
    assert pressed == [1]


def test_a_widget_that_dies_during_the_scan_is_let_be(show, typist) -> None:
    import shiboken6

    field = QLineEdit()
    show(field)
    field.setFocus()
    typist.now += 1_000
    for sign in CARD:
        typist.press(sign, 5)
    shiboken6.delete(field)
    other = show(QLineEdit())
    other.setFocus()
    typist.press("\r", 5)
    assert typist.scans == [CARD]
    assert other.text() == ""


@pytest.mark.parametrize(
    ("gap", "scans", "text", "shortcuts"), [(5, [CARD], "note", 0), (200, [], "note" + CARD, 1)]
)
def test_keys_from_the_system_take_the_same_way(show, typist, gap, scans, text, shortcuts) -> None:
    """Through the window, as from a keyboard: shortcuts are asked first, then the focused field."""
    dialog = Dialog("Delete?", accept="Delete")
    field = QLineEdit("note")
    dialog.body.addWidget(field)
    happened: list[str] = []
    dialog.confirmed.connect(lambda: happened.append("confirmed"))
    shortcut = QShortcut(Qt.Key.Key_Return, dialog)
    shortcut.activated.connect(lambda: happened.append("shortcut"))
    show(dialog)
    field.setFocus()
    field.deselect()
    for sign in (*CARD, "Return"):
        typist.now += gap
        QTest.keyClick(dialog.windowHandle(), Qt.Key[f"Key_{sign}"])
    assert typist.scans == scans
    assert field.text() == text
    assert happened == ["shortcut"] * shortcuts
