"""What can be done for the open card's loyalty beside the till: vouchers, tiers, gift cards, sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.gui.page import Shell
from app.kernel.i18n import _
from app.kernel.ids import new_request_id

if TYPE_CHECKING:
    from app.gui.models.by_hand import ByHand
    from app.gui.models.card_view import CardView


class LoyaltyHands(QObject):
    """Set `view` to the open card, or None. `choices` are those of today's programme."""

    def __init__(self, shell: Shell, owner: QWidget) -> None:
        super().__init__(owner)
        self._shell, self._owner = shell, owner
        self.view: CardView | None = None
        self.choices: ByHand | None = None

    def ask_choices(self) -> None:
        """Look up what the programme lets be given by hand."""
        from app.gui.models.by_hand import by_hand

        self._shell.jobs.read(self._owner, "by-hand", by_hand, done=self._keep)

    def _keep(self, choices: ByHand) -> None:
        self.choices = choices

    def fill(self, menu: QMenu) -> None:
        """Offer everything that the open card and the programme allow."""
        if self.view is None:
            return
        choices = self.choices
        shares = bool(self.view.panel.household)
        for label, run, offered in (
            (_("Issue a voucher…"), self.issue_voucher, choices is not None and bool(choices.vouchers)),
            (_("Set the tier…"), self.set_tier, choices is not None and bool(choices.tiers)),
            (_("Sell a gift card…"), self.sell_gift_card, True),
            (_("Give store credit…"), self.give_credit, True),
            (_("Share points with somebody…"), self.share, not shares),
            (_("Stop sharing points"), self.stop_sharing, shares),
        ):
            if offered:
                offer = QAction(label, menu)
                offer.triggered.connect(run)
                menu.addAction(offer)

    def issue_voucher(self) -> None:
        """A voucher of the programme, by hand."""
        from app.gui.dialogs.voucher import VoucherDialog

        view, choices = self.view, self.choices
        if view is not None and choices is not None:
            jobs = self._shell.jobs
            self._show(
                VoucherDialog(jobs, jobs.book.context, view.id, view.name, choices.vouchers, self._owner)
            )

    def set_tier(self) -> None:
        """A tier by hand."""
        from app.gui.dialogs.tier import TierDialog

        view, choices = self.view, self.choices
        if view is not None and choices is not None:
            jobs = self._shell.jobs
            self._show(TierDialog(jobs, jobs.book.context, view.id, view.name, choices.tiers, self._owner))

    def sell_gift_card(self) -> None:
        """A gift card bought by the open card's customer."""
        from app.gui.dialogs.gift_card import GiftCardDialog

        if self.view is not None:
            jobs = self._shell.jobs
            dialog = GiftCardDialog(jobs, jobs.book.context, self.view.id, self.view.name, self._owner)
            dialog.finished_with.connect(self._card_sold)
            self._show(dialog)

    def _card_sold(self, sold: object) -> None:
        self._shell.status.tell(_("Gift card {number} is ready.").format(number=getattr(sold, "number", "")))

    def give_credit(self) -> None:
        """Store credit by hand."""
        from app.gui.dialogs.credit import CreditDialog

        if self.view is not None:
            jobs = self._shell.jobs
            self._show(CreditDialog(jobs, jobs.book.context, self.view.id, self.view.name, self._owner))

    def share(self) -> None:
        """Into somebody's household, or found one."""
        from app.gui.dialogs.household import HouseholdDialog

        if self.view is not None:
            self._show(HouseholdDialog(self._shell.jobs, self.view.id, self.view.name, self._owner))

    def stop_sharing(self) -> None:
        """Out of the household, with what the programme lets go along."""
        if self.view is not None:
            from app.loyalty.commands import LeaveHousehold, leave_household

            wish = LeaveHousehold(self.view.id, request_id=new_request_id())
            self._shell.jobs.write(self._owner, leave_household, wish)

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
