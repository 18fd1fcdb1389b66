"""Purchases as they stood at the end of a past day: whose they were, and what of them had come back.

Each counts on the day its entry has in the ledger, as it does in the balance: what is entered with an earlier
day after something newer counts with that. What moved no points counts on its own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.kernel.unit import View
from app.loyalty.models import Entry
from app.loyalty.movements import EntryKind
from app.loyalty.past.journal import Since, since
from app.sales.models import Purchase, Refund
from app.sales.refunds import REFUND
from app.sales.tables import run, table

_E = table(Entry).c
_P = table(Purchase).c
_R = table(Refund).c
_BACK = (EntryKind.RETURN.value, EntryKind.VOID.value)


@dataclass(frozen=True, slots=True)
class PastSale:
    """A purchase that stood at the end of the day; `refunded` of `amount` had come back, minor units."""

    id: int
    customer_id: int
    business_date: date
    amount: int
    refunded: int


def sales_then(view: View, customer_ids: Sequence[int], first: date, day: date) -> list[PastSale]:
    """The purchases of these customers from `first` to `day` that stood at the end of `day`."""
    then = since(view, day)
    owners = _owners_then(view, then)
    theirs = [purchase for purchase, owner in owners.items() if owner in customer_ids]
    back = and_(
        _R.purchase_id == _P.id,
        _R.business_date <= day,
        ~_booked_after(day, _E.refund_id == _R.id, _E.kind.in_(_BACK)),
        or_(_R.undone_at.is_(None), _R.undone_at >= then.end),
    )
    rows = run(
        view.session,
        select(
            _P.id,
            _P.customer_id,
            _P.business_date,
            _P.amount,
            func.coalesce(func.sum(_R.amount), 0),
            func.coalesce(func.sum(case((_R.kind != REFUND, 1), else_=0)), 0),
        )
        .select_from(table(Purchase).outerjoin(table(Refund), back))
        .where(
            or_(_P.customer_id.in_(customer_ids), _P.id.in_(theirs))
            if theirs
            else _P.customer_id.in_(customer_ids),
            _P.business_date.between(first, day),
            ~_booked_after(day, _E.kind == EntryKind.EARN.value),
        )
        .group_by(_P.id)
        .order_by(_P.id),
    )
    sales = []
    for number, customer, on, amount, refunded, taken in rows:
        owner = owners.get(number, customer)
        if owner in customer_ids and not taken:
            sales.append(PastSale(number, owner, on, amount, refunded))
    return sales


def _booked_after(day: date, *of: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether entries of the purchase are of a later day."""
    entries = select(_E.id).where(_E.purchase_id == _P.id, _E.business_date > day, *of)
    return entries.correlate(table(Purchase), table(Refund)).exists()


def _owners_then(view: View, then: Since) -> dict[int, int]:
    """Whose the purchases were that were moved since."""
    kept: dict[date, dict[int, int]] = view.kept.setdefault(_owners_then, {})
    found = kept.get(then.day)
    if found is None:
        found = kept[then.day] = {}
        for step in then.steps("move"):
            owner = step.action.customer_id if step.back else step.action.undo["back_to"]
            if owner is not None:
                found[int(step.action.undo["purchase"])] = int(owner)
    return found
