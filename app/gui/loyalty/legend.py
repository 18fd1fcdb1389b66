"""Which line is which: a short stroke of its colour before each name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.theme.theme import colour
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.line_chart import Series


class _Stroke(QWidget):
    def __init__(self, ink: str) -> None:
        super().__init__()
        self._ink = ink
        self.setFixedSize(16, 16)

    def sizeHint(self) -> QSize:
        return QSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self._ink), 2.5))
        painter.drawLine(QPointF(1, 8.5), QPointF(15, 8.5))


class Legend(QWidget):
    """A row of names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._names: list[str] = []
        self._labels: list[PlainLabel] = []

    def show_series(self, series: Sequence[Series]) -> None:
        """Name these; the strongest first."""
        names = [one.name for one in reversed(series)]
        if names == self._names:
            return
        self._names, self._labels = names, []
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in reversed(series):
            self._row.addWidget(_Stroke(one.colour))
            label = PlainLabel(one.name, "caption")
            self._labels.append(label)
            self._row.addWidget(label)
            self._row.addSpacing(8)
        self._row.addStretch(1)

    def say(self, values: Sequence[str]) -> None:
        """A value behind each name, in the order of the series; none for the names alone."""
        said = list(reversed(values)) or [""] * len(self._names)
        for label, name, value in zip(self._labels, self._names, said, strict=False):
            label.setText(f"{name} {value}".strip())
