"""The form of a customer's card: what the till asks first, and everything else below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.customers.birthdays import Birthday, parse_birthday
from app.customers.draft import CustomerDraft
from app.customers.queries import CustomerCard, all_tags, draft_of
from app.gui.customer_form.contact_rows import ContactRows
from app.gui.customer_form.more import MoreFields
from app.gui.jobs import Jobs
from app.gui.widgets.buttons import Button
from app.gui.widgets.field_box import FieldBox
from app.kernel.errors import Refused
from app.kernel.i18n import _


class CustomerForm(QWidget):
    """`edited()` follows typing in what tells doubles apart. `opened_more()` when it has grown.

    `draft()` raises `Refused` with a field for what cannot even be a draft; nothing typed is ever taken away.
    """

    edited = Signal()
    opened_more = Signal()

    def __init__(self, jobs: Jobs, country: str, card: CustomerCard | None = None, name: str = "") -> None:
        super().__init__()
        self._jobs = jobs
        self._country = country
        self._before = draft_of(card) if card is not None else CustomerDraft(name="")
        self._card = card
        self.more: MoreFields | None = None
        self.name = QLineEdit()
        self.card_number = QLineEdit()
        self.card_number.setPlaceholderText(_("Next of our own, or scan one"))
        self.birthday = QLineEdit()
        self.birthday.setPlaceholderText(_("1990-03-05, or 03-05 without the year"))
        self.phones = ContactRows("phone", _("Phone"), _("+ Another phone"))
        self.emails = ContactRows("email", _("E-mail"), _("+ Another e-mail"))
        phone, email = self.phones, self.emails
        self.boxes = {
            "name": FieldBox(_("Name"), self.name),
            "phone": FieldBox(_("Phone"), phone.lines[0].value, whole=phone, below=phone.more),
            "email": FieldBox(_("E-mail"), email.lines[0].value, whole=email, below=email.more),
            "card_number": FieldBox(_("Card number"), self.card_number),
            "birthday": FieldBox(_("Birthday"), self.birthday),
        }
        self.more_button = Button(_("More: tags, notes, address, consent…"), "link")
        self.more_button.clicked.connect(self.open_more)
        self.column = QVBoxLayout(self)
        self._lay_out()
        if card is not None:
            self._show(card)
        else:
            self.name.setText(name)
        for edit in (self.name, self.birthday, self.card_number):
            edit.textChanged.connect(self._typed)
        for rows in (self.phones, self.emails):
            rows.edited.connect(self._typed)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.addWidget(self.boxes["name"], 0, 0, 1, 2)
        for at, field in enumerate(("phone", "email", "card_number", "birthday")):
            grid.addWidget(self.boxes[field], 1 + at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.column.addLayout(grid)
        self.column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _show(self, card: CustomerCard) -> None:
        self.name.setText(card.name)
        self.card_number.setText(card.card_number)
        self.birthday.setText("" if card.birthday is None else str(card.birthday).removeprefix("--"))
        self.phones.show_contacts(self._before.contacts)
        self.emails.show_contacts(self._before.contacts)

    def open_more(self) -> None:
        """Show the rest; made only now, for most new cards do without."""
        if self.more is not None:
            return
        self.more = MoreFields(self._jobs, self._country)
        if self._card is not None:
            self.more.show_card(self._card)
        self.boxes.update(self.more.boxes)
        self.more_button.hide()
        self.column.insertWidget(self.column.count() - 1, self.more)
        self.more.show()
        self._jobs.read(self, "tags", all_tags, done=self._offer_tags)
        self.more.favourite.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened_more.emit()

    def draft(self) -> CustomerDraft:
        """What is asked for. Raises `Refused` for a birthday that is none and a referrer nobody picked."""
        draft = replace(
            self._before,
            name=self.name.text(),
            card_number=self.card_number.text().strip(),
            birthday=parse_birthday(self.birthday.text(), self._country),
        )
        social = tuple(contact for contact in draft.contacts if contact.kind == "social")
        more = self.more
        if more is None:
            return replace(draft, contacts=self.phones.contacts() + self.emails.contacts() + social)
        if more.referred_by.undecided():
            raise Refused(
                _("Choose one of the customers that were found, or leave this empty."), field="referred_by"
            )
        return replace(
            draft,
            contacts=self.phones.contacts() + self.emails.contacts() + more.social.contacts(),
            addresses=more.addresses.addresses(),
            favourite=more.favourite.text(),
            alert=more.alert.text(),
            notes=more.notes.toPlainText(),
            language=more.language.current_id(),
            channel=more.channel.current_id(),
            tags=more.tags.tags(),
            consents=more.given(),
            referred_by=more.referred_by.customer_id() if more.referred_by.text().strip() else None,
        )

    def half_typed_birthday(self) -> Birthday | None:
        """The birthday when it is one already."""
        try:
            return parse_birthday(self.birthday.text(), self._country)
        except Refused:
            return None

    def show_problem(self, refused: Refused) -> QWidget | None:
        """Put the sentence at its field, opening what hides it; the field's box, None when it has none."""
        if refused.field not in self.boxes:
            self.open_more()
        box = self.boxes.get(_FIELD_OF.get(refused.field or "", refused.field or ""))
        if box is None:
            return None
        box.say(str(refused))
        box.focus()
        return box

    def clear_problems(self) -> None:
        """Take all sentences away."""
        for box in self.boxes.values():
            box.say("")

    def _typed(self) -> None:
        self.edited.emit()

    def _offer_tags(self, tags: list[tuple[int, str, int]]) -> None:
        if self.more is not None:
            self.more.tags.offer([name for _id, name, _count in tags])


_FIELD_OF = {"tag": "tags", "label": "phone", "contacts": "phone", "sort_name": "name"}
"""Fields of a draft that are shown within another."""
