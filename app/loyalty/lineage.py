"""Where lots came from and where they went, when points moved from one account to another.

A move is one entry that takes out of lots, and for each of them one entry on the other side that names the
first (`reverses_id`) and the lot (`detail`): `{"from": customer, "lot": 7}`. All lots that came of one
another are a family; they have the same days, and hold together what the first of them held.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import Account, Allocation, Entry
from app.loyalty.models import Lot as LotRow
from app.sales.models import Purchase
from app.sales.tables import run, table

MOVING = (EntryKind.JOIN.value, EntryKind.LEAVE.value)
"""The kinds of entry that move points between accounts."""

_E = table(Entry).c
_L = table(LotRow).c
_A = table(Allocation).c
_HOLDER = table(Account).c
_P = table(Purchase).c


@dataclass(frozen=True, slots=True)
class Kin:
    """A lot by its account and the sequence of the entry that made it; `points` are what it began with."""

    lot_id: int
    account_id: int
    sequence: int
    points: int
    earned_on: date
    expires_on: date | None


_KIN = (_L.id, _E.account_id, _E.sequence, _L.points, _L.earned_on, _L.expires_on)


def lot_at(view: View, account_id: int, sequence: int) -> Kin:
    """The lot that the entry of an account made."""
    row = run(
        view.session,
        select(*_KIN)
        .join_from(table(LotRow), table(Entry), _E.id == _L.entry_id)
        .where(_E.account_id == account_id, _E.sequence == sequence),
    ).one()
    return Kin(*row)


def descendants(view: View, lot: Kin) -> list[Kin]:
    """The lots that came of a lot by moving, nearest first; the lot itself left out."""
    found: list[Kin] = []
    waiting, known = [lot], {lot.lot_id}
    while waiting:
        for child in _children(view, waiting.pop(0)):
            if child.lot_id not in known:
                known.add(child.lot_id)
                found.append(child)
                waiting.append(child)
    return found


def family(view: View, lot: Kin) -> list[Kin]:
    """Every lot of the same family, the lot included."""
    first = lot
    while (parent := _parent(view, first)) is not None:
        first = parent
    return [first, *descendants(view, first)]


def _children(view: View, lot: Kin) -> list[Kin]:
    out = table(Entry).alias("out").c
    rows = run(
        view.session,
        select(*_KIN, _E.detail)
        .select_from(table(Allocation))
        .join(out.id.table, out.id == _A.entry_id)
        .join(table(Entry), _E.reverses_id == out.id)
        .join(table(LotRow), _L.entry_id == _E.id)
        .where(_A.lot_id == lot.lot_id, _A.points < 0, out.kind.in_(MOVING), _E.kind.in_(MOVING))
        .order_by(_E.id),
    )
    return [Kin(*row[:-1]) for row in rows if _told(row[-1]).get("lot") == lot.sequence]


def _parent(view: View, lot: Kin) -> Kin | None:
    out = table(Entry).alias("out").c
    row = run(
        view.session,
        select(out.account_id, _E.detail)
        .join_from(table(Entry), out.id.table, out.id == _E.reverses_id)
        .where(
            _E.account_id == lot.account_id,
            _E.sequence == lot.sequence,
            _E.kind.in_(MOVING),
            out.kind.in_(MOVING),
        ),
    ).one_or_none()
    if row is None or "lot" not in _told(row[1]):
        return None
    return lot_at(view, row[0], int(_told(row[1])["lot"]))


def lapsed_of(view: View, account_id: int, sequence: int) -> int:
    """What lapsed of the points of a lot, there and wherever they moved."""
    lot = lot_at(view, account_id, sequence)
    return _lapsed(view, [lot, *descendants(view, lot)], 0)


def lapsed_elsewhere(view: View, account_id: int, sequence: int, since: int) -> int:
    """What lapsed of the points of a lot where they moved to, after the entry `since`."""
    return _lapsed(view, descendants(view, lot_at(view, account_id, sequence)), since)


def _lapsed(view: View, lots: list[Kin], since: int) -> int:
    if not lots:
        return 0
    lapsed = (
        select(func.coalesce(func.sum(_A.points), 0))
        .join_from(table(Allocation), table(Entry), _E.id == _A.entry_id)
        .where(_A.lot_id.in_([lot.lot_id for lot in lots]), _E.id > since, _E.kind == EntryKind.LAPSE.value)
    )
    return -int(run(view.session, lapsed).scalar_one())


def persons_of(view: View, account_id: int, sequences: list[int]) -> dict[int, int]:
    """Whose doing entries of an account were, by their sequence: who bought; whom points came with when they
    moved here; else who the account is of. A bonus is its account's: the purchase it names is a friend's."""
    found: dict[int, int] = {}
    for start in range(0, len(sequences), 500):
        rows = run(
            view.session,
            select(_E.sequence, _E.kind, _E.detail, _P.customer_id, _HOLDER.customer_id)
            .select_from(table(Entry))
            .join(table(Account), _HOLDER.id == _E.account_id)
            .outerjoin(table(Purchase), _P.id == _E.purchase_id)
            .where(_E.account_id == account_id, _E.sequence.in_(sequences[start : start + 500])),
        )
        for sequence, kind, detail, buyer, holder in rows:
            person = None if kind == EntryKind.BONUS else buyer
            if kind in MOVING:
                person = _told(detail).get("from")
            found[sequence] = int(holder if person is None else person)
    return found


@dataclass(frozen=True, slots=True)
class _Step:
    """What was moved on a lot, latest first: the entry it belongs to, whether that is the one with which it
    was made, and what was in the lot after it."""

    entry_id: int
    own: bool
    kind: str
    points: int
    reverses_id: int | None
    detail: str
    left: int


@dataclass(frozen=True, slots=True)
class Onward:
    """Where what is put into a lot goes on to: parts that were only fetched for what is undone now, by the
    account they came from; and the account the rest follows, None when it stays."""

    fetched: tuple[tuple[int, int], ...] = ()
    rest: int | None = None


def onward(view: View, lot: Kin) -> Onward:
    """Where what was just put into a lot goes on to.

    It follows the rest of the lot when the last that happened before, undone entries left aside, is that all
    that was left of it moved away. What was fetched for an entry that is undone goes back to where it was.
    """
    undone: set[int | None] = set()
    fetched: list[tuple[int, int]] = []
    for step in _steps(view, lot):
        moving = step.kind in MOVING
        if step.points > 0 and not step.own:
            undone.add(step.entry_id)  # what had settled its debt, which is owed again
        elif step.points > 0 and moving:
            if not _told(step.detail).get("fetched"):
                return Onward(tuple(fetched))
            source = _account(view, step.reverses_id)
            if source is not None:
                fetched.append((source, step.points))
        elif step.points > 0:
            undone.add(step.reverses_id)
        elif step.entry_id not in undone:
            followed = moving and step.left == 0
            return Onward(tuple(fetched), _other_side(view, step.entry_id) if followed else None)
    return Onward(tuple(fetched))


def _steps(view: View, lot: Kin) -> list[_Step]:
    rows = run(
        view.session,
        select(_E.id, _A.made_by_id == _E.id, _E.kind, _A.points, _E.reverses_id, _E.detail)
        .join_from(table(Allocation), table(Entry), _E.id == _A.entry_id)
        .where(_A.lot_id == lot.lot_id)
        .order_by(_A.id),
    )
    steps: list[_Step] = []
    left = lot.points
    for entry_id, own, kind, points, reverses_id, detail in rows:
        left += points
        steps.append(_Step(entry_id, bool(own), kind, points, reverses_id, detail, left))
    return steps[::-1]


def _account(view: View, entry_id: int | None) -> int | None:
    found = run(view.session, select(_E.account_id).where(_E.id == entry_id)).scalar()
    return None if found is None else int(found)


def _other_side(view: View, out_id: int) -> int | None:
    moved = select(_E.account_id).where(_E.reverses_id == out_id, _E.kind.in_(MOVING)).order_by(_E.id)
    found = run(view.session, moved.limit(1)).scalar()
    return None if found is None else int(found)


def _told(detail: str) -> dict[str, Any]:
    return dict(json.loads(detail)) if detail else {}
