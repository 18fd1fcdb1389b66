"""What happens to points and stamps when somebody joins a household or leaves it.

Joining, everything of the joiner moves to the holder's accounts, lots with their days, debts too. Leaving,
the rule says what moves back; what is owed goes with whose purchase it came of where everybody takes their
own, else it stays. What did not fill a step stays with the card it was carried on. Store credit never moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.kernel.unit import Unit, View
from app.loyalty.booking import moved_lots
from app.loyalty.households.rule import EQUAL, OWN
from app.loyalty.ledger import EntryKind, Ledger, Settled
from app.loyalty.ledgers import Ledgers
from app.loyalty.lineage import persons_of
from app.loyalty.models import Account, Allocation, Entry, Lot
from app.loyalty.transferring import (
    Parts,
    accounts_of,
    bring_back_debts,
    move_all,
    move_debts,
    move_lots,
    open_parts,
)
from app.sales.tables import run, table


def gather(unit: Unit, ledgers: Ledgers, customer_id: int, holder: int) -> None:
    """Everything on a member's own accounts goes to the holder's; written."""
    for account_id, kind in accounts_of(unit, customer_id):
        move_all(unit, ledgers, ledgers.account(account_id), ledgers.of(holder, kind), EntryKind.JOIN)
    ledgers.save()


@dataclass(frozen=True, slots=True)
class Joined:
    """What an undo of joining needs: the entries the join made, and the sequence at which each account of the
    holder ended before it; accounts that are not named were opened since."""

    entries: frozenset[int]
    ends: Mapping[int, int]


def ends_of(view: View, holder: int) -> dict[int, int]:
    """Where the holder's accounts end now."""
    a = table(Account).c
    rows = run(view.session, select(a.id, a.sequence).where(a.customer_id == holder))
    return {row[0]: row[1] for row in rows}


def part(
    unit: Unit, ledgers: Ledgers, leaver: int, holder: int, heir: int, sharing: int, rule: str,
    *, undoing: Joined | None = None,
) -> None:  # fmt: skip
    """Divide the accounts of `holder` between `leaver` and the `heir` who holds for the rest; written.

    Who of the two is the holder keeps their part where it is. `sharing` is how many there were. `undoing` a
    join, the leaver takes what it brought, whosever it had been before, and what they earned since.
    """
    for account_id, kind in accounts_of(unit, holder):
        ledger = ledgers.account(account_id)
        ledger.settle(ledger.booked_on(ledgers.day))
        ledgers.write(ledger)
        settled = [] if undoing is None else _settled_by(unit, ledger, undoing)
        theirs = (
            _parts_of(unit, ledger, leaver, sharing, rule)
            if undoing is None
            else _brought(unit, ledger, leaver, undoing, settled)
        )
        moving = theirs if holder != leaver else _rest(open_parts(ledger), theirs)
        taker = ledgers.of(leaver if holder != leaver else heir, kind)
        move_lots(unit, ledgers, ledger, taker, moving, EntryKind.LEAVE, unsettled=settled)
        since = 0 if undoing is None else undoing.ends.get(account_id, 0)
        _part_debts(unit, ledgers, ledger, taker, leaver, holder, rule, since)
    ledgers.save()


def _parts_of(unit: Unit, ledger: Ledger, leaver: int, sharing: int, rule: str) -> Parts:
    """What of an account the leaver takes."""
    lots = open_parts(ledger)
    if rule == OWN:
        persons = persons_of(unit, ledger.tip.account_id, [sequence for sequence, _left in lots])
        return [(sequence, left) for sequence, left in lots if persons[sequence] == leaver]
    if rule != EQUAL:
        return []
    share = max(0, ledger.tip.balance) // sharing
    taken: Parts = []
    for sequence, left in lots:
        taken.append((sequence, min(left, share)))
        share -= min(left, share)
    return [(sequence, points) for sequence, points in taken if points]


