"""Who is in the group as it stands: how many, what they have in common, the first of them by name."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.models.group_look import Previewed
from app.gui.models.people import PeopleModel
from app.gui.panels.people_rows import PersonDelegate
from app.gui.widgets.buttons import Button
from app.gui.widgets.comparison import Comparison
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import Panel
from app.gui.widgets.tables import ListView
from app.kernel.i18n import _


class PreviewSide(Panel):
    """`opened(int)` is a customer to open; `act_wanted(at)` and `compare_wanted()` are the buttons."""

    opened = Signal(int)
    act_wanted = Signal(QPoint)
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Who is in it"))
        self.count = PlainLabel("", "figure")
        self.share = PlainLabel("", "caption", wrap=True)
        self.compare = Button(_("Compare…"), name=_("Compare with another group"))
        self.compare.clicked.connect(self.compare_wanted)
        head = QWidget()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.count)
        column.addWidget(self.share)
        top = QHBoxLayout(head)
        top.setContentsMargins(16, 12, 12, 10)
        top.addLayout(column, 1)
        top.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignTop)
        self.facts = Comparison(name=_("What they have in common"))
        facts = QWidget()
        around = QVBoxLayout(facts)
        around.setContentsMargins(8, 0, 8, 0)
        around.addWidget(self.facts)
        self.model = PeopleModel()
        self.list = ListView(name=_("The first of them"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(PersonDelegate(self.list))
        self.list.opened.connect(self._open)
        self.empty = EmptyState("customers", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.rest = PlainLabel("", "caption")
        self.rest.setContentsMargins(16, 6, 16, 6)
        self.act = Button(_("Do something for them"), "primary", menu=True)
        self.act.clicked.connect(self._act)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 10, 12, 12)
        row.addWidget(self.act, 1)
        self.add(head)
        self.add_line()
        self.add(facts)
        self.add(self.stack, 1)
        self.add(self.rest)
        self.add_line()
        self.add(foot)
        self.wait()

    def wait(self) -> None:
        """Nothing is known yet."""
        self.count.setText("…")
        self.share.setText("")
        self.facts.hide()
        self.rest.hide()
        self.model.show(())
        self.stack.setCurrentIndex(0)
        for button in (self.act, self.compare):
            button.setEnabled(False)

    def show_preview(self, found: Previewed) -> None:
        """Who is in it."""
        self.count.setText(found.number)
        self.share.setText(found.share)
        self.facts.set_rows(("", ""), found.facts)
        self.facts.setVisible(bool(found.facts))
        self.model.show(found.people)
        self.rest.setText(found.rest)
        self.rest.setVisible(bool(found.rest))
        self.empty.set_content(_("Nobody matches"), "", found.troubles)
        self.stack.setCurrentIndex(0 if found.people else 1)
        self.act.setEnabled(bool(found.people))
        self.compare.setEnabled(True)

    def _open(self, row: int) -> None:
        person = self.model.row(row)
        if person is not None:
            self.opened.emit(person.id)

    def _act(self) -> None:
        self.act_wanted.emit(self.act.mapToGlobal(QPoint(0, self.act.height())))
