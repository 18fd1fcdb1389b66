"""A table of finished words: cells that only need showing, strong, muted or set to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.labels import plain_tool_tip
from app.gui.widgets.tables import TableView

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class PlainColumn:
    """A column: its head, whether it holds figures (set right), and whether it takes the free width."""

    title: str
    figures: bool = False
    wide: bool = False


@dataclass(frozen=True)
class PlainRow:
    """A row of words. `strong` are the places of cells in heavier type; a `muted` row belongs to the one
    above it and its words stand further in."""

    cells: tuple[str, ...]
    strong: frozenset[int] = frozenset()
    muted: bool = False


class PlainModel(QAbstractTableModel):
    """Rows as they are; `set_rows` replaces them."""

    def __init__(self, columns: Sequence[PlainColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[PlainRow, ...] = ()

    def set_rows(self, rows: Sequence[PlainRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].figures:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(row.cells[index.column()])
        return row if role == _ROW else None


class _Cell(QStyledItemDelegate):
    """Paints a cell: elided words on one ground across the row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PlainRow = index.data(_ROW)
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, PlainModel) else PlainColumn("")
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line_soft"))
        strong = index.column() in row.strong
        size = 12 if row.muted else 13
        font = fonts.font(size, 600 if strong else 400, tabular=column.figures)
        painter.setFont(font)
        painter.setPen(colour("muted" if row.muted else "ink"))
        inner = box.adjusted(27 if row.muted and column.wide else 11, 0, -11, -1)
        text = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags) | int(Qt.TextFlag.TextSingleLine), text)
        painter.restore()


class PlainTable(TableView):
    """Shows a `PlainModel`; the wide column takes what the others leave."""

    def __init__(
        self, columns: Sequence[PlainColumn], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent, name=name)
        self.words = PlainModel(columns, self)
        self.setModel(self.words)
        self.setItemDelegate(_Cell(self))
        self.verticalHeader().setDefaultSectionSize(34)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Stretch if column.wide else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(place, mode)

    def set_rows(self, rows: Sequence[PlainRow]) -> None:
        """Show these rows, the narrow columns as wide as they need."""
        self.words.set_rows(rows)
        metrics = QFontMetrics(fonts.font(13, 600, tabular=True))
        head = QFontMetrics(fonts.font(13, 600))
        for place, column in enumerate(self.words.columns):
            if not column.wide:
                widest = max((metrics.horizontalAdvance(row.cells[place]) for row in rows[:500]), default=0)
                self.setColumnWidth(place, max(widest, head.horizontalAdvance(column.title)) + 30)
