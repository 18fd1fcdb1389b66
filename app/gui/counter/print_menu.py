"""What can be printed for the customer whose card is open: each leads to the print page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.page import Shell
from app.kernel.i18n import _


class PrintMenu(QObject):
    """Set `customer` to whose card is open, or None."""

    def __init__(self, shell: Shell, owner: QWidget) -> None:
        super().__init__(owner)
        self._shell, self._owner = shell, owner
        self.customer: int | None = None

    def open_page(self) -> None:
        """The print page, for this customer."""
        if self.customer is not None:
            self._shell.go("print", customer=self.customer)

    def open_menu(self, at: QPoint) -> None:
        """Every paper for a customer."""
        if self.customer is None:
            return
        from app.gui.models.documents import customer_papers
        from app.gui.theme import icons

        menu = QMenu(self._owner)
        for paper in customer_papers():
            label = _("{paper}…").format(paper=paper.name.replace("&", "&&"))
            offer = QAction(icons.icon(paper.icon), label, menu)
            offer.setData(paper.id)
            menu.addAction(offer)
        menu.triggered.connect(self._chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _chosen(self, action: QAction) -> None:
        if self.customer is not None:
            self._shell.go("print", document=str(action.data()), customer=self.customer)
