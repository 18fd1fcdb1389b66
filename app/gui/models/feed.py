"""The timeline as rows: a heading for each month, then what happened in it, fetched a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.gui.speech import Speech
from app.kernel.timeline import Cursor, TimelineItem

ROW = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class MonthRow:
    """The heading of a month."""

    title: str


@dataclass(frozen=True)
class ItemRow:
    """One item and its moment in words."""

    item: TimelineItem
    when: str


class FeedModel(QAbstractListModel):
    """`wanted(object)` asks for the page from that cursor; the owner answers with `append`."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[MonthRow | ItemRow] = []
        self._next: Cursor | None = None
        self._asked = False
        self._month: tuple[int, int] | None = None

    def start(
        self, items: Sequence[TimelineItem], following: Cursor | None, speech: Speech, today: date
    ) -> None:
        """Begin anew with the first page."""
        self.beginResetModel()
        self._rows, self._month = [], None
        self._rows = self._as_rows(items, speech, today)
        self._next, self._asked = following, False
        self.endResetModel()

    def append(
        self, items: Sequence[TimelineItem], following: Cursor | None, speech: Speech, today: date
    ) -> None:
        """Add the page that was asked for."""
        rows = self._as_rows(items, speech, today)
        self._next, self._asked = following, False
        if rows:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def _as_rows(
        self, items: Sequence[TimelineItem], speech: Speech, today: date
    ) -> list[MonthRow | ItemRow]:
        rows: list[MonthRow | ItemRow] = []
        for item in items:
            day = speech.local(item.at).date()
            if (day.year, day.month) != self._month:
                self._month = (day.year, day.month)
                rows.append(MonthRow(speech.month(day)))
            rows.append(ItemRow(item, speech.moment(item.at, today)))
        return rows

    def item(self, row: int) -> TimelineItem | None:
        """What happened in that row; None for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found.item if isinstance(found, ItemRow) else None

    def count(self) -> int:
        """Items shown so far, headings left out."""
        return sum(isinstance(row, ItemRow) for row in self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return self._next is not None and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self._next is not None and not self._asked:
            self._asked = True
            self.wanted.emit(self._next)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.item(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, MonthRow):
                return row.title
            parts = (row.item.title, row.item.quote, row.item.detail, row.when)
            return ", ".join(part for part in parts if part)
        return None
