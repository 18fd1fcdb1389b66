"""What can be done with the customer whose card is open: edit, print, adjust, archive. And a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.gui.counter.asking_hands import AskingHands
from app.gui.counter.loyalty_hands import LoyaltyHands
from app.gui.counter.print_menu import PrintMenu
from app.gui.page import Shell
from app.gui.panels.customer_card import CustomerPanel
from app.gui.slips.desk import SlipDesk
from app.kernel.i18n import _
from app.kernel.ids import new_request_id

if TYPE_CHECKING:
    from app.gui.models.card_view import CardView


class CustomerHands(QObject):
    """Set `view` to the open card, or None. `chosen(int)`: a dialog ended at that customer."""

    chosen = Signal(int)

    def __init__(self, shell: Shell, owner: QWidget, slips: SlipDesk, card: CustomerPanel) -> None:
        super().__init__(owner)
        self._shell, self._owner, self._slips = shell, owner, slips
        self.loyalty = LoyaltyHands(shell, owner)
        self.print = PrintMenu(shell, owner)
        self.asking = AskingHands(shell, owner, card)
        self._view: CardView | None = None

    @property
    def view(self) -> CardView | None:
        """The open card."""
        return self._view

    @view.setter
    def view(self, view: CardView | None) -> None:
        self._view = self.loyalty.view = view
        self.print.customer = None if view is None else view.id
        self.asking.show(self.print.customer)
        if view is not None and self.loyalty.choices is None:
            self.loyalty.ask_choices()

    def new_customer(self, name: str = "") -> None:
        """A new card, its name begun."""
        from app.gui.dialogs.customer import CustomerDialog

        self._open_customer(CustomerDialog(self._shell.jobs, self._owner, name=name))

    def edit_customer(self) -> None:
        """Change the card that is open."""
        from app.gui.dialogs.customer import CustomerDialog

        if self.view is not None:
            self._open_customer(CustomerDialog(self._shell.jobs, self._owner, card=self.view.card))

    def _open_customer(self, dialog: Any) -> None:
        dialog.saved.connect(self.chosen)
        dialog.open_other.connect(self.chosen)
        self._show(dialog)

    def print_statement(self) -> None:
        """The statement of the open card."""
        from app.gui.printing.statement_dialog import StatementDialog

        if self.view is not None:
            self._show(StatementDialog(self._shell.jobs, self._owner, self.view.id))

    def print_slip(self) -> None:
        """The slip of the open card's last purchase."""
        if self.view is not None:
            self._slips.print_for(self.view.id)

    def ask_why(self) -> None:
        """Why the balance of the open card is what it is."""
        if self.view is not None:
            from app.gui.why.dialog import WhyDialog

            self._show(WhyDialog(self._shell.jobs, self._owner, self.view.id))

    def adjust_points(self) -> None:
        """Points by hand."""
        if self.view is not None:
            from app.gui.dialogs.adjust import AdjustDialog

            jobs = self._shell.jobs
            self._show(AdjustDialog(jobs, jobs.book.context, self.view.id, self.view.name, self._owner))

    def _show(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_menu(self, at: QPoint) -> None:
        """All of it as a menu."""
        if self.view is None:
            return
        menu = QMenu(self._owner)
        archived = self.view.card.archived
        for label, run in (
            (_("Edit the card…"), self.edit_customer),
            (_("Print a statement…"), self.print_statement),
            *([(_("Print a slip"), self.print_slip)] if self._slips.ready else ()),
            (_("Print something else…"), self.print.open_page),
            (_("Why this balance?"), self.ask_why),
            (_("Adjust points…"), self.adjust_points),
            (_("Bring back from the archive"), self._restore)
            if archived
            else (_("Archive this customer"), self._archive),
        ):
            offer = QAction(label, menu)
            offer.triggered.connect(run)
            menu.addAction(offer)
        menu.addSeparator()
        self.asking.fill(menu)
        menu.addSeparator()
        self.loyalty.fill(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _archive(self) -> None:
        if self.view is not None:
            from app.customers.commands import ArchiveCustomer, archive_customer

            wish = ArchiveCustomer(self.view.id, request_id=new_request_id())
            self._shell.jobs.write(self._owner, archive_customer, wish)

    def _restore(self) -> None:
        if self.view is not None:
            from app.customers.commands import RestoreCustomer, restore_customer

            wish = RestoreCustomer(self.view.id, request_id=new_request_id())
            self._shell.jobs.write(self._owner, restore_customer, wish)
