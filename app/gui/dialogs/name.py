"""What something is to be called: asked when it is saved first, or given another name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.jobs import Jobs
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id


class NameDialog(Dialog):
    """Subclasses say in `wish` which command is run for a name. `named(object)` carries its result. One
    dialog, one request; a refusal of the field "name" stands under it."""

    named = Signal(object)

    def __init__(
        self, jobs: Jobs, title: str, name: str, longest: int, parent: QWidget | None = None, *, accept: str
    ) -> None:
        super().__init__(title, parent, accept=accept, width=420)
        self._jobs = jobs
        self._request = new_request_id()
        self.edit = QLineEdit(name)
        self.edit.setMaxLength(4 * longest)
        self.edit.selectAll()
        self.box = FieldBox(_("Name"), self.edit)
        self.body.addWidget(self.box)
        self.body.addStretch(1)
        self.confirmed.connect(self._save)
        self.edit.setFocus()

    def wish(self, name: str, request_id: str) -> tuple[Any, Any]:
        """The command and its request."""
        raise TypeError("a dialog for a name says what it wishes")

    def _save(self) -> None:
        self.box.say("")
        self.set_busy(True)
        command, wish = self.wish(self.edit.text(), self._request)
        self._jobs.write(self, command, wish, done=self._done, failed=self._failed)

    def _done(self, result: object) -> None:
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
