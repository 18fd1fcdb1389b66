"""A purchase that was rung up on the wrong card goes to the right one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.person import PersonDialog
from app.gui.jobs import Jobs
from app.kernel.i18n import _
from app.loyalty.commands import MovePurchase, move_purchase


class MoveDialog(PersonDialog):
    """Finds the right customer."""

    command = staticmethod(move_purchase)

    def __init__(
        self, jobs: Jobs, purchase_id: int, from_id: int, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            jobs,
            _("Move to the right customer"),
            from_id,
            parent,
            accept=_("Move"),
            intro=_("{purchase}: its points go along, by the rules of its day.").format(purchase=words),
            ask=_("Whose purchase was it?"),
        )
        self._purchase_id = purchase_id

    def wish(self, customer_id: int) -> MovePurchase:
        return MovePurchase(self._purchase_id, customer_id, self.request_id)
