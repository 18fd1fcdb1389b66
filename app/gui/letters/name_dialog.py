"""What a text is to be called: asked when it is saved as one of the shop's own, or given another name."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.jobs import Jobs
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.outreach.commands import LONGEST_NAME, LetterSaved, SaveLetter, save_letter


class NameDialog(Dialog):
    """Saves the text under the name typed; `saved` is its number afterwards. One dialog, one request."""

    def __init__(self, jobs: Jobs, wish: SaveLetter, parent: QWidget | None = None) -> None:
        renaming = wish.letter is not None
        title = _("Rename the text") if renaming else _("Save as your own")
        super().__init__(title, parent, accept=_("Rename") if renaming else _("Save"), width=420)
        self._jobs, self._wish = jobs, wish
        self._request = new_request_id()
        self.saved: int | None = None
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
        wish = self._wish
        named = SaveLetter(self.edit.text(), wish.body, wish.title, wish.kind, wish.letter, self._request)
        self._jobs.write(self, save_letter, named, done=self._done, failed=self._failed)

    def _done(self, result: LetterSaved) -> None:
        self.saved = result.letter
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._request = new_request_id()
        if isinstance(error, Refused) and error.field == "name":
            self.set_busy(False)
            self.box.say(str(error))
            self.make_room()
        else:
            self.say(str(error))
