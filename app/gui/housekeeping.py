"""What goes on around an open window: knocks, midnight, the title, the list of shops opened before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.bootstrap import catch_up
from app.gui.actions import Action
from app.gui.counter.asking import load_the_rest
from app.gui.files import shop_dialog
from app.gui.main_window import MainWindow
from app.gui.single import Seat
from app.kernel.book import Book
from app.kernel.clock import local_date
from app.kernel.db.shopfile import inspect
from app.kernel.errors import RegularsError
from app.kernel.i18n import _
from app.shop.recent import remember_opened
from app.shop.sample import sample_shop_path

_LISTEN_AFTER_MS = 50
"""The first frame is painted by then; Qt's network module is read only now."""
_LOOK_AT_CLOCK_MS = 30_000
_NEW_DAY = frozenset({("activity", None), ("customer", None)})
"""At midnight every "today", birthday and "days ago" is another one: all views look again."""


class Housekeeping(QObject):
    """One a window, gone with it. `next_shop` is what the person chose to open in its place."""

    def __init__(self, window: MainWindow, book: Book, seat: Seat) -> None:
        super().__init__(window)
        self.next_shop: Path | None = None
        self._window = window
        self._book = book
        self._seat = seat
        self._day = self._today()
        seat.knocked.connect(self.come_forward)
        window.shell.jobs.changed.connect(self._hear)
        window.action_registry.add(
            Action("open-shop", _("Open another shop…"), self.choose_shop, "open", "Ctrl+O", _("Shop"))
        )
        self._clock = QTimer(self, interval=_LOOK_AT_CLOCK_MS)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()
        self._name_window()
        if book.opening_note:
            window.status.tell(book.opening_note, "warning")
        settle = QTimer(self, singleShot=True, interval=0)
        settle.timeout.connect(self._remember)
        settle.start()
        self._door = QTimer(self, singleShot=True, interval=_LISTEN_AFTER_MS)
        self._door.timeout.connect(self._settle)
        self._door.start()

    def end(self) -> None:
        """The window has closed: look at no clock any more, and let it go."""
        self._clock.stop()
        self._door.stop()
        self._window.deleteLater()

    def come_forward(self) -> None:
        """Bring the window before all others."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()

    def choose_shop(self) -> None:
        """Ask for another shop's file; it is opened when this window has closed."""
        dialog = shop_dialog(self._window)
        dialog.fileSelected.connect(self.change_to)
        dialog.open()

    def change_to(self, path: str) -> None:
        """Close this shop and open that one. What is no shop is refused while this one is still open."""
        other = Path(path)
        try:
            if other.resolve() == self._book.path.resolve():
                return
            inspect(other)
        except RegularsError as error:
            self._window.status.tell(str(error), "warning")
            return
        self.next_shop = other
        self._window.close()

    def look_at_clock(self) -> None:
        """Do the daily run when a new day has begun, and let every page look again."""
        today = self._today()
        if today != self._day:
            self._day = today
            self._window.shell.jobs.run(self._window, "new-day", catch_up, self._book, done=self._new_day)

    def _new_day(self, note: str) -> None:
        self._tell_note(note)
        self._book.changes.publish(_NEW_DAY)

    def _tell_note(self, note: str) -> None:
        if note:
            self._window.status.tell(note, "warning")

    def _today(self) -> object:
        return local_date(self._book.clock.now(), self._book.context.timezone)

    def _hear(self, changes: object) -> None:
        if isinstance(changes, frozenset) and ("shop", None) in changes:
            self._name_window()

    def _name_window(self) -> None:
        name = self._book.context.name
        self._window.setWindowTitle(f"{name} – Regulars")
        self._window.status.set_place(f"{self._book.actor.till} · {name}")

    def _settle(self) -> None:
        """What can wait until the window takes keys: what was due on days the shop was closed, for one."""
        load_the_rest()  # on this thread: two must never import at once
        self._window.shell.jobs.run(self._window, "catch-up", catch_up, self._book, done=self._tell_note)
        self._seat.listen()

    def _remember(self) -> None:
        """Keep that this shop was opened."""
        if self._book.path != sample_shop_path():
            self._window.shell.jobs.run(
                self._window,
                "remember",
                remember_opened,
                self._book.path,
                self._book.context.name,
                self._book.clock.now(),
                done=_nothing,
            )


def _nothing(_result: object) -> None:
    """The list of shops is only a memory: nobody waits for it."""
