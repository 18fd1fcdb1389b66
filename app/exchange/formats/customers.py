"""Customers, one a row: new ones are added, known ones get what is new about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from app.customers.birthdays import Birthday
from app.customers.bulk import IMPORTED, add_many
from app.customers.commands import EditCustomer, edit_customer
from app.customers.consent import clean_consents
from app.customers.contacts import clean_address
from app.customers.draft import CustomerDraft, clean_draft
from app.customers.queries import card, draft_of
from app.exchange.customer_columns import COLUMNS
from app.exchange.customer_rows import WANTED, CustomerRow, read
from app.exchange.importing import ImportFormat, Intake, Record
from app.exchange.known import Known, known, with_entries
from app.exchange.recognising import Recogniser, Twins
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.loyalty.bulk import BulkOpening, ring_up_many
from app.loyalty.commands import stand_again

AT_ONCE = 4_000


def take(intake: Intake) -> None:
    """Take in the rows, some thousand at a time."""
    records = intake.records(WANTED)
    recogniser = Recogniser(intake.unit)
    while ahead := list(islice(records, AT_ONCE)):
        rows = list(_read_all(intake, ahead))
        recogniser.recognise(rows)
        _Chunk(intake, rows).take()


def _read_all(intake: Intake, records: list[Record]) -> Iterator[CustomerRow]:
    for record in records:
        try:
            yield read(record, intake.unit.context)
        except Refused as refusal:
            intake.reject(record.number, refusal.message)


class _Chunk:
    """Some thousand rows, recognised, against the book as it stands."""

    def __init__(self, intake: Intake, rows: list[CustomerRow]) -> None:
        self._intake = intake
        self._unit = intake.unit
        self._rows = rows

    def take(self) -> None:
        """Add those the book does not know, then bring the known ones up to date."""
        fresh: list[CustomerRow] = []
        others: list[tuple[CustomerRow, CustomerRow | None]] = []
        twins = Twins()
        for row in self._rows:
            twin = None if row.id is not None else twins.of(row)
            if row.id is None and twin is None:
                fresh.append(row)
                twins.add([row])
            else:
                others.append((row, twin))
        self._add(fresh)
        for row, twin in others:
            if twin is not None:
                row.id = twin.id
        self._update([row for row, _twin in others])

    def _add(self, fresh: list[CustomerRow]) -> None:
        intake = self._intake
        ids = add_many(
            self._unit,
            (row.draft for row in fresh),
            on_refused=lambda place, refusal: intake.reject(fresh[place].number, refusal.message),
        )
        for row, id_ in zip(fresh, ids, strict=True):
            row.id = id_
            intake.added += id_ is not None
        self._give({row.id: row.points for row in fresh if row.id is not None and row.points})

    def _give(self, points: dict[int, int]) -> None:
        """The points customers bring along."""
        now, today = self._unit.now, self._unit.today
        if points:
            ring_up_many(self._unit, [BulkOpening(id_, now, today, given) for id_, given in points.items()])
            stand_again(self._unit, points)

    def _update(self, rows: list[CustomerRow]) -> None:
        intake = self._intake
        before = known(self._unit, [row.id for row in rows if row.id is not None])
        brought = self._brought(rows)
        changed: set[int] = set()
        for row in rows:
            if row.id is None:
                intake.reject(row.number, _("A row before it of the same customer could not be taken in."))
                continue
            intake.progress.check()
            try:
                if row.id in changed:
                    before |= known(self._unit, [row.id])
                says_more = self._says_more(row.draft, before[row.id])
                if says_more:
                    self._edit(row.id, row.draft)
                    changed.add(row.id)
                if says_more or brought.get(row.id) is row:
                    intake.updated += 1
                else:
                    intake.unchanged += 1
            except Refused as refusal:
                brought.pop(row.id, None)
                intake.reject(row.number, refusal.message)
        self._give({id_: row.points for id_, row in brought.items()})

    def _brought(self, rows: Iterable[CustomerRow]) -> dict[int, CustomerRow]:
        """The rows whose points are still to be given: to customers on whose account nothing happened yet."""
        bringing: dict[int, CustomerRow] = {}
        for row in rows:
            if row.id is not None and row.points:
                bringing.setdefault(row.id, row)
        for id_ in with_entries(self._unit, bringing):
            del bringing[id_]
        return bringing

    def _says_more(self, draft: CustomerDraft, held: Known) -> bool:
        """Whether the row knows anything that the card does not."""
        clean = clean_draft(draft, self._unit.context.country, self._unit.today)
        columns = clean.columns
        day, year = (columns["birth_month"], columns["birth_day"]), columns["birth_year"]
        return (
            clean.name != held.name
            or columns["card_number"] not in ("", held.card_number)
            or columns["reference"] not in (None, held.reference)
            or day not in ((None, None), held.birthday[:2])
            or year not in (None, held.birthday[2])
            or columns["notes"] not in held.notes
            or not {(contact.kind, contact.normalised) for contact in clean.contacts} <= held.contacts
            or not set(clean.addresses) <= held.addresses
            or not set(clean.tags) <= held.tags
            or bool(_new_words(clean.consents, held.consents))
        )  # fmt: skip

    def _edit(self, customer_id: int, draft: CustomerDraft) -> None:
        shown = card(self._unit, customer_id)
        held = draft_of(shown)
        notes = held.notes
        if draft.notes and draft.notes not in notes:
            notes = f"{notes}\n{draft.notes}".strip()
        given = (clean_address(address) for address in draft.addresses)
        merged = replace(
            held,
            name=draft.name,
            sort_name=held.sort_name if draft.name == held.name else "",
            card_number=draft.card_number or held.card_number,
            reference=draft.reference or held.reference,
            contacts=held.contacts + draft.contacts,
            addresses=held.addresses + tuple(new for new in given if new and new not in held.addresses),
            birthday=_fuller(draft.birthday, held.birthday),
            notes=notes,
            tags=held.tags + draft.tags,
            consents=_new_words(clean_consents(draft.consents), dict(shown.consents)),
        )
        edit_customer(self._unit, EditCustomer(customer_id, merged, shown.version, source=IMPORTED))


def _new_words(told: Mapping[str, bool], held: Mapping[str, bool]) -> dict[str, bool]:
    """What a file adds to what is held: a word where there is none, and a no. Its yes overturns no no, which
    may have been said after the file was written."""
    return {
        channel: given
        for channel, given in told.items()
        if channel not in held or (held[channel] and not given)
    }


def _fuller(told: Birthday | None, held: Birthday | None) -> Birthday | None:
    """What the file tells, unless it is the day that is held, without the year."""
    if told is None or (held is not None and replace(held, year=None) == told):
        return held
    return told


FORMAT = ImportFormat(
    id="customers",
    label=_("Customers"),
    columns=COLUMNS,
    needs=(("name", "given", "family"),),
    take=take,
)
