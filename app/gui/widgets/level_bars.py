"""Bars that lie one under the other: what, how much of it, and the figure behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.labels import plain_tool_tip

_ROW = 26
_BAR = 18
_GAP = 16
_ROUND = 4
_NAME_SHARE = 0.34


@dataclass(frozen=True)
class LevelBar:
    """`share` from 0 to 1 is how long it is; `low` and `high`, where known, are where it likely lies."""

    name: str
    share: float
    text: str
    said: str
    colour: str = "accent"
    low: float | None = None
    high: float | None = None


class LevelBars(QWidget):
    """`set_bars(bars)`. Arrows up and down look at one; `looked_at(str)` carries its sentence."""

    looked_at = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: tuple[LevelBar, ...] = ()
        self._at = -1

    def set_bars(self, bars: Sequence[LevelBar]) -> None:
        """Show others."""
        self._bars = tuple(bars)
        self._at = -1
        self.setAccessibleDescription("; ".join(bar.said for bar in bars))
        self.updateGeometry()
        self.update()

    @property
    def bars(self) -> tuple[LevelBar, ...]:
        """What is shown."""
        return self._bars

    def bar_box(self, at: int) -> QRectF:
        """Where a bar stands; without width for nothing at all."""
        left, right = self._room()
        top = at * _ROW + (_ROW - _BAR) / 2
        share = min(max(self._bars[at].share, 0.0), 1.0)
        return QRectF(left, top, max((right - left) * share, 2.0) if share else 0.0, _BAR)

    def sizeHint(self) -> QSize:
        return QSize(360, _ROW * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _ROW * len(self._bars))

    def _room(self) -> tuple[float, float]:
        """From where to where a bar may reach."""
        names = QFontMetrics(_name())
        figures = QFontMetrics(_figure())
        name = max((names.horizontalAdvance(bar.name) for bar in self._bars), default=0)
        figure = max((figures.horizontalAdvance(bar.text) for bar in self._bars), default=0)
        left = min(name, self.width() * _NAME_SHARE) + _GAP
        return left, max(self.width() - figure - _GAP - 2, left + 1)

    def _look(self, at: int) -> None:
        if at != self._at:
            self._at = at
            said = self._bars[at].said if at >= 0 else "; ".join(bar.said for bar in self._bars)
            self.setAccessibleDescription(said)
            self.looked_at.emit(said if at >= 0 else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._room()
        for at, bar in enumerate(self._bars):
            top = at * _ROW
            if at == self._at:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("hover"))
                painter.drawRoundedRect(QRectF(0, top, self.width(), _ROW), 6, 6)
            painter.setPen(colour("ink"))
            painter.setFont(_name())
            shown = QFontMetrics(painter.font()).elidedText(
                bar.name, Qt.TextElideMode.ElideRight, round(left - _GAP + 1)
            )
            names = QRectF(0, top, left, _ROW)
            painter.drawText(names, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
            painter.setFont(_figure())
            figures = QRectF(right, top, self.width() - right - 2, _ROW)
            painter.drawText(
                figures, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), bar.text
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(bar.colour))
            if bar.share > 0:
                painter.drawRoundedRect(self.bar_box(at), _ROUND, _ROUND)
            self._paint_doubt(painter, bar, at)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_doubt(self, painter: QPainter, bar: LevelBar, at: int) -> None:
        """The likely range, as a line with ends over the bar's own end."""
        if bar.low is None or bar.high is None:
            return
        left, right = self._room()
        middle = at * _ROW + _ROW / 2
        ends = [left + (right - left) * min(max(one, 0.0), 1.0) for one in (bar.low, bar.high)]
        painter.setPen(QPen(colour("ink"), 1.5))
        painter.drawLine(round(ends[0]), round(middle), round(ends[1]), round(middle))
        for x in ends:
            painter.drawLine(round(x), round(middle - 4), round(x), round(middle + 4))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = event.pos().y() // _ROW
            if 0 <= at < len(self._bars):
                QToolTip.showText(event.globalPos(), plain_tool_tip(self._bars[at].said), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y() // _ROW)
        self._look(at if 0 <= at < len(self._bars) else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._look(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._bars:
            super().keyPressEvent(event)
            return
        at = 0 if self._at < 0 else min(max(self._at + step, 0), len(self._bars) - 1)
        self._look(at)
        place = self.mapToGlobal(QPoint(round(self._room()[0]), (at + 1) * _ROW))
        QToolTip.showText(place, plain_tool_tip(self._bars[at].said), self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look(-1)


def _name() -> QFont:
    return fonts.font(13, 400)


def _figure() -> QFont:
    return fonts.font(13, 600, tabular=True)
