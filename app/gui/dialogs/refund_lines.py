"""The lines of a purchase, to tick those that come back and say how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.speech import Speech
from app.gui.widgets.choosers import SpinBox
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.kernel.i18n import _
from app.loyalty.commands import ReturnedLine
from app.sales.returned_lines import LineState

PIECE = 1000
_ROWS_SEEN = 6


class LineRow(QWidget):
    """One line: its tick, how many pieces of it, and what it gives back. `changed` when a person changes
    something.

    Only whole pieces can be counted; of anything else all that is left comes back.
    """

    changed = Signal()

    def __init__(self, line: LineState, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self._speech = speech
        self.tick = QCheckBox()
        self.tick.setAccessibleName(line.item)
        self.tick.setEnabled(line.left > 0)
        self.name = ElidedLabel(line.item)
        self.pieces: SpinBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.tick)
        row.addWidget(self.name, 1)
        if line.left > PIECE and line.left % PIECE == 0:
            self.pieces = SpinBox(1, line.left // PIECE, name=_("How many of {item}").format(item=line.item))
            self.pieces.setValue(line.left // PIECE)
            self.pieces.setFixedWidth(84)
            self.pieces.valueChanged.connect(self._counted)
            row.addWidget(self.pieces)
        self.price = PlainLabel("", "strong" if line.left > 0 else "muted")
        self.price.setMinimumWidth(88)
        self.price.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.price)
        self.tick.toggled.connect(self._ticked)
        self._say()

    def chosen(self) -> ReturnedLine | None:
        """What of the line comes back; None when it is not ticked."""
        if not self.tick.isChecked():
            return None
        return ReturnedLine(self.line.position, None if self.pieces is None else self._quantity())

    def _quantity(self) -> int:
        return self.line.left if self.pieces is None else self.pieces.value() * PIECE

    def _counted(self, _pieces: int) -> None:
        self._say()
        if self.tick.isChecked():
            self.changed.emit()
        else:
            self.tick.setChecked(True)

    def _ticked(self, _on: bool) -> None:
        self.changed.emit()

    def _say(self) -> None:
        left = self.line.left > 0
        worth = self._speech.money(self.line.worth(self._quantity())) if left else _("came back")
        self.price.setText(worth)


class LinePicker(QWidget):
    """All lines of a purchase. `changed` when what comes back changes; hidden before `show_lines`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LineRow] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(PlainLabel(_("What comes back"), "section"))
        column.addWidget(self._scroll)
        self.hide()

    def show_lines(self, lines: Sequence[LineState], speech: Speech) -> None:
        """Offer these lines; those that took something back themselves are left out."""
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for line in lines:
            if line.amount >= 0:
                row = LineRow(line, speech)
                row.changed.connect(self.changed)
                column.addWidget(row)
                self.rows.append(row)
        self._scroll.setWidget(inside)
        height = sum(row.sizeHint().height() + 4 for row in self.rows[:_ROWS_SEEN])
        self._scroll.setFixedHeight(height + 4)
        self.setVisible(bool(self.rows))

    def chosen(self) -> tuple[ReturnedLine, ...]:
        """The lines that come back."""
        found = (row.chosen() for row in self.rows)
        return tuple(line for line in found if line is not None)
