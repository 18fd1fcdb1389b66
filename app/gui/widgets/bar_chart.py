"""Bars over places, stacked up and down from a line of zero: thin grid, few words, one place looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.line_chart import LineChart
from app.insights.chart import axis, scale, shown_labels

_WIDEST = 34.0
_GAP = 8


class BarChart(LineChart):
    """As a `LineChart` is used. Values below zero hang under the line and are said without a sign."""

    def said(self, at: int) -> str:
        values = (f"{one.name} {self._said(one.values[at], at)}" for one in self._series)
        return f"{self._labels[at]}: {', '.join(values)}"

    def values(self, at: int) -> list[str]:
        return [self._said(one.values[at], at) for one in self._series if 0 <= at < len(one.values)]

    def _said(self, value: int, at: int) -> str:
        return "–" if at in self._unknown else self._say(abs(value))

    def _ticks(self) -> list[int]:
        low = high = 0
        for at in range(len(self._labels)):
            here = [one.values[at] for one in self._series]
            low = min(low, sum(value for value in here if value < 0))
            high = max(high, sum(value for value in here if value > 0))
        if self._top and not low and high <= self._top:
            return scale(self._top)
        return axis(low, high)

    def _step(self, box: QRectF) -> float:
        return box.width() / max(len(self._labels), 1)

    def _x(self, box: QRectF, at: int) -> float:
        return box.left() + self._step(box) * (at + 0.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._labels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, ticks = self._plot(), self._ticks()
        self._paint_ground(painter, box)
        for tick in ticks:
            y = _y(box, ticks, tick)
            painter.setPen(QPen(colour("muted" if tick == 0 else "line_soft"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(colour("muted"))
            painter.setFont(fonts.role_font("rail"))
            words = QRectF(0, y - 8, box.left() - _GAP, 16)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, int(flags), self._say(abs(tick)))
        for at in range(len(self._labels)):
            self._paint_stack(painter, box, ticks, at)
        self._paint_marks(painter, box)
        self._paint_places(painter, box)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        """A soft ground behind the place looked at."""
        if self._at >= 0:
            step = self._step(box)
            place = QRectF(box.left() + step * self._at, box.top(), step, box.height())
            painter.fillRect(place, colour("hover"))

    def _paint_stack(self, painter: QPainter, box: QRectF, ticks: Sequence[int], at: int) -> None:
        wide = min(self._step(box) * 0.62, _WIDEST)
        left = self._x(box, at) - wide / 2
        up = down = 0
        parts = [(one.colour, one.values[at]) for one in self._series if one.values[at]]
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (ink, value) in enumerate(parts):
            outer = not any((other > 0) == (value > 0) for _ink, other in parts[place + 1 :])
            start = up if value > 0 else down
            edges = sorted((_y(box, ticks, start), _y(box, ticks, start + value)))
            if value > 0:
                up += value
            else:
                down += value
            bar = QRectF(left, edges[0], wide, max(edges[1] - edges[0], 1))
            painter.fillPath(_rounded(bar, 3.0 if outer else 0.0, upward=value > 0), colour(ink))

    def _paint_places(self, painter: QPainter, box: QRectF) -> None:
        """As many words as have room under the axis; that of the place looked at always."""
        painter.setPen(colour("muted"))
        painter.setFont(fonts.role_font("rail"))
        metrics = QFontMetrics(painter.font())
        widths = [metrics.horizontalAdvance(label) + 2 for label in self._labels]
        places = shown_labels(widths, box.width(), 10)
        if self._at >= 0:
            places = [self._at]
        reached = -1.0
        for at in places:
            middle = self._x(box, at)
            left = min(max(middle - widths[at] / 2, box.left() - _GAP), self.width() - widths[at])
            if left > reached:
                words = QRectF(left, box.bottom() + 4, widths[at], 16)
                painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self._labels[at])
                reached = left + widths[at] + 4

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self._plot()
        last = len(self._labels) - 1
        if last >= 0 and box.width() > 0:
            place = (event.position().x() - box.left()) // max(self._step(box), 1e-6)
            self._look(min(max(int(place), 0), last))


def _y(box: QRectF, ticks: Sequence[int], value: int) -> float:
    low, high = ticks[0], ticks[-1]
    return box.bottom() - box.height() * (value - low) / max(high - low, 1)


def _rounded(bar: QRectF, radius: float, *, upward: bool) -> QPainterPath:
    """A bar whose outer end is round."""
    radius = min(radius, bar.height(), bar.width() / 2)
    path = QPainterPath()
    if radius <= 0:
        path.addRect(bar)
        return path
    path.addRoundedRect(bar, radius, radius)
    half = QRectF(bar)
    if upward:
        half.setTop(bar.top() + radius)
    else:
        half.setBottom(bar.bottom() - radius)
    square = QPainterPath()
    square.addRect(half)
    return path.united(square)
