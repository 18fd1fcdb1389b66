"""A voucher given by hand: an apology, or any other of the programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.commands import IssueVoucher, issue_voucher


class VoucherDialog(CommandDialog):
    """Issues one of the programme's vouchers. `rules` are (id, name)."""

    command = staticmethod(issue_voucher)

    def __init__(
        self,
        jobs: Jobs,
        context: ShopContext,
        customer_id: int,
        name: str,
        rules: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            jobs,
            context,
            _("Issue a voucher"),
            (
                Field("rule", _("Voucher"), FieldKind.CHOICE, required=True, choices=tuple(rules)),
                Field("reason", _("Reason"), max_length=300, help=_("Only you see it.")),
            ),
            parent,
            accept=_("Issue"),
            intro=_("For {name} alone, to be used once.").format(name=name),
        )
        self._customer_id = customer_id

    def wish(self, values: Mapping[str, Any]) -> IssueVoucher:
        return IssueVoucher(
            self._customer_id, values["rule"], values.get("reason", ""), request_id=self.request_id
        )
