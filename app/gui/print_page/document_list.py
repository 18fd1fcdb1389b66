"""Left of the print page: every paper there is, grouped by what it is printed of, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.gui.models.documents import PaperRow, matching
from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.empty import paint_icon_tile
from app.gui.widgets.labels import PlainLabel, plain_tool_tip
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _

_ROW = Qt.ItemDataRole.UserRole + 1
_HEIGHT, _HEAD_HEIGHT, _TILE, _EDGE = 56, 34, 28, 10
_BEFORE, _BEHIND = _EDGE + _TILE + 8, 4
"""Beside the words of a paper: its icon, and a breath."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PaperModel(QAbstractListModel):
    """The lines that fit; heads of groups cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PaperRow, ...] = ()

    def show(self, rows: Sequence[PaperRow]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, document_id: str) -> int:
        """Where a document stands, -1 for nowhere."""
        return next((at for at, row in enumerate(self.rows) if row.id == document_id), -1)

    def id_at(self, at: int) -> str:
        """The document in that line; "" for a head, and beyond the ends."""
        return self.rows[at].id if 0 <= at < len(self.rows) else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.id_at(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}. {row.purpose}" if row.purpose else row.name
        return None


class _Lines(QStyledItemDelegate):
    """Paints icon, name and purpose; a head as a word over its group."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(_ROW)
        return QSize(120, _HEIGHT if isinstance(row, PaperRow) and row.id else _HEAD_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ROW)
        if not isinstance(row, PaperRow):
            return
        box = QRectF(option.rect)
        painter.save()
        left = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        if not row.id:
            painter.setFont(fonts.role_font("caption-strong"))
            painter.setPen(colour("muted"))
            words = box.adjusted(_EDGE, 0, -_EDGE, -6)
            painter.drawText(words, int(left | Qt.AlignmentFlag.AlignBottom), row.name)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour("hover"))
        middle = box.center().y()
        paint_icon_tile(painter, QRectF(box.left() + _EDGE, middle - _TILE / 2, _TILE, _TILE), row.icon)
        words = box.adjusted(_BEFORE, 0, -_BEHIND, 0)
        for role, ink, top, text in (
            ("strong", "ink", -18, row.name),
            ("caption", "muted", 2, row.purpose),
        ):
            painter.setFont(fonts.role_font(role))
            painter.setPen(colour(ink))
            shown = QFontMetrics(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, int(words.width())
            )
            line = QRectF(words.left(), middle + top, words.width(), 18)
            painter.drawText(line, int(left | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        row = index.data(_ROW)
        if event.type() == QEvent.Type.ToolTip and isinstance(row, PaperRow) and row.purpose:
            QToolTip.showText(event.globalPos(), plain_tool_tip(row.purpose), view)
            return True
        return False


class _PaperList(ListView):
    """`typed(str)` is a letter pressed in the list: it belongs into the search."""

    typed = Signal(str)

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)


class DocumentList(Panel):
    """`chosen(str)` is the id of the paper the mark stands on; `settled()` is Enter or a click: go on with
    it."""

    chosen = Signal(str)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Papers"))
        self.search = SearchField(_("Find a paper"), keys="", name=_("Find a paper"))
        self.model = PaperModel()
        self.list = _PaperList(name=_("Papers"))
        self.list.setUniformItemSizes(False)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Lines(self.list))
        self.nothing = PlainLabel(_("No paper is called so."), "muted", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(10, 10, 10, 10)
        around.addWidget(self.search)
        self.add(holder)
        self.add_line()
        self.add(self.list, 1)
        self.add(self.nothing, 1)
        self.column.setContentsMargins(1, 1, 1, 8)
        self._current = ""
        self.search.text_changed.connect(self._typed)
        self.search.moved.connect(self._move)
        self.search.submitted.connect(self._submit)
        self.list.typed.connect(self._type_on)
        self.list.opened.connect(self._opened)
        self.list.selectionModel().currentChanged.connect(self._marked)
        self._typed("")

    def current(self) -> str:
        """The id of the paper the mark stands on; "" when nothing fits."""
        return self._current

    def choose(self, document_id: str) -> None:
        """Put the mark on a paper, whatever is typed; `chosen` follows when it is another."""
        if self.model.row_of(document_id) < 0:
            self.search.set_text("")
        self._mark(document_id)

    def _typed(self, text: str) -> None:
        rows, best = matching(text)
        self.list.selectionModel().blockSignals(True)
        self.model.show(rows)
        self.list.selectionModel().blockSignals(False)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        stays = self._current and not text.strip() and self.model.row_of(self._current) >= 0
        if rows:
            self._mark(self._current if stays else best)

    def _mark(self, document_id: str) -> None:
        at = self.model.row_of(document_id)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
            if at == 1:
                self.list.scrollToTop()  # its head with it

    def _marked(self, index: QModelIndex, _before: QModelIndex) -> None:
        document_id = self.model.id_at(index.row())
        if document_id and document_id != self._current:
            self._current = document_id
            self.chosen.emit(document_id)

    def _move(self, step: int) -> None:
        at = self.list.currentIndex().row() + step
        while 0 <= at < len(self.model.rows) and not self.model.id_at(at):
            at += step
        if 0 <= at < len(self.model.rows):
            self._mark(self.model.id_at(at))

    def _submit(self, _text: str) -> None:
        if self.model.rows:
            self.settled.emit()

    def _opened(self, _at: int) -> None:
        self.settled.emit()

    def _type_on(self, letters: str) -> None:
        self.search.edit.setFocus()
        self.search.edit.insert(letters)
