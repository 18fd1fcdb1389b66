"""Any number of postal addresses, each as an envelope wants it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.customers.contacts import Address
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.surfaces import line
from app.kernel.i18n import _
from app.shop.choices import countries


class _Address(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.street = QPlainTextEdit()
        self.street.setPlaceholderText(_("Street and number"))
        self.street.setAccessibleName(_("Street and number"))
        self.street.setTabChangesFocus(True)
        self.street.setFixedHeight(60)
        self.postal_code = _edit(_("Postal code"))
        self.city = _edit(_("Town"))
        self.region = _edit(_("Region or state"))
        self.label = _edit(_("Home, work…"))
        choices = [(choice.id, choice.label) for choice in countries()]
        self.country = ComboBox([("", _("Same country as the shop")), *choices], name=_("Country"))
        self.country.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.country.setMinimumContentsLength(12)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.street, 0, 0, 1, 3)
        grid.addWidget(self.postal_code, 1, 0)
        grid.addWidget(self.city, 1, 1, 1, 2)
        grid.addWidget(self.region, 2, 0)
        grid.addWidget(self.country, 2, 1)
        grid.addWidget(self.label, 2, 2)
        for column, stretch in enumerate((3, 4, 2)):
            grid.setColumnStretch(column, stretch)

    def address(self) -> Address:
        """What stands in the fields."""
        return Address(
            self.street.toPlainText(),
            self.postal_code.text(),
            self.city.text(),
            self.region.text(),
            self.country.current_id(),
            self.label.text(),
        )

    def show_address(self, address: Address) -> None:
        """Fill the fields."""
        self.street.setPlainText(address.street)
        for edit, text in (
            (self.postal_code, address.postal_code),
            (self.city, address.city),
            (self.region, address.region),
            (self.label, address.label),
        ):
            edit.setText(text)
        if self.country.findData(address.country) < 0:
            self.country.addItem(address.country, address.country)
        self.country.set_current(address.country)


def _edit(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(name)
    edit.setAccessibleName(name)
    return edit


class AddressRows(QWidget):
    """The addresses of a customer; one with nothing in it is none. `more` is the button for one more."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Address] = []
        self.more = Button(_("+ Another address"), "link")
        self.more.clicked.connect(self.add_row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._add()

    def addresses(self) -> tuple[Address, ...]:
        """What stands in the fields, the empty ones left out."""
        found = [row.address() for row in self.rows]
        return tuple(one for one in found if any((one.street, one.postal_code, one.city, one.region)))

    def show_addresses(self, addresses: Sequence[Address]) -> None:
        """Fill the fields."""
        for at, address in enumerate(addresses):
            row = self.rows[at] if at < len(self.rows) else self._add()
            row.show_address(address)

    def add_row(self) -> None:
        """Room for one more, with the focus in it."""
        self._add().street.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> _Address:
        row = _Address()
        if self.rows:
            self._column.addWidget(line())
        self.rows.append(row)
        self._column.addWidget(row)
        return row
