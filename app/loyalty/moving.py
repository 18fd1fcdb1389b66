"""Moving a purchase to the right customer: taken back on one account, earned on the other.

Rewards that were used with it are given back to the customer they were taken from: that customer was not the
one who stood at the till. The other customer pays nothing for them; the discount on the sale stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit, View
from app.loyalty.booking import already_reversed, booked, customer_name, facts, reverse
from app.loyalty.earning import Sale, SaleLine, judge
from app.loyalty.ledger import EntryKind, Ledger
from app.loyalty.models import Redemption
from app.loyalty.programme import version_on
from app.loyalty.redeeming import give_back_all, take_again
from app.loyalty.returning import take_back_gains
from app.loyalty.store import open_ledger, save
from app.sales import refunds
from app.sales.queries import lines_of
from app.sales.tables import run, table


@dataclass(frozen=True)
class MovePurchase:
    """The purchase was rung up on the wrong card."""

    purchase_id: int
    to_customer_id: int
    request_id: str | None = None


@dataclass(frozen=True)
class Moved:
    """The purchase, the points the right customer got for it, and both balances after."""

    purchase: int
    points: int
    balance_from: int
    balance_to: int
    already_done: bool = False


def move_purchase(unit: Unit, cmd: MovePurchase) -> Moved:
    """Hand a purchase over. Refused to the same customer, an unknown or archived one, or when voided."""
    found = refunds.standing_sale(unit, cmd.purchase_id)
    if found.customer_id == cmd.to_customer_id:
        raise Refused(_("The purchase is this customer's already. Nothing was changed."), field="customer")
    from_name = customer_name(unit, found.customer_id)
    to_name = customer_name(unit, cmd.to_customer_id, standing=True)
    giver = open_ledger(unit, found.customer_id, unit.today)
    given_back = give_back_all(unit, giver, found.id, None)
    take_back_gains(unit, giver, found, None, EntryKind.MOVE_OUT)
    save(unit, giver, found.customer_id)
    moved = refunds.hand_over(unit, found, cmd.to_customer_id)
    taker = open_ledger(unit, cmd.to_customer_id, unit.today)
    points = _earn_again(unit, taker, moved)
    made = giver.written + taker.written
    unit.remember(
        _("Purchase moved from {giver} to {taker}").format(giver=from_name, taker=to_name),
        customer_id=cmd.to_customer_id,
        undo_kind="move",
        undo={
            "purchase": found.id,
            "back_to": found.customer_id,
            "refunded": found.refunded,
            "entries": made,
            "redemptions": given_back,
        },
    )
    return Moved(found.id, points, giver.tip.balance, taker.tip.balance)


def _earn_again(unit: Unit, taker: Ledger, moved: refunds.Sale) -> int:
    """Give the right customer what the rules of the purchase's day give; less what was refunded of it.

    Returns the points.
    """
    version = version_on(unit, moved.business_date)
    lines = tuple(
        SaleLine(line.item, line.category, line.quantity, line.amount) for line in lines_of(unit, moved.id)
    )
    sale = Sale(moved.amount, moved.business_date, moved.discount, lines, moved.at, moved.customer_id)
    judgement = judge(version.rules.earning, sale)
    before = taker.tip.balance
    if judgement.points:
        what = facts(
            unit, EntryKind.MOVE_IN, day=unit.today, at=unit.now, purchase_id=moved.id,
            programme_id=version.id, detail=judgement.detail,
        )  # fmt: skip
        last_day = version.rules.expiry.last_day(moved.business_date)
        taker.gain(what, judgement.points, moved.business_date, last_day)
        save(unit, taker, moved.customer_id)
        if moved.refunded:
            take_back_gains(unit, taker, moved, None, EntryKind.RETURN, refunded=moved.refunded)
            save(unit, taker, moved.customer_id)
    return taker.tip.balance - before


@undoes("move")
def undo_move(unit: Unit, undo: Mapping[str, Any]) -> None:
    """The purchase goes back, and every entry the move made is taken back, last first."""
    found = refunds.standing_sale(unit, int(undo["purchase"]))
    back_to = int(undo["back_to"])
    entries = [booked(unit, int(entry_id)) for entry_id in undo["entries"]]
    if found.customer_id == back_to or any(already_reversed(unit, entry.id) for entry in entries):
        raise Refused(_("The purchase was moved again since. Nothing was changed."))
    if found.refunded != int(undo["refunded"]) or _reward_used(unit, found.id):
        raise Refused(_("Something else happened to the purchase since. Nothing was changed."))
    for customer_id in (found.customer_id, back_to):
        ledger = open_ledger(unit, customer_id, unit.today)
        for entry in sorted(entries, key=lambda entry: -entry.sequence):
            if entry.account_id == ledger.tip.account_id and entry.kind != EntryKind.LAPSE:
                what = facts(
                    unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=entry.purchase_id,
                    reward=entry.reward, reverses_id=entry.id,
                )  # fmt: skip
                reverse(ledger, unit, entry, what)
        save(unit, ledger, customer_id)
    refunds.hand_over(unit, found, back_to)
    take_again(unit, [int(redemption) for redemption in undo.get("redemptions", ())])


def _reward_used(view: View, purchase_id: int) -> bool:
    """Whether a reward has gone with the purchase since it was moved."""
    r = table(Redemption).c
    used = select(r.id).where(r.purchase_id == purchase_id, r.given_back_at.is_(None)).limit(1)
    return run(view.session, used).first() is not None
