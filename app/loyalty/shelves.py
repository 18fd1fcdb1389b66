"""Where a ledger finds lots and debts: in the file, fetched as needed, or all in memory for long runs."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import date
from heapq import merge
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.loyalty.ledger import Debt, EntryKind, Lot
from app.loyalty.models import Allocation as AllocationRow
from app.loyalty.models import Entry as EntryRow
from app.loyalty.models import Lot as LotRow
from app.loyalty.models import OpenLot
from app.sales.tables import run, table

_OPEN = table(OpenLot).c
_SELECT = select(_OPEN.sequence, _OPEN.expires_on, _OPEN.remaining, _OPEN.lot_id).where(
    _OPEN.account_id == bindparam("account")
)
_DUE = _SELECT.where(_OPEN.expires_on < bindparam("day")).order_by(_OPEN.expires_on, _OPEN.lot_id)
_DATED = _SELECT.where(_OPEN.expires_on.is_not(None)).order_by(_OPEN.expires_on, _OPEN.lot_id)
_LASTING = _SELECT.where(_OPEN.expires_on.is_(None)).order_by(_OPEN.lot_id)
_LOT = (
    select(EntryRow.sequence, LotRow.expires_on, func.coalesce(_OPEN.remaining, 0), LotRow.id)
    .select_from(LotRow)
    .join(EntryRow, EntryRow.id == LotRow.entry_id)
    .outerjoin(OpenLot, _OPEN.lot_id == LotRow.id)
    .where(EntryRow.account_id == bindparam("account"), EntryRow.sequence == bindparam("sequence"))
)


def owing_entries(session: Session, account_id: int) -> list[Debt]:
    """The entries of an account that owe, oldest first, worked out from entries, lots and allocations.

    An entry's gap is what of its points no lot carries; a reversal's gap counts for the entry it reverses,
    and what brings a debt back that had moved to another account counts for the entry that owed first.
    """
    moved = func.coalesce(
        select(func.sum(AllocationRow.points))
        .where(AllocationRow.entry_id == EntryRow.id)
        .correlate(EntryRow)
        .scalar_subquery(),
        0,
    )
    made = func.coalesce(
        select(LotRow.points).where(LotRow.entry_id == EntryRow.id).correlate(EntryRow).scalar_subquery(), 0
    )
    rows = run(
        session,
        select(
            EntryRow.id,
            EntryRow.sequence,
            EntryRow.points - moved - made,
            EntryRow.points,
            EntryRow.reverses_id,
            EntryRow.kind,
        )
        .where(EntryRow.account_id == account_id)
        .order_by(EntryRow.sequence),
    )
    debts: dict[int, Debt] = {}
    moved_away: dict[int, Debt] = {}
    for entry_id, sequence, gap, points, reverses_id, kind in rows:
        moving = kind in (EntryKind.JOIN, EntryKind.LEAVE)
        if gap < 0 and moving and reverses_id in moved_away:
            moved_away[reverses_id].owing -= gap
        elif gap < 0:
            debts[entry_id] = Debt(sequence, -gap, entry_id)
        elif gap > 0 and points > 0 and reverses_id in debts:
            debts[reverses_id].owing -= gap
            if moving:
                moved_away[entry_id] = debts[reverses_id]
    return [debt for debt in debts.values() if debt.owing > 0]


class FileShelf:
    """The lots of one account, fetched from the file when asked for; nothing is fetched twice."""

    def __init__(self, session: Session, account_id: int, *, new: bool, any_due: bool = True) -> None:
        self._session = session
        self._account_id = account_id
        self._new = new
        self._any_due = any_due
        self._known: dict[int, Lot] = {}
        self._debts: list[Debt] | None = [] if new else None
        self.touched: dict[int, Lot] = {}

    def _know(self, sequence: int, expires_on: date | None, remaining: int, ref: int) -> Lot:
        lot = self._known.get(sequence)
        if lot is None:
            lot = self._known[sequence] = Lot(sequence, expires_on, remaining, ref)
        return lot

    def due(self, day: date) -> list[Lot]:
        fresh = [lot for lot in self._known.values() if lot.remaining and _is_before(lot.expires_on, day)]
        if self._any_due and not self._new:
            rows = run(self._session, _DUE, {"account": self._account_id, "day": day})
            fetched = [self._know(*row) for row in rows]
            fresh += [lot for lot in fetched if lot not in fresh]
        return sorted((lot for lot in fresh if lot.remaining), key=_order)

    def soonest(self) -> Iterator[Lot]:
        for statement, lasting in ((_DATED, False), (_LASTING, True)):
            known = sorted(
                (lot for lot in self._known.values() if (lot.expires_on is None) == lasting), key=_order
            )
            # Lots made or refilled in this transaction may stand in between: both runs are in one order, and
            # a lot that comes twice is empty the second time.
            yield from merge(known, self._stored(statement), key=_order)

    def _stored(self, statement: Select[Any]) -> Iterator[Lot]:
        if self._new:
            return
        with run(self._session, statement, {"account": self._account_id}) as rows:
            for row in rows:
                yield self._know(*row)

    def lot(self, sequence: int) -> Lot:
        known = self._known.get(sequence)
        if known is not None:
            return known
        row = run(self._session, _LOT, {"account": self._account_id, "sequence": sequence}).one()
        return self._know(*row)

    def add(self, lot: Lot) -> None:
        self._known[lot.sequence] = lot
        self.touched[lot.sequence] = lot

    def changed(self, lot: Lot) -> None:
        self.touched[lot.sequence] = lot

    def debts(self) -> list[Debt]:
        if self._debts is None:
            self._debts = owing_entries(self._session, self._account_id)
        return self._debts

    def add_debt(self, debt: Debt) -> None:
        self.debts().append(debt)


class MemoryShelf:
    """All open lots of one account in memory, kept in the order they are spent."""

    def __init__(self, lots: list[Lot] | None = None, debts: list[Debt] | None = None) -> None:
        self._lots: dict[int, Lot] = {}
        self._order: list[tuple[date, int]] = []
        self._debts = debts or []
        self.touched: dict[int, Lot] = {}
        for lot in lots or ():
            self._lots[lot.sequence] = lot
            self._order.append(_order(lot))
        self._order.sort()

    def due(self, day: date) -> list[Lot]:
        if not self._order or self._order[0][0] >= day:
            return []
        self._forget_emptied()
        return [lot for lot in self._before(day) if lot.remaining]

    def _before(self, day: date) -> list[Lot]:
        return [self._lots[sequence] for _day, sequence in self._order[: bisect_left(self._order, (day, 0))]]

    def _forget_emptied(self) -> None:
        """Take the emptied lots at the front out of the order, so that nobody walks over them again."""
        empty = 0
        for _day, sequence in self._order:
            if self._lots[sequence].remaining:
                break
            empty += 1
        del self._order[:empty]

    def soonest(self) -> Iterator[Lot]:
        self._forget_emptied()
        for _day, sequence in self._order:
            yield self._lots[sequence]

    def lot(self, sequence: int) -> Lot:
        return self._lots[sequence]

    def add(self, lot: Lot) -> None:
        self._lots[lot.sequence] = lot
        insort(self._order, _order(lot))
        self.touched[lot.sequence] = lot

    def changed(self, lot: Lot) -> None:
        self.touched[lot.sequence] = lot
        key = _order(lot)
        place = bisect_left(self._order, key)
        if place == len(self._order) or self._order[place] != key:
            self._order.insert(place, key)

    def debts(self) -> list[Debt]:
        return self._debts

    def add_debt(self, debt: Debt) -> None:
        self._debts.append(debt)


def _order(lot: Lot) -> tuple[date, int]:
    """Soonest last day first, None last, then oldest."""
    return (lot.expires_on or date.max, lot.sequence)


def _is_before(expires_on: date | None, day: date) -> bool:
    return expires_on is not None and expires_on < day
