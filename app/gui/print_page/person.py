"""Choosing one customer by the search of the counter; the one chosen stands under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.models.counter import matches
from app.gui.models.people import PeopleModel, PersonRow
from app.gui.panels.people_rows import ROW_HEIGHT, PersonDelegate
from app.gui.print_page.asking import person_row
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _

_MOST_ROWS = 5


class PersonChoice(QWidget):
    """`chosen(int)` carries the id of the customer picked; `missing(str)` why one asked for is not there."""

    chosen = Signal(int)
    missing = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._chosen: PersonRow | None = None
        self._wanted: int | None = None
        self.people = PeopleModel()
        self.search = SearchField(_("Name, phone, e-mail or card"), keys="", name=_("Find a customer"))
        self.list = ListView(name=_("Customer"))
        self.list.setModel(self.people)
        self.list.setItemDelegate(PersonDelegate(self.list))
        self.nothing = PlainLabel("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.search, self.list, self.nothing):
            column.addWidget(widget)
        self.search.text_changed.connect(self._typed)
        self.search.moved.connect(self._move)
        self.search.submitted.connect(self._entered)
        self.list.opened.connect(self._opened)
        self._show_chosen()

    @property
    def current(self) -> int | None:
        """The customer chosen."""
        return self._wanted

    def take(self, customer_id: int) -> None:
        """Choose this customer; `chosen` is not sent."""
        self._wanted = customer_id
        self.search.edit.clear()
        self.refresh()

    def refresh(self) -> None:
        """Ask again who the chosen one is: the name may have changed."""
        if self._wanted is not None:
            self._jobs.read(self, "person", person_row, self._wanted, done=self._found, failed=self._gone)

    def _found(self, row: PersonRow) -> None:
        if row.id == self._wanted:
            self._chosen = row
            if not self.search.text().strip():
                self._show_chosen()

    def _gone(self, error: Exception) -> None:
        self._wanted = self._chosen = None
        self._show_chosen()
        self.missing.emit(str(error))

    def _typed(self, text: str) -> None:
        if text.strip():
            self._jobs.read(self, "matches", matches, text, done=self._show_matches)
        else:
            self._show_chosen()

    def _show_matches(self, rows: tuple[PersonRow, ...]) -> None:
        asked = self.search.text().strip()
        if not asked:
            return
        self._show(rows, _("Nobody matches “{text}”.").format(text=asked[:60]))
        if rows:
            self.list.setCurrentIndex(self.people.index(0))

    def _show_chosen(self) -> None:
        rows = () if self._chosen is None else (self._chosen,)
        self._show(rows, "")
        self.list.clearSelection()

    def _show(self, rows: tuple[PersonRow, ...], nothing: str) -> None:
        self.people.show(rows)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(ROW_HEIGHT * min(max(len(rows), 1), _MOST_ROWS))
        self.nothing.setText("" if rows else nothing)
        self.nothing.setVisible(not rows and bool(nothing))

    def _move(self, step: int) -> None:
        if self.people.rowCount():
            at = min(max(self.list.currentIndex().row() + step, 0), self.people.rowCount() - 1)
            self.list.setCurrentIndex(self.people.index(at))

    def _entered(self, text: str) -> None:
        """Enter asks again: the answer to the last letters may still be out."""
        if text.strip():
            self._jobs.read(self, "enter", matches, text, done=self._enter)

    def _enter(self, rows: tuple[PersonRow, ...]) -> None:
        marked = self.people.row(self.list.currentIndex().row())
        ids = [row.id for row in rows]
        if marked is not None and marked.id in ids:
            self._choose(marked)
        elif rows:
            self._choose(rows[0])

    def _opened(self, at: int) -> None:
        row = self.people.row(at)
        if row is not None:
            self._choose(row)

    def _choose(self, row: PersonRow) -> None:
        self._chosen, self._wanted = row, row.id
        self.search.edit.clear()
        self._show_chosen()
        self.chosen.emit(row.id)
