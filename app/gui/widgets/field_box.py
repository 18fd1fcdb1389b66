"""A control with its label above and, when something is wrong with it, the sentence below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.labels import PlainLabel


class FieldBox(QWidget):
    """`say(sentence)` marks the control and explains, until the caller says "" again.

    `whole` is shown in the control's place when the control is only a part of it; `below` stands last.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        whole: QWidget | None = None,
        below: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._label = PlainLabel(label, "section")
        self._label.setBuddy(control)
        self._error = PlainLabel("", "error", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(whole or control)
        column.addWidget(self._error)
        if below is not None:
            column.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
        if not control.accessibleName():
            control.setAccessibleName(label)

    def say(self, sentence: str) -> None:
        """Show what is wrong; "" takes it away."""
        if not sentence and self._error.isHidden():
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        self.control.setProperty("invalid", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)

    def said(self) -> str:
        """The sentence that stands there."""
        return "" if self._error.isHidden() else self._error.text()

    def focus(self) -> None:
        """The focus into the control."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
