"""The rest of a card, below "More": what they like, how they may be reached, who brought them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.customers.consent import CHANNELS
from app.customers.queries import CustomerCard, draft_of
from app.gui.customer_form.address_rows import AddressRows
from app.gui.customer_form.completion import CustomerEdit, TagEdit
from app.gui.customer_form.consent_box import ConsentBox, news_labels
from app.gui.customer_form.contact_rows import ContactRows
from app.gui.customer_form.languages import language_choices
from app.gui.jobs import Jobs
from app.gui.models.card_view import channel_labels
from app.gui.widgets.choosers import ComboBox
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.surfaces import line
from app.kernel.i18n import _


class MoreFields(QWidget):
    """`boxes` by the field a refusal names."""

    def __init__(self, jobs: Jobs, country: str) -> None:
        super().__init__()
        labels = channel_labels()
        self.favourite = _edit(_("For example: oat flat white"))
        self.alert = _edit(_("For example: nut allergy"))
        self.tags = TagEdit()
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(76)
        self.social = ContactRows("social", _("Handle"), _("+ Another handle"))
        self.addresses = AddressRows()
        self.language = ComboBox([("", "—"), *language_choices(country)], name=_("Language"))
        self.channel = ComboBox(
            [("", _("No preference")), *((channel, labels[channel]) for channel in CHANNELS)],
            name=_("Best reached by"),
        )
        self.consents = {channel: ConsentBox() for channel in CHANNELS}
        self.referred_by = CustomerEdit(jobs)
        social, post = self.social, self.addresses
        self.boxes = {
            "favourite": FieldBox(_("Usual"), self.favourite),
            "alert": FieldBox(_("Alert, shown in red"), self.alert),
            "tags": FieldBox(_("Tags, with commas between"), self.tags),
            "notes": FieldBox(_("Notes"), self.notes),
            "social": FieldBox(_("Handles"), social.lines[0].value, whole=social, below=social.more),
            "street": FieldBox(_("Postal address"), post.rows[0].street, whole=post, below=post.more),
            "language": FieldBox(_("Language"), self.language),
            "channel": FieldBox(_("Best reached by"), self.channel),
            "referred_by": FieldBox(_("Brought by"), self.referred_by),
        }
        news = news_labels()
        self.boxes |= {_news(channel): FieldBox(news[channel], box) for channel, box in self.consents.items()}
        self.boxes["consents"] = self.boxes[_news(CHANNELS[0])]
        for field in ("postal_code", "city", "region", "country"):
            self.boxes[field] = self.boxes["street"]
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(14)
        for title, rows in (
            (_("At the counter"), (("favourite", "alert"), ("tags", "referred_by"), ("notes",))),
            (_("How to reach them"), (("street", "social"),)),
            (_("What they want"), (tuple(map(_news, CHANNELS)), ("channel", "language"))),
        ):
            column.addWidget(line())
            column.addWidget(PlainLabel(title, "heading"))
            for fields in rows:
                grid = QGridLayout()
                grid.setHorizontalSpacing(16)
                for at, field in enumerate(fields):
                    grid.addWidget(self.boxes[field], 0, at)
                    grid.setColumnStretch(at, 1)
                    grid.setAlignment(self.boxes[field], Qt.AlignmentFlag.AlignTop)
                column.addLayout(grid)

    def show_card(self, card: CustomerCard) -> None:
        """Fill the fields from a card."""
        draft = draft_of(card)
        self.favourite.setText(card.favourite)
        self.alert.setText(card.alert)
        self.tags.set_tags(card.tags)
        self.notes.setPlainText(card.notes)
        self.social.show_contacts(draft.contacts)
        self.addresses.show_addresses(card.addresses)
        if self.language.findData(card.language) < 0:
            self.language.addItem(card.language, card.language)
        self.language.set_current(card.language)
        self.channel.set_current(card.channel)
        for channel, given in card.consents:
            self.consents[channel].show_word(given)
        if card.referred_by is not None:
            self.referred_by.set_customer(*card.referred_by)
        self.referred_by.leave_out(card.id)

    def given(self) -> Sequence[tuple[str, bool]]:
        """The yes or no on every channel they spoke of."""
        words = ((channel, box.word()) for channel, box in self.consents.items())
        return tuple((channel, word) for channel, word in words if word is not None)


def _news(channel: str) -> str:
    return f"consents.{channel}"


def _edit(placeholder: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(placeholder)
    return edit
