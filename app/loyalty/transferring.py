"""Moving points from one account to another: lots with their own days and order, debts with what they owe.

The contract, for households and for customers that are made one: what leaves one account arrives on the
other, so the sum over both never changes; every lot keeps the day it was earned and its last day; the entries
that are there stay as they are; points that come home go into the very lot they left. What moves to an
account that owes settles that first, and a debt that moves is paid from what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.kernel.unit import Unit, View
from app.loyalty.booking import facts, moved_lots
from app.loyalty.ledger import Debt, EntryKind, Ledger, Settled
from app.loyalty.lineage import MOVING, Kin, family, lot_at, persons_of
from app.loyalty.models import CREDIT, Account, Entry
from app.sales.tables import run, table

if TYPE_CHECKING:
    from app.loyalty.ledgers import Ledgers

_A = table(Account).c
_E = table(Entry).c
Parts = list[tuple[int, int]]
"""Lots by their sequence, and how much of each."""


def accounts_of(view: View, customer_id: int, *, money: bool = False) -> list[tuple[int, str]]:
    """A customer's own accounts and their units; store credit only with `money`."""
    rows = run(view.session, select(_A.id, _A.unit).where(_A.customer_id == customer_id).order_by(_A.id))
    return [(number, unit) for number, unit in rows if money or unit != CREDIT]


def open_parts(ledger: Ledger) -> Parts:
    """All that is left in an account's lots, soonest last day first."""
    lots = {lot.sequence: lot for lot in ledger.shelf.soonest()}  # one that was touched comes twice
    return [(sequence, lot.remaining) for sequence, lot in lots.items() if lot.remaining]


def move_all(unit: Unit, ledgers: Ledgers, giver: Ledger, taker: Ledger, kind: EntryKind) -> None:
    """Move everything of an account, what it owes too."""
    for ledger in (giver, taker):
        ledger.settle(ledger.booked_on(ledgers.day))
    move_lots(unit, ledgers, giver, taker, open_parts(giver), kind)
    move_debts(unit, ledgers, giver, taker, kind)


def move_lots(
    unit: Unit,
    ledgers: Ledgers,
    giver: Ledger,
    taker: Ledger,
    parts: Parts,
    kind: EntryKind,
    *,
    at: datetime | None = None,
    day: date | None = None,
    fetched: bool = False,
    unsettled: Sequence[Settled] = (),
) -> None:
    """Move parts of lots. `fetched` marks points that are fetched for a moment and go back afterwards;
    `unsettled` is what of them had settled debts of the giver, which it owes again."""
    parts = _whole(parts)
    if not parts:
        return
    day, at = day or ledgers.day, at or unit.now
    ledgers.write(giver)  # lots are found by what is written
    persons = persons_of(unit, giver.tip.account_id, [sequence for sequence, _points in parts])
    out = facts(unit, kind, day=day, at=at, detail={"to": taker.tip.customer_id})
    giver.take_out(out, parts, unsettled)
    out_id = ledgers.write(giver)
    for sequence, points in parts:
        lot = lot_at(unit, giver.tip.account_id, sequence)
        detail: dict[str, Any] = {"from": persons[sequence], "lot": sequence}
        if fetched:
            detail["fetched"] = True
        what = facts(unit, kind, day=day, at=at, reverses_id=out_id, detail=detail)
        home = _home(unit, taker, lot, points)
        if home is None:
            taker.gain(what, points, lot.earned_on, lot.expires_on)
        else:
            taker.put_back(what, points, [(home, points)], 0)


def _whole(parts: Parts) -> Parts:
    joined: dict[int, int] = {}
    for sequence, points in parts:
        joined[sequence] = joined.get(sequence, 0) + points
    return [(sequence, points) for sequence, points in joined.items() if points > 0]


def _home(view: View, taker: Ledger, lot: Kin, points: int) -> int | None:
    """The lot of the same family on the taker's account that has room for the points."""
    for kin in family(view, lot):
        if kin.account_id == taker.tip.account_id:
            there = taker.shelf.lot(kin.sequence).remaining
            if there + points <= kin.points:
                return kin.sequence
    return None


def move_debts(
    unit: Unit,
    ledgers: Ledgers,
    giver: Ledger,
    taker: Ledger,
    kind: EntryKind,
    wanted: Callable[[Debt], bool] | None = None,
) -> None:
    """Move what an account owes: forgiven there, taken here from what is there, else owed here."""
    if giver.tip.owed == 0:
        return
    ledgers.write(giver)
    owing = [debt for debt in giver.shelf.debts() if debt.owing > 0 and (wanted is None or wanted(debt))]
    persons = persons_of(unit, giver.tip.account_id, [debt.sequence for debt in owing])
    for debt in owing:
        points = debt.owing
        away = facts(
            unit, kind, day=ledgers.day, at=unit.now, reverses_id=debt.ref,
            detail={"to": taker.tip.customer_id},
        )  # fmt: skip
        giver.put_back(away, points, (), debt.sequence)
        away_id = ledgers.write(giver)
        here = facts(
            unit, kind, day=ledgers.day, at=unit.now, reverses_id=away_id,
            detail={"from": persons[debt.sequence]},
        )  # fmt: skip
        taker.take_back(here, points, (), None)


def bring_back_debts(
    unit: Unit,
    ledgers: Ledgers,
    ledger: Ledger,
    *,
    sequence: int | None = None,
    only: Iterable[int] | None = None,
    day: date | None = None,
    at: datetime | None = None,
) -> None:
    """Undo the moving away of debts: of the entry of that `sequence`, or by the entries `only`.

    The other account gets back what it paid for them, and this one owes again.
    """
    day, at = day or ledgers.day, at or unit.now
    for away_id, points, owing_id, owing_sequence in _moved_away(unit, ledger, sequence, only):
        [(here_id, account_id, here_sequence, taken)] = run(
            unit.session,
            select(_E.id, _E.account_id, _E.sequence, _E.points).where(
                _E.reverses_id == away_id, _E.account_id != ledger.tip.account_id
            ),
        ).all()
        back = facts(unit, EntryKind.LEAVE, day=day, at=at, reverses_id=here_id)
        other = ledgers.account(account_id)
        other.put_back(back, -taken, moved_lots(unit, here_id, put=False), here_sequence)
        again = facts(unit, EntryKind.LEAVE, day=day, at=at, reverses_id=away_id)
        ledger.owe(again, points, owing_sequence, owing_id)


def _moved_away(
    view: View, ledger: Ledger, sequence: int | None, only: Iterable[int] | None
) -> list[tuple[int, int, int, int]]:
    """Entries that moved a debt away and stand, last first: (id, points, id and sequence of who owed)."""
    owing, again = table(Entry).alias("owing").c, table(Entry).alias("again").c
    account_id = ledger.tip.account_id
    brought_back = select(again.id).where(again.reverses_id == _E.id, again.account_id == account_id).exists()
    query = (
        select(_E.id, _E.points, owing.id, owing.sequence)
        .join_from(table(Entry), owing.id.table, owing.id == _E.reverses_id)
        .where(
            _E.account_id == account_id,
            owing.account_id == account_id,
            _E.kind.in_(MOVING),
            _E.points > 0,
            owing.points < 0,
            ~brought_back,
        )
        .order_by(_E.id.desc())
    )
    if sequence is not None:
        query = query.where(owing.sequence == sequence)
    if only is not None:
        query = query.where(_E.id.in_(sorted(only)))
    return [(row[0], row[1], row[2], row[3]) for row in run(view.session, query)]
