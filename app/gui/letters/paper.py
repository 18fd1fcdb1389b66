"""How the text reads on paper for somebody, who that is, and what is missing for whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.customers.search import scanned
from app.gui.jobs import Jobs
from app.gui.models.counter import matches
from app.gui.models.letters import EVERYONE, Drawn, Looked, draw
from app.gui.models.people import PeopleModel, PersonRow
from app.gui.panels.people_rows import PersonDelegate
from app.gui.printing.paper_view import PaperView, image_of
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.search_field import SearchField
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _

_FOUND_MS = 80
_RESIZED_MS = 120


class PaperSide(Panel):
    """`customer_chosen(int)`: somebody else to try it on; `group_chosen(str)`: whom it is checked for."""

    customer_chosen = Signal(int)
    group_chosen = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Preview"))
        self._jobs = jobs
        self._looked: Looked | None = None
        self._page = 0
        self.search = SearchField(_("Try it on another customer"), keys="")
        self.who = PlainLabel("", "caption", wrap=True)
        self.people = PeopleModel()
        self.list = ListView(name=_("Matches"))
        self.list.setModel(self.people)
        self.list.setItemDelegate(PersonDelegate(self.list))
        self.view = PaperView()
        self.empty = EmptyState("customers", "")
        self.stack = QStackedWidget()
        self.back = Button(icon="left", name=_("Page before"), kind="quiet")
        self.forward = Button(icon="right", name=_("Next page"), kind="quiet")
        self.where = PlainLabel("", "caption")
        self.group = ComboBox([(EVERYONE, _("Everyone"))], name=_("Checked for"))
        self.group.set_current(EVERYONE)
        self.lacks = PlainLabel("", "muted", wrap=True)
        self._typing = QTimer(self, singleShot=True, interval=_FOUND_MS)
        self._resizing = QTimer(self, singleShot=True, interval=_RESIZED_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 8)
        top.setSpacing(6)
        top.addWidget(self.search)
        top.addWidget(self.who)
        self.column.addLayout(top)
        self.add_line()
        for widget in (self.view, self.list, self.empty):
            self.stack.addWidget(widget)
        self.add(self.stack, 1)
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 0, 12, 0)
        tools.setSpacing(4)
        tools.addWidget(self.back)
        tools.addWidget(self.forward)
        tools.addWidget(self.where)
        tools.addStretch(1)
        self.tools = QWidget()
        self.tools.setLayout(tools)
        self.tools.hide()
        self.add(self.tools)
        self.add_line()
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(PlainLabel(_("Checked for"), "section"))
        line.addWidget(self.group, 1)
        foot.addLayout(line)
        foot.addWidget(self.lacks)
        self.column.addLayout(foot)

    def _connect(self) -> None:
        self.search.text_changed.connect(self._typed)
        self.search.moved.connect(self._move)
        self.search.submitted.connect(self._submitted)
        self.list.opened.connect(self._open_row)
        self.back.clicked.connect(self._page_back)
        self.forward.clicked.connect(self._page_on)
        self.group.chosen.connect(self.group_chosen)
        self._typing.timeout.connect(self._find)
        self._resizing.timeout.connect(self._draw)

    def offer_groups(self, groups: Sequence[tuple[str, str]]) -> None:
        """Whom the text can be checked for; what was chosen stays where it is still there."""
        now = self.group.current_id()
        self.group.clear()
        for group, label in groups:
            self.group.addItem(label, group)
        self.group.set_current(now if any(group == now for group, _label in groups) else EVERYONE)

    def show_looked(self, looked: Looked) -> None:
        """Show how it reads. With a mistake in the text the last good page stays, and is not drawn anew."""
        if not looked.who:
            self.who.setText("")
            self.empty.set_content(
                _("Nobody is in the book yet."),
                detail=_("With the first customer you see here how it reads."),
            )
            self.stack.setCurrentWidget(self.empty)
            return
        self.who.setText(_("As {name} would read it").format(name=looked.who))
        if looked.document is None:
            return
        self._looked = looked
        self._draw()

    def say_lacks(self, sentences: Sequence[str]) -> None:
        """What is missing for whom."""
        self.lacks.setText("\n".join(sentences))

    def take_scan(self, text: str) -> None:
        """A scanned card chooses its holder."""
        self._jobs.read(self, "scan", scanned, text, done=self._scanned)

    def _scanned(self, customer_id: int | None) -> None:
        if customer_id is not None:
            self._choose(customer_id)

    def _draw(self) -> None:
        looked = self._looked
        if looked is None or looked.document is None:
            return
        room, ratio = self.view.room(), self.devicePixelRatioF()
        self._jobs.run(
            self, "paper", draw, looked.document, looked.data, self._page, room, ratio,
            done=self._drawn, failed=self._not_drawn,
        )  # fmt: skip

    def _drawn(self, drawn: Drawn) -> None:
        self._page = drawn.page
        image = image_of(drawn.picture)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.view.set_picture(image)
        if not self.search.text().strip():
            self.stack.setCurrentWidget(self.view)
        self.tools.setVisible(drawn.pages > 1)
        words = _("Page {page} of {pages}").format(page=drawn.page + 1, pages=drawn.pages)
        self.where.setText(words)
        self.back.setEnabled(drawn.page > 0)
        self.forward.setEnabled(drawn.page + 1 < drawn.pages)

    def _not_drawn(self, error: Exception) -> None:
        self.who.setText(str(error))

    def _page_back(self) -> None:
        self._page -= 1
        self._draw()

    def _page_on(self) -> None:
        self._page += 1
        self._draw()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._typing.start()
        else:
            self._typing.stop()
            self.stack.setCurrentWidget(self.view)

    def _find(self) -> None:
        self._jobs.read(self, "matches", matches, self.search.text(), done=self._show_people)

    def _show_people(self, rows: tuple[PersonRow, ...]) -> None:
        if not self.search.text().strip():
            return
        self.people.show(rows)
        if rows:
            self.list.setCurrentIndex(self.people.index(0))
            self.stack.setCurrentWidget(self.list)
        else:
            self.empty.set_content(_("Nobody fits that."))
            self.stack.setCurrentWidget(self.empty)

    def _move(self, step: int) -> None:
        at = min(max(self.list.currentIndex().row() + step, 0), self.people.rowCount() - 1)
        self.list.setCurrentIndex(self.people.index(max(at, 0)))

    def _submitted(self, _text: str) -> None:
        if self.stack.currentWidget() is self.list:
            self._open_row(self.list.currentIndex().row())

    def _open_row(self, at: int) -> None:
        row = self.people.row(at)
        if row is not None:
            self._choose(row.id)

    def _choose(self, customer_id: int) -> None:
        self._page = 0
        self.search.edit.clear()
        self.stack.setCurrentWidget(self.view)
        self.customer_chosen.emit(customer_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resizing.start()
