"""The bar above the counter: the one search box, a new card, and who is at the till."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.gui.widgets.buttons import Button
from app.gui.widgets.pill import PersonPill
from app.gui.widgets.search_field import SearchField
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.staff.queries import StaffRow


class CounterHeader(QWidget):
    """`staff_chosen(int)` is the id of who stands at the till from now on."""

    staff_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(_("Scan a card, or type a name, phone or e-mail"), keys="F2")
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(480)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.scan = Button(_("Scan a card"), keys="F3")
        self.new = Button(_("+ New customer"), keys="Ctrl+N")
        self.person = PersonPill("", _("Who is at the till?"))
        self.person.clicked.connect(self._offer)
        self._staff: tuple[StaffRow, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.search, 4)
        row.addWidget(self.scan)
        row.addWidget(self.new)
        row.addStretch(3)
        row.addWidget(self.person)

    def show_staff(self, staff: Sequence[StaffRow], current: int | None) -> None:
        """Who can be at the till, and who is."""
        self._staff = tuple(staff)
        here = next((one for one in staff if one.id == current), None)
        if here is None:
            self.person.set_person("", _("Who is at the till?"))
        elif here.role == "owner" and here.name != _("Owner"):
            self.person.set_person(here.name, _("{name}, owner").format(name=here.name), here.id)
        else:
            self.person.set_person(here.name, _("{name} on the till").format(name=here.name), here.id)

    def _offer(self) -> None:
        menu = QMenu(self)
        for one in self._staff:
            action = QAction(one.name.replace("&", "&&"), menu)
            action.setData(one.id)
            menu.addAction(action)
        menu.triggered.connect(self._chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.person.mapToGlobal(QPoint(0, self.person.height())))

    def _chosen(self, action: QAction) -> None:
        self.staff_chosen.emit(int(action.data()))
