"""A purchase that was rung up on the wrong card goes to the right one."""

from __future__ import annotations

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
from app.loyalty.commands import MovePurchase, move_purchase


class MoveDialog(Dialog):
    """Finds the right customer by the same search as the counter; a scan of their card chooses them."""

    def __init__(
        self, jobs: Jobs, purchase_id: int, from_id: int, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Move to the right customer"), parent, accept=_("Move"), width=480)
        self._jobs, self._purchase_id, self._from_id = jobs, purchase_id, from_id
        self._request = new_request_id()
        self._people = PeopleModel()
        self.search = SearchField(_("Whose purchase was it?"), keys="")
        self.list = ListView(name=_("Matches"))
        self.list.setModel(self._people)
        self.list.setItemDelegate(PersonDelegate(self.list))
        self.list.setMinimumHeight(ROW_HEIGHT * 4)
        intro = _("{purchase}: its points go along, by the rules of its day.").format(purchase=words)
        self.body.addWidget(PlainLabel(intro, "muted", wrap=True))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.search.text_changed.connect(self._typed)
        self.search.moved.connect(self._move)
        self.confirmed.connect(self._go)
        self.search.focus_all()

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
        others = [row for row in rows if row.id != self._from_id]
        self._people.show(others)
        if others:
            self.list.setCurrentIndex(self._people.index(0))

    def _move(self, step: int) -> None:
        row = min(max(self.list.currentIndex().row() + step, 0), self._people.rowCount() - 1)
        self.list.setCurrentIndex(self._people.index(max(row, 0)))

    def _go(self) -> None:
        chosen = self._people.row(self.list.currentIndex().row())
        if chosen is None:
            self.say(_("Choose whose purchase it was."))
            return
        self.set_busy(True)
        wish = MovePurchase(self._purchase_id, chosen.id, self._request)
        self._jobs.write(self, move_purchase, wish, done=self._done, failed=self._failed)

    def _done(self, _result: object) -> None:
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.say(str(error))
