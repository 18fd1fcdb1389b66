"""Left of the counter: who matches what was typed, and who was here today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.gui.models.people import PeopleModel, PersonRow
from app.gui.panels.people_rows import ROW_HEIGHT, PersonDelegate
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _, plural

_HEAD = 38


class MatchesPanel(Panel):
    """`chosen(int)` carries the id of the customer a person picked from either list."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Matches"))
        self.setMinimumWidth(212)
        self._found = PeopleModel()
        self._here = PeopleModel()
        self._head = PlainLabel("", "section")
        self._keys = PlainLabel(_("↑↓ Enter"), "caption")
        self._head_row = self._line(self._head, self._keys)
        self.matches = self._list(self._found, _("Matches"))
        self._nothing = PlainLabel("", "muted", wrap=True)
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._here_head = PlainLabel(_("Here today"), "section")
        self._here_row = self._line(self._here_head)
        self.here = self._list(self._here, _("Here today"))
        self.add(self._head_row)
        self.add_line()
        self.add(self.matches)
        self.add(self._nothing)
        self.add(self._here_row)
        self.add(self.here, 1)
        self.column.setContentsMargins(1, 1, 1, 12)
        self.matches.opened.connect(self._open_match)
        self.here.opened.connect(self._open_here)
        self.show_idle()

    def _line(self, *labels: PlainLabel) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(_HEAD)
        row = QHBoxLayout(holder)
        row.setContentsMargins(12, 0, 12, 0)
        for index, label in enumerate(labels):
            if index:
                row.addStretch(1)
            row.addWidget(label)
        return holder

    def _list(self, model: PeopleModel, name: str) -> ListView:
        view = ListView(name=name)
        view.setModel(model)
        view.setItemDelegate(PersonDelegate(view))
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        view.setMinimumHeight(0)
        return view

    def show_idle(self) -> None:
        """Nothing is being looked for."""
        self._found.show(())
        self._head.setText(_("Who is here?"))
        self._keys.setText(_("F2"))
        self._nothing.setText(_("Scan a card, or type part of a name, a phone number or an e-mail address."))
        self._nothing.show()
        self._fit()

    def show_matches(self, rows: Sequence[PersonRow], asked: str) -> None:
        """What was found, best first; the first row is marked for Enter."""
        self._found.show(rows)
        self._head.setText(plural("{n} match", "{n} matches", len(rows)).format(n=len(rows)))
        self._keys.setText(_("↑↓ Enter"))
        if rows:
            self._nothing.hide()
            if not self.matches.currentIndex().isValid():
                self.matches.setCurrentIndex(self._found.index(0))
        else:
            self._nothing.setText(
                _("Nobody matches “{text}”. Ctrl+N makes a new card.").format(text=asked[:60])
            )
            self._nothing.show()
        self._fit()

    def show_here(self, rows: Sequence[PersonRow]) -> None:
        """Who was here today, newest first."""
        self._here.show(rows)
        self._here_row.setVisible(bool(rows))
        self.here.setVisible(bool(rows))

    def _fit(self) -> None:
        """Matches take the room they need, at most two thirds of the panel; the rest is "here today"."""
        wanted = self._found.rowCount() * ROW_HEIGHT
        self.matches.setVisible(wanted > 0)
        self.matches.setFixedHeight(max(ROW_HEIGHT, min(wanted, self.height() * 2 // 3)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def move_mark(self, step: int) -> None:
        """The mark goes up or down, staying within the list."""
        count = self._found.rowCount()
        if count:
            at = min(max(self.matches.currentIndex().row() + step, 0), count - 1)
            self.matches.setCurrentIndex(self._found.index(at))

    def current(self) -> int | None:
        """The id of the marked match."""
        row = self._found.row(self.matches.currentIndex().row())
        return None if row is None else row.id

    def mark(self, customer_id: int) -> None:
        """Put the mark on a customer, where the list has them; take it off the other list."""
        for view, model in ((self.matches, self._found), (self.here, self._here)):
            at = model.row_of(customer_id)
            if at >= 0:
                view.setCurrentIndex(model.index(at))
            else:
                view.clearSelection()

    def _open_match(self, at: int) -> None:
        self._open(self._found, at)

    def _open_here(self, at: int) -> None:
        self._open(self._here, at)

    def _open(self, model: PeopleModel, at: int) -> None:
        row = model.row(at)
        if row is not None:
            self.chosen.emit(row.id)
