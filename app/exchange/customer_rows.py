"""Rows of a file of customers, read: the card each makes, and by what the book may know it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.customers.birthdays import parse_birthday
from app.customers.cards import clean_card_number
from app.customers.consent import CHANNELS
from app.customers.contacts import Address, Contact, clean_contact, normal_email, normal_phone
from app.customers.draft import CustomerDraft
from app.customers.names import clean_name
from app.customers.tidy import tidy
from app.exchange.cells import bare, country_code, points, yes_or_no
from app.exchange.customer_columns import COLUMNS
from app.exchange.importing import Record
from app.kernel.context import ShopContext
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import sort_key

WANTED = tuple(column.id for column in COLUMNS)
"""The columns a record must have, in the order `read` takes them."""

_APART = re.compile(r"[,;|]")


@dataclass(slots=True)
class CustomerRow:
    """A row read. `contacts` are normal forms, `folded` the name as names are compared
    (no case, accents or signs); `points` it brings.

    `id` is the customer's once known.
    """

    number: int
    draft: CustomerDraft
    points: int
    contacts: tuple[str, ...]
    folded: str
    id: int | None = None

    @property
    def told_by_name(self) -> bool:
        """Whether only the name tells whose row it is: no reference, card, phone or e-mail."""
        return not (self.draft.reference or self.draft.card_number or self.contacts)


def read(record: Record, context: ShopContext) -> CustomerRow:
    """The row of a record of `WANTED` columns. Raises `Refused` for a cell that means nothing."""
    (reference, name, given, family, card_number, phone, email, street, city, code, country, birthday, tags,
     notes, brought, *said) = record.cells  # fmt: skip
    name = name or f"{given} {family}".strip()
    if not name:
        raise Refused(_("The name is missing."), field="name")
    if not name.isprintable():  # nothing is hidden between the letters of most names
        name = clean_name(name)
    contacts = [Contact("phone", bare(phone))] if phone else []
    if email:
        contacts.append(Contact("email", email))
    normals = (_normal(contact, context.country) for contact in contacts)
    addresses: tuple[Address, ...] = ()
    if street or city or code:
        addresses = (Address(street, code, city, "", country_code(country, context.locale)),)
    draft = CustomerDraft(
        name=name,
        card_number=clean_card_number(bare(card_number)) if card_number else "",
        reference=tidy(bare(reference), "reference"),
        contacts=tuple(contacts),
        addresses=addresses,
        birthday=parse_birthday(birthday, context.country) if birthday else None,
        tags=tuple(tag.strip() for tag in _APART.split(tags) if tag.strip()) if tags else (),
        notes=notes,
        consents=_consents(said) if any(said) else (),
    )
    return CustomerRow(
        record.number, draft, points(brought) if brought else 0, tuple(filter(None, normals)), sort_key(name)
    )


def _consents(cells: list[str]) -> tuple[tuple[str, bool], ...]:
    """The yes or no on each channel whose cell is not empty."""
    return tuple((channel, yes_or_no(cell)) for channel, cell in zip(CHANNELS, cells, strict=True) if cell)


def _normal(contact: Contact, country: str) -> str:
    """What a contact is compared by; "" for an empty one. Plain values take the short way."""
    value = contact.value
    if value and value.isprintable():
        return normal_phone(value, country) if contact.kind == "phone" else normal_email(value)
    clean = clean_contact(contact, country)
    return clean.normalised if clean else ""
