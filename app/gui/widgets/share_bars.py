"""Shares beside one another: what, a bar, and the share in figures; the first in the accent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour

_ROW, _BAR, _RADIUS, _GAP = 26, 18, 4, 12
_FULL = (0.1, 0.2, 0.5, 1.0)
"""What the whole length may stand for: the least that holds the longest."""


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One of them; `share` from 0 to 1, None where there is none, and that in words."""

    label: str
    share: float | None
    said: str


class ShareBars(QWidget):
    """`set_bars` shows others. Names take the room they need, up to two fifths."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[ShareBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[ShareBar]) -> None:
        """Show these."""
        self._bars = tuple(bars)
        self.setAccessibleName("; ".join(f"{bar.label}: {bar.said}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[ShareBar, ...]:
        """What is shown."""
        return self._bars

    @property
    def full(self) -> float:
        """The share that the whole length stands for."""
        longest = max((bar.share or 0 for bar in self._bars), default=0.0)
        return next((one for one in _FULL if longest <= one), 1.0)

    def sizeHint(self) -> QSize:
        return QSize(320, _ROW * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _ROW * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, figures = fonts.font(13), fonts.font(13, 600, tabular=True)
        label = self._label_width(QFontMetrics(names))
        said = max((QFontMetrics(figures).horizontalAdvance(bar.said) for bar in self._bars), default=0)
        room = max(self.width() - label - said - 2 * _GAP, 0)
        for at, bar in enumerate(self._bars):
            top = at * _ROW
            painter.setFont(names)
            painter.setPen(colour("ink"))
            text = QFontMetrics(names).elidedText(bar.label, Qt.TextElideMode.ElideRight, label)
            middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
            painter.drawText(QRectF(0, top, label + 2, _ROW), middle, text)
            if bar.share is not None:
                long = max(room * min(bar.share / self.full, 1.0), 2.0)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("faint" if at else "accent"))
                box = QRectF(label + _GAP, top + (_ROW - _BAR) / 2, long, _BAR)
                painter.drawRoundedRect(box, min(_RADIUS, long / 2), min(_RADIUS, long / 2))
            painter.setFont(figures)
            painter.setPen(colour("ink"))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(self.width() - said - 2, top, said + 2, _ROW), right, bar.said)

    def _label_width(self, metrics: QFontMetrics) -> int:
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        return min(widest + 2, max(self.width() * 2 // 5, 40))
