"""Who works here: add, rename, say goodbye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.gui.widgets.avatar import Avatar
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.surfaces import Panel
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.staff.commands import AddStaff, ArchiveStaff, RenameStaff, add_staff, archive_staff, rename_staff
from app.staff.queries import StaffRow


class AddStaffDialog(CommandDialog):
    """Asks for a name and what they may."""

    command = staticmethod(add_staff)

    def __init__(self, jobs: Jobs, context: ShopContext, parent: QWidget | None = None) -> None:
        roles = (("staff", _("Staff")), ("owner", _("Owner")))
        fields = (
            Field("name", _("Name"), required=True, max_length=80),
            Field("role", _("Role"), FieldKind.CHOICE, required=True, choices=roles, default="staff"),
        )
        super().__init__(jobs, context, _("Somebody new"), fields, parent, accept=_("Add"))

    def wish(self, values: Mapping[str, Any]) -> AddStaff:
        return AddStaff(values["name"], values["role"], request_id=self.request_id)


class RenameStaffDialog(CommandDialog):
    """Asks for another name."""

    command = staticmethod(rename_staff)

    def __init__(
        self, jobs: Jobs, context: ShopContext, person: StaffRow, parent: QWidget | None = None
    ) -> None:
        fields = (Field("name", _("Name"), required=True, max_length=80),)
        super().__init__(jobs, context, _("Rename"), fields, parent, accept=_("Save"))
        self.form.set_values({"name": person.name})
        self._id = person.id

    def wish(self, values: Mapping[str, Any]) -> RenameStaff:
        return RenameStaff(self._id, values["name"], request_id=self.request_id)


class _StaffLine(QWidget):
    """One person with what can be done."""

    rename_wanted = Signal(object)
    leave_wanted = Signal(object)

    def __init__(self, person: StaffRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(person.name, "strong"))
        words.addWidget(PlainLabel(_("Owner") if person.role == "owner" else _("Staff"), "caption"))
        rename = Button(_("Rename"), "quiet")
        rename.setAccessibleName(_("Rename {name}").format(name=person.name))
        rename.clicked.connect(self._rename)
        leave = Button(_("Has left"), "quiet")
        leave.setAccessibleName(_("{name} has left").format(name=person.name))
        leave.clicked.connect(self._leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(Avatar(person.name, person.id, 34))
        row.addLayout(words, 1)
        row.addWidget(rename)
        row.addWidget(leave)

    def _rename(self) -> None:
        self.rename_wanted.emit(self._person)

    def _leave(self) -> None:
        self.leave_wanted.emit(self._person)


class StaffPanel(Panel):
    """The people of the shop."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Who works here"))
        self._jobs = jobs
        section = self.section()
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Who works here"), "heading"), 1)
        self.add_button = Button(_("Add"))
        self.add_button.setAccessibleName(_("Add somebody who works here"))
        self.add_button.clicked.connect(self._add)
        head.addWidget(self.add_button)
        section.column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        section.column.addLayout(self._lines)

    def show_staff(self, staff: Sequence[StaffRow]) -> None:
        """Show these."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for person in staff:
            line = _StaffLine(person)
            line.rename_wanted.connect(self._rename)
            line.leave_wanted.connect(self._leave)
            self._lines.addWidget(line)

    def _add(self) -> None:
        self._open(AddStaffDialog(self._jobs, self._jobs.book.context, self))

    def _rename(self, person: StaffRow) -> None:
        self._open(RenameStaffDialog(self._jobs, self._jobs.book.context, person, self))

    def _open(self, dialog: CommandDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _leave(self, person: StaffRow) -> None:
        self._jobs.write(self, archive_staff, ArchiveStaff(person.id, request_id=new_request_id()))
