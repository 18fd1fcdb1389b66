"""Money back for a purchase: all of it, part of it, or a sale that never was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.gui.speech import Speech
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.commands import RefundPurchase, VoidPurchase, refund_purchase, void_purchase
from app.sales.queries import PurchaseRow


class RefundDialog(CommandDialog):
    """Asks how much and why. Enter gives all that is left."""

    command = staticmethod(refund_purchase)

    def __init__(
        self, jobs: Jobs, context: ShopContext, bought: PurchaseRow, parent: QWidget | None = None
    ) -> None:
        speech = Speech(context)
        intro = _("Purchase of {amount}; {left} can still be given back. Its points go back in proportion.")
        super().__init__(
            jobs,
            context,
            _("Refund"),
            (
                Field("amount", _("Amount"), FieldKind.MONEY, required=True, minimum=1, default=bought.left),
                Field("reason", _("Reason"), max_length=300),
            ),
            parent,
            accept=_("Give money back"),
            intro=intro.format(amount=speech.money(bought.amount), left=speech.money(bought.left)),
        )
        self._bought = bought

    def wish(self, values: Mapping[str, Any]) -> RefundPurchase:
        return RefundPurchase(
            self._bought.id, values["amount"], values.get("reason", ""), request_id=self.request_id
        )


class VoidDialog(CommandDialog):
    """Asks why a sale never was."""

    command = staticmethod(void_purchase)

    def __init__(
        self, jobs: Jobs, context: ShopContext, bought: PurchaseRow, parent: QWidget | None = None
    ) -> None:
        intro = _("The purchase of {amount} counts no more, and its points are taken back.")
        super().__init__(
            jobs,
            context,
            _("Void the purchase"),
            (Field("reason", _("Reason"), max_length=300),),
            parent,
            accept=_("Void"),
            intro=intro.format(amount=Speech(context).money(bought.amount)),
            danger=True,
        )
        self._bought = bought

    def wish(self, values: Mapping[str, Any]) -> VoidPurchase:
        return VoidPurchase(self._bought.id, values.get("reason", ""), request_id=self.request_id)
