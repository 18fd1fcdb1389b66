"""Who is at the till: asked of the file, chosen in the bar above the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui.counter.asking import staff_list
from app.gui.counter.header import CounterHeader
from app.gui.page import Shell
from app.kernel.context import Actor

if TYPE_CHECKING:
    from app.staff.queries import StaffRow


class StaffAtTill(QObject):
    """The first of the staff stands there until somebody says otherwise."""

    def __init__(self, shell: Shell, page: QWidget, bar: CounterHeader) -> None:
        super().__init__(page)
        self._shell, self._page, self._bar = shell, page, bar
        bar.staff_chosen.connect(self._be)

    def look(self) -> None:
        """Ask who there is."""
        self._shell.jobs.read(self._page, "staff", staff_list, done=self._show)

    def _show(self, staff: list[StaffRow]) -> None:
        book = self._shell.jobs.book
        if book.actor.staff_id is None and staff:
            book.actor = Actor(staff[0].id, book.actor.till)
        self._bar.show_staff(staff, book.actor.staff_id)

    def _be(self, staff_id: int) -> None:
        book = self._shell.jobs.book
        book.actor = Actor(staff_id, book.actor.till)
        self.look()
