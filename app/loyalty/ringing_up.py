"""Ringing up a purchase: the sale, the points it earns, the rewards that went with it; and its undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.loyalty.booking import customer_name, earning_day, facts
from app.loyalty.carrying import carry
from app.loyalty.credit.paying import PaidSale, Payment, take_payments
from app.loyalty.earning.judging import Judgement
from app.loyalty.followers import Bought, tell_bought
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.redeeming import link, unlink
from app.loyalty.returning import take_back_sale
from app.loyalty.versions import Version, version_on
from app.loyalty.who import sale_of
from app.loyalty.words import money, signed_points
from app.sales.purchases import Line, PurchaseRecorded, RecordPurchase, record_purchase
from app.sales.refunds import UNDO, record_refund, standing_sale


@dataclass(frozen=True)
class RingUp:
    """A sale at the till. `amount` is what was paid, after `discount`; `redemptions` are rewards already
    given with `Redeem` that go with this sale; `paid_with` is what gift cards and store credit pay of it."""

    customer_id: int
    amount: int
    at: datetime | None = None
    receipt: str = ""
    lines: tuple[Line, ...] = ()
    redemptions: tuple[int, ...] = ()
    discount: int = 0
    request_id: str | None = None
    paid_with: tuple[Payment, ...] = ()


@dataclass(frozen=True)
class RungUp:
    """The purchase, the points it gave and the balance after it."""

    purchase: int
    points: int
    balance: int
    already_done: bool = False


def ring_up(unit: Unit, cmd: RingUp) -> RungUp:
    """Keep the purchase and give its points, by the rules of its business date."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    kept = record_purchase(
        unit,
        RecordPurchase(cmd.customer_id, cmd.amount, cmd.at, cmd.receipt, cmd.lines, cmd.discount),
    )
    if cmd.redemptions:
        link(unit, cmd.redemptions, cmd.customer_id, kept.purchase, cmd.amount + cmd.discount)
    version = version_on(unit, kept.business_date)
    sale = sale_of(
        unit, version.rules, cmd.customer_id, cmd.amount, kept.at,
        discount=cmd.discount, lines=kept.lines, purchase_id=kept.purchase,
    )  # fmt: skip
    judgement = version.rules.judge(sale)
    ledgers = Ledgers(unit, kept.business_date, version.rules)
    _give(unit, ledgers, cmd, kept, version, judgement)
    if judgement.counted:
        account_id = ledgers.of(cmd.customer_id).tip.account_id
        carry(unit, account_id, kept.purchase, judgement.counted, sale.carried)
    paid = PaidSale(cmd.customer_id, kept.purchase, cmd.amount, kept.at, kept.business_date, kept.lines)
    take_payments(unit, ledgers, cmd.paid_with, paid)
    tell_bought(unit, ledgers, Bought(cmd.customer_id, kept.purchase, sale, version.rules, version.id))
    ledgers.save()
    words = _("{points} for {name}") if judgement.points else _("Purchase of {amount} for {name}")
    unit.remember(
        words.format(points=signed_points(judgement.points, unit), name=name, amount=money(cmd.amount, unit)),
        customer_id=cmd.customer_id,
        undo_kind="purchase",
        undo={"purchase": kept.purchase, "redemptions": list(cmd.redemptions)},
    )
    return RungUp(kept.purchase, judgement.points, ledgers.of(cmd.customer_id).tip.balance)


def _give(
    unit: Unit, ledgers: Ledgers, cmd: RingUp, kept: PurchaseRecorded, version: Version, judgement: Judgement
) -> None:
    ledger = ledgers.of(cmd.customer_id)
    if judgement.points:
        what = facts(
            unit, EntryKind.EARN, day=kept.business_date, at=kept.at, purchase_id=kept.purchase,
            programme_id=version.id, detail=judgement.detail,
        )  # fmt: skip
        earned_on = earning_day(ledger, kept.business_date, cmd.at)
        ledger.gain(what, judgement.points, earned_on, version.rules.expiry.last_day(earned_on))
    else:
        ledger.settle(ledger.booked_on(kept.business_date))
    ledgers.save()


@undoes("purchase")
def undo_purchase(unit: Unit, undo: Mapping[str, Any]) -> None:
    """A sale rung up by mistake: it counts no more, and what it gave is taken back.

    Rewards that were given before it stand by themselves again; those given with it since are given back.
    """
    found = standing_sale(unit, int(undo["purchase"]))
    unlink(unit, [int(redemption) for redemption in undo.get("redemptions", ())])
    refund = record_refund(unit, found, kind=UNDO)
    take_back_sale(unit, found, refund, EntryKind.UNDO, whole=True)
