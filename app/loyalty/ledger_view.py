"""The ledger as people read it, today or as it stood on any day before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.kernel.unit import View
from app.loyalty.models import POINTS, Account, Entry, EntryReason
from app.loyalty.owners import owner_of
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_W = table(EntryReason).c


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `purchase` is the sale's id, `reward` the reward's, `reason` the words if any are left."""

    seq: int
    business_date: date
    kind: str
    points: int
    balance: int
    expires_on: date | None
    purchase: int | None
    reward: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The entries in order, and the balance after the last of them."""

    entries: tuple[EntryRow, ...]
    balance: int


def ledger(view: View, customer_id: int, as_of: date | None = None) -> LedgerView:
    """A customer's entries; with `as_of`, those booked on that day or before, which never change again."""
    query = (
        select(
            _E.sequence,
            _E.business_date,
            _E.kind,
            _E.points,
            _E.balance,
            _E.expires_on,
            _E.purchase_id,
            _E.reward,
            func.coalesce(_W.text, ""),
        )
        .select_from(
            table(Entry)
            .join(table(Account), _A.id == _E.account_id)
            .outerjoin(table(EntryReason), _W.entry_id == _E.id)
        )
        .where(_A.customer_id == owner_of(view, customer_id), _A.unit == POINTS)
        .order_by(_E.sequence)
    )
    if as_of is not None:
        query = query.where(_E.business_date <= as_of)
    entries = tuple(EntryRow(*row) for row in run(view.session, query))
    return LedgerView(entries, entries[-1].balance if entries else 0)