def _brought(unit: Unit, ledger: Ledger, leaver: int, undoing: Joined, settled: list[Settled]) -> Parts:
    """What of an account a join brought, and what the leaver earned after it. What of it had `settled` debts
    counts as there."""
    account_id = ledger.tip.account_id
    held = Counter(dict(open_parts(ledger)))
    for one in settled:
        held[one.lot] += one.points
    lots = list(held.items())
    end = undoing.ends.get(account_id, 0)
    persons = persons_of(unit, account_id, [sequence for sequence, _left in lots])
    e = table(Entry).c
    came = run(
        unit.session,
        select(e.id, e.sequence).where(e.id.in_(sorted(undoing.entries)), e.account_id == account_id),
    ).all()
    made = {sequence for _entry, sequence in came}
    home: Counter[int] = Counter()  # points that came home into a lot that was there
    for entry_id, _sequence in came:
        home.update(dict(moved_lots(unit, entry_id, put=True)))
    taken = []
    for sequence, left in lots:
        since = sequence > end and (sequence in made or persons[sequence] == leaver)
        taken.append((sequence, left if since else min(left, home[sequence])))
    return [(sequence, points) for sequence, points in taken if points]


def _settled_by(view: View, ledger: Ledger, undoing: Joined) -> list[Settled]:
    """The points by which a join settled debts of the account that stand: those not given back since."""
    owing, back = table(Entry).alias("owing").c, table(Entry).alias("back").c
    lot, put, maker = table(Lot).c, table(Allocation).alias("put").c, table(Entry).alias("maker").c
    a = table(Allocation).c
    given_back = (
        select(func.coalesce(func.sum(put.points), 0))
        .join_from(put.id.table, back.id.table, back.id == put.entry_id)
        .where(put.lot_id == lot.id, put.points > 0, (back.reverses_id == owing.id) | (back.id == owing.id))
        .correlate(lot.id.table, owing.id.table)
        .scalar_subquery()
    )
    rows = run(
        view.session,
        select(maker.sequence, -func.sum(a.points) - given_back, owing.sequence, owing.id)
        .select_from(table(Allocation))
        .join(owing.id.table, owing.id == a.entry_id)
        .join(table(Lot), lot.id == a.lot_id)
        .join(maker.id.table, maker.id == lot.entry_id)
        .where(
            a.made_by_id.in_(sorted(undoing.entries)),
            a.made_by_id != a.entry_id,
            a.points < 0,
            lot.account_id == ledger.tip.account_id,
        )
        .group_by(lot.id, owing.id)
        .order_by(owing.sequence, maker.sequence),
    )
    return [Settled(made_by, points, sequence, ref) for made_by, points, sequence, ref in rows if points > 0]


def _rest(lots: Parts, without: Parts) -> Parts:
    kept = dict(without)
    return [
        (sequence, left - kept.get(sequence, 0)) for sequence, left in lots if left > kept.get(sequence, 0)
    ]


def _part_debts(
    unit: Unit,
    ledgers: Ledgers,
    ledger: Ledger,
    taker: Ledger,
    leaver: int,
    holder: int,
    rule: str,
    since: int,
) -> None:
    """Move what of an account's debts goes along: of those made after the entry `since`."""
    if ledger.tip.owed == 0:
        return
    owing = [debt.sequence for debt in ledger.shelf.debts() if debt.sequence > since]
    persons = persons_of(unit, ledger.tip.account_id, owing)
    if rule == OWN:
        going = {sequence for sequence in owing if (persons[sequence] == leaver) == (holder != leaver)}
    else:
        going = set(owing) if holder == leaver else set()
    move_debts(unit, ledgers, ledger, taker, EntryKind.LEAVE, lambda debt: debt.sequence in going)


def owe_again(unit: Unit, ledgers: Ledgers, customer_id: int, entries: list[int]) -> None:
    """Undo the moving of debts that joining moved, by the entries it made; the caller saves."""
    for account_id, _kind in accounts_of(unit, customer_id):
        bring_back_debts(unit, ledgers, ledgers.account(account_id), only=entries)
