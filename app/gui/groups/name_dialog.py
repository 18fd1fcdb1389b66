"""What a group is to be called."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.groups.saved import LONGEST_NAME, RenameGroup, SaveGroup, rename_group, save_group
from app.gui.dialogs.name import NameDialog
from app.gui.jobs import Jobs
from app.kernel.i18n import _


class GroupNameDialog(NameDialog):
    """Saves a new group under the name typed, or gives a group of the shop's own that name."""

    def __init__(self, jobs: Jobs, wish: SaveGroup, parent: QWidget | None = None) -> None:
        renaming = wish.group is not None
        title = _("Rename the group") if renaming else _("Save the group")
        accept = _("Rename") if renaming else _("Save")
        super().__init__(jobs, title, wish.name, LONGEST_NAME, parent, accept=accept)
        self._wish = wish

    def wish(self, name: str, request_id: str) -> tuple[Any, Any]:
        if self._wish.group is None:
            return save_group, SaveGroup(name, self._wish.rule, None, request_id)
        return rename_group, RenameGroup(self._wish.group, name, request_id)
