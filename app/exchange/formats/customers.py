"""Customers, one a row: new ones are added, known ones get what is new about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.customers.birthdays import parse_birthday
from app.customers.bulk import add_many
from app.customers.cards import clean_card_number
from app.customers.commands import EditCustomer, edit_customer
from app.customers.contacts import Address, Contact, clean_address, normal_email, normal_phone
from app.customers.draft import CustomerDraft, clean_draft
from app.customers.queries import card, draft_of
from app.exchange.cells import bare, country_code, points
from app.exchange.customer_columns import COLUMNS
from app.exchange.importing import ImportFormat, Intake, Record
from app.exchange.known import Known, by_card, by_contact, by_reference, known
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import fold
from app.loyalty.bulk import BulkOpening, ring_up_many

AT_ONCE = 4_000

_WANTED = tuple(column.id for column in COLUMNS)
_APART = re.compile(r"[,;|]")


@dataclass(slots=True)
class _Item:
    """A row read: the card it makes, and by what the book may know it."""

    number: int
    draft: CustomerDraft
    points: int
    contacts: tuple[str, ...]
    folded: str
    id: int | None = None


def take(intake: Intake) -> None:
    """Take in the rows, some thousand at a time."""
    records = intake.records(_WANTED)
    while ahead := list(islice(records, AT_ONCE)):
        items = list(_read_all(intake, ahead))
        _Chunk(intake, items).take()


def _read_all(intake: Intake, records: list[Record]) -> Iterator[_Item]:
    for record in records:
        try:
            yield _read(intake, record)
        except Refused as refusal:
            intake.reject(record.number, refusal.message)


def _read(intake: Intake, record: Record) -> _Item:
    (reference, name, given, family, card_number, phone, email, street, city, code, country, birthday, tags,
     notes, brought) = record.cells  # fmt: skip
    context = intake.unit.context
    name = name or f"{given} {family}".strip()
    if not name:
        raise Refused(_("The name is missing."), field="name")
    contacts = []
    normals = []
    if phone:
        phone = bare(phone)
        contacts.append(Contact("phone", phone))
        normals.append(normal_phone(phone, context.country))
    if email:
        contacts.append(Contact("email", email))
        normals.append(normal_email(email))
    addresses: tuple[Address, ...] = ()
    if street or city or code:
        addresses = (Address(street, code, city, "", country_code(country, context.locale)),)
    draft = CustomerDraft(
        name=name,
        card_number=clean_card_number(bare(card_number)) if card_number else "",
        reference=bare(reference),
        contacts=tuple(contacts),
        addresses=addresses,
        birthday=parse_birthday(birthday, context.country) if birthday else None,
        tags=tuple(tag.strip() for tag in _APART.split(tags) if tag.strip()) if tags else (),
        notes=notes,
    )
    return _Item(record.number, draft, points(brought) if brought else 0, tuple(normals), fold(name))


class _Chunk:
    """Some thousand rows against the book as it stands."""

    def __init__(self, intake: Intake, items: list[_Item]) -> None:
        self._intake = intake
        self._unit = intake.unit
        self._items = items

    def take(self) -> None:
        """Find who is known, add the others, then bring the known ones up to date."""
        self._find()
        fresh: list[_Item] = []
        known_items: list[tuple[_Item, _Item | None]] = []
        seen: dict[tuple[str, ...], _Item] = {}
        for item in self._items:
            twin = None if item.id is not None else _twin(seen, item)
            if item.id is None and twin is None:
                fresh.append(item)
                _mark(seen, item)
            else:
                known_items.append((item, twin))
        self._add(fresh)
        for item, twin in known_items:
            if twin is not None:
                item.id = twin.id
        self._update([item for item, _twin_item in known_items])

    def _find(self) -> None:
        """Ids of those the book knows: by reference, else by card, else by phone or e-mail and name."""
        unit, items = self._unit, self._items
        references = by_reference(unit, [item.draft.reference for item in items if item.draft.reference])
        cards = by_card(unit, [item.draft.card_number for item in items if item.draft.card_number])
        contacts = by_contact(unit, {value for item in items for value in item.contacts})
        for item in items:
            item.id = references.get(item.draft.reference)
            if item.id is not None:
                continue
            holder = cards.get(item.draft.card_number)
            if holder is not None and _may_be(item, holder[1]):
                item.id = holder[0]
                continue
            for value in item.contacts:
                for id_, name, reference in contacts.get(value, ()):
                    if item.id is None and _may_be(item, reference) and fold(name) == item.folded:
                        item.id = id_

    def _add(self, fresh: list[_Item]) -> None:
        intake = self._intake
        ids = add_many(
            self._unit,
            (item.draft for item in fresh),
            on_refused=lambda place, refusal: intake.reject(fresh[place].number, refusal.message),
        )
        openings = []
        now, today = self._unit.now, self._unit.today
        for item, id_ in zip(fresh, ids, strict=True):
            item.id = id_
            if id_ is not None:
                intake.added += 1
                if item.points:
                    openings.append(BulkOpening(id_, now, today, item.points))
        if openings:
            ring_up_many(self._unit, openings)

    def _update(self, items: list[_Item]) -> None:
        intake = self._intake
        before = known(self._unit, [item.id for item in items if item.id is not None])
        changed: set[int] = set()
        for item in items:
            if item.id is None:
                intake.reject(item.number, _("A row before it of the same customer could not be taken in."))
                continue
            intake.progress.check()
            try:
                if item.id in changed:
                    before |= known(self._unit, [item.id])
                if self._says_more(item.draft, before[item.id]):
                    self._edit(item.id, item.draft)
                    changed.add(item.id)
                    intake.updated += 1
                else:
                    intake.unchanged += 1
            except Refused as refusal:
                intake.reject(item.number, refusal.message)

    def _says_more(self, draft: CustomerDraft, held: Known) -> bool:
        """Whether the row knows anything that the card does not."""
        clean = clean_draft(draft, self._unit.context.country, self._unit.today)
        columns = clean.columns
        born = (columns["birth_month"], columns["birth_day"], columns["birth_year"])
        return (
            clean.name != held.name
            or columns["card_number"] not in ("", held.card_number)
            or columns["reference"] not in (None, held.reference)
            or born not in ((None, None, None), held.birthday)
            or columns["notes"] not in held.notes
            or not {(contact.kind, contact.normalised) for contact in clean.contacts} <= held.contacts
            or not set(clean.addresses) <= held.addresses
            or not set(clean.tags) <= held.tags
        )  # fmt: skip

    def _edit(self, customer_id: int, draft: CustomerDraft) -> None:
        shown = card(self._unit, customer_id)
        held = draft_of(shown)
        notes = held.notes
        if draft.notes and draft.notes not in notes:
            notes = f"{notes}\n{draft.notes}".strip()
        given = (clean_address(address) for address in draft.addresses)
        fresh = tuple(address for address in given if address and address not in held.addresses)
        merged = replace(
            held,
            name=draft.name,
            sort_name=held.sort_name if draft.name == held.name else "",
            card_number=draft.card_number or held.card_number,
            reference=draft.reference or held.reference,
            contacts=held.contacts + draft.contacts,
            addresses=held.addresses + fresh,
            birthday=draft.birthday or held.birthday,
            notes=notes,
            tags=held.tags + draft.tags,
        )
        edit_customer(self._unit, EditCustomer(customer_id, merged, shown.version))


def _may_be(item: _Item, reference: str) -> bool:
    """Whether the row can be the customer of that reference: two different ones are two customers."""
    return not reference or not item.draft.reference or item.draft.reference == reference


def _keys(item: _Item) -> Iterator[tuple[str, ...]]:
    if item.draft.reference:
        yield ("reference", item.draft.reference)
    if item.draft.card_number:
        yield ("card", item.draft.card_number)
    for value in item.contacts:
        yield ("contact", value, item.folded)


def _mark(seen: dict[tuple[str, ...], _Item], item: _Item) -> None:
    for key in _keys(item):
        seen.setdefault(key, item)


def _twin(seen: dict[tuple[str, ...], _Item], item: _Item) -> _Item | None:
    """The row before it that is the same customer."""
    for key in _keys(item):
        twin = seen.get(key)
        if twin is None:
            continue
        if _may_be(item, twin.draft.reference):
            return twin
    return None


FORMAT = ImportFormat(
    id="customers",
    label=_("Customers"),
    columns=COLUMNS,
    needs=(("name", "given", "family"),),
    take=take,
)
