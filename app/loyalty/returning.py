"""Refunds and voids: what a purchase gave is taken back in proportion, and what was used with it returns.

Of 20 points, half returned is 10; several partial refunds never take more than the whole, and all of them
together exactly the whole. What already lapsed from the purchase's points is not taken again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.money import share
from app.kernel.unit import Unit, View
from app.loyalty.booking import already_reversed, booked, customer_name, facts, reverse
from app.loyalty.ledger import EntryKind, Ledger
from app.loyalty.models import Allocation, Entry, Lot
from app.loyalty.programme import rules_on
from app.loyalty.redeeming import give_back_all, take_again
from app.loyalty.store import open_ledger, save
from app.loyalty.words import money
from app.sales.refunds import (
    REFUND,
    VOID,
    RefundRecorded,
    Sale,
    record_refund,
    standing_sale,
    take_back_refund,
)
from app.sales.tables import run, table

_E = table(Entry).c
_GAVE = (EntryKind.EARN.value, EntryKind.MOVE_IN.value)


@dataclass(frozen=True)
class RefundPurchase:
    """Money goes back for a purchase; `amount` None is all that is left of it."""

    purchase_id: int
    amount: int | None = None
    reason: str = ""
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class VoidPurchase:
    """The sale never was: a typing mistake, a cancelled receipt."""

    purchase_id: int
    reason: str = ""
    request_id: str | None = None


@dataclass(frozen=True)
class Refunded:
    """The refund, the change of points by it (negative when points were taken back), the balance after."""

    refund: int
    points: int
    balance: int
    already_done: bool = False


def refund_purchase(unit: Unit, cmd: RefundPurchase) -> Refunded:
    """Give money back. Refused beyond what is left, in words, with the amount left."""
    found = standing_sale(unit, cmd.purchase_id)
    refund = record_refund(unit, found, cmd.amount, kind=REFUND, reason=cmd.reason, at=cmd.at)
    words = _("Refund of {amount} for {name}")
    return _returned(unit, found, refund, EntryKind.RETURN, words)


def void_purchase(unit: Unit, cmd: VoidPurchase) -> Refunded:
    """Take a sale back as if it had not been: its visit counts no more, whatever was given back before."""
    found = standing_sale(unit, cmd.purchase_id)
    refund = record_refund(unit, found, kind=VOID, reason=cmd.reason)
    return _returned(unit, found, refund, EntryKind.VOID, _("Purchase of {amount} voided for {name}"))


def _returned(unit: Unit, found: Sale, refund: RefundRecorded, kind: EntryKind, words: str) -> Refunded:
    name = customer_name(unit, found.customer_id)
    ledger = open_ledger(unit, found.customer_id, refund.business_date)
    ledger.settle(ledger.booked_on(refund.business_date))
    before = ledger.tip.balance
    given_back = give_back_all(unit, ledger, found.id, refund.refund) if refund.whole else []
    take_back_gains(unit, ledger, found, refund, kind)
    save(unit, ledger, found.customer_id)
    unit.remember(
        words.format(amount=money(refund.amount, unit), name=name),
        customer_id=found.customer_id,
        undo_kind="refund",
        undo={"refund": refund.refund, "redemptions": given_back},
    )
    return Refunded(refund.refund, ledger.tip.balance - before, ledger.tip.balance)


@dataclass(frozen=True, slots=True)
class Gain:
    """Points a purchase gave on one account: how many were taken back so far, and how many lapsed."""

    entry_id: int
    sequence: int
    points: int
    taken_back: int
    lapsed: int

    def due(self, refunded: int, amount: int) -> int:
        """What to take back now that `refunded` of `amount` has been given back in all."""
        target = self.points if refunded >= amount else share(self.points, refunded, amount)
        return max(0, min(target, self.points - self.lapsed) - self.taken_back)


def gains(view: View, purchase_id: int, account_id: int) -> list[Gain]:
    """What a purchase gave on an account, from its entries."""
    rows = run(
        view.session,
        select(_E.id, _E.account_id, _E.sequence, _E.kind, _E.points, _E.reverses_id, _E.detail)
        .where(_E.purchase_id == purchase_id)
        .order_by(_E.id),
    ).all()
    undone = {row.reverses_id for row in rows if row.kind == EntryKind.UNDO}
    found = []
    for gave in rows:
        if gave.kind not in _GAVE or gave.account_id != account_id:
            continue
        taken = sum(
            waived_in(row.detail) - row.points
            for row in rows
            if row.reverses_id == gave.id and row.id not in undone
        )
        found.append(Gain(gave.id, gave.sequence, gave.points, taken, _lapsed(view, gave.id)))
    return found


def waived_in(detail: str) -> int:
    """The points an entry waived instead of taking them back."""
    return int(json.loads(detail).get("waived", 0)) if detail else 0


def _lapsed(view: View, entry_id: int) -> int:
    a = table(Allocation).c
    lapsed = run(
        view.session,
        select(func.coalesce(func.sum(a.points), 0))
        .select_from(table(Lot))
        .join(table(Allocation), a.lot_id == table(Lot).c.id)
        .join(table(Entry), _E.id == a.entry_id)
        .where(table(Lot).c.entry_id == entry_id, _E.kind == EntryKind.LAPSE.value),
    ).scalar_one()
    return -int(lapsed)


def take_back_gains(
    unit: Unit,
    ledger: Ledger,
    found: Sale,
    refund: RefundRecorded | None,
    kind: EntryKind,
    *,
    refunded: int | None = None,
) -> int:
    """Take back what the purchase gave here, for all that has been refunded of it so far. Returns the points.

    `found` is the purchase before `refund`; without one (a move), `refunded` says how much of the amount to
    count as given back, all of it by default.
    """
    day = refund.business_date if refund else unit.today
    at = refund.at if refund else unit.now
    if refunded is None:
        refunded = found.refunded + refund.amount if refund else found.amount
    rules = rules_on(unit, day)
    total = 0
    ledger.settle(ledger.booked_on(day))
    save(unit, ledger, found.customer_id)  # what has just lapsed must be known to what is due
    for gain in gains(unit, found.id, ledger.tip.account_id):
        due = gain.due(refunded, found.amount)
        if due == 0:
            continue
        what = facts(
            unit, kind, day=day, at=at, purchase_id=found.id, refund_id=refund.refund if refund else None,
            reverses_id=gain.entry_id,
        )  # fmt: skip
        may_owe = None if rules.may_owe else _settled_by(unit, gain.entry_id)
        total += ledger.take_back(what, due, [(gain.sequence, due)], may_owe).points
    return total


def _settled_by(view: View, entry_id: int) -> int:
    """What of an earning went into settling debts: taking it back leaves that owed again, waived or not."""
    a = table(Allocation).c
    settled = run(
        view.session,
        select(func.coalesce(func.sum(a.points), 0)).where(
            a.made_by_id == entry_id, a.entry_id != entry_id, a.points < 0
        ),
    ).scalar_one()
    return -int(settled)


@undoes("refund")
def undo_refund(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A refund or void by mistake: the purchase stands again, its points return to their own lots."""
    refund_id = int(undo["refund"])
    found = take_back_refund(unit, refund_id)
    ledger = open_ledger(unit, found.customer_id, unit.today)
    for entry_id in _entries_of(unit, found.id, refund_id):
        if already_reversed(unit, entry_id):
            continue
        entry = booked(unit, entry_id)
        what = facts(
            unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=found.id, refund_id=refund_id,
            reward=entry.reward, reverses_id=entry_id,
        )  # fmt: skip
        reverse(ledger, unit, entry, what)
    save(unit, ledger, found.customer_id)
    take_again(unit, [int(redemption) for redemption in undo.get("redemptions", ())])


def _entries_of(view: View, purchase_id: int, refund_id: int) -> list[int]:
    """The entries a refund made, last first."""
    rows = run(
        view.session,
        select(_E.id)
        .where(_E.purchase_id == purchase_id, _E.refund_id == refund_id, _E.kind != EntryKind.UNDO.value)
        .order_by(_E.id.desc()),
    )
    return [row[0] for row in rows]
