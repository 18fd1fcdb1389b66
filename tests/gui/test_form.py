"""A form is drawn from fields, says what is wrong under the field, and keeps what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from app.gui.widgets.choosers import ComboBox, DayEdit, SpinBox, parse_day
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.form import Form
from app.gui.widgets.form_editors import MoneyWords
from app.gui.widgets.money_edit import MoneyEdit
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.money import decimal_string, parse_amount

FIELDS = (
    Field("name", "Name", required=True, max_length=20),
    Field("notes", "Notes", FieldKind.LONG_TEXT),
    Field("stamps", "Stamps", FieldKind.INTEGER, minimum=1, maximum=20, default=10),
    Field("off", "Amount off", FieldKind.MONEY, minimum=1),
    Field("percent", "Percentage", FieldKind.PERCENT, maximum=100),
    Field("day", "Birthday", FieldKind.DATE),
    Field("tier", "Tier", FieldKind.CHOICE, choices=(("gold", "Gold"), ("silver", "Silver"))),
    Field("mail", "May write", FieldKind.BOOLEAN, default=True),
    Field("phone", "Phone", FieldKind.PHONE),
    Field("email", "E-mail", FieldKind.EMAIL),
)
EUROS = MoneyWords(lambda text: parse_amount(text, "EUR"), lambda minor: decimal_string(minor, "EUR"))


@pytest.fixture
def form(show):
    return show(Form(FIELDS, money=EUROS), 400)


def typed(form: Form, field_id: str) -> QLineEdit:
    editor = form.editor(field_id)
    assert isinstance(editor, QLineEdit)
    return editor


def test_every_kind_gives_its_value(form, qtbot) -> None:
    typed(form, "name").insert("Łukasz")  # keyClicks knows Latin letters only
    notes = form.editor("notes")
    assert isinstance(notes, QPlainTextEdit)
    qtbot.keyClicks(notes, "likes crime")
    typed(form, "stamps").clear()
    qtbot.keyClicks(typed(form, "stamps"), "12")
    qtbot.keyClicks(typed(form, "off"), "1,50")
    qtbot.keyClicks(typed(form, "percent"), "15 %")
    qtbot.keyClicks(typed(form, "day"), "1980-02-29")
    tier, mail = form.editor("tier"), form.editor("mail")
    assert isinstance(tier, ComboBox)
    assert isinstance(mail, QCheckBox)
    qtbot.keyClick(tier, Qt.Key.Key_Down)
    qtbot.keyClick(mail, Qt.Key.Key_Space)
    qtbot.keyClicks(typed(form, "phone"), "0151 555")
    assert form.check() == {
        "name": "Łukasz",
        "notes": "likes crime",
        "stamps": 12,
        "off": 150,
        "percent": 15,
        "day": "1980-02-29",
        "tier": "gold",
        "mail": False,
        "phone": "0151 555",
    }


@pytest.mark.parametrize(
    ("field_id", "text", "words"),
    [
        ("name", "", "Name is missing"),
        ("stamps", "many", "whole number"),
        ("stamps", "21", "at most"),
        ("off", "12.345.6", "amount"),
        ("day", "29-02-2023", "day of the calendar"),
    ],
)
def test_the_sentence_stands_under_its_field(form, qtbot, field_id: str, text: str, words: str) -> None:
    qtbot.keyClicks(typed(form, "name"), "Maria")
    typed(form, field_id).clear()
    qtbot.keyClicks(typed(form, field_id), text)
    assert form.check() is None
    assert words in form.problem(field_id)
    assert form.editor(field_id).accessibleDescription() == form.problem(field_id)
    assert typed(form, field_id).text() == text
    assert form.focusWidget() is form.editor(field_id)
    qtbot.keyClicks(typed(form, field_id), "1")
    assert form.problem(field_id) == ""


def test_a_refusal_from_a_command_finds_its_field(form) -> None:
    assert form.show_problem(Refused("This card belongs to Bob.", field="phone"))
    assert form.problem("phone") == "This card belongs to Bob."
    assert not form.show_problem(Refused("Nothing was saved."))
    assert not form.show_problem(Refused("Nothing was saved.", field="elsewhere"))


def test_an_emptied_field_is_empty_and_not_the_default(form, qtbot) -> None:
    qtbot.keyClicks(typed(form, "name"), "Maria")
    typed(form, "stamps").clear()
    assert "stamps" not in (form.check() or {"stamps": 0})


def test_values_are_shown_and_changes_told(form, qtbot) -> None:
    form.set_values({"name": "Maria", "off": 1860, "day": "2020-01-05", "tier": "silver", "mail": False})
    assert form.check() == {
        "name": "Maria",
        "stamps": 10,
        "off": 1860,
        "day": "2020-01-05",
        "tier": "silver",
        "mail": False,
    }
    told: list[str] = []
    form.changed.connect(told.append)
    qtbot.keyClicks(typed(form, "email"), "m")
    assert told == ["email"]
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(typed(form, "name"), Qt.Key.Key_Return)


def test_amounts_need_to_know_how_they_are_written() -> None:
    with pytest.raises(RuntimeError, match="off"):
        Form([Field("off", "Off", FieldKind.MONEY)])


@given(st.text(max_size=60))
def test_no_day_is_an_error(text: str) -> None:
    assert parse_day(text) is None or isinstance(parse_day(text), date)


@given(st.dates(date(1875, 1, 1), date(2200, 1, 1)))
def test_a_day_comes_back_as_it_went_in(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year}") == day


def test_a_day_is_picked_from_the_calendar(show, qtbot) -> None:
    field = show(DayEdit(date(2026, 11, 22), name="Day"), 200)
    qtbot.keyClick(field, Qt.Key.Key_F4)
    calendar = field._popup
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.selectedDate() == QDate(2026, 11, 22)
    calendar.clicked.emit(QDate(2026, 12, 1))
    assert field.day() == date(2026, 12, 1)
    assert not calendar.isVisible()


def test_a_day_may_be_empty_and_nonsense_stays_to_be_mended(show, qtbot) -> None:
    field = show(DayEdit(name="Day"), 200)
    assert field.day() is None
    qtbot.keyClicks(field, "tomorrow")
    assert field.day() is None
    assert field.text() == "tomorrow"


def test_a_list_is_chosen_from_by_key_and_not_by_the_wheel(show, qtbot) -> None:
    box = show(ComboBox([("eur", "Euro"), ("gbp", "Pound")], name="Currency"))
    chosen: list[str] = []
    box.chosen.connect(chosen.append)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert chosen == ["gbp"]
    box.set_current("eur")
    assert (chosen, box.current_id()) == (["gbp"], "eur")
    box.set_current("unknown")
    assert box.current_id() == ""


def test_a_number_steps(show, qtbot) -> None:
    spin = show(SpinBox(1, 3, name="Stamps"))
    for _step in range(5):
        qtbot.keyClick(spin, Qt.Key.Key_Up)
    assert spin.value() == 3


def test_a_dialog_confirms_once_by_enter_and_keeps_what_was_typed(show, qtbot) -> None:
    dialog = Dialog("Ring up", accept="Add")
    field = MoneyEdit()
    dialog.body.addWidget(field)
    confirmed: list[str] = []
    dialog.confirmed.connect(lambda: (confirmed.append(field.text()), dialog.set_busy(True)))
    show(dialog)
    field.setFocus()
    qtbot.keyClicks(field, "18.60")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert confirmed == ["18.60"]
    dialog.say("Too much. Nothing was saved.")
    assert dialog.isVisible()
    assert (field.text(), dialog.said()) == ("18.60", "Too much. Nothing was saved.")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert confirmed == ["18.60", "18.60"]
    assert dialog.said() == ""


def test_enter_on_cancel_cancels_and_escape_does_too(show, qtbot) -> None:
    for way in ("enter", "escape"):
        dialog = Dialog("Delete?", danger=True)
        confirmed: list[int] = []
        dialog.confirmed.connect(lambda confirmed=confirmed: confirmed.append(1))
        show(dialog)
        if way == "enter":
            dialog.cancel_button.setFocus()
            qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
        else:
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        assert confirmed == []


def test_enter_in_a_note_is_a_new_line(show, qtbot) -> None:
    dialog = Dialog("Note")
    note = QPlainTextEdit()
    dialog.body.addWidget(note)
    confirmed: list[int] = []
    dialog.confirmed.connect(lambda: confirmed.append(1))
    show(dialog)
    note.setFocus()
    qtbot.keyClicks(note, "one")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert confirmed == []
    assert note.toPlainText() == "one\n"


def test_the_form_focuses_its_first_field(show) -> None:
    holder = QWidget()
    form = Form(FIELDS[:2])
    QVBoxLayout(holder).addWidget(form)
    show(holder)
    form.focus_first()
    assert holder.focusWidget() is form.editor("name")


def test_help_is_never_a_window_of_its_own(show, qtbot) -> None:
    """A label shown before it has a place is a window: it flashed, and took the focus from what was typed."""
    edit = show(QLineEdit(), 200, 40)
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    before = {id(one) for one in QApplication.topLevelWidgets() if one.isVisible()}
    form = Form([Field("by_post", "By post", FieldKind.BOOLEAN, help="Leaves out who has no address.")])
    qtbot.addWidget(form)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and id(one) not in before]
    qtbot.wait(20)
    assert shown == []
    assert edit.hasFocus()


def test_a_choice_that_is_longer_than_its_field_ends_in_an_ellipsis(show) -> None:
    words = "Those whose points moved in these days"
    boxes = []
    for text in (words, ""):
        box = show(ComboBox([("one", text)], name="Who"), 170, 40)
        boxes.append(box)
    long, short = boxes
    option = QStyleOptionComboBox()
    long.initStyleOption(option)
    field = long.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, long
    )
    fitting = long.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, field.width())
    assert fitting.endswith("…")
    short.setItemText(0, fitting)
    assert long.grab().toImage() == short.grab().toImage()


def test_words_beside_a_tick_go_on_to_the_next_line(show, qtbot) -> None:
    words = "Also to those who were never asked whether they want letters by post & cards"
    form = show(Form([Field("unasked", words, FieldKind.BOOLEAN)], narrow=True), 230, 300)
    box = form.editor("unasked")
    assert form.width() == 230
    assert box.width() <= 230
    assert box.height() > 50
    assert box.height() >= box.heightForWidth(box.width())
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert form.raw()["unasked"] is True
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert form.raw()["unasked"] is False
    wide = show(Form([Field("short", "By post", FieldKind.BOOLEAN)]), 400)
    assert wide.editor("short").height() == 40


def test_the_labels_of_a_narrow_form_wrap(show) -> None:
    field = Field("left", "From the left edge of one to the left edge of the next", FieldKind.INTEGER)
    form = show(Form([field], narrow=True), 200, 200)
    assert form.width() == 200
    assert show(Form([field]), 200, 200).minimumSizeHint().width() > 200
