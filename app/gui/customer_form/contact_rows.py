"""Any number of phones, e-mail addresses or handles: a line each, with a word behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.customers.contacts import Contact
from app.gui.widgets.buttons import Button
from app.kernel.i18n import _

_LABEL_WIDTH = 88


class _Line(QWidget):
    edited = Signal()

    def __init__(self, kind: str, name: str) -> None:
        super().__init__()
        self.value = QLineEdit()
        self.value.setAccessibleName(name)
        self.value.textChanged.connect(self._changed)
        if kind == "phone":
            self.value.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        elif kind == "email":
            self.value.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.label = QLineEdit()
        self.label.setPlaceholderText(_("Network") if kind == "social" else _("Label"))
        self.label.setAccessibleName(_("{name}: which one").format(name=name))
        self.label.setFixedWidth(_LABEL_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.value, 1)
        row.addWidget(self.label)

    def _changed(self) -> None:
        self.edited.emit()


class ContactRows(QWidget):
    """The contacts of one kind. `edited()` follows typing; a line that is left empty is no contact.

    `more` is the button for one more line; whoever lays the form out gives it a place.
    """

    edited = Signal()

    def __init__(self, kind: str, name: str, more: str, placeholder: str = "") -> None:
        super().__init__()
        self.kind = kind
        self._name = name
        self._placeholder = placeholder
        self.lines: list[_Line] = []
        self.more = Button(more, "link")
        self.more.clicked.connect(self.add_line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add()

    def contacts(self) -> tuple[Contact, ...]:
        """What stands in the lines, the empty ones left out."""
        found = [Contact(self.kind, line.value.text(), line.label.text()) for line in self.lines]
        return tuple(contact for contact in found if contact.value.strip())

    def first(self) -> str:
        """The first value, as typed."""
        return self.lines[0].value.text()

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """Fill the lines with those of this kind."""
        own = [contact for contact in contacts if contact.kind == self.kind]
        for at, contact in enumerate(own):
            line = self.lines[at] if at < len(self.lines) else self._add()
            line.value.setText(contact.value)
            line.label.setText(contact.label)

    def add_line(self) -> None:
        """One more line, with the focus in it."""
        self._add().value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> _Line:
        line = _Line(self.kind, self._name)
        line.value.setPlaceholderText("" if self.lines else self._placeholder)
        line.edited.connect(self.edited)
        before = self.lines[-1].label if self.lines else None
        self.lines.append(line)
        self._column.addWidget(line)
        if before is not None:
            for earlier, later in ((before, line.value), (line.value, line.label), (line.label, self.more)):
                QWidget.setTabOrder(earlier, later)
        return line
