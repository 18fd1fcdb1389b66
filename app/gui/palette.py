"""Ctrl+K: find any action by typing part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import Action, ActionRegistry
from app.gui.theme import fonts, icons
from app.gui.theme.theme import colour
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.labels import paint_key_hint
from app.gui.widgets.search_field import SearchField
from app.kernel.i18n import _

_LEAST_SCORE = 55
_ACTION_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def best_actions(actions: Sequence[Action], text: str) -> list[Action]:
    """The actions that answer to the text, best first; all of them for no text."""
    if not text.strip():
        return list(actions)
    from rapidfuzz import fuzz, process, utils

    names = [f"{action.label} {action.group}" for action in actions]
    found = process.extract(
        text[:80],
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_LEAST_SCORE,
        limit=20,
    )
    return [actions[index] for _name, _score, index in found]


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.actions: list[Action] = []

    def show_actions(self, actions: list[Action]) -> None:
        self.beginResetModel()
        self.actions = actions
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.actions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.actions[index.row()].label
        if role == _ACTION_ROLE:
            return self.actions[index.row()]
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, CONTROL_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        action: Action = index.data(_ACTION_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("selection"))
            painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 8, 8)
        if action.icon:
            icons.paint(
                painter, action.icon, QRectF(box.left() + 18, box.center().y() - 9, 18, 18), colour("muted")
            )
        painter.setFont(fonts.role_font("body"))
        painter.setPen(colour("ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(48, 0, -110, 0), int(middle), action.label)
        if action.shortcut:
            keys = (
                QKeySequence(action.shortcut)
                .toString(QKeySequence.SequenceFormat.NativeText)
                .replace("+", " ")
            )
            width = QFontMetrics(fonts.role_font("key")).horizontalAdvance(keys) + 14
            paint_key_hint(painter, QRectF(box.right() - width - 18, box.center().y() - 9.5, width, 19), keys)
        painter.restore()


class CommandPalette(QDialog):
    """Type, arrow, Enter. The action runs after the dialog has closed, so that its focus is the page's."""

    def __init__(self, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = registry.all()
        self.setWindowTitle(_("Find an action"))
        self.setModal(True)
        self.setFixedSize(520, 420)
        self.search = SearchField(_("What do you want to do?"), "", name=_("Find an action"))
        self.list = QListView()
        self.list.setAccessibleName(_("Actions"))
        self._model = _Model(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.search.text_changed.connect(self._filter)
        self.search.moved.connect(self._move)
        self.search.submitted.connect(self._run_current)
        self.list.clicked.connect(self._run_index)
        self._chosen: Action | None = None
        self.finished.connect(self._run_chosen)
        self._filter("")
        self.search.setFocus()

    def labels(self) -> list[str]:
        """What is listed now, best first."""
        return [action.label for action in self._model.actions]

    def _filter(self, text: str) -> None:
        self._model.show_actions(best_actions(self._actions, text))
        self.list.setCurrentIndex(self._model.index(0))

    def _move(self, step: int) -> None:
        row = min(max(self.list.currentIndex().row() + step, 0), self._model.rowCount() - 1)
        self.list.setCurrentIndex(self._model.index(row))

    def _run_current(self, _text: str) -> None:
        self._run_index(self.list.currentIndex())

    def _run_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self._chosen = self._model.actions[index.row()]
            self.accept()

    def _run_chosen(self) -> None:
        if self._chosen is not None:
            self._chosen.callback()
