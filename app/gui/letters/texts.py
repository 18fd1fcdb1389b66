"""The list of texts: for letters or for cards, those Regulars brings along and the shop's own behind them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.gui.theme import icons
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel, line
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _
from app.outreach.kind import CARD, LETTER
from app.outreach.queries import Wording

Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Wording, ...] = ()
        self.edited: Collection[str] = ()

    def show(self, rows: Sequence[Wording]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _("{name} •").format(name=row.name) if row.id in self.edited else row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [row.name, _("yours") if row.own else _("comes with Regulars")]
            return ", ".join([*said, _("changed")] if row.id in self.edited else said)
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.icon(row.icon, "accent" if row.own else "muted")
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(80, CONTROL_HEIGHT + 4)
        return None


class Texts(Panel):
    """`chosen(object)` is the `Wording` a person went to; `kind_chosen(str)` what they want texts for."""

    chosen = Signal(object)
    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Texts"))
        self.kinds = FilterChips([(LETTER, _("Letters")), (CARD, _("Cards"))], name=_("Texts for"))
        self.kinds.setContentsMargins(12, 4, 12, 4)
        self.kinds.chosen.connect(self.kind_chosen)
        self.model = _Model(self)
        self.list = ListView(name=_("Texts"))
        self.list.setModel(self.model)
        self.list.setIconSize(QSize(18, 18))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.hint = PlainLabel("", "caption", wrap=True)
        self.hint.setContentsMargins(14, 10, 14, 12)
        self.add(self.kinds)
        self.add_line()
        self.add(self.list, 1)
        self._hint_line = line(parent=self)
        self.add(self._hint_line)
        self.add(self.hint)
        self._quiet = False

    def kind(self) -> str:
        """What the texts shown are for."""
        return self.kinds.current()

    def show_texts(self, rows: Sequence[Wording], current: str) -> None:
        """Show these and mark one, without telling anyone."""
        self._quiet = True
        self.model.show(rows)
        at = next((at for at, row in enumerate(rows) if row.id == current), 0)
        if rows:
            self.list.setCurrentIndex(self.model.index(at))
        self._quiet = False
        self._say_hint()

    def mark_edited(self, ids: Collection[str]) -> None:
        """Mark the texts that were changed and not saved."""
        if set(ids) == set(self.model.edited):
            return
        self.model.edited = set(ids)
        self._say_hint()
        if self.model.rows:
            self.model.dataChanged.emit(self.model.index(0), self.model.index(len(self.model.rows) - 1))

    def _say_hint(self) -> None:
        words = ""
        if self.model.edited:
            words = _("• is changed and not saved yet.")
        elif not any(row.own for row in self.model.rows):
            words = _("Change a text and save it under a name of your own: it will stand here.")
        self.hint.setText(words)
        for part in (self.hint, self._hint_line):
            part.setVisible(bool(words))

    def current(self) -> Wording | None:
        """The text that is marked."""
        at = self.list.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _moved(self, _now: Index, _before: Index) -> None:
        wording = self.current()
        if wording is not None and not self._quiet:
            self.chosen.emit(wording)
