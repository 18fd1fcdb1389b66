"""Who works here: add somebody, give another name, take off the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.theme.tokens import CONTROL_HEIGHT
from app.gui.widgets.avatar import Avatar
from app.gui.widgets.buttons import Button
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.staff.commands import AddStaff, ArchiveStaff, RenameStaff, add_staff, archive_staff, rename_staff
from app.staff.queries import StaffRow

_SEEN = 6
"""People seen at once; more are scrolled."""
_GAP = 4


class _Person(QWidget):
    """One person, as a line that can be written in after a press on Rename."""

    renamed = Signal(int, str)
    left = Signal(int)

    def __init__(self, row: StaffRow) -> None:
        super().__init__()
        self.row = row
        self.name = ElidedLabel(row.name, "strong")
        self.edit = QLineEdit(row.name)
        self.edit.setAccessibleName(_("Name of {name}").format(name=row.name))
        self.edit.hide()
        self.role = PlainLabel(_("Owner") if row.role == "owner" else _("Staff"), "caption")
        self.rename = Button(_("Rename"), "quiet")
        self.rename.clicked.connect(self._rename)
        self.leave = Button("", "quiet", icon="archive", name=_("Take {name} off").format(name=row.name))
        self.leave.clicked.connect(self._leave)
        self.edit.returnPressed.connect(self._rename)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(Avatar(row.name, row.id))
        line.addWidget(self.name, 1)
        line.addWidget(self.edit, 1)
        line.addWidget(self.role)
        line.addWidget(self.rename)
        line.addWidget(self.leave)

    def _rename(self) -> None:
        if self.edit.isHidden():
            self.name.hide()
            self.edit.show()
            self.edit.setFocus()
            self.edit.selectAll()
            self.rename.setText(_("Save"))
        elif self.edit.text().strip() == self.row.name:
            self._stop()
        else:
            self.renamed.emit(self.row.id, self.edit.text())

    def _stop(self) -> None:
        self.edit.hide()
        self.name.show()
        self.rename.setText(_("Rename"))

    def _leave(self) -> None:
        self.left.emit(self.row.id)


class People(QWidget):
    """The staff and a line for one more. Refusals stand under that line and name who they are about."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._request = new_request_id()
        self.people: dict[int, _Person] = {}
        self.fresh = QLineEdit()
        self.fresh.setPlaceholderText(_("First name is enough"))
        self.add = Button(_("Add"), "secondary")
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.fresh, 1)
        line.addWidget(self.add)
        self.box = FieldBox(_("Somebody new"), self.fresh, whole=holder)
        inner = QWidget()
        inner.setProperty("ground", "none")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(_GAP)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._scroll)
        column.addWidget(self.box)
        self.add.clicked.connect(self._add)
        self.fresh.returnPressed.connect(self._add)
        self.fresh.textEdited.connect(self._typed)

    def show_staff(self, staff: Sequence[StaffRow]) -> None:
        """Show these; a line that is being written in stays as it is."""
        wanted = {row.id: row for row in staff}
        for person_id, person in list(self.people.items()):
            if wanted.get(person_id) != person.row:
                self._rows.removeWidget(person)
                person.hide()
                person.deleteLater()
                del self.people[person_id]
        for at, row in enumerate(staff):
            if row.id not in self.people:
                person = _Person(row)
                person.renamed.connect(self._rename)
                person.left.connect(self._leave)
                self.people[row.id] = person
                self._rows.insertWidget(at, person)
        shown = min(len(staff), _SEEN)
        self._scroll.setFixedHeight(shown * (CONTROL_HEIGHT + _GAP))

    def _add(self) -> None:
        self.box.say("")
        wish = AddStaff(self.fresh.text(), request_id=self._request)
        self._jobs.write(self, add_staff, wish, done=self._added, failed=self._refused)

    def _added(self, _result: object) -> None:
        self._request = new_request_id()
        self.fresh.clear()

    def _rename(self, person_id: int, name: str) -> None:
        self.box.say("")
        wish = RenameStaff(person_id, name, request_id=new_request_id())
        self._jobs.write(self, rename_staff, wish, failed=self._refused)

    def _leave(self, person_id: int) -> None:
        self.box.say("")
        wish = ArchiveStaff(person_id, request_id=new_request_id())
        self._jobs.write(self, archive_staff, wish, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.box.say(str(error))

    def _typed(self, _text: str) -> None:
        self.box.say("")
