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
from app.loyalty.carrying import carry_back
from app.loyalty.credit.returns import check_not_spent, return_money
from app.loyalty.followers import Returned, tell_restored, tell_returned
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.lineage import lapsed_of
from app.loyalty.models import Allocation, Entry
from app.loyalty.programme import rules_on
from app.loyalty.redeeming import give_back_all, take_again
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
_GAVE = (EntryKind.EARN.value, EntryKind.MOVE_IN.value, EntryKind.BONUS.value)


@dataclass(frozen=True)
class RefundPurchase:
    """Money goes back for a purchase; `amount` None is all that is left of it. `as_credit`: what was not paid
    with cards or credit becomes the customer's store credit instead."""

    purchase_id: int
    amount: int | None = None
    reason: str = ""
    at: datetime | None = None
    request_id: str | None = None
    as_credit: bool = False


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
    return _returned(unit, found, refund, EntryKind.RETURN, words, as_credit=cmd.as_credit)


def void_purchase(unit: Unit, cmd: VoidPurchase) -> Refunded:
    """Take a sale back as if it had not been: its visit counts no more, whatever was given back before."""
    found = standing_sale(unit, cmd.purchase_id)
    refund = record_refund(unit, found, kind=VOID, reason=cmd.reason)
    return _returned(unit, found, refund, EntryKind.VOID, _("Purchase of {amount} voided for {name}"))


def _returned(
    unit: Unit, found: Sale, refund: RefundRecorded, kind: EntryKind, words: str, *, as_credit: bool = False
) -> Refunded:
    name = customer_name(unit, found.customer_id)
    back = take_back_sale(unit, found, refund, kind, whole=refund.whole, as_credit=as_credit)
    unit.remember(
        words.format(amount=money(refund.amount, unit), name=name),
        customer_id=found.customer_id,
        undo_kind="refund",
        undo={"refund": refund.refund, "redemptions": back.given_back},
    )
    return Refunded(refund.refund, back.points, back.balance)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The change of the customer's points, the balance after it, and the rewards that were given back."""

    points: int
    balance: int
    given_back: list[int]


def take_back_sale(
    unit: Unit,
    found: Sale,
    refund: RefundRecorded,
    kind: EntryKind,
    *,
    whole: bool,
    as_credit: bool = False,
) -> TakenBack:
    """Take back what a sale gave, on every account it gave something on, and return what was used with it.

    `found` is the sale before the refund; `whole`: the rewards that went with it are given back.
    """
    ledgers = Ledgers(unit, refund.business_date)
    points = ledgers.of(found.customer_id)
    points.settle(points.booked_on(refund.business_date))
    before = points.tip.balance
    given_back = give_back_all(unit, ledgers, found.id, refund.refund) if whole else []
    return_money(unit, ledgers, found, refund, kind, whole=whole, as_credit=as_credit)
    take_back_gains(unit, ledgers, found, refund, kind)
    ledgers.save()
    refunded = found.refunded + refund.amount
    rules = rules_on(unit, refund.business_date)
    event = Returned(found.customer_id, found.id, refund.refund, refunded, found.amount, rules)
    tell_returned(unit, ledgers, event)
    ledgers.save()
    return TakenBack(points.tip.balance - before, points.tip.balance, given_back)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a purchase gave on one account: how many were taken back so far, and how many lapsed. A bonus is
    all or nothing: it goes when the whole purchase does."""

    entry_id: int
    account_id: int
    sequence: int
    kind: str
    points: int
    taken_back: int
    lapsed: int

    def due(self, refunded: int, amount: int) -> int:
        """What to take back now that `refunded` of `amount` has been given back in all."""
        if refunded < amount and self.kind == EntryKind.BONUS:
            return 0
        target = self.points if refunded >= amount else share(self.points, refunded, amount)
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
        lapsed = lapsed_of(view, gave.account_id, gave.sequence)
        found.append(Gain(gave.id, gave.account_id, gave.sequence, gave.kind, gave.points, taken, lapsed))
    return found


def waived_in(detail: str) -> int:
    """The points an entry waived instead of taking them back."""
    return int(json.loads(detail).get("waived", 0)) if detail else 0


def take_back_gains(
    unit: Unit,
    ledgers: Ledgers,
    found: Sale,
    refund: RefundRecorded | None,
    kind: EntryKind,
    *,
    refunded: int | None = None,
) -> None:
    """Take back what the purchase gave, on every account, for all that has been refunded of it so far.

    `found` is the purchase before `refund`; without one (a move), `refunded` says how much of the amount to
    count as given back, all of it by default.
    """
    day = refund.business_date if refund else unit.today
    at = refund.at if refund else unit.now
    if refunded is None:
        refunded = found.refunded + refund.amount if refund else found.amount
    rules = rules_on(unit, day)
    refund_id = refund.refund if refund else None
    for account_id in sorted({gain.account_id for gain in gains(unit, found.id)}):
        ledgers.account(account_id)
    ledgers.settle()
    ledgers.save()  # what has just lapsed must be known to what is due
    for gain in gains(unit, found.id):
        due = gain.due(refunded, found.amount)
        if due == 0:
            continue
        what = facts(
            unit, kind, day=day, at=at, purchase_id=found.id, refund_id=refund_id, reverses_id=gain.entry_id
        )
        may_owe = None if rules.may_owe else _settled_by(unit, gain.entry_id)
        ledgers.account(gain.account_id).take_back(what, due, [(gain.sequence, due)], may_owe)
    carry_back(unit, found.id, refund_id, refunded, found.amount)


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
    ledgers = Ledgers(unit, unit.today)
    for entry_id in _entries_of(unit, found.id, refund_id):
        if already_reversed(unit, entry_id):
            continue
        entry = booked(unit, entry_id)
        what = facts(
            unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=found.id, refund_id=refund_id,
            reward=entry.reward, reverses_id=entry_id,
        )  # fmt: skip
        ledger = ledgers.account(entry.account_id)
        check_not_spent(unit, ledger, entry)
        reverse(ledger, unit, entry, what)
    ledgers.save()
    carry_back(unit, found.id, refund_id, found.refunded, found.amount)
    take_again(unit, [int(redemption) for redemption in undo.get("redemptions", ())])
    rules = rules_on(unit, unit.today)
    event = Returned(found.customer_id, found.id, refund_id, found.refunded, found.amount, rules)
    tell_restored(unit, ledgers, event)
    ledgers.save()


def _entries_of(view: View, purchase_id: int, refund_id: int) -> list[int]:
    """The entries a refund made, last first."""
    rows = run(
        view.session,
        select(_E.id)
        .where(_E.purchase_id == purchase_id, _E.refund_id == refund_id, _E.kind != EntryKind.UNDO.value)
        .order_by(_E.id.desc()),
    )
    return [row[0] for row in rows]
