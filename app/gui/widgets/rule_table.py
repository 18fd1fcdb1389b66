"""A table as high as its rows, for a page that scrolls as a whole: words that wrap, pills, figures.

Each row is opened by a click or Enter, taken away by Delete, moved by Alt+Up and Alt+Down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.rule_cells import (
    PADDING,
    CellLike,
    Column,
    Index,
    RuleModel,
    layout_of,
    paint_cell,
    text_height,
)
from app.gui.widgets.tables import TableView

__all__ = ["Column", "RuleTable"]

_HEAD = 32


class _Cells(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self.parent()
        model = index.model()
        if not isinstance(table, RuleTable) or not isinstance(model, RuleModel):
            return
        box = QRectF(option.rect)
        painter.save()
        selected = table.hasFocus() and table.currentIndex().row() == index.row()
        if selected:
            painter.fillRect(box, colour("selection"))
        elif table.editable and table.hovered == index.row():
            painter.fillRect(box, colour("hover"))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        if model.marked == index.row() and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("danger_fill"))
        painter.setPen(QPen(colour("line_soft"), 1))
        painter.drawLine(
            QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right() + 1, box.bottom() - 0.5)
        )
        shown = model.cell(index.row(), index.column())
        if shown is not None and shown.text:
            paint_cell(painter, box.adjusted(PADDING, 0, -PADDING, -1), shown, model.columns[index.column()])
        painter.restore()


class RuleTable(TableView):
    """`opened(int)` as in `TableView`, by one click too. `removed(int)`, `moved(int, int)`: while `editable`.

    `moved` carries the row and where it goes: one up (-1) or down (1).
    """

    removed = Signal(int)
    moved = Signal(int, int)
    left_at = Signal(int)

    def __init__(
        self, columns: Sequence[Column], parent: QWidget | None = None, *, name: str = "", head: bool = True
    ) -> None:
        super().__init__(parent, name=name)
        self.rules = RuleModel(columns, self)
        self.editable = False
        self.hovered = -1
        self.setModel(self.rules)
        self.setItemDelegate(_Cells(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        # The delegate shows the current row, and only while the table has the focus: there are several.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoScroll(False)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(20)
        header.setSectionsClickable(False)
        header.setFixedHeight(_HEAD)
        for part in (self, header):
            part.setProperty("rules", True)  # the style sheet leaves their rows to the delegate
        header.setVisible(head)
        self._head = _HEAD if head else 0
        self.entered.connect(self._hover)
        self.clicked.connect(self._clicked)

    def show_rows(self, rows: Sequence[Sequence[CellLike]]) -> None:
        """Show these rows; the marked row stays where it was."""
        current = self.currentIndex().row()
        self.rules.show(rows)
        self.hovered = -1
        self._fit()
        if rows:
            self.select(min(max(current, 0), len(rows) - 1))

    def set_editable(self, editable: bool) -> None:
        """Whether the rows can be changed."""
        self.editable = editable
        shape = Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def select(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self.rules.index(row, 0))

    def mark(self, row: int) -> None:
        """Show that something is wrong in a row; -1 for none."""
        self.rules.marked = row
        self.viewport().update()

    def _hover(self, index: QModelIndex) -> None:
        self.hovered = index.row()
        self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _fit(self) -> None:
        widths = self._widths()
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        for row in range(self.rules.rowCount()):
            self.setRowHeight(row, self._row_height(row, widths))
        self.setFixedHeight(self._height())

    def _widths(self) -> list[int]:
        columns = self.rules.columns
        whole, weights = max(self.width(), 1), sum(column.weight for column in columns)
        widths = [whole * column.weight // weights for column in columns]
        if widths:
            widths[-1] += whole - sum(widths)
        return widths

    def _row_height(self, row: int, widths: Sequence[int]) -> int:
        tallest = 0.0
        for at, width in enumerate(widths):
            shown = self.rules.cell(row, at)
            if shown is not None and shown.text and not shown.tone:
                tallest = max(tallest, text_height(layout_of(shown.spans, width - 2 * PADDING)))
        return max(CONTROL_HEIGHT, round(tallest) + 2 * PADDING)

    def _height(self) -> int:
        return self._head + sum(self.rowHeight(row) for row in range(self.rules.rowCount()))

    def sizeHint(self) -> QSize:
        return QSize(320, self._height())

    minimumSizeHint = sizeHint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self.hovered = -1
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, not the table in it.
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rules.rowCount():
            self.select(0)
        self.left_at.emit(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if self.hasFocus():
            self.left_at.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if self.editable and row >= 0 and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(row, step)
            event.accept()
        elif self.editable and row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
            event.accept()
        else:
            super().keyPressEvent(event)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # All rows are seen; what may have to scroll is the page around (`left_at`).
        return
