"""Booking what has lapsed: at opening, for every account at once, as often as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select

from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.ledger import Ledger, Lot, Tip
from app.loyalty.models import Account, Entry, OpenLot
from app.loyalty.shelves import MemoryShelf
from app.loyalty.store import Writer, midnight_in
from app.loyalty.waiting import latest_date
from app.loyalty.words import day_text
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_O = table(OpenLot).c
_FLUSH_EVERY = 20_000


@dataclass(frozen=True)
class LapseDue:
    """Book what is no longer valid today, on every account."""


@dataclass(frozen=True)
class Lapsed:
    """How many points lapsed on how many accounts; `note` says why nothing could be judged, else ""."""

    points: int = 0
    accounts: int = 0
    note: str = ""


def lapse_due(unit: Unit, _cmd: LapseDue) -> Lapsed:
    """Book all points whose last day has passed. Running it twice books nothing twice.

    A clock that stands before the last entry is not believed: nothing lapses, and the note says so.
    """
    latest = latest_date(unit)
    if latest is not None and latest > unit.today:
        note = _(
            "The computer's clock says {today}, but the last entry is of {latest}. No points lapsed; "
            "please set the clock."
        )
        return Lapsed(note=note.format(today=day_text(unit.today, unit), latest=day_text(latest, unit)))
    writer: Writer | None = None
    points = accounts = 0
    midnight = midnight_in(unit.context.timezone)
    for tip, lots in _due(unit, unit.today):
        writer = writer or Writer(unit.session)
        ledger = Ledger(tip, MemoryShelf(lots), midnight)
        points += ledger.settle(unit.today)
        accounts += 1
        writer.add(ledger)
        if writer.waiting >= _FLUSH_EVERY:
            writer.flush()
    if writer is not None:
        writer.flush()
        unit.changed("points", None)
    return Lapsed(points, accounts)


def _due(view: View, today: date) -> Iterator[tuple[Tip, list[Lot]]]:
    """Accounts with lots whose last day has passed, and those lots. Read whole before anything is written."""
    rows = run(
        view.session,
        select(
            _A.id,
            _A.balance,
            _A.owed,
            _A.sequence,
            _A.last_hash,
            _A.last_date,
            _A.active_on,
            _A.unit,
            _A.customer_id,
            _O.sequence,
            _O.expires_on,
            _O.remaining,
            _O.lot_id,
        )
        .select_from(table(OpenLot))
        .join(table(Account), _A.id == _O.account_id)
        .where(_O.expires_on < today, _A.last_date <= today)
        .order_by(_A.id),
    ).all()
    for tip, of_account in groupby(rows, key=lambda row: row[:9]):
        yield Tip(*tip), [Lot(*row[9:]) for row in of_account]
