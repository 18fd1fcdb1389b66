"""Which colour is which, at the right above a chart: a small square or stroke before each name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour

_HEIGHT = 20
_SIGN, _GAP, _BETWEEN = 11, 6, 18


class ChartKey(QWidget):
    """`set_names(names, strokes)`: (name, colour token) from left to right; strokes for lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names: tuple[tuple[str, str], ...] = ()
        self._strokes = False

    def set_names(self, names: Sequence[tuple[str, str]], *, strokes: bool) -> None:
        """Show these."""
        self._names, self._strokes = tuple(names), strokes
        self.setAccessibleName(", ".join(name for name, _ink in names))
        self.updateGeometry()
        self.update()

    def names(self) -> list[str]:
        """What is named."""
        return [name for name, _ink in self._names]

    def sizeHint(self) -> QSize:
        return QSize(round(self._wide()), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, _HEIGHT)

    def _wide(self) -> float:
        metrics = QFontMetrics(fonts.role_font("caption"))
        names = sum(metrics.horizontalAdvance(name) + _SIGN + _GAP for name, _ink in self._names)
        return names + _BETWEEN * max(len(self._names) - 1, 0) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.role_font("caption"))
        metrics = QFontMetrics(painter.font())
        x = max(self.width() - self._wide(), 0.0)
        for name, ink in self._names:
            room = self.width() - x - _SIGN - _GAP
            if room < 12:
                return
            middle = _HEIGHT / 2
            if self._strokes:
                painter.setPen(QPen(colour(ink), 2.5))
                painter.drawLine(QPointF(x, middle), QPointF(x + _SIGN, middle))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(ink))
                painter.drawRoundedRect(QRectF(x, middle - _SIGN / 2, _SIGN, _SIGN), 2, 2)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(room))
            painter.setPen(colour("muted"))
            words = QRectF(x + _SIGN + _GAP, 0, room, _HEIGHT)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
            x += _SIGN + _GAP + metrics.horizontalAdvance(name) + _BETWEEN
