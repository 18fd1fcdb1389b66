"""A tier set by hand, and whether it is a promise below which the customer does not drop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.commands import SetTier, set_tier


class TierDialog(CommandDialog):
    """Sets a customer's tier. `tiers` are (id, name), lowest first."""

    command = staticmethod(set_tier)

    def __init__(
        self,
        jobs: Jobs,
        context: ShopContext,
        customer_id: int,
        name: str,
        tiers: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            jobs,
            context,
            _("Set the tier"),
            (
                Field("tier", _("Tier"), FieldKind.CHOICE, required=True, choices=tuple(tiers)),
                Field("floor", _("Keep at least this tier"), FieldKind.BOOLEAN),
                Field("reason", _("Reason"), max_length=300),
            ),
            parent,
            accept=_("Set"),
            intro=_("For {name}, from today.").format(name=name),
        )
        self._customer_id = customer_id

    def wish(self, values: Mapping[str, Any]) -> SetTier:
        return SetTier(
            self._customer_id,
            values["tier"],
            floor=bool(values.get("floor")),
            reason=values.get("reason", ""),
            request_id=self.request_id,
        )
