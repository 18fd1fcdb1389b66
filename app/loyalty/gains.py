"""What a purchase gave, and how much of it goes again when part of the purchase comes back.

Points of lines that come back are those the lines earned; money without lines takes points in proportion to
the whole. Of 20 points, half returned is 10; several partial returns never take more than the whole, and all
of them together exactly the whole. What already lapsed from the purchase's points is not taken again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select

from app.kernel.money import share
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import Allocation, Entry, Lot
from app.sales.refunds import Sale
from app.sales.returned_lines import LineBack, LineState, line_states
from app.sales.tables import run, table

_A = table(Allocation).c
_E = table(Entry).c
_L = table(Lot).c
_GAVE = (EntryKind.EARN.value, EntryKind.MOVE_IN.value, EntryKind.BONUS.value)


@dataclass(frozen=True, slots=True)
class Back:
    """How much of a sale came back in all: `refunded` of `amount`, minor units. `lines` are the sale's lines
    when some of them came back, with what came back of each; else there are none."""

    refunded: int
    amount: int
    lines: tuple[LineState, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing of the sale is left."""
        return self.refunded >= self.amount

    def of(self, points: int, by_line: Sequence[int] = ()) -> int:
        """How many of the points the sale gave go with what came back, rounded down. `by_line` are the points
        of each line; without them they follow what the lines cost."""
        if self.whole:
            return points
        if not self.lines:
            return share(points, self.refunded, self.amount)
        weights = by_line or [max(0, line.amount) for line in self.lines]
        whole = points if by_line else sum(weights)
        with_lines = sum(
            Fraction(weight * line.back, line.quantity)
            for weight, line in zip(weights, self.lines, strict=True)
        )
        money = self.refunded - sum(line.given for line in self.lines)
        target = Fraction(points * money, self.amount)
        if whole:
            target += Fraction(points, whole) * with_lines
        return max(0, min(points, int(target)))


WHOLE = Back(1, 1)
"""All of a sale, whatever it cost."""


def back_of(view: View, found: Sale, refunded: int, coming: Sequence[LineBack] = ()) -> Back:
    """What came back of a sale when `refunded` of it was given back in all; `coming` are lines that are about
    to come back and are not written yet."""
    if refunded >= found.amount:
        return Back(refunded, found.amount)
    lines = line_states(view, found.id, found.discount)
    now = {line.position: line for line in coming}
    if now:
        lines = tuple(_with(state, now.get(state.position)) for state in lines)
    touched = any(line.back for line in lines)
    return Back(refunded, found.amount, lines if touched else ())


def _with(state: LineState, coming: LineBack | None) -> LineState:
    if coming is None:
        return state
    return LineState(
        state.line_id, state.position, state.item, state.quantity, state.amount, state.paid,
        state.back + coming.quantity, state.given + coming.amount,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gain:
    """What a purchase gave on one account: how many were taken back so far, and how many lapsed. A bonus is
    all or nothing: it goes when the whole purchase does. `by_line` are the points of its lines, if kept."""

    entry_id: int
    account_id: int
    sequence: int
    kind: str
    points: int
    taken_back: int
    lapsed: int
    by_line: tuple[int, ...] = ()

    def due(self, back: Back) -> int:
        """What to take back now that so much of the sale came back."""
        if not back.whole and self.kind == EntryKind.BONUS:
            return 0
        target = back.of(self.points, self.by_line if len(self.by_line) == len(back.lines) else ())
        return max(0, min(target, self.points - self.lapsed) - self.taken_back)


def gains(view: View, purchase_id: int) -> list[Gain]:
    """What a purchase gave, from its entries, on all accounts that stand for it: those it was moved away from
    gave everything back."""
    rows = run(
        view.session,
        select(_E.id, _E.account_id, _E.sequence, _E.kind, _E.points, _E.reverses_id, _E.detail)
        .where(_E.purchase_id == purchase_id)
        .order_by(_E.id),
    ).all()
    undone = {row.reverses_id for row in rows if row.kind == EntryKind.UNDO}
    found = []
    for gave in rows:
        if gave.kind not in _GAVE:
            continue
        taken = sum(
            waived_in(row.detail) - row.points
            for row in rows
            if row.reverses_id == gave.id and row.id not in undone
        )
        found.append(
            Gain(
                gave.id, gave.account_id, gave.sequence, gave.kind, gave.points, taken,
                _lapsed(view, gave.id), _lines_in(gave.detail),
            )
        )  # fmt: skip
    return found


def waived_in(detail: str) -> int:
    """The points an entry waived instead of taking them back."""
    return int(json.loads(detail).get("waived", 0)) if detail else 0


def _lines_in(detail: str) -> tuple[int, ...]:
    kept = json.loads(detail).get("lines", ()) if detail else ()
    return tuple(int(points) for points in kept)


def _lapsed(view: View, entry_id: int) -> int:
    lapsed = run(
        view.session,
        select(func.coalesce(func.sum(_A.points), 0))
        .select_from(table(Lot))
        .join(table(Allocation), _A.lot_id == _L.id)
        .join(table(Entry), _E.id == _A.entry_id)
        .where(_L.entry_id == entry_id, _E.kind == EntryKind.LAPSE.value),
    ).scalar_one()
    return -int(lapsed)


def settled_by(view: View, entry_id: int) -> int:
    """What of an earning went into settling debts and is not owed again yet: taking the earning back leaves
    that much owed again, waived or not."""
    settled = run(
        view.session,
        select(func.coalesce(func.sum(_A.points), 0)).where(
            _A.made_by_id == entry_id, _A.entry_id != entry_id, _A.points < 0
        ),
    ).scalar_one()
    return max(0, -int(settled) - _owed_again(view, entry_id)) if settled else 0


def _owed_again(view: View, entry_id: int) -> int:
    """What the returns of an earning that stand could not take from any lot when they were made."""
    undoing = table(Entry).alias("undoing").c
    undone = select(undoing.id).where(undoing.reverses_id == _E.id, undoing.kind == EntryKind.UNDO.value)
    taken = (
        select(func.coalesce(func.sum(_A.points), 0))
        .where(_A.entry_id == _E.id, _A.made_by_id == _E.id)
        .scalar_subquery()
    )
    owed = run(
        view.session,
        select(func.coalesce(func.sum(taken - _E.points), 0)).where(
            _E.reverses_id == entry_id, _E.kind != EntryKind.UNDO.value, ~undone.exists()
        ),
    ).scalar_one()
    return int(owed)
