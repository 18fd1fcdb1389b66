"""One editor for each kind of declared field: how a value gets in and out of a widget."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QLocale, Qt, SignalInstance
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.gui.widgets.check_box import CheckBox
from app.gui.widgets.choosers import ComboBox, DayEdit, parse_day
from app.gui.widgets.item_editors import ChoicesEdit, TextsEdit
from app.gui.widgets.money_edit import MoneyEdit
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _


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
    if field.kind is FieldKind.FACTOR:
        return _factor(field)
    if field.kind is FieldKind.TIME:
        return _time()
    if field.kind is FieldKind.TEXTS:
        texts = TextsEdit(field.label, offered=[label for _choice, label in field.choices])
        return Editor(texts, texts.items, texts.set_items, texts.changed, texts.submitted)
    if field.kind is FieldKind.CHOICES:
        choices = ChoicesEdit(field.choices, field.label)
        return Editor(choices, choices.chosen, choices.set_chosen, choices.changed)
    return _line(field)


def _boolean(field: Field) -> Editor:
    box = CheckBox(field.label)

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
            minor = money.parse(text)
        except Refused as refused:
            raise Refused(refused.message, field=field.id) from None
        return _bounded(field, minor, money.show)

    def write(value: object) -> None:
        edit.setText(money.show(value) if isinstance(value, int) else "")

    return Editor(edit, read, write, edit.textChanged, edit.returnPressed)


def _bounded(field: Field, value: int, show: Callable[[int], str]) -> int:
    """The value within the field's bounds; refused as a person writes it, not in minor units."""
    if field.minimum is not None and value < field.minimum:
        words = _("{label} must be at least {minimum}.")
        raise Refused(words.format(label=field.label, minimum=show(field.minimum)), field=field.id)
    if field.maximum is not None and value > field.maximum:
        words = _("{label} can be {maximum} at most.")
        raise Refused(words.format(label=field.label, maximum=show(field.maximum)), field=field.id)
    return value


_FACTOR = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,3}))?")


def factor_words(thousandths: int) -> str:
    """`1250` as "1.25", with the decimal sign of the locale."""
    return f"{(Decimal(thousandths) / 1000).normalize():f}".replace(".", QLocale().decimalPoint())


def _factor(field: Field) -> Editor:
    edit = QLineEdit()
    edit.setMaxLength(20)
    edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def read() -> object:
        text = edit.text().strip().strip("×x%").strip()
        if not text:
            return None
        found = _FACTOR.fullmatch(text)
        if found is None:
            words = _("“{text}” is no number; write it like {example}.")
            raise Refused(words.format(text=text, example=factor_words(1500)), field=field.id)
        value = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))
        return _bounded(field, value, factor_words)

    def write(value: object) -> None:
        edit.setText(factor_words(value) if isinstance(value, int) else "")

    return Editor(edit, read, write, edit.textChanged, edit.returnPressed)


_HOURS = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?")


def _time() -> Editor:
    edit = QLineEdit()
    edit.setMaxLength(10)
    edit.setPlaceholderText("14:30")
    edit.setInputMethodHints(Qt.InputMethodHint.ImhTime)

    def read() -> object:
        found = _HOURS.fullmatch(edit.text().strip())
        return f"{int(found[1]):02}:{found[2] or '00'}" if found else edit.text().strip()

    def write(value: object) -> None:
        edit.setText("" if value is None else str(value))

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
