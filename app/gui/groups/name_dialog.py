"""What a group is to be called: asked when it is saved first, or given another name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.groups.saved import LONGEST_NAME, GroupSaved, RenameGroup, SaveGroup, rename_group, save_group
from app.gui.jobs import Jobs
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id


class GroupNameDialog(Dialog):
    """Saves the group under the name typed; `named(object)` carries the `GroupSaved`. One dialog, one
    request."""

    named = Signal(object)

    def __init__(self, jobs: Jobs, wish: SaveGroup, parent: QWidget | None = None) -> None:
        renaming = wish.group is not None
        title = _("Rename the group") if renaming else _("Save the group")
        super().__init__(title, parent, accept=_("Rename") if renaming else _("Save"), width=420)
        self._jobs, self._wish = jobs, wish
        self._request = new_request_id()
        self.edit = QLineEdit(wish.name)
        self.edit.setMaxLength(4 * LONGEST_NAME)
        self.edit.selectAll()
        self.box = FieldBox(_("Name"), self.edit)
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.confirmed.connect(self._save)
        self.edit.setFocus()

    def _save(self) -> None:
        self.box.say("")
        self.set_busy(True)
        name = self.edit.text()
        if self._wish.group is None:
            wish = SaveGroup(name, self._wish.rule, None, self._request)
            self._jobs.write(self, save_group, wish, done=self._done, failed=self._failed)
        else:
            other = RenameGroup(self._wish.group, name, self._request)
            self._jobs.write(self, rename_group, other, done=self._done, failed=self._failed)

    def _done(self, result: GroupSaved) -> None:
        self.named.emit(result)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._request = new_request_id()
        if isinstance(error, Refused) and error.field == "name":
            self.set_busy(False)
            self.box.say(str(error))
            self.make_room()
        else:
            self.say(str(error))
