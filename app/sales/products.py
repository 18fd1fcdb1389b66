"""What the shop sells, as its own sales tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select

from app.kernel.clock import local_to_utc
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine
from app.sales.tables import run, table

_P = table(Purchase).c
_L = table(PurchaseLine).c


@dataclass(frozen=True, slots=True)
class ProductSold:
    """A product by the name it was rung up under; `price` of one, minor units, when it was sold last."""

    name: str
    price: int
    sold_on: date


def products_sold(view: View, since: date) -> tuple[ProductSold, ...]:
    """Every product sold from `since` on with its last price, by name; spellings that differ in capitals are
    one. What was given away, taken back or sold by a voided sale does not count."""
    latest = func.row_number().over(
        partition_by=_L.item, order_by=(_P.at.desc(), _P.id.desc(), _L.position.desc())
    )
    begin = local_to_utc(datetime.combine(since, time.min), view.context.timezone)
    early = table(Purchase).alias().c
    first = select(func.min(early.id)).where(early.at >= begin).scalar_subquery()
    sold = (
        select(_L.item, _L.amount, _L.quantity, _P.business_date, _P.at, latest.label("place"))
        .join_from(table(PurchaseLine), table(Purchase), _P.id == _L.purchase_id)
        .where(_P.at >= begin, _P.voided_at.is_(None), _L.kind == "", _L.item != "")
        .where(_L.amount > 0, _L.quantity > 0, _L.purchase_id >= first)  # without it every line is read
        .subquery()
    )
    rows = run(view.session, select(sold).where(sold.c.place == 1).order_by(sold.c.at.desc()))
    found: dict[str, ProductSold] = {}
    for item, amount, quantity, day, _at, _place in rows:
        price = (2000 * amount + quantity) // (2 * quantity)  # of one, half a cent up
        found.setdefault(item.casefold(), ProductSold(item, price, day))
    return tuple(found[name] for name in sorted(found))
