"""What a scan typed into the focused widget before it was known to be one, and how it comes out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


@dataclass(frozen=True)
class Leak:
    """The widget that had the focus when a burst began, and the way back to how it was then."""

    widget: QWidget
    restore: Callable[[], None]

    def take_back(self) -> None:
        """Put the widget back; one that is gone needs nothing."""
        if shiboken6.isValid(self.widget):
            self.restore()


def leak_of(widget: QWidget) -> Leak:
    """Remember the state of a widget before the first sign of a burst reaches it."""
    if isinstance(widget, QLineEdit):
        return Leak(widget, _line(widget))
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return Leak(widget, _page(widget))
    if isinstance(widget, QAbstractSpinBox):
        return Leak(widget, _line(widget.lineEdit()))
    if isinstance(widget, QComboBox):
        return Leak(widget, _combo(widget))
    if isinstance(widget, QAbstractItemView):
        return Leak(widget, _view(widget))
    return Leak(widget, _nothing)


def _nothing() -> None:
    return None


def _line(edit: QLineEdit) -> Callable[[], None]:
    text, cursor = edit.text(), edit.cursorPosition()
    start, length = edit.selectionStart(), edit.selectionLength()

    def restore() -> None:
        if edit.text() != text:
            edit.setText(text)
        edit.setCursorPosition(cursor)
        if start >= 0:
            backwards = cursor == start
            edit.setSelection(start + length if backwards else start, -length if backwards else length)

    return restore


def _page(edit: QTextEdit | QPlainTextEdit) -> Callable[[], None]:
    cursor = edit.textCursor()
    start, selected = cursor.selectionStart(), cursor.selectedText().replace("\u2029", "\n")
    anchor, position = cursor.anchor(), cursor.position()
    before = edit.document().characterCount()

    def restore() -> None:
        inserted = edit.document().characterCount() - before + abs(position - anchor)
        back = edit.textCursor()
        back.setPosition(start)
        back.setPosition(start + max(inserted, 0), QTextCursor.MoveMode.KeepAnchor)
        back.insertText(selected)
        back.setPosition(anchor)
        back.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(back)

    return restore


def _combo(box: QComboBox) -> Callable[[], None]:
    edit = box.lineEdit() if box.isEditable() else None
    if edit is not None:
        return _line(edit)
    index = box.currentIndex()

    def restore() -> None:
        box.setCurrentIndex(index)

    return restore


def _view(view: QAbstractItemView) -> Callable[[], None]:
    index = view.currentIndex()

    def restore() -> None:
        view.setCurrentIndex(index)

    return restore
