"""Lines whose course is looked at: the axis may begin above zero, a band tells where one likely runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.line_chart import LineChart, Series
from app.insights.chart import axis

_NAMED_AT = 0.76
"""Where along the axis a line's name stands, as in a picture read from left to right: before its end."""
_GAP = 8
_CLEAR = 5


class FanChart(LineChart):
    """As a `LineChart` is used; `set_course` before `set_data` says where the axis may begin, and
    whether the lines are named where they run (for two of them) or in a legend."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, name=name)
        self._from_zero = True
        self._named = False

    def set_course(self, *, from_zero: bool = True, named: bool = False) -> None:
        """How the lines that are set next are looked at."""
        self._from_zero, self._named = from_zero, named

    def said(self, at: int) -> str:
        """The values of a place in words, a likely range behind its line."""
        told = []
        for one in self._series:
            if at < len(one.values):
                words = f"{one.name} {self._say(one.values[at])}"
                if at < len(one.low) and one.low[at] != one.high[at]:
                    words += f" ({self._say(one.low[at])}\N{EN DASH}{self._say(one.high[at])})"
                told.append(words)
        return f"{self._labels[at]}: {', '.join(told)}"

    def _ticks(self) -> list[int]:
        values = [value for one in self._series for value in (*one.values, *one.low, *one.high)]
        return axis(min(values, default=0), max(values, default=0), from_zero=self._from_zero)

    def _y(self, box: QRectF, value: float) -> float:
        ticks = self._ticks()
        low, high = ticks[0], ticks[-1]
        return box.bottom() - box.height() * (value - low) / max(high - low, 1)

    def _points(self, box: QRectF, values: Sequence[int]) -> list[QPointF]:
        return [QPointF(self._x(box, at), self._y(box, value)) for at, value in enumerate(values)]

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._labels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._plot()
        self._paint_scale(painter, box)
        self._paint_months(painter, box)
        if self._at >= 0:
            painter.setPen(QPen(colour("line"), 1, Qt.PenStyle.DashLine))
            x = self._x(box, self._at)
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        self._paint_marks(painter, box)
        for one in self._series:
            if one.low:
                self._paint_band(painter, box, one)
        for one in self._series:
            self._paint_run(painter, box, one)
        if self._named:
            for one in self._series:
                self._paint_name(painter, box, one)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_scale(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(fonts.role_font("rail"))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for tick in self._ticks():
            y = self._y(box, tick)
            painter.setPen(QPen(colour("line_soft"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(colour("muted"))
            painter.drawText(QRectF(0, y - 8, box.left() - _GAP, 16), flags, self._say(tick))

    def _paint_band(self, painter: QPainter, box: QRectF, one: Series) -> None:
        edge = [*self._points(box, one.high), *reversed(self._points(box, one.low))]
        pale = colour(one.colour)
        pale.setAlphaF(0.13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pale)
        painter.drawPolygon(QPolygonF(edge))

    def _paint_run(self, painter: QPainter, box: QRectF, one: Series) -> None:
        places = self._points(box, one.values)
        pen = QPen(colour(one.colour), 2.5 if one.strong else 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        if 0 <= self._at < len(places):
            painter.setPen(QPen(colour("surface"), 1.5))
            painter.setBrush(colour(one.colour))
            painter.drawEllipse(places[self._at], 4, 4)

    def _paint_name(self, painter: QPainter, box: QRectF, one: Series) -> None:
        """The strong line's name above it and its band, the other's below it, clear of both."""
        if len(one.values) < 2 or not one.name:
            return
        font = fonts.font(12, 600 if one.strong else 400)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(one.name) + 2
        middle = min(box.left() + box.width() * _NAMED_AT, box.right() - wide / 2)
        edges = (middle - wide / 2, middle + wide / 2)
        upper = one.high if one.strong and one.high else one.values
        heights = [self._height_at(box, upper, x) for x in edges]
        top = min(heights) - _CLEAR - metrics.height() if one.strong else max(heights) + _CLEAR
        painter.setFont(font)
        painter.setPen(colour(one.colour))
        words = QRectF(edges[0], max(top, 0), wide, metrics.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), one.name)

    def _height_at(self, box: QRectF, values: Sequence[int], x: float) -> float:
        """The height of a line at any x, between its places."""
        place = (x - box.left()) / max(box.width(), 1) * (len(values) - 1)
        before = min(max(int(place), 0), len(values) - 2)
        share = min(max(place - before, 0.0), 1.0)
        return self._y(box, values[before] + (values[before + 1] - values[before]) * share)
