"""Many customers at once, for imports and demonstration shops: rows straight into the tables.

The result is the same as adding each by `add_customer`, but that no journal entry is written for each and
consents are said to come from the import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlalchemy import func, select

from app.customers.bulk_rows import Row, insert_rows
from app.customers.cards import Series
from app.customers.draft import CleanDraft, CustomerDraft, check_against_book, clean_draft
from app.customers.models import Consent, ContactPoint, Customer, CustomerTag, PostalAddress
from app.customers.rows import EDITED
from app.customers.search_index import Document, index_of
from app.customers.tags import tag_ids
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit

CHUNK = 2_000
WORTH_SETTLING = 20_000
IMPORTED = "import"

Kept = list[tuple[int, CleanDraft, CustomerDraft]]
"""The drafts of a chunk that fit, each with its new id."""

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
    adder.close(len(ids))
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
        self._series = Series(unit)
        self._index = index_of(unit)

    def add(self, drafts: list[CustomerDraft], place: int) -> list[int | None]:
        """Add one chunk whose first draft stands at `place`."""
        cleaned = [self._cleaned(draft, place + at) for at, draft in enumerate(drafts)]
        self._refuse_taken(cleaned, place)
        ids: list[int | None] = []
        kept: Kept = []
        for clean, draft in zip(cleaned, drafts, strict=True):
            ids.append(None if clean is None else self._next_id)
            if clean is not None:
                kept.append((self._next_id, clean, draft))
                self._next_id += 1
        if kept:
            self._number(kept)
            self._write(kept)
        return ids

    def close(self, added: int) -> None:
        """Keep what lasts beyond the chunks."""
        self._series.close()
        if added >= WORTH_SETTLING:
            self._index.settle(self._unit)

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

    def _number(self, kept: Kept) -> None:
        """Numbers of the series for those who bring none, clear of those the others bring."""
        without = [clean for _id, clean, _draft in kept if not clean.columns["card_number"]]
        brought = {clean.columns["card_number"] for _id, clean, _draft in kept}
        numbers = self._series.take(len(without), brought)
        for clean, number in zip(without, numbers, strict=True):
            clean.columns["card_number"] = number

    def _write(self, kept: Kept) -> None:
        unit = self._unit
        today = unit.today
        fixed = (unit.now, None, 1)
        insert_rows(
            unit,
            Customer,
            ("id", *EDITED, "joined_on", "created_at", "archived_at", "version"),
            [
                (id_, *map(clean.columns.__getitem__, EDITED), draft.joined_on or today, *fixed)
                for id_, clean, draft in kept
            ],
        )
        insert_rows(unit, ContactPoint, ("customer_id", "position", *_CONTACT), list(_contacts(kept)))
        insert_rows(unit, PostalAddress, ("customer_id", "position", *_ADDRESS), list(_addresses(kept)))
        insert_rows(unit, CustomerTag, ("customer_id", "tag_id"), list(self._worn(kept)))
        insert_rows(unit, Consent, _CONSENT, list(self._consents(kept)))
        self._index.put_new(unit, (_document(id_, clean) for id_, clean, _draft in kept))

    def _worn(self, kept: Kept) -> Iterator[Row]:
        fresh: dict[str, str] = {}
        for _id, clean, _draft in kept:
            for folded, written in clean.tags.items():
                if folded not in self._tags:
                    fresh.setdefault(folded, written)
        self._tags |= tag_ids(self._unit, fresh)
        for id_, clean, _draft in kept:
            for folded in clean.tags:
                yield id_, self._tags[folded]

    def _consents(self, kept: Kept) -> Iterator[Row]:
        for id_, clean, _draft in kept:
            for channel, given in clean.consents.items():
                yield id_, channel, given, self._unit.now, self._source, self._unit.actor.staff_id


def _taken(key: str, value: str, holder: str) -> Refused:
    sentence = (
        _("Card {value} belongs to {name}.")
        if key == "card_number"
        else _("Reference {value} belongs to {name}.")
    )
    return Refused(sentence.format(value=value, name=holder), field=key)


_CONTACT = ("kind", "label", "value", "normalised")
_ADDRESS = ("street", "postal_code", "city", "region", "country", "label")
_CONSENT = ("customer_id", "channel", "given", "at", "source", "staff_id")


def _contacts(kept: Kept) -> Iterator[Row]:
    for id_, clean, _draft in kept:
        for place, contact in enumerate(clean.contacts):
            yield id_, place, contact.kind, contact.label, contact.value, contact.normalised


def _addresses(kept: Kept) -> Iterator[Row]:
    for id_, clean, _draft in kept:
        for place, address in enumerate(clean.addresses):
            yield (id_, place, *vars(address).values())


def _document(id_: int, clean: CleanDraft) -> Document:
    numbers = [contact.normalised for contact in clean.contacts if contact.kind == "phone"]
    mails = [contact.normalised for contact in clean.contacts if contact.kind != "phone"]
    columns = clean.columns
    return Document(id_, clean.name, columns["sort_name"], (*numbers, columns["card_number"]), tuple(mails))
