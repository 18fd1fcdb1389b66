"""The table of customers: the name with its avatar, an alert's sign, widths that are remembered."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QRectF, QSettings, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.models.directory import LINE, Column, DirectoryLine, DirectoryModel, columns
from app.gui.theme import fonts, icons
from app.gui.theme.theme import colour
from app.gui.widgets.avatar import paint_avatar
from app.gui.widgets.tables import TableView
from app.kernel.i18n import _

_AVATAR = 28
_ROOM_FOR_ALL = 1080
"""Narrower than this, what the card shows anyway gives way to what one compares customers by."""
_WIDTHS = "customers/columns"

Index = QModelIndex | QPersistentModelIndex


class _Cell(QStyledItemDelegate):
    """Paints every cell: elided text on one ground across the row, the avatar before the name."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = column

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
            if index.column() == 0:
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line_soft"))
        line: DirectoryLine | None = index.data(LINE)
        inner = box.adjusted(12, 0, -12, -1)
        if self._column.id == "name" and line is not None:
            inner = self._paint_who(painter, inner, line)
        strong = self._column.id in ("name", "points")
        weight = 600 if strong else 400
        figures = self._column.figures
        font = fonts.font(14, weight, tabular=figures) if strong or figures else fonts.role_font("small")
        painter.setFont(font)
        painter.setPen(colour("ink" if strong or self._column.figures else "muted"))
        text = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, int(inner.width())
        )
        side = Qt.AlignmentFlag.AlignRight if self._column.figures else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags) | int(Qt.TextFlag.TextSingleLine), text)
        painter.restore()

    def _paint_who(self, painter: QPainter, box: QRectF, line: DirectoryLine) -> QRectF:
        face = QRectF(box.left(), box.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, face, line.name, line.id)
        if line.alert:
            sign = QRectF(box.right() - 16, box.center().y() - 8, 16, 16)
            icons.paint(painter, "alert", sign, colour("rose"))
            box.setRight(sign.left() - 6)
        return box.adjusted(_AVATAR + 10, 0, 0, 0)


class DirectoryTable(TableView):
    """`typed(str)` is a letter pressed in the table: it belongs into the search."""

    typed = Signal(str)
    sort_asked = Signal(str)
    archive_asked = Signal()

    def __init__(self, model: DirectoryModel, settings: QSettings) -> None:
        super().__init__(name=_("Customers"))
        self._columns = columns()
        self._settings = settings
        self.setModel(model)
        for at, column in enumerate(self._columns):
            self.setItemDelegateForColumn(at, _Cell(column, self))
            self.setColumnWidth(at, column.width)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(56)
        header.sectionClicked.connect(self._head_pressed)
        kept = settings.value(_WIDTHS)
        if isinstance(kept, QByteArray):
            header.restoreState(kept)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keep_widths(self) -> None:
        """Remember how wide the columns are."""
        self._settings.setValue(_WIDTHS, self.horizontalHeader().saveState())

    def _head_pressed(self, section: int) -> None:
        if self._columns[section].sort:
            self.sort_asked.emit(self._columns[section].sort)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = self.width() < _ROOM_FOR_ALL
        for at, column in enumerate(self._columns):
            if column.spare and self.isColumnHidden(at) != small:
                self.setColumnHidden(at, small)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.archive_asked.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        # Qt would look through every row for it, and there may be a million.
        if search.strip():
            self.typed.emit(search)
