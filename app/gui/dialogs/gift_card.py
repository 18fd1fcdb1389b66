"""Selling a gift card at the counter: the amount, and the number when a printed card was scanned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.command import CommandDialog
from app.gui.jobs import Jobs
from app.kernel.context import ShopContext
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.loyalty.commands import SellGiftCard, sell_gift_card


class GiftCardDialog(CommandDialog):
    """Sells a card to a customer; `finished_with` carries its number and what is on it."""

    command = staticmethod(sell_gift_card)

    def __init__(
        self, jobs: Jobs, context: ShopContext, customer_id: int, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            jobs,
            context,
            _("Sell a gift card"),
            (
                Field("amount", _("Amount"), FieldKind.MONEY, required=True),
                Field(
                    "number",
                    _("Card number"),
                    max_length=40,
                    help=_("Scan a printed card, or leave empty for one of our own."),
                ),
            ),
            parent,
            accept=_("Sell"),
            intro=_("Bought by {name}. Whoever holds the card can pay with it.").format(name=name),
        )
        self._customer_id = customer_id

    def wish(self, values: Mapping[str, Any]) -> SellGiftCard:
        number = values.get("number") or ""
        return SellGiftCard(values["amount"], number, self._customer_id, request_id=self.request_id)
