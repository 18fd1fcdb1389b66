"""Customers who bought certain products, or of certain categories, ever or in some days. What came back or
was voided, and gift cards, were not bought."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.customers.models import Customer
from app.groups.criterion import BOUGHT, Criterion, Values
from app.groups.filters import start_of
from app.groups.spans import check_span, number, sales_in, span_fields, span_of, span_words
from app.insights.standing import stands
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.sales.models import Purchase, PurchaseLine, Refund, RefundLine
from app.sales.products import products_sold
from app.sales.tables import run, table

_B = table(Refund).c
_BL = table(RefundLine).c
_C = table(Customer).c
_L = table(PurchaseLine).c
_P = table(Purchase).c
_TOGETHER = 25
OFFERED_DAYS = 365
"""Products and categories sold within so many days are offered."""


def condition(view: View, values: Values) -> ColumnElement[bool]:
    back = (
        select(func.coalesce(func.sum(_BL.quantity), 0))
        .join_from(table(RefundLine), table(Refund), _B.id == _BL.refund_id)
        .where(_BL.line_id == _L.id, _B.undone_at.is_(None))
        .correlate(table(PurchaseLine))
        .scalar_subquery()
    )
    bought = (
        select(_P.customer_id)
        .join_from(table(PurchaseLine), table(Purchase), _P.id == _L.purchase_id)
        .where(
            _named(values), _L.kind == "", stands(), _L.quantity > back,
            *sales_in(view, span_of(view, values)),
        )
    )  # fmt: skip
    if values["times"] > 1:
        bought = bought.group_by(_P.customer_id).having(
            func.count(_P.business_date.distinct()) >= values["times"]
        )
    return _C.id.in_(bought)


def _named(values: Values) -> ColumnElement[bool]:
    """Whether a line is of one of the products or categories, however it is spelled in capitals. Databases
    differ in how they make capitals small, so each way a name may be written is tried."""
    met: list[ColumnElement[bool]] = []
    for column, names in ((_L.item, values.get("products", ())), (_L.category, values.get("categories", ()))):
        small: Any = func.lower(column)
        spelled = sorted({way for name in names for way in _ways(name)})
        if values["part"] and column is _L.item:
            met += _grouped([small.contains(way, autoescape=True) for way in spelled])
        elif spelled:
            met.append(small.in_(spelled))
    return or_(*met)


def _grouped(met: list[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """Some together in brackets: of one long row of alternatives SQLite takes a thousand at most."""
    return [or_(*met[at : at + _TOGETHER]).self_group() for at in range(0, len(met), _TOGETHER)]


def _ways(name: str) -> set[str]:
    written = (name, name.lower(), name.upper(), name.title(), name.capitalize())
    return {"".join(sign.lower() if sign.isascii() else sign for sign in way) for way in written}


def check(values: Values) -> None:
    check_span(values)
    if "products" not in values and "categories" not in values:
        raise Refused(_("Name a product or a category."), "products")


def words(values: Values, view: View) -> str:
    said = _("bought {things}{when}").format(things=_things(values), when=span_words(view, values))
    if values["times"] == 1:
        return said
    days = plural("on {n} day or more", "on {n} days or more", values["times"])
    return f"{said} {days.format(n=number(view, values['times']))}"


def unless(values: Values, view: View) -> str:
    said = _("did not buy {things}{when}").format(things=_things(values), when=span_words(view, values))
    if values["times"] == 1:
        return said
    days = plural("on {n} day or more", "on {n} days or more", values["times"])
    return f"{said} {days.format(n=number(view, values['times']))}"


def _things(values: Values) -> str:
    product = _("anything with “{name}” in its name") if values["part"] else _("“{name}”")
    said = [product.format(name=name) for name in values.get("products", ())]
    said += [_("something of “{name}”").format(name=name) for name in values.get("categories", ())]
    return _(" or ").join(said)


def _products(view: View) -> list[tuple[str, str]]:
    since = view.today - timedelta(days=OFFERED_DAYS)
    return [(one.name, one.name) for one in products_sold(view, since)]


def _categories(view: View) -> list[tuple[str, str]]:
    begin = start_of(view, view.today - timedelta(days=OFFERED_DAYS))
    early = table(Purchase).alias().c
    first = select(func.min(early.id)).where(early.at >= begin).scalar_subquery()
    rows = run(
        view.session,
        select(_L.category)
        .where(_L.purchase_id >= first, _L.category != "", _L.kind == "")
        .group_by(_L.category)
        .order_by(_L.category),
    )
    return list({row[0].casefold(): (row[0], row[0]) for row in rows}.values())


CRITERION = Criterion(
    id="bought",
    label=_("Bought"),
    shelf=BOUGHT,
    fields=(
        Field("products", _("Products"), FieldKind.TEXTS, max_length=200),
        Field("categories", _("Categories"), FieldKind.TEXTS, max_length=120),
        Field("part", _("A part of the product's name is enough"), FieldKind.BOOLEAN, default=False),
        Field("times", _("On at least so many days"), FieldKind.INTEGER, minimum=1, default=1),
        *span_fields(),
    ),
    words=words,
    unless=unless,
    condition=condition,
    check=check,
    offers={"products": _products, "categories": _categories},
    order=20,
)
