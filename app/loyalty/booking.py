"""What every action on points shares: who the customer is, the facts of an entry, taking an entry back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from app.customers.models import Customer
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.chain import new_salt, reason_digest
from app.loyalty.ledger import EntryKind, Facts, Ledger, Posted
from app.loyalty.lineage import lapsed_elsewhere
from app.loyalty.models import Allocation, Entry, Lot
from app.sales.tables import run, table

_C = table(Customer).c
_E = table(Entry).c
_WHO = select(_C.name, _C.archived_at, _C.referred_by_id).where(_C.id == bindparam("customer"))
_SENDERS = "senders"


def customer_name(view: View, customer_id: int, *, standing: bool = False) -> str:
    """The customer's name; `NotFound` when there is none, Refused for an archived one when `standing`."""
    row = run(view.session, _WHO, {"customer": customer_id}).one_or_none()
    if row is None:
        raise NotFound(_("There is no customer {number}.").format(number=customer_id), field="customer")
    name, archived_at, sender = row
    view.kept.setdefault(_SENDERS, {})[customer_id] = sender
    if standing and archived_at is not None:
        raise Refused(
            _("{name} is archived. Restore the card first; nothing was saved.").format(name=name),
            field="customer",
        )
    return str(name)


def sender_of(view: View, customer_id: int) -> int | None:
    """Who sent a customer, as it stood when this action first looked at their card."""
    known: dict[int, int | None] = view.kept.setdefault(_SENDERS, {})
    if customer_id not in known:
        customer_name(view, customer_id)
    return known[customer_id]


def facts(
    unit: Unit,
    kind: EntryKind,
    *,
    day: date,
    at: datetime,
    purchase_id: int | None = None,
    refund_id: int | None = None,
    reward: str | None = None,
    reverses_id: int | None = None,
    programme_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Facts:
    """The facts of an entry made here and now by whoever is at the till. `reason` is free words."""
    salt = new_salt() if reason else ""
    return Facts(
        kind,
        day,
        at,
        purchase_id=purchase_id,
        refund_id=refund_id,
        reward=reward,
        reverses_id=reverses_id,
        programme_id=programme_id,
        staff_id=unit.actor.staff_id,
        till=unit.actor.till,
        detail=detail or {},
        reason_salt=salt,
        reason_text=reason,
        reason_digest=reason_digest(salt, reason),
    )


def earning_day(ledger: Ledger, day: date, moment_given: datetime | None) -> date:
    """The day from which points are valid: `day` when somebody named its moment, however long ago.

    What happens now cannot be before the account's last entry: a clock that says so is wrong, and points
    earned under it must not be old already.
    """
    return day if moment_given is not None else ledger.booked_on(day)


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry as it stands in the file. `made` tells whether it made a lot."""

    id: int
    account_id: int
    sequence: int
    kind: str
    points: int
    purchase_id: int | None
    reward: str | None
    made: bool


def booked(view: View, entry_id: int) -> Booked:
    """The entry of that id."""
    made = select(table(Lot).c.id).where(table(Lot).c.entry_id == _E.id).exists()
    row = run(
        view.session,
        select(_E.id, _E.account_id, _E.sequence, _E.kind, _E.points, _E.purchase_id, _E.reward, made).where(
            _E.id == entry_id
        ),
    ).one()
    return Booked(*row)


def already_reversed(view: View, entry_id: int) -> bool:
    """Whether an undo or a giving back has taken this entry back."""
    kinds = (EntryKind.UNDO.value, EntryKind.GIVE_BACK.value)
    found = run(view.session, select(_E.id).where(_E.reverses_id == entry_id, _E.kind.in_(kinds)).limit(1))
    return found.first() is not None


def reverse(ledger: Ledger, view: View, entry: Booked, what: Facts, may_owe: int | None = None) -> Posted:
    """Post the opposite of an entry: to and from the very lots it moved, as far as they still hold it.

    What a positive entry gave is taken from its own lot first, then from others, then owed up to `may_owe`;
    what of it has lapsed since is gone and not taken again.
    """
    if entry.points > 0:
        gave = [(entry.sequence, entry.points)] if entry.made else moved_lots(view, entry.id, put=True)
        ledger.settle(ledger.booked_on(what.day))
        lapsed = _lapsed_since(view, ledger, entry.id)
        for lot, _part in gave:
            gone = lapsed_elsewhere(view, ledger.tip.account_id, lot, entry.id)
            lapsed[lot] = lapsed.get(lot, 0) + gone
        first = [(lot, max(0, part - lapsed.get(lot, 0))) for lot, part in gave]
        gone = sum(part for _lot, part in gave) - sum(part for _lot, part in first)
        return ledger.take_back(what, entry.points - gone, first, may_owe)
    return ledger.put_back(what, -entry.points, moved_lots(view, entry.id, put=False), entry.sequence)


def _lapsed_since(view: View, ledger: Ledger, entry_id: int) -> dict[int, int]:
    """What lapsed after an entry, by the sequence of the lot, what is not written yet included."""
    a, lot, maker = table(Allocation).c, table(Lot).c, table(Entry).alias("maker").c
    rows = run(
        view.session,
        select(maker.sequence, func.sum(a.points))
        .select_from(table(Entry))
        .join(table(Allocation), a.entry_id == _E.id)
        .join(table(Lot), lot.id == a.lot_id)
        .join(maker.id.table, maker.id == lot.entry_id)
        .where(_E.account_id == ledger.tip.account_id, _E.id > entry_id, _E.kind == EntryKind.LAPSE.value)
        .group_by(maker.sequence),
    )
    lapsed = {row[0]: -int(row[1]) for row in rows}
    for posted in ledger.posted:
        if posted.facts.kind is EntryKind.LAPSE:
            for move in posted.moves:
                lapsed[move.lot.sequence] = lapsed.get(move.lot.sequence, 0) - move.points
    return lapsed


def moved_lots(view: View, entry_id: int, *, put: bool) -> list[tuple[int, int]]:
    """What an entry put into lots or took out of them: (the lot's sequence, points), both positive."""
    a, lot, maker = table(Allocation).c, table(Lot).c, table(Entry).alias("maker").c
    net = func.sum(a.points)
    rows = run(
        view.session,
        select(maker.sequence, net)
        .select_from(table(Allocation))
        .join(table(Lot), lot.id == a.lot_id)
        .join(maker.id.table, maker.id == lot.entry_id)
        .where(a.entry_id == entry_id)
        .group_by(maker.sequence)
        .order_by(maker.sequence),
    )
    sign = 1 if put else -1
    return [(sequence, sign * int(points)) for sequence, points in rows if sign * int(points) > 0]
