"""A dialog that finds another customer for one command: whose purchase it was, who shares the points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.customers.search import scanned
from app.gui.jobs import Jobs
from app.gui.models.counter import matches
from app.gui.models.people import PeopleModel, PersonRow
from app.gui.panels.people_rows import ROW_HEIGHT, PersonDelegate
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _
from app.kernel.ids import new_request_id


class PersonDialog(Dialog):
    """Finds a customer other than `but` by the same search as the counter; a scan of their card chooses them.

    Subclasses name the `command` and make its `wish` of the customer chosen. One dialog, one `request_id`.
    """

    command: Callable[..., Any]

    def __init__(
        self,
        jobs: Jobs,
        title: str,
        but: int,
        parent: QWidget | None = None,
        *,
        accept: str,
        intro: str,
        ask: str,
    ) -> None:
        super().__init__(title, parent, accept=accept, width=480)
        self._jobs, self._but, self._ask = jobs, but, ask
        self.request_id = new_request_id()
        self._people = PeopleModel()
        self.search = SearchField(ask, keys="")
        self.list = ListView(name=_("Matches"))
        self.list.setModel(self._people)
        self.list.setItemDelegate(PersonDelegate(self.list))
        self.list.setMinimumHeight(ROW_HEIGHT * 4)
        self.body.addWidget(PlainLabel(intro, "muted", wrap=True))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.search.text_changed.connect(self._typed)
        self.search.moved.connect(self._move)
        self.confirmed.connect(self._go)
        self.search.focus_all()

    def wish(self, customer_id: int) -> object:
        """The command's request for the customer chosen."""
        raise TypeError("a dialog that finds somebody says what for")

    def take_scan(self, text: str) -> None:
        """A scanned card chooses its holder; nothing is confirmed by it."""
        self._jobs.read(self, "scan", scanned, text, done=self._found_card)

    def _found_card(self, customer_id: int | None) -> None:
        if customer_id is None:
            self.say(_("Nobody has that card."))
        else:
            self.search.set_text(str(customer_id))
            self._jobs.read(self, "matches", matches, str(customer_id), done=self._show)

    def _typed(self, text: str) -> None:
        self._jobs.read(self, "matches", matches, text, done=self._show)

    def _show(self, rows: tuple[PersonRow, ...]) -> None:
        others = [row for row in rows if row.id != self._but]
        self._people.show(others)
        if others:
            self.list.setCurrentIndex(self._people.index(0))

    def _move(self, step: int) -> None:
        row = min(max(self.list.currentIndex().row() + step, 0), self._people.rowCount() - 1)
        self.list.setCurrentIndex(self._people.index(max(row, 0)))

    def _go(self) -> None:
        chosen = self._people.row(self.list.currentIndex().row())
        if chosen is None:
            self.say(self._ask)
            return
        self.set_busy(True)
        command = type(self).command
        self._jobs.write(self, command, self.wish(chosen.id), done=self._done, failed=self._failed)

    def _done(self, _result: object) -> None:
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.say(str(error))
