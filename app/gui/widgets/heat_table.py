"""A table of shares, each cell toned by how large it is: who came when, and how many of them came back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
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
from app.gui.theme.heat import heat
from app.gui.theme.theme import colour
from app.gui.widgets.labels import plain_tool_tip

_HEAD = 26
_ROW, _LOW_ROW = 26.2, 23.0
_MANY_ROWS = 8
_GAP = 2.0
_LEFT = 7
_BETWEEN = 24
_EASY = 46
"""So wide a cell is easily read."""
_LEAST, _MOST = 22, 68
_RADIUS = 4
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True)
class HeatCell:
    """`share` from 0 to 1 sets the tone; `text` stands in the cell, `said` tells it in a sentence."""

    share: float
    text: str
    said: str


@dataclass(frozen=True)
class HeatRow:
    """A row: its name, how many people it is of, and its cells; None where there is nothing yet."""

    label: str
    count: str
    cells: tuple[HeatCell | None, ...]


class HeatTable(QWidget):
    """`set_table(heads, columns, rows)`: `heads` are the words above names and counts.

    The mouse or the arrow keys look at a cell: it gets a ring, a screen reader hears its sentence, and
    `looked_at(str)` carries it. Where it is narrow, heads and figures that have no room are left out, and the
    last columns when there is no room for a cell.
    """

    looked_at = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heads = ("", "")
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[HeatRow, ...] = ()
        self._at: tuple[int, int] | None = None
        self._wide = (0, 0)

    def set_table(self, heads: tuple[str, str], columns: Sequence[str], rows: Sequence[HeatRow]) -> None:
        """Show other shares."""
        self._heads, self._columns, self._rows = heads, tuple(columns), tuple(rows)
        self._wide = self._measured()
        self._look(None)
        self.setAccessibleDescription(self.said())
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> tuple[HeatRow, ...]:
        """What is shown."""
        return self._rows

    def said(self) -> str:
        """The sentence of the cell looked at, else of the first."""
        cells = (cell for row in self._rows for cell in row.cells if cell is not None)
        cell = self.cell_at(*self._at) if self._at is not None else next(cells, None)
        return "" if cell is None else cell.said

    def cell_at(self, row: int, column: int) -> HeatCell | None:
        """The cell of a place; None where there is none."""
        if not (0 <= row < len(self._rows) and 0 <= column < self.columns_shown()):
            return None
        cells = self._rows[row].cells
        return cells[column] if column < len(cells) else None

    def columns_shown(self) -> int:
        """How many columns have room."""
        return min(len(self._columns), max(int((self.width() - self._edge()) / (_LEAST + _GAP)), 1))

    def cell_box(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        edge, shown = self._edge(), max(self.columns_shown(), 1)
        wide = min((self.width() - edge) / shown, _MOST)
        return QRectF(
            edge + column * wide, _HEAD + row * self._row(), wide - _GAP, self._row() - _GAP
        )  # fmt: skip

    def head_box(self, column: int) -> QRectF:
        """Where the words above a column stand: over its middle, but never beyond the edge."""
        wide = QFontMetrics(_head()).horizontalAdvance(self._columns[column]) + 2
        box = self.cell_box(0, column)
        left = min(box.center().x() - wide / 2, self.width() - wide)
        return QRectF(left, 0, wide, _HEAD - 4)

    def sizeHint(self) -> QSize:
        return QSize(460, round(_HEAD + self._row() * len(self._rows)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def _row(self) -> float:
        return _ROW if len(self._rows) <= _MANY_ROWS else _LOW_ROW

    def _measured(self) -> tuple[int, int]:
        """How wide the names are, and the counts."""
        small, head = QFontMetrics(_small()), QFontMetrics(_head())
        names = [small.horizontalAdvance(row.label) for row in self._rows]
        counts = [small.horizontalAdvance(row.count) for row in self._rows]
        return (
            max([head.horizontalAdvance(self._heads[0]), *names]),
            max([head.horizontalAdvance(self._heads[1]), *counts]),
        )

    def _edge(self) -> float:
        """Where the cells begin."""
        name, count = self._wide
        if not count:
            return _LEFT + name + 14
        room = self.width() - (_LEFT + name + count + 16)
        # Names stand apart from counts as far as cells do not need the room.
        between = min(max(room - len(self._columns) * _EASY, _BETWEEN), 2 * _BETWEEN)
        return _LEFT + name + between + count + 16

    def _every(self) -> int:
        """Each so-manieth head of a column has room."""
        head = QFontMetrics(_head())
        widest = max((head.horizontalAdvance(words) for words in self._columns), default=0) + 4
        return max(1, math.ceil(widest / max(self.cell_box(0, 0).width() + _GAP, 1)))

    def _look(self, at: tuple[int, int] | None) -> None:
        if at != self._at:
            self._at = at
            self.setAccessibleDescription(self.said())
            self.looked_at.emit(self.said() if at is not None else "")
            self.update()

    def _place(self, point: QPointF) -> tuple[int, int] | None:
        for row in range(len(self._rows)):
            for column in range(self.columns_shown()):
                if self.cell_at(row, column) and self.cell_box(row, column).contains(point):
                    return row, column
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, count = self._wide
        edge = self._edge()
        people = QRectF(edge - 16 - count, 0, count, _HEAD)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(_head())
        painter.setPen(colour("muted"))
        painter.drawText(QRectF(_LEFT, 0, name + 2, _HEAD - 4), left, self._heads[0])
        painter.drawText(people.adjusted(-2, 0, 2, -4), centre, self._heads[1])
        for at in range(0, self.columns_shown(), self._every()):
            painter.drawText(self.head_box(at), centre, self._columns[at])
        painter.setFont(_small())
        for at, row in enumerate(self._rows):
            box = self.cell_box(at, 0)
            painter.setPen(colour("muted"))
            painter.drawText(QRectF(_LEFT, box.top(), name + 2, box.height()), left, row.label)
            painter.setPen(colour("ink"))
            painter.drawText(QRectF(people.left() - 2, box.top(), count + 4, box.height()), centre, row.count)
            for place in range(self.columns_shown()):
                self._paint_cell(painter, at, place)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        cell = self.cell_at(row, column)
        if cell is None:
            return
        box = self.cell_box(row, column)
        ground, ink = heat(cell.share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self._at == (row, column):
            painter.setPen(QPen(colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        if painter.fontMetrics().horizontalAdvance(cell.text) <= box.width() - 1:
            painter.setPen(QColor(ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cell.text)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._place(QPointF(event.pos()))
            cell = self.cell_at(*place) if place is not None else None
            if cell is not None and place is not None:
                box = self.cell_box(*place).toRect()
                QToolTip.showText(event.globalPos(), plain_tool_tip(cell.said), self, box)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look(self._place(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._look(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        if self._at is None:
            self._look((0, 0) if self.cell_at(0, 0) else None)
            return
        there = (self._at[0] + step[0], self._at[1] + step[1])
        if self.cell_at(*there):
            self._look(there)
            box = self.cell_box(*there)
            QToolTip.showText(
                self.mapToGlobal(QPoint(round(box.left()), round(box.bottom()))),
                plain_tool_tip(self.said()), self, box.toRect(),
            )  # fmt: skip

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self.cell_at(0, 0):
            self._look((0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look(None)


def _small() -> QFont:
    return fonts.font(12, 400, tabular=True)


def _head() -> QFont:
    return fonts.role_font("rail")
