"""Booking what has lapsed, for every account at once, as often as one likes.

Accounts are named by their due lots and read and written in runs, so that memory is bounded by a run and by
eight bytes an account, and another thread gets its turn between two runs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Select, select

from app.kernel.clock import add_months
from app.kernel.turns import Turns
from app.kernel.unit import Unit, View
from app.loyalty.expiry import ABSENCE
from app.loyalty.ledger import Ledger, Lot, Tip
from app.loyalty.models import POINTS, Account, OpenLot
from app.loyalty.shelves import MemoryShelf
from app.loyalty.store import Writer, idle_rule, midnight_in
from app.loyalty.versions import rules_on
from app.loyalty.waiting import clock_note
from app.sales.tables import run, table

_A = table(Account).c
_O = table(OpenLot).c
RUN = 400
"""Accounts read and written at once."""
_AHEAD = 1_000


@dataclass(frozen=True)
class LapseDue:
    """Book what is no longer valid today, on every account."""


@dataclass(frozen=True)
class Lapsed:
    """How many points lapsed, and on how many accounts of any unit something did; `note` says why nothing
    could be judged, else ""."""

    points: int = 0
    accounts: int = 0
    note: str = ""

    def __add__(self, other: object) -> Lapsed:
        if not isinstance(other, Lapsed):
            return NotImplemented
        return Lapsed(self.points + other.points, self.accounts + other.accounts, self.note or other.note)


def lapse_due(unit: Unit, _cmd: LapseDue) -> Lapsed:
    """Book all points that are no longer valid, by their day or by absence. Twice books nothing twice.

    A clock that stands before the last entry is not believed: nothing lapses, and the note says so.
    """
    note = clock_note(unit)
    if note:
        return Lapsed(note=note)
    return lapse_dated(unit, unit.today) + lapse_absent(unit, unit.today)


def lapse_dated(unit: Unit, day: date) -> Lapsed:
    """Book the lots whose last day is before `day`, of every unit."""
    due = (
        select(_O.account_id)
        .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
        .where(_O.expires_on < day, _A.last_date <= day)
    )
    return _lapse(unit, due, day)


def lapse_absent(unit: Unit, day: date) -> Lapsed:
    """Book the points of accounts that were last active too long before `day`."""
    expiry = rules_on(unit, day).expiry
    if expiry.kind != ABSENCE:
        return Lapsed()
    latest = add_months(day, -expiry.count)  # the ledger decides to the day; months are of unequal length
    absent = select(_A.id).where(
        _A.unit == POINTS, _A.balance > 0, _A.active_on <= latest, _A.last_date <= day
    )
    return _lapse(unit, absent, day)


def _lapse(unit: Unit, accounts: Select[tuple[int]], day: date) -> Lapsed:
    writer: Writer | None = None
    points = count = 0
    midnight = midnight_in(unit.context.timezone)
    idle = idle_rule(rules_on(unit, day).expiry)
    for tip, lots in _with_lots(unit, _ids(unit, accounts), day if idle is None else date.max):
        ledger = Ledger(tip, MemoryShelf(lots), midnight, idle if tip.unit == POINTS else None)
        lapsed = ledger.settle(day)
        if not lapsed:
            continue
        points += lapsed if tip.unit == POINTS else 0
        count += 1
        writer = writer or Writer(unit.session)
        writer.add(ledger)
        if writer.waiting >= _AHEAD:
            writer.flush()
    if writer is not None:
        writer.flush()
        unit.changed("points", None)
    return Lapsed(points, count)


def _ids(view: View, accounts: Select[tuple[int]]) -> array[int]:
    """The accounts in order, each once, as plain numbers: a hundred thousand take less than a megabyte."""
    found = array("q", run(view.session, accounts.distinct()).scalars())
    return array("q", sorted(found))


def _with_lots(view: View, ids: Sequence[int], before: date) -> Iterator[tuple[Tip, list[Lot]]]:
    """Accounts with their open lots whose last day is before one, run by run; all lots, for `date.max`.
    Whatever is written meanwhile is of runs before."""
    wanted = () if before == date.max else (_O.expires_on < before,)
    turns = Turns()
    for start in range(0, len(ids), RUN):
        rows = run(
            view.session,
            select(
                _A.id, _A.balance, _A.owed, _A.sequence, _A.last_hash, _A.last_date, _A.active_on, _A.unit,
                _A.customer_id, _O.sequence, _O.expires_on, _O.remaining, _O.lot_id,
            )
            .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
            .where(_O.account_id.in_(ids[start : start + RUN]), *wanted)
            .order_by(_O.account_id, _O.expires_on, _O.lot_id),
        ).all()  # fmt: skip
        for tip, of_account in groupby(rows, key=lambda row: row[:9]):
            yield Tip(*tip), [Lot(*row[9:]) for row in of_account]
        turns.pass_on()
