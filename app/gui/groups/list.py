"""The groups there are: the shop's own first, then those that come with Regulars, each with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.theme import fonts
from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.labels import PlainLabel, plain_tool_tip
from app.gui.widgets.surfaces import Panel, line
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1
_COUNTS = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group in the list. `key` is "own-3" or "lost", "new-group" for one that is not saved; `number` is
    that of a saved one. A heading has a key of ""."""

    key: str
    name: str
    number: int | None = None


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[GroupEntry, ...] = ()
        self.counts: dict[str, str] = {}
        self.changed: frozenset[str] = frozenset()

    def show(self, rows: Sequence[GroupEntry]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def tell(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if index.isValid() and not self.rows[index.row()].key:
            return found & ~Qt.ItemFlag.ItemIsSelectable & ~Qt.ItemFlag.ItemIsEnabled
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        name = _("{name} •").format(name=row.name) if row.key in self.changed else row.name
        if role == ENTRY:
            return row
        if role == _COUNTS:
            return self.counts.get(row.key, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(row.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [row.name, self.counts.get(row.key, "")]
            return ", ".join([*filter(None, said), *([_("changed")] if row.key in self.changed else [])])
        return None


class _Cell(QStyledItemDelegate):
    """A name with its count at the right; headings are small."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, CONTROL_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: GroupEntry = index.data(ENTRY)
        box = QRectF(option.rect)
        painter.save()
        if not row.key:
            painter.setFont(fonts.role_font("caption-strong"))
            painter.setPen(colour("muted"))
            low = int(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine)
            painter.drawText(box.adjusted(14, 0, -8, -6), low, row.name)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("selection"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour("hover"))
        inner = box.adjusted(14, 0, -12, 0)
        count = str(index.data(_COUNTS) or "")
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(fonts.font(13, 400, tabular=True))
        painter.setPen(colour("muted"))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), count)
        room = inner.width() - QFontMetrics(painter.font()).horizontalAdvance(count) - 10
        font = fonts.font(14, 600 if row.number is not None else 400)
        painter.setFont(font)
        painter.setPen(colour("ink"))
        name = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(inner.adjusted(0, 0, -(inner.width() - room), 0), middle, name)
        painter.restore()


class GroupList(Panel):
    """`chosen(str)` is the key of the group a person went to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Groups"))
        self.model = _Model(self)
        self.list = ListView(name=_("Groups"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Cell(self.list))
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.hint = PlainLabel("", "caption", wrap=True)
        self.hint.setContentsMargins(14, 10, 14, 12)
        self.column.setContentsMargins(1, 6, 1, 6)  # the round corners stay the panel's
        self.add(self.list, 1)
        self._hint_line = line(parent=self)
        self.add(self._hint_line)
        self.add(self.hint)
        self.hint.hide()
        self._hint_line.hide()
        self._quiet = False

    def show_groups(self, own: Sequence[GroupEntry], ready: Sequence[GroupEntry], current: str) -> None:
        """Show these and mark one, without telling anyone."""
        rows: list[GroupEntry] = []
        if own:
            rows += [GroupEntry("", _("Yours")), *own]
        rows += [GroupEntry("", _("Ready-made")), *ready]
        self._quiet = True
        self.model.show(rows)
        self.mark(current)
        self._quiet = False

    def mark(self, key: str) -> None:
        """Mark a group without telling anyone; the first when there is none of that key."""
        quiet, self._quiet = self._quiet, True
        keys = [row.key for row in self.model.rows]
        at = keys.index(key) if key and key in keys else next((at for at, one in enumerate(keys) if one), -1)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
        self._quiet = quiet

    def say_counts(self, counts: Mapping[str, str]) -> None:
        """How many are in each, as far as it is known."""
        self.model.counts = dict(counts)
        self.model.tell()

    def mark_changed(self, keys: frozenset[str]) -> None:
        """Mark the groups that were changed and not saved."""
        if keys == self.model.changed:
            return
        self.model.changed = keys
        self.model.tell()
        self.hint.setText(_("• is changed and not saved yet.") if keys else "")
        self.hint.setVisible(bool(keys))
        self._hint_line.setVisible(bool(keys))

    def current(self) -> str:
        """The key of the marked group; "" for none."""
        at = self.list.currentIndex().row()
        return self.model.rows[at].key if 0 <= at < len(self.model.rows) else ""

    def _moved(self, _now: Index, _before: Index) -> None:
        if not self._quiet and self.current():
            self.chosen.emit(self.current())
