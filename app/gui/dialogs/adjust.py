"""Points by hand, always with a reason the customer may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.commands import Adjust, adjust


class AdjustDialog(CommandDialog):
    """Gives or takes points."""

    command = staticmethod(adjust)

    def __init__(
        self, jobs: Jobs, context: ShopContext, customer_id: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            jobs,
            context,
            _("Adjust points"),
            (
                Field("points", _("Points"), FieldKind.INTEGER, required=True, help=_("50 gives, -20 takes")),
                Field("reason", _("Reason"), required=True, max_length=300),
            ),
            parent,
            accept=_("Adjust"),
            intro=_("For {name}. The reason stands on the statement.").format(name=name),
        )
        self._customer_id = customer_id

    def wish(self, values: Mapping[str, Any]) -> Adjust:
        return Adjust(self._customer_id, values["points"], values["reason"], request_id=self.request_id)
