"""A line of the pop-over: a number, and the sentence of how it came about under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.models.knowing import NOTHING, KnownLine
from app.gui.theme.theme import current
from app.gui.widgets.clamped import ClampedLabel
from app.gui.widgets.labels import PlainLabel


class KnownLineView(QWidget):
    """`mark` gives it the ground of the line that is read now."""

    def __init__(self, line: KnownLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.marked = False
        self.figure = ClampedLabel(
            line.figure, "strong" if line.figure != NOTHING else "small", self, lines=3
        )
        self.figure.setVisible(bool(line.figure))
        self.how = PlainLabel(line.how, "caption", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(12)
        side = Qt.AlignmentFlag.AlignLeft  # one more of the same stands alone, at the left
        if line.label:
            top.addWidget(ClampedLabel(line.label, "small"), 1)
            side = Qt.AlignmentFlag.AlignRight
        self.figure.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.figure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 7, 16, 8)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.how)
        self.setAccessibleName(": ".join(part for part in (line.label, line.figure) if part))
        self.setAccessibleDescription(line.how)

    def mark(self, marked: bool) -> None:
        """Whether this is the line that is read."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.marked:
            tokens = current()
            painter = QPainter(self)
            box = QRectF(self.rect())
            painter.fillRect(box, QColor(tokens.selection))
            painter.fillRect(QRectF(0, 0, 3, box.height()), QColor(tokens.accent))
