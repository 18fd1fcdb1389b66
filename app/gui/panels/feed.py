"""The timeline of a customer: months, tiles, words and the moment at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.models.feed import ROW, FeedModel, ItemRow, MonthRow
from app.gui.theme import fonts, icons
from app.gui.theme.theme import colour, current
from app.gui.widgets.spans import Span, paint_spans
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _
from app.kernel.timeline import TimelineItem

_MONTH_HEIGHT = 36
_ITEM_HEIGHT = 51
_TILE = 28
_LEFT = 40


class FeedDelegate(QStyledItemDelegate):
    """Paints months and items."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, _MONTH_HEIGHT if isinstance(index.data(ROW), MonthRow) else _ITEM_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, MonthRow):
            painter.setFont(fonts.role_font("section"))
            painter.setPen(colour("muted"))
            painter.drawText(
                box.adjusted(0, 10, 0, 0),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine),
                row.title,
            )
        elif isinstance(row, ItemRow):
            self._paint_item(painter, box, row, option)
        painter.restore()

    def _paint_item(self, painter: QPainter, box: QRectF, row: ItemRow, option: QStyleOptionViewItem) -> None:
        item = row.item
        if option.state & QStyle.StateFlag.State_Selected:
            ground = "selection" if option.state & QStyle.StateFlag.State_HasFocus else "hover"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(box.adjusted(-6, 0, 6, -1), 6, 6)
        tone = current().tone(item.tone if item.tone in _TONES else "plain")
        tile = QRectF(box.left(), box.top() + 7, _TILE, _TILE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.soft))
        painter.drawRoundedRect(tile, 8, 8)
        icons.paint(painter, item.icon, tile.adjusted(6, 6, -6, -6), QColor(tone.ink))
        painter.setFont(fonts.role_font("caption"))
        metrics = QFontMetrics(painter.font())
        wide = metrics.horizontalAdvance(row.when)
        painter.setPen(colour("muted"))
        single = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        detail = " · ".join(part for part in (item.detail, item.staff) if part)
        top = box.top() + (4 if detail else 11)
        painter.drawText(QRectF(box.right() - wide, top, wide + 1, 20), single, row.when)
        left = box.left() + _LEFT
        head, middot, rest = item.title.partition(" · ")
        spans = [Span(head, strong=True), Span(middot + rest)]
        if item.quote:
            spans.append(Span(f" {item.quote}"))
        width = max(box.right() - wide - 12 - left, 0)
        paint_spans(painter, QRectF(left, top, width, 20), spans, colour("ink"))
        painter.setPen(colour("muted"))
        painter.setFont(fonts.role_font("caption"))
        room = box.right() - left
        shown = metrics.elidedText(" ".join(detail.split()), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, box.top() + 25, room, 18), single, shown)
        painter.fillRect(QRectF(left, box.bottom() - 1, room, 1), colour("line_soft"))


_TONES = frozenset({"plain", "accent", "gold", "violet", "rose", "blue"})


class FeedView(ListView):
    """The list of a `FeedModel`.

    `menu_wanted(TimelineItem, QPoint)` is a right click, the menu key or Enter on an item.
    """

    menu_wanted = Signal(object, QPoint)

    def __init__(self, model: FeedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Timeline"))
        self._model = model
        self.setModel(model)
        self.setItemDelegate(FeedDelegate(self))
        self.setUniformItemSizes(False)
        self.setSpacing(0)
        self.setSelectionMode(ListView.SelectionMode.SingleSelection)

    def current_item(self) -> TimelineItem | None:
        """The item the mark is on."""
        return self._model.item(self.currentIndex().row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(at)
            if index.isValid():
                self.setCurrentIndex(index)
        else:
            at = self.visualRect(self.currentIndex()).center()
        item = self.current_item()
        if item is not None:
            self.menu_wanted.emit(item, self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.current_item()
            if item is not None:
                at = self.visualRect(self.currentIndex()).center()
                self.menu_wanted.emit(item, self.viewport().mapToGlobal(at))
            event.accept()
            return
        super().keyPressEvent(event)
