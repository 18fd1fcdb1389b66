"""A list of people as the counter shows them: who, why, and one short fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

ROW = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PersonRow:
    """One row. `spans` are the matched letters of `name`; `pill` a short fact at the right."""

    id: int
    name: str
    subtitle: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    pill: str = ""
    pill_tone: str = "plain"


class PeopleModel(QAbstractListModel):
    """The rows of one list; all of them fit in memory (twenty or so)."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PersonRow, ...] = ()

    def show(self, rows: Sequence[PersonRow]) -> None:
        """Show these. When only words changed, the selection stays."""
        new = tuple(rows)
        if [row.id for row in new] == [row.id for row in self._rows]:
            self._rows = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row(self, index: int) -> PersonRow | None:
        """The person in that row."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def row_of(self, person_id: int) -> int:
        """Where a person stands, -1 for nowhere."""
        return next((at for at, row in enumerate(self._rows) if row.id == person_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.name, row.subtitle, row.pill) if part)
        return None
