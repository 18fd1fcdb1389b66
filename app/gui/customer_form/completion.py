"""Fields that know what is in the book: tags in use, and customers by the one search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.customers.search import Match, find
from app.gui.jobs import Jobs
from app.kernel.i18n import _

_WAIT_MS = 120
_ID = Qt.ItemDataRole.UserRole + 1
_NAME = Qt.ItemDataRole.UserRole + 2


class _LastWord(QCompleter):
    """Completes what stands behind the last comma."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        edit = self.widget()
        before = edit.text().rpartition(",")[0].strip() if isinstance(edit, QLineEdit) else ""
        return (f"{before}, " if before else "") + str(index.data())


class TagEdit(QLineEdit):
    """Tags with commas between them; those in use are offered while typing."""

    def __init__(self) -> None:
        super().__init__()
        self._known = QStringListModel(self)
        completer = _LastWord(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setPlaceholderText(_("For example: book club, German crime"))

    def offer(self, tags: Sequence[str]) -> None:
        """The tags there are."""
        self._known.setStringList(list(tags))

    def tags(self) -> tuple[str, ...]:
        """The tags as typed."""
        return tuple(word for part in self.text().split(",") if (word := part.strip()))

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show these."""
        self.setText(", ".join(tags))


class CustomerEdit(QLineEdit):
    """One customer of the book, found while typing. `customer_id()` is None until one has been picked."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._id: int | None = None
        self._without: int | None = None
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionRole(_NAME)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]
        self.setCompleter(completer)
        self.setPlaceholderText(_("Name, phone or card"))
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    def customer_id(self) -> int | None:
        """Who was picked."""
        return self._id

    def undecided(self) -> bool:
        """Whether something was typed that is nobody yet."""
        return self._id is None and bool(self.text().strip())

    def set_customer(self, customer_id: int | None, name: str) -> None:
        """Show somebody."""
        self._id = customer_id
        self.setText(name)

    def leave_out(self, customer_id: int | None) -> None:
        """Never offer this one: nobody brought themselves."""
        self._without = customer_id

    def stop(self) -> None:
        """Ask no more."""
        self._wait.stop()

    def _typed(self, _text: str) -> None:
        self._id = None
        self._wait.start()

    def _ask(self) -> None:
        self._jobs.read(self, "referrer", find, self.text(), limit=8, done=self._show)

    def _show(self, matches: list[Match]) -> None:
        if self._id is not None or not self.hasFocus():
            return
        self._found.clear()
        for match in matches:
            if match.id != self._without:
                item = QStandardItem(" · ".join(part for part in (match.name, match.subtitle) if part))
                item.setData(match.id, _ID)
                item.setData(match.name, _NAME)
                self._found.appendRow(item)
        if self._found.rowCount():
            self.completer().complete()
        elif (popup := self.completer().popup()) is not None:
            popup.hide()

    def _picked(self, index: QModelIndex) -> None:
        self._id = index.data(_ID)
