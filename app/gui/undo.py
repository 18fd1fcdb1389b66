"""The last action of the till in the status line, and the one way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.actions import Action
from app.gui.page import Shell
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.kernel.journal import LastAction, Undo, Undone, last_action, undo_last


class UndoDesk(QObject):
    """Keeps the status line true and answers Ctrl+Z and the Undo link.

    Only actions done since the window opened are offered, so nobody undoes yesterday by accident.
    """

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell = shell
        self._window = window
        self._last: LastAction | None = None
        self._first_id: int | None = None
        self._busy = False
        self._undone_words = ""
        self._taken_back = 0
        shell.actions.add(Action("undo", _("Undo the last action"), self.undo, "undo", "Ctrl+Z", _("Till")))
        shell.status.undo_requested.connect(self.undo)
        shell.jobs.changed.connect(self._look)
        self._look()

    def _look(self, _changes: object = None) -> None:
        book = self._shell.jobs.book
        self._shell.jobs.read(self._window, "last-action", last_action, book.actor.till, done=self._show)

    def _show(self, last: LastAction | None) -> None:
        if self._first_id is None:
            self._first_id = last.journal_id if last is not None else 0
        if last is not None and last.journal_id <= self._first_id:
            last = None
        if last == self._last:
            return
        self._last = last
        words, self._undone_words = self._undone_words, ""
        self._shell.status.tell(words or (last.words if last else ""), undoable=last is not None)

    def undo(self) -> None:
        """Take the last action back."""
        if self._last is None:
            self._shell.status.tell(_("There is nothing to undo."))
            return
        if self._busy:
            return
        self._busy = True
        self._taken_back = self._last.journal_id
        wish = Undo(self._taken_back, new_request_id())
        self._shell.jobs.write(self._window, undo_last, wish, done=self._undone, failed=self._refused)

    def _undone(self, undone: Undone) -> None:
        self._busy = False
        words = _("Undone: {words}").format(words=undone.undone)
        looked = self._last is None or self._last.journal_id != self._taken_back
        if not looked:  # what is the last action now is still to be told, and must not take these words away
            self._undone_words = words
        self._shell.status.tell(words, undoable=looked and self._last is not None)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self._shell.status.tell(str(error), "warning")


class UndoWhenEmpty(QObject):
    """Lets Ctrl+Z through to the till from a box in which nothing is typed.

    A line edit would take the key for itself and bring back the amount just rung up. From the search box it
    always goes through: what was looked for is typed again sooner than a wrong purchase is found.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._always: set[QLineEdit] = set()

    def watch(self, edit: QLineEdit, *, always: bool = False) -> None:
        """Apply to a box; `always` also when something is typed in it."""
        if always:
            self._always.add(edit)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and isinstance(watched, QLineEdit)
            and (watched in self._always or not watched.text())
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
