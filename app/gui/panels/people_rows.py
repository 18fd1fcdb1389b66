"""How a person looks in a list: avatar, name with the matched letters underlined, a line beneath, a pill."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.gui.models.people import ROW, PersonRow
from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.avatar import paint_avatar
from app.gui.widgets.pill import HEIGHT, paint_pill, pill_width
from app.gui.widgets.spans import paint_spans, spans_of

ROW_HEIGHT = 56
_AVATAR = 34


class PersonDelegate(QStyledItemDelegate):
    """Paints `PersonRow`s."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, PersonRow):
            return
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if selected:
            painter.fillRect(box, colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        elif hovered:
            painter.fillRect(box, colour("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
        middle = box.top() + (box.height() - 1) / 2
        face = QRectF(box.left() + 12, middle - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, face, row.name, row.id)
        right = box.right() - 12
        if row.pill:
            width = pill_width(row.pill)
            paint_pill(
                painter, QRectF(right - width, middle - HEIGHT / 2, width, HEIGHT), row.pill, row.pill_tone
            )
            right -= width + 8
        left = face.right() + 10
        self._write(painter, row, left, right, middle)
        painter.restore()

    def _write(self, painter: QPainter, row: PersonRow, left: float, right: float, middle: float) -> None:
        width = max(right - left, 0)
        spans = spans_of(row.name, row.spans)
        if not row.subtitle:
            paint_spans(painter, QRectF(left, middle - 10, width, 20), spans, colour("ink"))
            return
        paint_spans(painter, QRectF(left, middle - 18, width, 20), spans, colour("ink"))
        font = fonts.role_font("caption")
        painter.setFont(font)
        painter.setPen(colour("muted"))
        shown = QFontMetrics(font).elidedText(row.subtitle, Qt.TextElideMode.ElideRight, int(width))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(left, middle + 2, width, 16), flags, shown)
