"""Several cards, one balance: with whom a customer shares points and stamps from now on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.person import PersonDialog
from app.gui.jobs import Jobs
from app.kernel.i18n import _
from app.loyalty.commands import JoinHousehold, join_household


class HouseholdDialog(PersonDialog):
    """Finds who they share with: one of a household, or somebody with a card of their own."""

    command = staticmethod(join_household)

    def __init__(self, jobs: Jobs, customer_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            jobs,
            _("Share points"),
            customer_id,
            parent,
            accept=_("Share"),
            intro=_("{name} brings points and stamps along; each keeps an own timeline.").format(name=name),
            ask=_("With whom are points shared?"),
        )
        self._customer_id = customer_id

    def wish(self, customer_id: int) -> JoinHousehold:
        return JoinHousehold(self._customer_id, customer_id, request_id=self.request_id)
