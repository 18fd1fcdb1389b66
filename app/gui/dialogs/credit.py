"""Store credit given by hand, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.commands import GiveCredit, give_credit


class CreditDialog(CommandDialog):
    """Puts money on a customer's store credit."""

    command = staticmethod(give_credit)

    def __init__(
        self, jobs: Jobs, context: ShopContext, customer_id: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            jobs,
            context,
            _("Give store credit"),
            (
                Field("amount", _("Amount"), FieldKind.MONEY, required=True, minimum=1),
                Field("reason", _("Reason"), required=True, max_length=300),
            ),
            parent,
            accept=_("Give"),
            intro=_("{name} can pay with it; it does not lapse.").format(name=name),
        )
        self._customer_id = customer_id

    def wish(self, values: Mapping[str, Any]) -> GiveCredit:
        return GiveCredit(self._customer_id, values["amount"], values["reason"], request_id=self.request_id)
