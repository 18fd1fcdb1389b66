"""The list of all customers: their ids in order, and words for the rows that come into view."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.groups.directory import DirectoryQuery, DirectoryRow, directory_ids, directory_rows
from app.gui.jobs import Jobs
from app.gui.models.card_view import grouped
from app.gui.speech import Speech
from app.gui.theme import fonts
from app.kernel.i18n import _
from app.kernel.unit import View

BLOCK = 128
"""Rows fetched together: a few screens full."""
_KEPT = 24
"""Blocks kept in memory; those not looked at for longest go first."""
_WAITING = 3
"""Blocks that may wait to be fetched: scrolling past many, only where one stops counts."""

LINE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column; `sort` is what the directory calls its order, "" where there is none."""

    id: str
    label: str
    width: int
    sort: str = ""
    figures: bool = False
    spare: bool = False
    """Whether it gives way on a small screen; the card shows it."""


def columns() -> tuple[Column, ...]:
    """The columns of the list from left to right."""
    return (
        Column("name", _("Name"), 230, "name"),
        Column("card", _("Card"), 140, "card", spare=True),
        Column("phone", _("Phone"), 148),
        Column("email", _("E-mail"), 190, spare=True),
        Column("points", _("Points"), 84, "points", figures=True),
        Column("visits", _("Visits"), 78, "visits", figures=True),
        Column("last_visit", _("Last visit"), 112, "last_visit"),
        Column("spent", _("Spent"), 104, "spent", figures=True),
        Column("tags", _("Tags"), 150),
    )


@dataclass(frozen=True)
class DirectoryLine:
    """A customer as the list shows them; `cells` in the order of `columns()`."""

    id: int
    name: str
    cells: tuple[str, ...]
    alert: str
    archived: bool


@dataclass(frozen=True)
class Listed:
    """The ids of a list, and where in it the customer stands who was marked; -1 for nowhere."""

    ids: array[int]
    marked_at: int


def listed(view: View, query: DirectoryQuery, away_days: int, marked: int | None) -> Listed:
    """Answer a query. `away_days` keeps those not seen for so many days, 0 keeps all.

    The marked customer is looked for here, off the window's thread: there may be a million to look through.
    """
    if away_days:
        query = replace(query, inactive_since=view.today - timedelta(days=away_days))
    ids = directory_ids(view, query)
    try:
        return Listed(ids, -1 if marked is None else ids.index(marked))
    except ValueError:
        return Listed(ids, -1)


def directory_lines(view: View, ids: Sequence[int]) -> dict[int, DirectoryLine]:
    """The customers of one block in words, by id."""
    speech = Speech(view.context)
    return {row.id: _line(row, speech, view) for row in directory_rows(view, ids)}


def _line(row: DirectoryRow, speech: Speech, view: View) -> DirectoryLine:
    cells = (
        row.name,
        grouped(row.card_number),
        row.phone,
        row.email,
        speech.number(row.points),
        speech.number(row.visits),
        speech.day(row.last_visit, view.today) if row.last_visit else "–",
        speech.money(row.spent),
        ", ".join(row.tags),
    )
    return DirectoryLine(row.id, row.name, cells, row.alert, row.archived)


class DirectoryModel(QAbstractTableModel):
    """Never looks at all rows: `data` of a row that is not there yet asks for its block and shows "…"."""

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs = jobs
        self._owner = owner
        self._ids: array[int] = array("q")
        self._columns = columns()
        self._blocks: OrderedDict[int, dict[int, DirectoryLine]] = OrderedDict()
        self._wanted: list[int] = []
        self._asking: int | None = None
        self._edition = 0
        self._sort, self._descending = "name", False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def show_ids(self, ids: array[int]) -> None:
        """Another list, or the same after a change: nothing fetched before is believed."""
        self.beginResetModel()
        self._ids = ids
        self._edition += 1
        self._blocks.clear()
        self._wanted.clear()
        self._asking = None
        self.endResetModel()

    def set_order(self, sort: str, descending: bool) -> None:
        """Which column's head has the arrow, and where it points."""
        self._sort, self._descending = sort, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def id_at(self, row: int) -> int | None:
        """The customer in that row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def line_at(self, row: int) -> DirectoryLine | None:
        """The row in words; None while it is being fetched, which this asks for."""
        if not 0 <= row < len(self._ids):
            return None
        block = row // BLOCK
        lines = self._blocks.get(block)
        if lines is None:
            self._want(block)
            return None
        self._blocks.move_to_end(block)
        return lines.get(self._ids[row])

    def loaded_blocks(self) -> int:
        """How many blocks are in memory."""
        return len(self._blocks)

    def _want(self, block: int) -> None:
        if block == self._asking or block in self._wanted:
            return
        self._wanted = [*self._wanted, block][-_WAITING:]
        if self._asking is None and not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        if self._asking is not None or not self._wanted:
            return
        block = self._asking = self._wanted.pop()  # the latest looked at is where the person is
        ids = self._ids[block * BLOCK : (block + 1) * BLOCK]
        self._jobs.read(
            self._owner,
            "directory-block",
            directory_lines,
            ids,
            done=partial(self._arrived, self._edition, block),
            failed=partial(self._failed, self._edition),
        )

    def _arrived(self, edition: int, block: int, lines: dict[int, DirectoryLine]) -> None:
        if edition != self._edition:
            return
        self._asking = None
        self._blocks[block] = lines
        while len(self._blocks) > _KEPT:
            self._blocks.popitem(last=False)
        last = min((block + 1) * BLOCK, len(self._ids)) - 1
        self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self._columns) - 1))
        self._ask()

    def _failed(self, edition: int, _error: Exception) -> None:
        if edition == self._edition:
            self._asking = None
            self._wanted.clear()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return fonts.role_font("caption-strong")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column.sort != self._sort:
            return column.label
        return f"{column.label} {'↓' if self._descending else '↑'}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, LINE):
            return None
        line = self.line_at(index.row())
        if role == LINE:
            return line
        if line is None:
            return "…" if column.id == "name" else ""
        return line.cells[index.column()]


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
