"""The question what becomes of points that have to go back and are spent already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.kernel.i18n import _, plural


class SpentPoints(QWidget):
    """Hidden until `ask`. `answered(str)` is "owe" or "waive"."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("", "warning", wrap=True)
        self.owe = Button(_("They stay owed"), "primary")
        self.waive = Button(_("Waive them"), "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.owe)
        row.addWidget(self.waive)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(row)
        self.owe.clicked.connect(self._owe)
        self.waive.clicked.connect(self._waive)
        self.hide()

    def ask(self, missing: int) -> None:
        """Ask about so many points. No button takes the focus: a second Enter must not be an answer."""
        words = plural(
            "{n} point that has to go back is spent already. Does it stay owed, or is it waived?",
            "{n} points that have to go back are spent already. Do they stay owed, or are they waived?",
            missing,
        )
        self.words.setText(words.format(n=missing))
        self.show()

    def _owe(self) -> None:
        self.answered.emit("owe")

    def _waive(self) -> None:
        self.answered.emit("waive")
