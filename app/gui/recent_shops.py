"""The shops opened before on this computer, those that are gone shown as gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.widgets.empty import paint_icon_tile
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _
from app.shop.recent import RecentShop

_SHOP = Qt.ItemDataRole.UserRole + 1
_ROW = 56
_TILE = 32

Index = QModelIndex | QPersistentModelIndex


class _Shops(QAbstractListModel):
    def __init__(self, shops: Sequence[RecentShop]) -> None:
        super().__init__()
        self.shops = tuple(shops)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shops)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.shops[index.row()].missing:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shop = self.shops[index.row()]
        if role == _SHOP:
            return shop
        if role == Qt.ItemDataRole.DisplayRole:
            return shop.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shop.name}, {place_words(shop)}"
        return None


def place_words(shop: RecentShop) -> str:
    """Where the shop's file is, or that it is not."""
    folder = str(shop.path.parent)
    home = str(Path.home())
    if folder.startswith(home):
        folder = "~" + folder[len(home) :]
    return _("Not there now: {folder}").format(folder=folder) if shop.missing else folder


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shop: RecentShop = index.data(_SHOP)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver and not shop.missing:
            painter.fillRect(box, colour("hover"))
        middle = box.center().y()
        tile = QRectF(box.left() + 16, middle - _TILE / 2, _TILE, _TILE)
        paint_icon_tile(painter, tile, "visit", "plain" if shop.missing else "accent")
        left, width = tile.right() + 12, box.right() - tile.right() - 24
        for role, ink, text, top in (
            ("strong", "faint" if shop.missing else "ink", shop.name, middle - 19),
            ("caption", "rose" if shop.missing else "muted", place_words(shop), middle + 1),
        ):
            font = fonts.role_font(role)
            painter.setFont(font)
            painter.setPen(colour(ink))
            mode = Qt.TextElideMode.ElideRight if role == "strong" else Qt.TextElideMode.ElideMiddle
            words = QFontMetrics(font).elidedText(text, mode, int(width))
            painter.drawText(QRectF(left, top, width, 18), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()


class RecentShops(QWidget):
    """`chosen(object)` carries the path of a shop that is there; one that is missing cannot be chosen."""

    chosen = Signal(object)

    def __init__(self, shops: Sequence[RecentShop], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Shops(shops)
        self.view = ListView(name=_("Opened before"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Row(self.view))
        self.view.opened.connect(self._open)
        self.view.setVisible(bool(shops))
        nothing = PlainLabel(_("Shops you open will be listed here."), "muted", wrap=True)
        nothing.setContentsMargins(16, 0, 16, 0)
        nothing.setVisible(not shops)
        head = PlainLabel(_("Opened before"), "section")
        head.setContentsMargins(16, 12, 16, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(nothing)
        column.addWidget(self.view, 1)
        if not shops:
            column.addStretch(1)

    def _open(self, row: int) -> None:
        shop = self.model.shops[row]
        if not shop.missing:
            self.chosen.emit(shop.path)
