"""Money that goes back when a sale does: onto the cards and the credit it was paid with, and off gift cards
that were sold in it.

What was paid with cards and credit goes back there first, up to what they paid, into the very lots it was
taken from; the rest is money, or store credit when the shop prefers. Gift cards sold in a sale come back
last: a refund takes from them what exceeds everything else in it, and is refused when that was spent already.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.unit import Unit, View
from app.loyalty.booking import Booked, facts
from app.loyalty.ledger import EntryKind, Ledger
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import CREDIT, GIFT, Account, Allocation, Entry, found_of
from app.loyalty.models import Lot as LotRow
from app.loyalty.words import money
from app.sales.refunds import RefundRecorded, Sale
from app.sales.tables import run, table

_E = table(Entry).c
_A = table(Account).c
MONEY = (GIFT, CREDIT)


@dataclass(frozen=True, slots=True)
class Part:
    """A payment, or a gift card sold, of one purchase: `amount` positive minor units, `back` of it undone by
    returns that stand."""

    entry_id: int
    account_id: int
    sequence: int
    amount: int
    back: int

    @property
    def left(self) -> int:
        return self.amount - self.back


def return_money(
    unit: Unit,
    ledgers: Ledgers,
    found: Sale,
    refund: RefundRecorded,
    kind: EntryKind,
    *,
    whole: bool,
    as_credit: bool = False,
) -> None:
    """Book what a refund of `found` (the sale before it) moves on cards and credit; the caller saves."""
    paid, sold = _parts(unit, found.id)
    refunded = found.amount if whole else found.refunded + refund.amount
    due = min(refunded, sum(part.amount for part in paid)) - sum(part.back for part in paid)
    given = 0
    for part in paid:
        back = min(part.left, due - given)
        if back > 0:
            _give_back(unit, ledgers.account(part.account_id), part, back, found.id, refund)
            given += back
    other = found.amount - sum(part.amount for part in sold)
    due = max(0, refunded - other) - sum(part.back for part in sold)
    for part in reversed(sold):
        back = min(part.left, due)
        if back > 0:
            _take_off(unit, ledgers.account(part.account_id), part, back, found.id, refund, kind)
            due -= back
    if as_credit and refund.amount > given:
        what = facts(
            unit, EntryKind.LOAD, day=refund.business_date, at=refund.at, purchase_id=found.id,
            refund_id=refund.refund,
        )  # fmt: skip
        ledgers.of(found.customer_id, CREDIT).gain(what, refund.amount - given, refund.business_date, None)


def _parts(view: View, purchase_id: int) -> tuple[list[Part], list[Part]]:
    """What a purchase was paid with, and the gift cards sold in it, each in the order of the entries."""
    rows = run(
        view.session,
        select(_E.id, _E.account_id, _E.sequence, _E.kind, _E.points, _E.reverses_id, _E.refund_id)
        .join_from(table(Entry), table(Account), _A.id == _E.account_id)
        .where(_E.purchase_id == purchase_id, found_of(_A.unit, *MONEY))
        .order_by(_E.id),
    ).all()
    undone = {row.reverses_id for row in rows if row.kind == EntryKind.UNDO}
    paid: list[Part] = []
    sold: list[Part] = []
    for row in rows:
        if row.refund_id is not None or row.kind not in (EntryKind.PAY, EntryKind.LOAD):
            continue
        back = sum(abs(r.points) for r in rows if r.reverses_id == row.id and r.id not in undone)
        part = Part(row.id, row.account_id, row.sequence, abs(row.points), back)
        (paid if row.kind == EntryKind.PAY else sold).append(part)
    return paid, sold


def _give_back(
    unit: Unit, ledger: Ledger, part: Part, back: int, purchase_id: int, refund: RefundRecorded
) -> None:
    """Put money back into the lots it was taken from, those that last longest first."""
    what = facts(
        unit, EntryKind.GIVE_BACK, day=refund.business_date, at=refund.at, purchase_id=purchase_id,
        refund_id=refund.refund, reverses_id=part.entry_id,
    )  # fmt: skip
    into: list[tuple[int, int]] = []
    left = back
    for sequence, taken in reversed(_still_taken(unit, part.entry_id)):
        piece = min(taken, left)
        if piece > 0:
            into.append((sequence, piece))
            left -= piece
    ledger.put_back(what, back, into, part.sequence)


def _still_taken(view: View, entry_id: int) -> list[tuple[int, int]]:
    """What a payment took from which lot (its sequence), less what came back into it, soonest day first."""
    a, lot, maker = table(Allocation).c, table(LotRow).c, table(Entry).alias("maker").c
    of_it = table(Entry).alias("of_it").c
    taken = -func.sum(a.points)
    back = table(Entry).alias("back").c
    returns = select(back.id).where(back.reverses_id == entry_id)
    undoing = select(of_it.id).where(of_it.reverses_id.in_(returns))
    rows = run(
        view.session,
        select(maker.sequence, taken)
        .select_from(table(Allocation))
        .join(table(LotRow), lot.id == a.lot_id)
        .join(maker.id.table, maker.id == lot.entry_id)
        .where((a.entry_id == entry_id) | a.entry_id.in_(returns) | a.entry_id.in_(undoing))
        .group_by(maker.sequence, lot.expires_on)
        .having(taken > 0)
        .order_by(lot.expires_on.is_(None), lot.expires_on, maker.sequence),
    )
    return [(sequence, int(points)) for sequence, points in rows]


def _take_off(
    unit: Unit, ledger: Ledger, part: Part, back: int, purchase_id: int, refund: RefundRecorded,
    kind: EntryKind,
) -> None:  # fmt: skip
    ledger.settle(ledger.booked_on(refund.business_date))
    if back > ledger.tip.balance:
        words = _("Only {left} is left on the gift card that was sold with it. Nothing was changed.")
        raise Refused(words.format(left=money(ledger.tip.balance, unit)), field="amount")
    what = facts(
        unit, kind, day=refund.business_date, at=refund.at, purchase_id=purchase_id,
        refund_id=refund.refund, reverses_id=part.entry_id,
    )  # fmt: skip
    ledger.take_back(what, back, [(part.sequence, back)], 0)


def check_not_spent(unit: Unit, ledger: Ledger, entry: Booked) -> None:
    """Before an entry of money is reversed: `Refused` when what it gave was spent since. Points may be owed
    afterwards; money never is."""
    if ledger.tip.unit not in MONEY or entry.points <= 0:
        return
    ledger.settle(ledger.booked_on(unit.today))
    if entry.points > ledger.tip.balance:
        words = _("The money was spent since: only {left} is left. Nothing was changed.")
        raise Refused(words.format(left=money(ledger.tip.balance, unit)))
