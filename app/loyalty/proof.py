"""One account proved from its first entry: hashes, order, running balance, lots, debts, and the caches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from app.kernel.i18n import _
from app.loyalty.chain import entry_hash, lots_text, reason_digest
from app.loyalty.models import CREDIT, GIFT, POINTS
from app.loyalty.movements import ABSENT, ACTIVE_KINDS, EntryKind


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The account as the file has it. `card` is the number of the gift card whose account it is."""

    id: int
    customer_id: int | None
    balance: int
    owed: int
    sequence: int
    last_hash: str
    last_date: date | None
    unit: str = POINTS
    card: str | None = None

    @property
    def words(self) -> str:
        """Whose account it is, as a sentence about it begins."""
        if self.unit == GIFT:
            return _("Gift card {number}").format(number=self.card or "?")
        if self.unit == CREDIT:
            return _("Store credit of customer {number}").format(number=self.customer_id)
        if self.unit != POINTS:
            return _("Stamps of customer {number}").format(number=self.customer_id)
        return _("Account of customer {number}").format(number=self.customer_id)

    active_on: date | None = None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as the file has it, with its reason where it was not erased."""

    id: int
    account_id: int
    sequence: int
    kind: str
    points: int
    balance: int
    business_date: date
    at: datetime
    expires_on: date | None
    purchase_id: int | None
    refund_id: int | None
    reward: str | None
    reverses_id: int | None
    programme_id: int | None
    staff_id: int | None
    till: str
    detail: str
    reason_digest: str
    lots: str
    previous_hash: str
    hash: str
    salt: str | None
    reason: str | None

    def recomputed(self) -> str:
        """The hash these facts should have."""
        return entry_hash(
            account_id=self.account_id,
            sequence=self.sequence,
            kind=self.kind,
            points=self.points,
            balance=self.balance,
            business_date=self.business_date,
            at=self.at,
            expires_on=self.expires_on,
            purchase_id=self.purchase_id,
            refund_id=self.refund_id,
            reward=self.reward,
            reverses_id=self.reverses_id,
            programme_id=self.programme_id,
            staff_id=self.staff_id,
            till=self.till,
            detail=self.detail,
            reason_digest=self.reason_digest,
            lots=self.lots,
            previous_hash=self.previous_hash,
        )


@dataclass(slots=True)
class LotFacts:
    """A lot with what was moved on it (points, on behalf of, made by), and its open row if it has one."""

    id: int
    entry_id: int
    points: int
    earned_on: date
    expires_on: date | None
    moves: list[tuple[int, int, int]] = field(default_factory=list)
    open_as: tuple[int, date | None, int] | None = None


def prove_account(account: AccountRow, entries: list[EntryFacts], lots: dict[int, LotFacts]) -> list[str]:
    """What is wrong with an account, in sentences; nothing when all of it is proved."""
    who = account.words
    problems = [*_chain(entries), *_lots(entries, lots), *_caches(account, entries, lots)]
    return [f"{who}: {problem}" for problem in problems]


def _chain(entries: list[EntryFacts]) -> Iterator[str]:
    before, balance, day = "", 0, date.min
    for place, entry in enumerate(entries, 1):
        balance += entry.points
        if entry.sequence != place:
            yield _("entry {number} is missing").format(number=place)
            return
        if entry.recomputed() != entry.hash:
            yield _("entry {number} was changed after it was written").format(number=place)
        if entry.previous_hash != before:
            yield _("entry {number} does not continue the one before it").format(number=place)
        if entry.balance != balance:
            yield _("entry {number} has a balance that does not add up").format(number=place)
        if entry.business_date < day:
            yield _("entry {number} is dated before the one before it").format(number=place)
        if entry.reason is not None and reason_digest(entry.salt or "", entry.reason) != entry.reason_digest:
            yield _("the reason of entry {number} was changed after it was written").format(number=place)
        before, day, balance = entry.hash, entry.business_date, entry.balance


def _lots(entries: list[EntryFacts], lots: dict[int, LotFacts]) -> Iterator[str]:
    """Each entry did to lots what it says; no lot ever held less than nothing or more than it began with."""
    by_id = {entry.id: entry for entry in entries}
    made: dict[int, LotFacts] = {lot.entry_id: lot for lot in lots.values()}
    moved: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for lot in lots.values():
        maker = by_id.get(lot.entry_id)
        if maker is None:
            continue
        if lot.points != maker.points or lot.expires_on != maker.expires_on:
            yield _("the lot of entry {number} is not what the entry says").format(number=maker.sequence)
        left = lot.points
        for points, on_behalf, made_by in lot.moves:
            left += points
            if not 0 <= left <= lot.points:
                yield _("more was taken from the lot of entry {number} than it holds").format(
                    number=maker.sequence
                )
            if on_behalf in by_id and made_by in by_id:
                moved[made_by].append((maker.sequence, points, by_id[on_behalf].sequence))
    for entry in entries:
        lot_made = made.get(entry.id)
        new = (lot_made.points, lot_made.earned_on) if lot_made else None
        if sorted(lots_text(new, moved[entry.id], entry.sequence).split()) != sorted(entry.lots.split()):
            yield _("entry {number} says something else of its lots than they do").format(
                number=entry.sequence
            )


def _caches(account: AccountRow, entries: list[EntryFacts], lots: dict[int, LotFacts]) -> Iterator[str]:
    balance = sum(entry.points for entry in entries)
    last = entries[-1] if entries else None
    if account.sequence != (last.sequence if last else 0) or account.last_hash != (last.hash if last else ""):
        yield _("its last entry is not the one that was written last")
    if account.last_date != (last.business_date if last else None):
        yield _("its last date is not that of its last entry")
    if account.active_on != _active_on(entries):
        yield _("the day it was last active is kept wrong")
    if account.balance != balance:
        yield _("the balance is kept as {kept}, but the entries make {proved}").format(
            kept=account.balance, proved=balance
        )
    sequences = {entry.id: entry.sequence for entry in entries}
    left_in_all = 0
    for lot in lots.values():
        left = lot.points + sum(move[0] for move in lot.moves)
        left_in_all += left
        wanted = (sequences.get(lot.entry_id, 0), lot.expires_on, left) if left else None
        if lot.open_as != wanted:
            yield _("what is left of the lot of entry {number} is kept wrong").format(
                number=sequences.get(lot.entry_id, 0)
            )
    owed = left_in_all - balance
    if balance < 0 and account.unit == GIFT:
        yield _("more money was taken from it than there was")
    if owed != account.owed or owed < 0 or (owed and left_in_all):
        yield _("{kept} points are kept as owed, but the lots make it {proved}").format(
            kept=account.owed, proved=owed
        )


def _active_on(entries: list[EntryFacts]) -> date | None:
    """The last day on which something was earned or used; none again after a lapse by absence."""
    for entry in reversed(entries):
        if entry.kind in ACTIVE_KINDS:
            return entry.business_date
        if entry.kind == EntryKind.LAPSE and entry.detail and json.loads(entry.detail).get(ABSENT):
            return None
    return None
