"""A part of the day: its title and pill, its rows, and the way to see all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.models.day_row import DayPart, DayRow
from app.gui.today.row import DayRowView
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.pill import Pill
from app.gui.widgets.surfaces import line
from app.kernel.i18n import _


class DayPartView(QWidget):
    """`shown` rows stand at first, and rows are kept while they say the same.
    `moved(part, row, across, down)` is an arrow key in a row; `filled()` says that there are other rows now.

    A part that is told `again` does not move while the mouse is in it: the rows that stand there say what is
    new, and take their new places when it leaves."""

    acted = Signal(object)
    opened = Signal(object)
    finished = Signal(object)
    menu_wanted = Signal(object, QPoint)
    moved = Signal(object, object, int, int)
    filled = Signal()

    def __init__(self, shown: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._all = False
        self.part: DayPart | None = None
        self._held: DayPart | None = None
        self.rows: list[DayRowView] = []
        self.title = ElidedLabel("", "heading")
        self.pill = Pill()
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(14, 8, 14, 8)
        bar.addWidget(self.title, 1)
        bar.addWidget(self.pill)
        head.setFixedHeight(46)
        self.empty = PlainLabel("", "muted", wrap=True)
        self.empty.setContentsMargins(14, 12, 14, 14)
        self.all_button = Button("", "link")
        self.all_button.clicked.connect(self._show_all)
        self.note = PlainLabel("", "caption", wrap=True)
        self.note.setContentsMargins(14, 8, 14, 10)
        self.rest = PlainLabel("", "caption")
        self.rest.setContentsMargins(14, 6, 14, 10)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 1, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(line())
        whole.addLayout(self._column)
        whole.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 0, 0)
        foot.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(foot)
        whole.addWidget(self.rest)
        whole.addWidget(self.note)

    def show_part(self, part: DayPart, *, again: bool = False) -> None:
        """Show it; the mark stays where it was, or goes to the row that took its place."""
        self._held = None
        if again and self.part is not None and self.underMouse():
            if QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton:
                self._held = part  # a row that is being pressed is not made anew
                return
            kept = in_the_places_of(self.part.rows, part)
            if kept.rows != part.rows:
                self._held, part = part, kept
        before, self.part = self.part, part
        self.setAccessibleName(part.title)
        self.title.setText(part.title)
        self.pill.set_content(part.pill, part.tone)
        self.pill.setVisible(bool(part.pill))
        self.empty.setText(part.empty)
        if before is None or before.rows != part.rows:
            self._fill()
        self._say_rest()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._held is not None:
            self.show_part(self._held)

    def _show_all(self) -> None:
        at = len(self.rows)
        self._all = not self._all
        self._fill()
        self._say_rest()
        if self._all and at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        part = self.part
        if part is None:
            return
        focused = next((place for place, row in enumerate(self.rows) if row.hasFocus()), None)
        key = self.rows[focused].row.key if focused is not None else ""
        kept = {row.row: row for row in self.rows}
        wanted = part.rows if self._all else part.rows[: len(part.rows) - self._hidden(part)]
        for row in self.rows:
            self._column.removeWidget(row)
        self.rows = [kept.pop(row) if row in kept else self._made(row) for row in wanted]
        for view in self.rows:
            self._column.addWidget(view)
            view.show()  # now, so that it can take the keys
        if focused is not None and self.rows:
            place = next((at for at, one in enumerate(self.rows) if one.row.key == key), focused)
            self.rows[min(place, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        for gone in kept.values():
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        self.filled.emit()

    def _made(self, row: DayRow) -> DayRowView:
        view = DayRowView(row, self)
        view.acted.connect(self.acted)
        view.opened.connect(self.opened)
        view.finished.connect(self.finished)
        view.menu_wanted.connect(self.menu_wanted)
        view.moved.connect(self._step)
        return view

    def _step(self, across: int, down: int) -> None:
        self.moved.emit(self, self.sender(), across, down)

    def _hidden(self, part: DayPart) -> int:
        """How many rows wait to be asked for: never one alone, which takes no more room than the question."""
        hidden = len(part.rows) - self._shown
        return hidden if hidden > 1 else 0

    def _say_rest(self) -> None:
        part = self.part
        if part is None:
            return
        hidden = self._hidden(part)
        self.empty.setVisible(not part.rows)
        self.all_button.setVisible(hidden > 0)
        self.all_button.setText(_("Show fewer") if self._all else _("Show {n} more").format(n=hidden))
        self.rest.setVisible(self._all and part.more > 0)
        self.rest.setText(_("and {n} more").format(n=part.more))
        self.note.setVisible(bool(part.note))
        self.note.setText(part.note)


def in_the_places_of(rows: Sequence[DayRow], part: DayPart) -> DayPart:
    """The part with these rows where they stand, told anew where it tells them, and its others after them."""
    told = {row.key: row for row in part.rows}
    first = [told.pop(row.key, row) for row in rows]
    return replace(part, rows=(*first, *told.values()))
