"""What a customer usually buys: the things on their receipts, by the visits they were bought at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.insights.standing import stands
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine, Refund, RefundLine
from app.sales.tables import run, table

MIN_VISITS = 3
MOST = 5
USUALLY = 3
"""What was bought at one visit in so many is usual."""

_P = table(Purchase).c
_L = table(PurchaseLine).c
_B = table(Refund).c
_BL = table(RefundLine).c


@dataclass(frozen=True, slots=True)
class Favourite:
    """A thing by the name it was rung up under last, at how many visits it was bought, and when last;
    `usual`: at one visit in three or more, and three times at least."""

    item: str
    visits: int
    last_on: date
    usual: bool


def favourites(view: View, customer_id: int) -> tuple[tuple[Favourite, ...], int]:
    """What they bought at most visits, at most `MOST`, and at how many visits the receipt named anything.

    Nothing below `MIN_VISITS` such visits, and nothing that was bought once. What came back, was voided or is
    a gift card does not count; spellings that differ in capitals are one thing.
    """
    returned = (
        select(func.coalesce(func.sum(_BL.quantity), 0))
        .join_from(table(RefundLine), table(Refund), _B.id == _BL.refund_id)
        .where(_BL.line_id == _L.id, _B.undone_at.is_(None))
        .correlate(table(PurchaseLine))
        .scalar_subquery()
    )
    rows = run(
        view.session,
        select(_L.item, _P.business_date)
        .join_from(table(PurchaseLine), table(Purchase), _P.id == _L.purchase_id)
        .where(
            _P.customer_id == customer_id, stands(), _P.business_date <= view.today,
            _L.kind == "", _L.item != "", _L.quantity > returned,
        )
        .order_by(_P.at, _P.id),
    )  # fmt: skip
    names: dict[str, str] = {}
    days: dict[str, set[date]] = {}
    told: set[date] = set()
    for item, on in rows:
        key = item.casefold()
        names[key] = item
        days.setdefault(key, set()).add(on)
        told.add(on)
    if len(told) < MIN_VISITS:
        return (), len(told)
    found = [
        Favourite(
            names[key], len(on), max(on), len(on) >= MIN_VISITS and len(on) * USUALLY >= len(told)
        )
        for key, on in days.items()
        if len(on) > 1
    ]  # fmt: skip
    found.sort(key=lambda one: (-one.visits, -one.last_on.toordinal(), one.item))
    return tuple(found[:MOST]), len(told)
