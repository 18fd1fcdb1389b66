"""Which purchase a customer's words belong to, and so whose sale and what goods they are about.

The purchase that was noted with the words; where none was, the customer's latest one in the week before
them. Words of longer after are about no purchase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.insights.feedback import Said, Scores, scores_of
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine
from app.sales.tables import run, table

WITHIN = timedelta(days=7)
_TOGETHER = 500
_P = table(Purchase).c
_L = table(PurchaseLine).c


@dataclass(frozen=True, slots=True)
class Sale:
    """A purchase as words refer to it."""

    id: int
    customer_id: int
    at: datetime
    staff: int | None


def sales_of(view: View, said: Sequence[Said]) -> dict[int, Sale]:
    """The purchase each of these belongs to, by the number of what was said; those without one left out.
    A purchase that was voided, or is another customer's by now, is none."""
    if not said:
        return {}
    customers = sorted({one.customer_id for one in said})
    first = min(one.at for one in said) - WITHIN
    last = max(one.at for one in said)
    noted = {one.purchase for one in said if one.purchase is not None}
    by_customer: dict[int, list[Sale]] = defaultdict(list)
    for start in range(0, len(customers), _TOGETHER):
        some = customers[start : start + _TOGETHER]
        asked = select(_P.id, _P.customer_id, _P.at, _P.staff_id).where(
            _P.customer_id.in_(some), _P.at >= first, _P.at <= last, _P.voided_at.is_(None)
        )
        for row in run(view.session, asked.order_by(_P.at, _P.id)):
            by_customer[row.customer_id].append(Sale(*row))
    by_id = {sale.id: sale for sales in by_customer.values() for sale in sales}
    by_id |= _named(view, noted - by_id.keys())
    found = {}
    for one in said:
        sale = by_id.get(one.purchase) if one.purchase is not None else None
        if one.purchase is None:
            sale = _latest(by_customer[one.customer_id], one.at)
        if sale is not None and sale.customer_id == one.customer_id:
            found[one.id] = sale
    return found


def _named(view: View, numbers: Collection[int]) -> dict[int, Sale]:
    wanted, found = sorted(numbers), {}
    for start in range(0, len(wanted), _TOGETHER):
        asked = select(_P.id, _P.customer_id, _P.at, _P.staff_id).where(
            _P.id.in_(wanted[start : start + _TOGETHER]), _P.voided_at.is_(None)
        )
        found.update({row.id: Sale(*row) for row in run(view.session, asked)})
    return found


def _latest(sales: Sequence[Sale], at: datetime) -> Sale | None:
    before = [sale for sale in sales if at - WITHIN <= sale.at <= at]
    return before[-1] if before else None


def latest_sale(view: View, customer_id: int) -> int | None:
    """The number of the customer's latest purchase of the last week, None without one."""
    return run(
        view.session,
        select(_P.id)
        .where(
            _P.customer_id == customer_id,
            _P.at >= view.now - WITHIN,
            _P.at <= view.now,
            _P.voided_at.is_(None),
        )
        .order_by(_P.at.desc(), _P.id.desc())
        .limit(1),
    ).scalar()


def by_staff(said: Iterable[Said], sales: Mapping[int, Sale]) -> dict[int | None, Scores]:
    """The scores by the number of who they are about: the one noted, else who rang up the purchase; None
    holds those of nobody in particular."""
    sorted_out: dict[int | None, list[Said]] = defaultdict(list)
    for one in said:
        if one.score is not None:
            sale = sales.get(one.id)
            sorted_out[one.staff or (sale.staff if sale else None)].append(one)
    return {who: scores_of(some) for who, some in sorted_out.items()}


def by_goods(
    view: View, said: Iterable[Said], sales: Mapping[int, Sale], *, category: bool
) -> dict[str, Scores]:
    """The scores by item, or by `category`, of the purchases they belong to: each counts once for every
    different thing on the bill; "" holds those without a purchase or without its lines."""
    scored = [one for one in said if one.score is not None]
    bought = _goods(view, {sales[one.id].id for one in scored if one.id in sales}, category=category)
    sorted_out: dict[str, list[Said]] = defaultdict(list)
    for one in scored:
        sale = sales.get(one.id)
        for name in sorted(bought.get(sale.id, ()) if sale else ()) or [""]:
            sorted_out[name].append(one)
    return {name: scores_of(some) for name, some in sorted_out.items()}


def _goods(view: View, purchases: Collection[int], *, category: bool) -> dict[int, set[str]]:
    wanted, found = sorted(purchases), defaultdict(set)
    name = _L.category if category else _L.item
    for start in range(0, len(wanted), _TOGETHER):
        asked = select(_L.purchase_id, name).where(
            _L.purchase_id.in_(wanted[start : start + _TOGETHER]), _L.kind == "", name != ""
        )
        for number, text in run(view.session, asked):
            found[number].add(text)
    return dict(found)
