"""Right of the print page: whose paper it is, how it will look, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.printing.paper_panel import FIT_PAGE, PaperPanel
from app.gui.printing.told import PaperTold
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel
from app.gui.widgets.surfaces import Panel, row
from app.kernel.i18n import _


class PreviewSide(Panel):
    """`person_wanted(int)` is -1 or +1 among the people it is for."""

    person_wanted = Signal(int)
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Preview"))
        self.setMinimumWidth(400)
        self.before = Button(icon="left", name=_("Person before"))
        self.after = Button(icon="right", name=_("Next person"))
        self.name = ElidedLabel("", "strong")
        self.place = ElidedLabel("", "muted")
        self.people = QWidget()
        line = row(self.before, self.after, 4, self.name, self.place)
        line.setStretch(line.indexOf(self.name), 3)
        line.setStretch(line.indexOf(self.place), 2)
        line.setContentsMargins(8, 8, 12, 0)
        self.people.setLayout(line)
        self.paper = PaperPanel(jobs, fit=FIT_PAGE)
        self.told = PaperTold()
        self.print_button = Button(_("Print…"), icon="print")
        self.save_button = Button(_("Save PDF…"), "primary")
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.told)
        column.addLayout(row(None, self.print_button, self.save_button))
        self.add(self.people)
        self.add(self.paper, 1)
        self.add_line()
        self.add(foot)
        self.before.clicked.connect(self._person_before)
        self.after.clicked.connect(self._next_person)
        self.save_button.clicked.connect(self.save_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        self.show_person("", "", first=True, last=True)
        self.set_ready(False)

    def show_person(self, name: str, place: str, *, first: bool, last: bool) -> None:
        """Whom of many the preview shows; without a name there is nobody to turn to."""
        self.people.setVisible(bool(name))
        self.name.setText(name)
        self.place.setText(place)
        self.before.setEnabled(not first)
        self.after.setEnabled(not last)

    def set_ready(self, ready: bool) -> None:
        """Whether there is something to save and print."""
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _person_before(self) -> None:
        self.person_wanted.emit(-1)

    def _next_person(self) -> None:
        self.person_wanted.emit(1)
