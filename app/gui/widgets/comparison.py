"""Figures side by side: what, today, and what it would be; lines between, figures at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import current
from app.gui.widgets.labels import PlainLabel

_ROW = 33
_HEAD_WIDTH = 66
"""A heading of two words takes two lines, so that the figures stand close together."""


class Comparison(QWidget):
    """`set_rows(heads, rows)`: the first of a row says what it is, the rest are figures, the last in bold."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[PlainLabel] = []
        self._rows: list[tuple[str, ...]] = []
        self._heads: tuple[str, ...] = ()

    def set_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these; with the same number of rows only the words change."""
        fresh = [tuple(row) for row in rows]
        if tuple(heads) == self._heads and len(fresh) == len(self._rows):
            self._rows = fresh
            words = iter(word for row in fresh for word in row)
            for label in self._labels[len(self._heads) :]:
                label.setText(next(words))
            return
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels, self._heads, self._rows = [], tuple(heads), fresh
        for column, head in enumerate(heads):
            self._put(head, "caption-strong", 0, column)
            self._labels[-1].setVisible(any(heads))
        for at, row in enumerate(fresh, 1):
            for column, word in enumerate(row):
                strong = column == len(row) - 1 and len(row) > 2
                self._put(word, "strong" if strong else "small", at, column)
            self._grid.setRowMinimumHeight(at, _ROW)

    def rows(self) -> list[tuple[str, ...]]:
        """What is shown."""
        return self._rows

    def _put(self, text: str, role: str, row: int, column: int) -> None:
        label = PlainLabel(text, role, wrap=column == 0 or row == 0)
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if row:
                label.setFont(fonts.font(13, 600 if role == "strong" else 400, tabular=True))
        if column and not row:
            label.setMaximumWidth(_HEAD_WIDTH)
        label.setContentsMargins(0, 6, 0, 6)
        self._labels.append(label)
        self._grid.addWidget(label, row, column)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns = max(len(self._heads), 1)
        for at in range(0, len(self._labels), columns):
            row = [label for label in self._labels[at : at + columns] if not label.isHidden()]
            if not row:
                continue
            bottom = max(label.geometry().bottom() for label in row) + 0.5
            painter.setPen(QPen(QColor(current().line if at == 0 else current().line_soft), 1))
            painter.drawLine(0, int(bottom), self.width(), int(bottom))
