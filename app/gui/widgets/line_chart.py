"""Lines over months, painted: thin grid, few words, a marker that the mouse or the arrow keys move."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.labels import plain_tool_tip

_HEIGHT = 170
_TOP, _FOOT = 10, 20
_GAP = 8
_TICKS = 4


@dataclass(frozen=True)
class Series:
    """One line: its name, its colour as a token, and a value for each place along the axis. `low` and `high`
    are the likely range around it, where a chart paints one."""

    name: str
    colour: str
    values: tuple[int, ...]
    strong: bool = False
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()


def ticks_to(most: int, least_step: int = 1) -> list[int]:
    """Round values from 0 to at least `most`, three to five of them, for the lines of the grid."""
    if most <= 0:
        return [0]
    rough = max(most / (_TICKS - 1), 1)
    size = 10 ** math.floor(math.log10(rough))
    step = next(
        int(size * nice)
        for nice in (1, 2, 2.5, 5, 10)
        if size * nice >= rough and size * nice == int(size * nice)
    )
    step = max(step, least_step)
    return list(range(0, step * math.ceil(most / step) + 1, step))


class LineChart(QWidget):
    """`set_data(labels, series, say)`: `say(value)` writes a value; `labels` stand for the places.

    The focus or the mouse shows the values of one place; a screen reader hears them as the description.
    `looked_at(int)` carries the place, -1 for none.
    """

    looked_at = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._labels: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._say: Callable[[int], str] = str
        self._at = -1
        self._marks: tuple[tuple[int, str], ...] = ()
        self._tips = False
        self._top = 0
        self._unknown: frozenset[int] = frozenset()

    def set_marks(self, marks: Sequence[tuple[int, str]]) -> None:
        """Name places of the axis (place, words), as the middle of all."""
        self._marks = tuple(marks)
        self.update()

    def set_bounds(self, top: int = 0, unknown: Sequence[int] = ()) -> None:
        """The axis of bars ends at `top`, the best there is; of the `unknown` places a dash is said."""
        self._top, self._unknown = top, frozenset(unknown)
        self.update()

    def tell_by_tips(self) -> None:
        """Where nothing beside it writes the values of the place looked at, a tool tip does."""
        self._tips = True

    def set_data(self, labels: Sequence[str], series: Sequence[Series], say: Callable[[int], str]) -> None:
        """Show other lines."""
        self._labels, self._series, self._say = tuple(labels), tuple(series), say
        self._look(-1)
        self._describe()
        self.updateGeometry()
        self.update()

    def said(self, at: int) -> str:
        """The values of a place in words: "Nov 2026: New rules €629, Today's rules €390"."""
        values = (f"{one.name} {self._say(one.values[at])}" for one in self._series if at < len(one.values))
        return f"{self._labels[at]}: {', '.join(values)}"

    @property
    def labels(self) -> tuple[str, ...]:
        """The places along the axis."""
        return self._labels

    def values(self, at: int) -> list[str]:
        """The value of each line at a place, written."""
        return [self._say(one.values[at]) for one in self._series if 0 <= at < len(one.values)]

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def _describe(self) -> None:
        at = self._at if self._at >= 0 else len(self._labels) - 1
        self.setAccessibleDescription(self.said(at) if self._labels else "")

    def _look(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self._describe()
            self.looked_at.emit(at)
            self.update()

    def _ticks(self) -> list[int]:
        return ticks_to(max((value for one in self._series for value in one.values), default=0))

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(fonts.role_font("rail"))
        left = max((metrics.horizontalAdvance(self._say(tick)) for tick in self._ticks()), default=0) + _GAP
        return QRectF(left, _TOP, max(self.width() - left - 2, 1), self.height() - _TOP - _FOOT)

    def _x(self, box: QRectF, at: int) -> float:
        steps = max(len(self._labels) - 1, 1)
        return box.left() + box.width() * at / steps

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._labels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, ticks = self._plot(), self._ticks()
        top = max(ticks[-1], 1)
        self._paint_grid(painter, box, ticks, top)
        self._paint_months(painter, box)
        if self._at >= 0:
            painter.setPen(QPen(colour("line"), 1, Qt.PenStyle.DashLine))
            x = self._x(box, self._at)
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        for one in self._series:
            self._paint_line(painter, box, one, top)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_grid(self, painter: QPainter, box: QRectF, ticks: Sequence[int], top: int) -> None:
        painter.setFont(fonts.role_font("rail"))
        for tick in ticks:
            y = box.bottom() - box.height() * tick / top
            painter.setPen(QPen(colour("line_soft"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            if tick:
                painter.setPen(colour("muted"))
                words = QRectF(0, y - 8, box.left() - _GAP, 16)
                painter.drawText(
                    words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._say(tick)
                )

    def _paint_months(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(colour("muted"))
        last = len(self._labels) - 1
        usual = {0, last // 2, last} if last > 1 else {0, last}
        for at in sorted(usual if self._at < 0 else {self._at}):
            width = QFontMetrics(painter.font()).horizontalAdvance(self._labels[at]) + 2
            x = self._x(box, at)
            left = x if at == 0 else x - width if at == last else x - width / 2
            words = QRectF(left, box.bottom() + 4, width, 16)
            painter.drawText(
                words, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), self._labels[at]
            )

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        """A thin line down the plot for each place that is named, its words beside its head."""
        painter.setFont(fonts.role_font("rail"))
        metrics = QFontMetrics(painter.font())
        for at, words in self._marks:
            x, wide = self._x(box, at), metrics.horizontalAdvance(words) + 2
            painter.setPen(QPen(colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            left = x + 5 if x + 5 + wide <= box.right() else x - 5 - wide
            place = QRectF(left, box.top() - 4, wide, metrics.height())
            painter.setPen(colour("ink"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_line(self, painter: QPainter, box: QRectF, one: Series, top: int) -> None:
        places = [
            QPointF(self._x(box, at), box.bottom() - box.height() * max(value, 0) / top)
            for at, value in enumerate(one.values)
        ]
        pen = QPen(colour(one.colour), 2.5 if one.strong else 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        at = self._at if 0 <= self._at < len(places) else len(places) - 1 if len(places) == 1 else -1
        if at >= 0:
            painter.setPen(QPen(colour("surface"), 1.5))
            painter.setBrush(colour(one.colour))
            painter.drawEllipse(places[at], 4, 4)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._tips:
            self._tell(event.globalPos())
            return True
        return super().event(event)

    def _tell(self, place: QPoint) -> None:
        if 0 <= self._at < len(self._labels):
            QToolTip.showText(place, plain_tool_tip(self.said(self._at)), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box = self._plot()
        last = len(self._labels) - 1
        if last >= 0 and box.width() > 0:
            share = (event.position().x() - box.left()) / box.width()
            self._look(min(max(round(share * last), 0), last))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._look(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._labels:
            super().keyPressEvent(event)
            return
        last = len(self._labels) - 1
        self._look(min(max((self._at if self._at >= 0 else last) + step, 0), last))
        if self._tips:
            box = self._plot()
            self._tell(self.mapToGlobal(QPointF(self._x(box, self._at), box.center().y()).toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look(-1)
        self.update()
