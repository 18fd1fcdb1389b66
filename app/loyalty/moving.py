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
from app.loyalty.carrying import carry, carry_again, carry_back, carry_off
from app.loyalty.followers import Bought, Returned, tell_bought, tell_restored, tell_returned
from app.loyalty.gains import Back, back_of
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.models import Redemption
from app.loyalty.redeeming import give_back_all, take_again
from app.loyalty.returning import moved_since, take_back_gains
from app.loyalty.versions import rules_on, version_on
from app.loyalty.who import sale_of
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
    ledgers = Ledgers(unit, unit.today)
    giver, taker = ledgers.of(found.customer_id), ledgers.of(cmd.to_customer_id)
    given_back = give_back_all(unit, ledgers, found.id, None)
    take_back_gains(unit, ledgers, found, None, EntryKind.MOVE_OUT, Back(found.amount, found.amount))
    ledgers.save()
    carried = carry_off(unit, found.id)
    rules = rules_on(unit, unit.today)
    gone = Returned(found.customer_id, found.id, None, found.amount, found.amount, rules)
    tell_returned(unit, ledgers, gone)
    moved = refunds.hand_over(unit, found, cmd.to_customer_id)
    points = _earn_again(unit, ledgers, moved)
    ledgers.save()
    made = ledgers.written
    unit.remember(
        _("Purchase moved from {giver} to {taker}").format(giver=from_name, taker=to_name),
        customer_id=cmd.to_customer_id,
        undo_kind="move",
        undo={
            "purchase": found.id,
            "back_to": found.customer_id,
            "moved_to": cmd.to_customer_id,
            "refunded": found.refunded,
            "entries": made,
            "redemptions": given_back,
            "carried": carried,
        },
    )
    return Moved(found.id, points, giver.tip.balance, taker.tip.balance)


def _earn_again(unit: Unit, ledgers: Ledgers, moved: refunds.Sale) -> int:
    """Give the right customer what the rules of the purchase's day give; less what was refunded of it.

    Returns the points.
    """
    taker = ledgers.of(moved.customer_id)
    version = version_on(unit, moved.business_date)
    sale = sale_of(
        unit, version.rules, moved.customer_id, moved.amount, moved.at,
        discount=moved.discount, lines=lines_of(unit, moved.id), purchase_id=moved.id,
    )  # fmt: skip
    judgement = version.rules.judge(sale)
    before = taker.tip.balance
    if judgement.points:
        what = facts(
            unit, EntryKind.MOVE_IN, day=unit.today, at=unit.now, purchase_id=moved.id,
            programme_id=version.id, detail=judgement.detail,
        )  # fmt: skip
        last_day = version.rules.expiry.last_day(moved.business_date)
        taker.gain(what, judgement.points, moved.business_date, last_day)
    ledgers.save()
    if judgement.counted:
        carry(unit, taker.tip.account_id, moved.id, judgement.counted, sale.carried)
    tell_bought(
        unit, ledgers, Bought(moved.customer_id, moved.id, sale, version.rules, version.id, moved=True)
    )
    ledgers.save()
    if moved.refunded:
        back = back_of(unit, moved, moved.refunded)
        take_back_gains(unit, ledgers, moved, None, EntryKind.RETURN, back)
        carry_back(unit, moved.id, refunds.last_refund(unit, moved.id), moved.refunded, moved.amount)
        ledgers.save()
    return taker.tip.balance - before


@undoes("move")
def undo_move(unit: Unit, undo: Mapping[str, Any]) -> None:
    """The purchase goes back, and every entry the move made is taken back, last first."""
    found = refunds.standing_sale(unit, int(undo["purchase"]))
    back_to = int(undo["back_to"])
    entries = [booked(unit, int(entry_id)) for entry_id in undo["entries"]]
    gone_on = found.customer_id != int(undo.get("moved_to", found.customer_id)) or moved_since(
        unit, found.id, max((entry.id for entry in entries), default=0)
    )
    undone = any(already_reversed(unit, entry.id) for entry in entries)
    if gone_on or undone or found.customer_id == back_to:
        raise Refused(_("The purchase was moved again since. Nothing was changed."))
    if found.refunded != int(undo["refunded"]) or _reward_used(unit, found.id):
        raise Refused(_("Something else happened to the purchase since. Nothing was changed."))
    ledgers = Ledgers(unit, unit.today)
    for entry in sorted(entries, key=lambda entry: -entry.id):
        if entry.kind != EntryKind.LAPSE:
            what = facts(
                unit, EntryKind.UNDO, day=unit.today, at=unit.now, purchase_id=entry.purchase_id,
                reward=entry.reward, reverses_id=entry.id,
            )  # fmt: skip
            reverse(ledgers.account(entry.account_id), unit, entry, what)
    ledgers.save()
    carry_again(unit, found.id, [tuple(row) for row in undo.get("carried", ())])
    refunds.hand_over(unit, found, back_to)
    take_again(unit, [int(redemption) for redemption in undo.get("redemptions", ())])
    rules = rules_on(unit, unit.today)
    for customer_id, tell, refunded in (
        (found.customer_id, tell_returned, found.amount),
        (back_to, tell_restored, found.refunded),
    ):
        tell(unit, ledgers, Returned(customer_id, found.id, None, refunded, found.amount, rules))
    ledgers.save()


def _reward_used(view: View, purchase_id: int) -> bool:
    """Whether a reward has gone with the purchase since it was moved."""
    r = table(Redemption).c
    used = select(r.id).where(r.purchase_id == purchase_id, r.given_back_at.is_(None)).limit(1)
    return run(view.session, used).first() is not None
