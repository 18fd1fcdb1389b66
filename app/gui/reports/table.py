"""The rows of a report: any number of them, each put in words only when it is seen, sorted by a press."""

from __future__ import annotations

from array import array
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.jobs import Jobs
from app.gui.reports.asking import order_of
from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.labels import plain_tool_tip
from app.gui.widgets.tables import TableView
from app.insights.report import Column, ReportData, total_place, typed
from app.insights.words import say
from app.kernel.i18n import _

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW_HEIGHT = 34
_MEASURED = 200
_LEAST_WIDE, _MOST = 172, 320


class ReportModel(QAbstractTableModel):
    """The rows in their order, and the total, which stays the last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data_: ReportData | None = None
        self._order: array[int] | None = None
        self.sorted_by, self.descending = -1, False

    def show(self, data: ReportData) -> None:
        """Another answer, in its own order."""
        self.beginResetModel()
        self.data_ = data
        self._order = None
        self.sorted_by, self.descending = -1, False
        self.endResetModel()

    def put_in_order(self, order: array[int], column: int, descending: bool) -> None:
        """The same rows in another order."""
        self.layoutAboutToBeChanged.emit()
        self._order, self.sorted_by, self.descending = order, column, descending
        self.layoutChanged.emit()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.data_.columns if self.data_ is not None else ()

    def is_total(self, row: int) -> bool:
        """Whether this is the row of totals."""
        return self.data_ is not None and row == len(self.data_.rows)

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        data = self.data_
        if data is None:
            return ""
        declared = data.columns[column]
        if self.is_total(row):
            if column == total_place(data.columns):
                return _("Total")
            return say(typed(declared, data.totals[column]), data.currency, data.locale)
        at = row if self._order is None else self._order[row]
        cell = typed(declared, data.rows[at][column])
        return say(cell, data.currency, data.locale) or declared.blank

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self.data_ is None:
            return 0
        return len(self.data_.rows) + (1 if self.data_.totals and self.data_.rows else 0)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = "" if section != self.sorted_by else " ↓" if self.descending else " ↑"
            return column.label + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(self.words(index.row(), index.column()))
        return None


class _Cell(QStyledItemDelegate):
    """Paints a cell: elided words on one ground across the row, the total under a strong line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ReportModel):
            return
        column, total = model.columns[index.column()], model.is_total(index.row())
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
        if total:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), colour("muted"))
        else:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line_soft"))
        font = fonts.font(13, 600 if total else 400, tabular=column.figures)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        inner = box.adjusted(11, 0, -11, -1)
        text = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags) | int(Qt.TextFlag.TextSingleLine), text)
        painter.restore()


class ReportTable(TableView):
    """A press on a head sorts by it, again turns it round; sorting is done off the window's thread."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Rows of the report"))
        self._jobs = jobs
        self.rows = ReportModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cell(self))
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(48)
        header.sectionClicked.connect(self.sort_by)
        self._needed: list[int] = []

    def show_report(self, data: ReportData) -> None:
        """Show these rows from the top."""
        self.rows.show(data)
        self._needed = [self._measured(at) for at in range(len(data.columns))]
        self._share_room()
        self.scrollToTop()

    def sort_by(self, section: int) -> None:
        """Sort by a column: figures the largest first, words from A; the other way when it was so."""
        data = self.rows.data_
        if data is None or not 0 <= section < len(data.columns):
            return
        again = section == self.rows.sorted_by
        descending = not self.rows.descending if again else data.columns[section].figures
        self._jobs.run(
            self, "order", order_of, data, section, descending,
            done=partial(self._ordered, data, section, descending),
        )  # fmt: skip

    def _ordered(self, data: ReportData, section: int, descending: bool, order: array[int]) -> None:
        if self.rows.data_ is data:
            self.rows.put_in_order(order, section, descending)

    def _measured(self, at: int) -> int:
        """How wide a column wants to be; the rows further down are like the first."""
        font = QFontMetrics(fonts.font(13, 600, tabular=True))
        head = QFontMetrics(fonts.role_font("caption-strong"))
        last = self.rows.rowCount() - 1
        seen = [*range(min(_MEASURED, last + 1)), *([last] if last >= _MEASURED else [])]
        widest = max((font.horizontalAdvance(self.rows.words(row, at)) for row in seen), default=0)
        return min(max(widest, head.horizontalAdvance(self.rows.columns[at].label + " ↓")) + 22, _MOST)

    def _share_room(self) -> None:
        """Wide columns share what the others leave, but keep room for a name; then the table scrolls."""
        columns = self.rows.columns
        if len(self._needed) != len(columns) or not columns:
            return
        shares = sum(column.wide for column in columns)
        taken = sum(need for need, column in zip(self._needed, columns, strict=True) if not column.wide)
        left = self.viewport().width() - taken
        spare = 0 if shares else max(left // len(columns), 0)
        for at, (need, column) in enumerate(zip(self._needed, columns, strict=True)):
            room = int(left * column.wide / shares) if column.wide else need + spare
            self.setColumnWidth(at, max(room, min(need, _LEAST_WIDE)) if column.wide else room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
