"""What a text is to be called: asked when it is saved as one of the shop's own, or given another name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.name import NameDialog
from app.gui.jobs import Jobs
from app.kernel.i18n import _
from app.outreach.commands import LONGEST_NAME, LetterSaved, SaveLetter, save_letter


class LetterNameDialog(NameDialog):
    """Saves the text under the name typed; `saved` is its number afterwards."""

    def __init__(self, jobs: Jobs, wish: SaveLetter, parent: QWidget | None = None) -> None:
        renaming = wish.letter is not None
        title = _("Rename the text") if renaming else _("Save as your own")
        accept = _("Rename") if renaming else _("Save")
        super().__init__(jobs, title, wish.name, LONGEST_NAME, parent, accept=accept)
        self._wish = wish
        self.saved: int | None = None
        self.named.connect(self._keep)

    def wish(self, name: str, request_id: str) -> tuple[Any, Any]:
        return save_letter, replace(self._wish, name=name, request_id=request_id)

    def _keep(self, result: LetterSaved) -> None:
        self.saved = result.letter
