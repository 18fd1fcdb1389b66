"""Many customers at once, for imports and demonstration shops: rows straight into the tables.

The result is the same as adding each by `add_customer`, but that no journal entry is written for each and
consents are said to come from the import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, insert, select

from app.customers.cards import Series
from app.customers.draft import CleanDraft, CustomerDraft, check_against_book, clean_draft
from app.customers.models import Consent, ContactPoint, Customer, CustomerTag, PostalAddress
from app.customers.search_index import Document, index_of
from app.customers.tags import tag_ids
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit

CHUNK = 2_000
IMPORTED = "import"

OnRefused = Callable[[int, Refused], None]


def add_many(
    unit: Unit,
    drafts: Iterable[CustomerDraft],
    *,
    source: str = IMPORTED,
    on_refused: OnRefused | None = None,
) -> list[int | None]:
    """Add the drafts in their order; the new ids in that order.

    With `on_refused`, a draft that does not fit is told to it by its place (from 0) and has None for an id;
    without, the first one raises its `Refused`. Streams: `drafts` may be a generator of any length.
    """
    adder = _Adder(unit, source, on_refused)
    remaining = iter(drafts)
    ids: list[int | None] = []
    while chunk := list(islice(remaining, CHUNK)):
        ids += adder.add(chunk, len(ids))
    adder.series.close()
    if any(id_ is not None for id_ in ids):
        unit.changed("customer")
        unit.changed("tag")
    return ids


class _Adder:
    """Adds chunk by chunk, remembering the tags it met."""

    def __init__(self, unit: Unit, source: str, on_refused: OnRefused | None) -> None:
        self._unit = unit
        self._source = source
        self._on_refused = on_refused
        self._tags: dict[str, int] = {}
        self._next_id = (unit.session.scalar(select(func.max(Customer.id))) or 0) + 1
        self.series = Series(unit)

    def add(self, drafts: list[CustomerDraft], place: int) -> list[int | None]:
        """Add one chunk whose first draft stands at `place`."""
        cleaned = [self._cleaned(draft, place + at) for at, draft in enumerate(drafts)]
        self._refuse_taken(cleaned, place)
        ids: list[int | None] = []
        kept: list[tuple[int, CleanDraft, CustomerDraft]] = []
        for clean, draft in zip(cleaned, drafts, strict=True):
            ids.append(None if clean is None else self._next_id)
            if clean is not None:
                kept.append((self._next_id, clean, draft))
                self._next_id += 1
        if kept:
            self._number(kept)
            self._write(kept)
        return ids

    def _cleaned(self, draft: CustomerDraft, place: int) -> CleanDraft | None:
        try:
            clean = clean_draft(draft, self._unit.context.country, self._unit.today)
            if clean.suspects or clean.columns["referred_by_id"] is not None:
                check_against_book(self._unit, clean)
        except Refused as refusal:
            self._refuse(refusal, place)
            return None
        return clean

    def _refuse(self, refusal: Refused, place: int) -> None:
        if self._on_refused is None:
            raise refusal
        self._on_refused(place, refusal)

    def _refuse_taken(self, cleaned: list[CleanDraft | None], place: int) -> None:
        """Card numbers and references are one customer's: of the book, and of those before in the chunk."""
        for key in ("card_number", "reference"):
            given = [clean.columns[key] for clean in cleaned if clean is not None and clean.columns[key]]
            if not given:
                continue
            column = getattr(Customer, key)
            rows = self._unit.session.execute(select(column, Customer.name).where(column.in_(given)))
            holders: dict[str, str] = dict(rows.all())
            for at, clean in enumerate(cleaned):
                if clean is None or not clean.columns[key]:
                    continue
                value = clean.columns[key]
                if value in holders:
                    cleaned[at] = None
                    self._refuse(_taken(key, value, holders[value]), place + at)
                else:
                    holders[value] = clean.name

    def _number(self, kept: list[tuple[int, CleanDraft, CustomerDraft]]) -> None:
        """Numbers of the series for those who bring none, clear of those the others bring."""
        without = [clean for _id, clean, _draft in kept if not clean.columns["card_number"]]
        brought = {clean.columns["card_number"] for _id, clean, _draft in kept}
        numbers = self.series.take(len(without), brought)
        for clean, number in zip(without, numbers, strict=True):
            clean.columns["card_number"] = number

    def _write(self, kept: list[tuple[int, CleanDraft, CustomerDraft]]) -> None:
        unit = self._unit
        fixed = {"created_at": unit.now, "archived_at": None, "version": 1}
        customers = [
            {"id": id_, **clean.columns, **fixed, "joined_on": draft.joined_on or unit.today}
            for id_, clean, draft in kept
        ]
        _insert(unit, Customer, customers)
        _insert(unit, ContactPoint, _contacts(kept))
        _insert(unit, PostalAddress, _addresses(kept))
        _insert(unit, CustomerTag, list(self._worn(kept)))
        _insert(unit, Consent, list(self._consents(kept)))
        index_of(unit).put_new(unit, (_document(id_, clean) for id_, clean, _draft in kept))

    def _worn(self, kept: list[tuple[int, CleanDraft, CustomerDraft]]) -> Iterator[dict[str, int]]:
        words = {folded: written for _id, clean, _draft in kept for folded, written in clean.tags.items()}
        fresh = {folded: written for folded, written in words.items() if folded not in self._tags}
        self._tags |= tag_ids(self._unit, fresh)
        for id_, clean, _draft in kept:
            for folded in clean.tags:
                yield {"customer_id": id_, "tag_id": self._tags[folded]}

    def _consents(self, kept: list[tuple[int, CleanDraft, CustomerDraft]]) -> Iterator[dict[str, Any]]:
        for id_, clean, _draft in kept:
            for channel, given in clean.consents.items():
                if given:
                    yield {
                        "customer_id": id_,
                        "channel": channel,
                        "given": True,
                        "at": self._unit.now,
                        "source": self._source,
                        "staff_id": self._unit.actor.staff_id,
                    }


def _taken(key: str, value: str, holder: str) -> Refused:
    sentence = (
        _("Card {value} belongs to {name}.")
        if key == "card_number"
        else _("Reference {value} belongs to {name}.")
    )
    return Refused(sentence.format(value=value, name=holder), field=key)


def _contacts(kept: list[tuple[int, CleanDraft, CustomerDraft]]) -> list[dict[str, Any]]:
    return [
        {
            "customer_id": id_,
            "kind": contact.kind,
            "label": contact.label,
            "value": contact.value,
            "normalised": contact.normalised,
            "position": place,
        }
        for id_, clean, _draft in kept
        for place, contact in enumerate(clean.contacts)
    ]


def _addresses(kept: list[tuple[int, CleanDraft, CustomerDraft]]) -> list[dict[str, Any]]:
    return [
        {"customer_id": id_, **vars(address), "position": place}
        for id_, clean, _draft in kept
        for place, address in enumerate(clean.addresses)
    ]


def _document(id_: int, clean: CleanDraft) -> Document:
    numbers = [contact.normalised for contact in clean.contacts if contact.kind == "phone"]
    mails = [contact.normalised for contact in clean.contacts if contact.kind != "phone"]
    columns = clean.columns
    return Document(id_, clean.name, columns["sort_name"], (*numbers, columns["card_number"]), tuple(mails))


def _insert(unit: Unit, model: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        table: Table = model.__table__
        unit.session.execute(insert(table), rows)
