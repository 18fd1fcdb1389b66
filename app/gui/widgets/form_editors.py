"""One editor for each kind of declared field: how a value gets in and out of a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.gui.widgets.choosers import ComboBox, DayEdit, parse_day
from app.gui.widgets.money_edit import MoneyEdit
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind


@dataclass(frozen=True)
class MoneyWords:
    """How a form reads and writes amounts; made where currency and locale are known.

    `parse` raises `Refused` with a sentence; `show` writes minor units as a person would type them.
    """

    parse: Callable[[str], int]
    show: Callable[[int], str]


@dataclass(frozen=True)
class Editor:
    """A widget for a field. `read` gives what stands there, typed where it can be, else the text as typed."""

    widget: QWidget
    read: Callable[[], object]
    write: Callable[[object], None]
    changed: SignalInstance
    submitted: SignalInstance | None = None


def editor_for(field: Field, money: MoneyWords | None) -> Editor:
    """The editor of a field; RuntimeError when a form with amounts was given no `MoneyWords`."""
    if field.kind is FieldKind.BOOLEAN:
        return _boolean(field)
    if field.kind is FieldKind.CHOICE:
        return _choice(field)
    if field.kind is FieldKind.LONG_TEXT:
        return _long_text()
    if field.kind is FieldKind.DATE:
        return _day(field)
    if field.kind is FieldKind.MONEY:
        if money is None:
            raise RuntimeError(f"the form with field {field.id!r} needs to know how amounts are written")
        return _money(field, money)
    return _line(field)


def _boolean(field: Field) -> Editor:
    box = QCheckBox(field.label.replace("&", "&&"))

    def write(value: object) -> None:
        box.setChecked(bool(value))

    return Editor(box, box.isChecked, write, box.toggled)


def _choice(field: Field) -> Editor:
    free = () if field.required and field.default is not None else (("", "—"),)
    box = ComboBox((*free, *field.choices), name=field.label)

    def write(value: object) -> None:
        box.set_current("" if value is None else str(value))

    return Editor(box, box.current_id, write, box.currentIndexChanged)


def _long_text() -> Editor:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(96)

    def write(value: object) -> None:
        edit.setPlainText("" if value is None else str(value))

    return Editor(edit, edit.toPlainText, write, edit.textChanged)


def _day(field: Field) -> Editor:
    edit = DayEdit(name=field.label)

    def read() -> object:
        return edit.day() or edit.text().strip()

    def write(value: object) -> None:
        edit.set_day(value if isinstance(value, date) else parse_day(str(value or "")))

    return Editor(edit, read, write, edit.textChanged, edit.returnPressed)


def _money(field: Field, money: MoneyWords) -> Editor:
    edit = MoneyEdit(name=field.label, big=False)

    def read() -> object:
        text = edit.text().strip()
        if not text:
            return None
        try:
            return money.parse(text)
        except Refused as refused:
            raise Refused(refused.message, field=field.id) from None

    def write(value: object) -> None:
        edit.setText(money.show(value) if isinstance(value, int) else "")

    return Editor(edit, read, write, edit.textChanged, edit.returnPressed)


def _line(field: Field) -> Editor:
    edit = QLineEdit()
    numeric = field.kind in (FieldKind.INTEGER, FieldKind.PERCENT)
    if field.kind is FieldKind.EMAIL:
        edit.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
    elif field.kind is FieldKind.PHONE:
        edit.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
    elif numeric:
        edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def read() -> object:
        text = edit.text()
        return _whole_number(text) if numeric else text

    def write(value: object) -> None:
        edit.setText("" if value is None else str(value))

    return Editor(edit, read, write, edit.textChanged, edit.returnPressed)


def _whole_number(text: str) -> object:
    """The number when it is one; the text itself when not, so that the check can name it."""
    words = text.strip().removesuffix("%").strip()
    signless = words.removeprefix("-").removeprefix("\N{MINUS SIGN}")
    if signless.isascii() and signless.isdigit() and len(signless) < 19:
        return int(words.replace("\N{MINUS SIGN}", "-"))
    return words
