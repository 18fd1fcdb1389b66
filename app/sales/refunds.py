"""Money given back, sales that never were, and sales that were another customer's.

Nothing is edited away: a refund is a row of its own, and one that is itself taken back is marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.money import check_amount, format_money
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.sales.activity import note_money, recount
from app.sales.models import Purchase, Refund
from app.sales.purchases import moment
from app.sales.returned_lines import LineBack, ReturnedLine, note_returned, priced_return
from app.sales.tables import inserted, run, table

REFUND, VOID, UNDO = "refund", "void", "undo"
"""Kinds of refund: goods came back; the sale never was; the sale was taken back by undo."""

_P = table(Purchase).c
_R = table(Refund).c


@dataclass(frozen=True, slots=True)
class Sale:
    """A purchase as corrections need it; `left` is what has not been given back."""

    id: int
    customer_id: int
    at: datetime
    business_date: date
    amount: int
    discount: int
    refunded: int
    receipt: str | None
    voided_at: datetime | None

    @property
    def left(self) -> int:
        return self.amount - self.refunded


@dataclass(frozen=True)
class RefundRecorded:
    """The refund's id, its amount, its instant and day, and whether nothing of the purchase is left."""

    refund: int
    amount: int
    at: datetime
    business_date: date
    whole: bool


def sale(view: View, purchase_id: int) -> Sale:
    """The purchase; `NotFound` when there is none of that number."""
    row = run(
        view.session,
        select(
            _P.id,
            _P.customer_id,
            _P.at,
            _P.business_date,
            _P.amount,
            _P.discount,
            _P.refunded,
            _P.receipt,
            _P.voided_at,
        ).where(_P.id == purchase_id),
    ).one_or_none()
    if row is None:
        raise NotFound(_("There is no purchase {number}.").format(number=purchase_id), field="purchase")
    return Sale(*row)


def standing_sale(view: View, purchase_id: int) -> Sale:
    """The purchase when it was not voided; Refused otherwise."""
    found = sale(view, purchase_id)
    if found.voided_at is not None:
        raise Refused(_("This purchase was taken back already. Nothing was changed."), field="purchase")
    return found


def record_refund(
    unit: Unit,
    found: Sale,
    amount: int | None = None,
    *,
    kind: str = REFUND,
    lines: Sequence[ReturnedLine] = (),
    reason: str = "",
    at: datetime | None = None,
    source_key: str | None = None,
) -> RefundRecorded:
    """Give back `amount` (None: all that is left), or what was paid for `lines`. Refused beyond what is left,
    naming it."""
    at = moment(unit, at)
    coming_back = priced_lines(unit, found, amount, lines)
    if coming_back:
        amount = sum(line.amount for line in coming_back)
    amount = checked_refund(unit, found, amount, unit.day_of(at)) if kind == REFUND else found.left
    reason = clean_text(reason, label=_("The reason"), limit=300, field="reason")
    forbid_payment_numbers(unit, reason, "reason")
    day = unit.day_of(at)
    refund_id = inserted(
        unit.session,
        insert(table(Refund)).values(
            purchase_id=found.id,
            customer_id=found.customer_id,
            kind=kind,
            at=at,
            business_date=day,
            amount=amount,
            reason=reason,
            staff_id=unit.actor.staff_id,
            till=unit.actor.till,
            source_key=source_key,
        ),
    )
    note_returned(unit, refund_id, coming_back)
    _set(unit, found, refunded=found.refunded + amount, voided_at=None if kind == REFUND else unit.now)
    if kind == REFUND:
        note_money(unit, found.customer_id, -amount)
    else:
        recount(unit, found.customer_id)
    return RefundRecorded(refund_id, amount, at, day, whole=found.refunded + amount == found.amount)


def priced_lines(
    view: View, found: Sale, amount: int | None, lines: Sequence[ReturnedLine]
) -> list[LineBack]:
    """What the lines give back; Refused beside an amount, and for lines that cannot come back."""
    if not lines:
        return []
    if amount is not None:
        raise Refused(_("Give lines back or an amount, not both. Nothing was saved."), field="lines")
    return priced_return(view, found.id, found.discount, found.left, lines)


def checked_refund(view: View, found: Sale, amount: int | None, day: date) -> int:
    """The amount of a refund made on a day (None: all that is left); Refused when it cannot be given."""
    if found.left <= 0:
        raise Refused(_("All of this purchase was given back already. Nothing was changed."), field="amount")
    amount = found.left if amount is None else check_amount(amount)
    if amount > found.left:
        left = format_money(found.left, view.context.currency, view.context.locale)
        raise Refused(
            _("Only {left} of this purchase is left to give back. Nothing was saved.").format(left=left),
            field="amount",
        )
    if day < found.business_date:
        raise Refused(_("A refund cannot be before its purchase. Nothing was saved."), field="at")
    return amount


def last_refund(view: View, purchase_id: int) -> int:
    """The id of the last refund of a purchase that stands; there must be one."""
    standing = select(_R.id).where(_R.purchase_id == purchase_id, _R.undone_at.is_(None))
    return int(run(view.session, standing.order_by(_R.id.desc()).limit(1)).scalar_one())


def take_back_refund(unit: Unit, refund_id: int) -> Sale:
    """Undo a refund or void: the purchase stands again as before. Returns it as it stands now."""
    row = run(
        unit.session,
        select(_R.purchase_id, _R.customer_id, _R.kind, _R.amount, _R.undone_at).where(_R.id == refund_id),
    ).one_or_none()
    if row is None or row.undone_at is not None:
        raise Refused(_("That was already undone."))
    found = sale(unit, row.purchase_id)
    if found.customer_id != row.customer_id:
        raise Refused(_("The purchase was moved to another customer since. Nothing was changed."))
    if row.kind == REFUND and found.voided_at is not None:
        raise Refused(_("The purchase was taken back since. Nothing was changed."))
    run(unit.session, update(table(Refund)).where(_R.id == refund_id).values(undone_at=unit.now))
    _set(unit, found, refunded=found.refunded - row.amount, voided_at=None)
    if row.kind == REFUND:
        note_money(unit, found.customer_id, row.amount)
    else:
        recount(unit, found.customer_id)
    return sale(unit, found.id)


def hand_over(unit: Unit, found: Sale, to_customer_id: int) -> Sale:
    """Make the purchase another customer's, with its refunds; both counts follow."""
    run(unit.session, update(table(Purchase)).where(_P.id == found.id).values(customer_id=to_customer_id))
    run(
        unit.session,
        update(table(Refund)).where(_R.purchase_id == found.id).values(customer_id=to_customer_id),
    )
    for customer_id in (found.customer_id, to_customer_id):
        recount(unit, customer_id)
        unit.changed("purchase", customer_id)
    return sale(unit, found.id)


def _set(unit: Unit, found: Sale, *, refunded: int, voided_at: datetime | None) -> None:
    run(
        unit.session,
        update(table(Purchase)).where(_P.id == found.id).values(refunded=refunded, voided_at=voided_at),
    )
    unit.changed("purchase", found.customer_id)
