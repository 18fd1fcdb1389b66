"""The form of a new shop: five questions, sensible answers already in them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.bootstrap import SUFFIX
from app.gui.files import documents_folder, file_name
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.radio_cards import CardChoice, RadioCards
from app.kernel.errors import RegularsError
from app.kernel.i18n import _
from app.shop.choices import (
    Choice,
    countries,
    currencies,
    default_currency,
    default_timezone,
    guess,
    time_zones,
)
from app.shop.commands import InitShop
from app.shop.profile import LIMITS
from app.shop.templates import templates

_ICONS = {"bookshop": "note", "cafe": "stamp", "salon": "visit", "florist": "birthday", "plain": "purchase"}


class NewShopForm(QWidget):
    """`submitted()` is the button or Enter; `command()` and `path()` are what was asked for.

    The currency and time zone follow the country, the file follows the name, until a person changes them.
    """

    submitted = Signal()

    def __init__(self, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or documents_folder()
        suggested = guess()
        self.name = QLineEdit()
        self.name.setMaxLength(LIMITS["name"])
        self.name.setPlaceholderText(_("As it stands above your door"))
        self.kind = RadioCards(
            [CardChoice(one.id, one.label, one.detail, _ICONS.get(one.id, "")) for one in templates()],
            name=_("Kind of shop"),
        )
        self.kind.set_current("plain")
        self.country = ComboBox(_pairs(countries()), name=_("Country"))
        self.currency = ComboBox(_pairs(currencies()), name=_("Currency"))
        self.zone = ComboBox(name=_("Time zone"))
        self.place = QLineEdit()
        self.browse = Button(_("Choose…"))
        self._boxes = {
            "name": FieldBox(_("Name of the shop"), self.name),
            "template": FieldBox(_("What kind of shop is it?"), self.kind),
            "country": FieldBox(_("Country"), self.country),
            "currency": FieldBox(_("Currency"), self.currency),
            "timezone": FieldBox(_("Time zone"), self.zone),
            "path": FieldBox(_("Where its file is kept"), self.place, whole=self._place_row()),
        }
        self.create_button = Button(_("Create shop"), "primary")
        self._own_currency = self._own_zone = self._own_place = False
        self._lay_out()
        self.country.set_current(suggested.country)
        self._follow_country(suggested.country)
        self.zone.set_current(suggested.timezone)
        self._follow_name("")
        self._connect()

    def _place_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        return holder

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Start the book of your shop"), "page-title"))
        column.addWidget(self._boxes["name"])
        column.addWidget(self._boxes["template"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for at, field in enumerate(("country", "currency", "timezone")):
            grid.addWidget(self._boxes[field], 0, at)
            grid.setColumnStretch(at, 4 if field == "timezone" else 3)
        for box, letters in ((self.country, 8), (self.currency, 10), (self.zone, 11)):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        column.addLayout(grid)
        column.addWidget(self._boxes["path"])
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(
            PlainLabel(_("Everything here can be changed later, save the currency."), "caption"), 1
        )
        foot.addWidget(self.create_button)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._follow_name)
        self.name.returnPressed.connect(self._submit)
        self.place.returnPressed.connect(self._submit)
        self.place.textEdited.connect(self._place_typed)
        self.country.chosen.connect(self._country_chosen)
        self.currency.chosen.connect(self._currency_chosen)
        self.zone.chosen.connect(self._zone_chosen)
        self.browse.clicked.connect(self._choose_place)
        self.create_button.clicked.connect(self._submit)

    def command(self) -> InitShop:
        """The new shop as it was answered."""
        return InitShop(
            name=self.name.text(),
            currency=self.currency.current_id(),
            country=self.country.current_id(),
            timezone=self.zone.current_id(),
            template=self.kind.current(),
        )

    def path(self) -> Path:
        """Where its file goes; the usual ending is added to a name without one."""
        typed = Path(self.place.text().strip()).expanduser()
        return typed if typed.suffix else typed.with_name(typed.name + SUFFIX) if typed.name else typed

    def show_problem(self, error: RegularsError) -> None:
        """The sentence at its field; what names none is about the file."""
        field = getattr(error, "field", None) or "path"
        box = self._boxes.get(field, self._boxes["path"])
        box.say(str(error))
        box.focus()

    def problem(self, field: str) -> str:
        """The sentence at a field; "" for none."""
        return self._boxes[field].said()

    def _submit(self) -> None:
        if self.create_button.isEnabled():
            for box in self._boxes.values():
                box.say("")
            self.submitted.emit()

    def _follow_name(self, name: str) -> None:
        self._boxes["name"].say("")
        if not self._own_place:
            self._boxes["path"].say("")
            self.place.setText(str(_free(self._folder / file_name(name))))

    def _follow_country(self, country: str) -> None:
        if not self._own_currency:
            self.currency.set_current(default_currency(country))
        kept = self.zone.current_id()
        self.zone.clear()
        for choice in time_zones(country):
            self.zone.addItem(choice.label, choice.id)
        self.zone.set_current(kept if self._own_zone else default_timezone(country))

    def _country_chosen(self, country: str) -> None:
        self._boxes["country"].say("")
        self._follow_country(country)

    def _currency_chosen(self, _currency: str) -> None:
        self._own_currency = True
        self._boxes["currency"].say("")

    def _zone_chosen(self, _zone: str) -> None:
        self._own_zone = True
        self._boxes["timezone"].say("")

    def _place_typed(self, _text: str) -> None:
        self._own_place = True
        self._boxes["path"].say("")

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, _("Where to keep the shop's file"), self.place.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Regulars shops (*{ending})").format(ending=SUFFIX))
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        # A shop is never written over another file: the form says so in its own words.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._place_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_chosen(self, path: str) -> None:
        self.place.setText(path)
        self._place_typed(path)


def _pairs(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    return [(choice.id, choice.label) for choice in choices]


def _free(path: Path) -> Path:
    """The path, or the next with a number behind that no file has."""
    free, number = path, 2
    while free.exists() and number < 100:
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free
