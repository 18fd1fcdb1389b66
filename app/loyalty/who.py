"""The facts of a customer that rules ask for, looked up for one sale: those alone its programme needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from app.customers.models import Customer, CustomerTag, Tag
from app.kernel.clock import zone
from app.kernel.unit import View
from app.loyalty.carrying import carried_of
from app.loyalty.rules import Rules
from app.loyalty.sale import NOBODY, Sale, SaleLine, Who
from app.loyalty.tiers.models import TierChange
from app.loyalty.versions import rules_on
from app.sales.models import Purchase
from app.sales.purchases import Line
from app.sales.tables import run, table

_C = table(Customer).c
_P = table(Purchase).c
_T = table(TierChange).c
_BETWEEN = "\x1f"
"""Stands in no tag: texts are cleaned of control characters."""
_TAGS = (
    select(func.aggregate_strings(table(Tag).c.folded, _BETWEEN))
    .join_from(table(CustomerTag), table(Tag), table(Tag).c.id == table(CustomerTag).c.tag_id)
    .where(table(CustomerTag).c.customer_id == bindparam("customer"))
)
_BOUGHT = select(_P.id).where(
    _P.customer_id == bindparam("customer"), _P.voided_at.is_(None), _P.id != bindparam("but")
)
_NEVER = ~_BOUGHT.where(_P.business_date <= bindparam("day")).exists()
_NOT_THAT_DAY = ~_BOUGHT.where(_P.business_date == bindparam("day")).exists()
_TIER = (
    select(_T.tier)
    .where(
        _T.customer_id == bindparam("customer"),
        _T.business_date <= bindparam("day"),
        func.coalesce(_T.purchase_id, 0) != bindparam("but"),
    )
    .order_by(_T.business_date.desc(), _T.id.desc())
    .limit(1)
)
_COLUMNS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "first": (_NEVER,),
    "first_today": (_NOT_THAT_DAY,),
    "birthday": (_C.birth_month, _C.birth_day),
    "joined_on": (_C.joined_on,),
    "tags": (_TAGS.scalar_subquery(),),
    "tier": (_TIER.scalar_subquery(),),
}
"""Facts that one look at the customer's row gives together."""


def sale_lines(lines: Sequence[Line]) -> tuple[SaleLine, ...]:
    """The lines of a sale as rules see them."""
    return tuple(
        [SaleLine(line.item, line.category, line.quantity, line.amount, line.kind) for line in lines]
    )


def sale_of(
    view: View,
    rules: Rules,
    customer_id: int,
    amount: int,
    at: datetime,
    *,
    discount: int = 0,
    lines: Sequence[Line] = (),
    purchase_id: int = 0,
) -> Sale:
    """A sale with everything the rules need to know of it and of the customer.

    `purchase_id` is the sale's own when it is written already: it is not counted among those before it.
    """
    judge = rules.judge
    return Sale(
        amount,
        view.day_of(at),
        discount,
        sale_lines(lines),
        at,
        customer_id,
        at.astimezone(zone(view.context.timezone)).time(),
        who_is(view, customer_id, view.day_of(at), judge.needs, purchase_id) if judge.needs else NOBODY,
        carried_of(view, customer_id, judge.carries) if judge.carries else None,
    )


def who_is(view: View, customer_id: int, day: date, needs: frozenset[str], purchase_id: int = 0) -> Who:
    """The facts of `needs` on a day; the others stay at their defaults."""
    where = {"customer": customer_id, "day": day, "but": purchase_id or -1}
    return Who(**_seen_together(view, where, tuple(sorted(needs)))) if needs else NOBODY


def _seen_together(view: View, where: dict[str, Any], facts: tuple[str, ...]) -> dict[str, Any]:
    row = run(view.session, _looking_for(facts), where).one_or_none()
    if row is None:
        return {}
    seen = dict(zip(_names(facts), row, strict=True))
    values: dict[str, Any] = {fact: bool(seen[fact]) for fact in ("first", "first_today") if fact in seen}
    if seen.get("tags"):
        values["tags"] = frozenset(seen["tags"].split(_BETWEEN))
    if "tier" in seen:
        values["tier"] = _or_lowest(view, seen["tier"], where["day"])
    if "joined_on" in seen:
        values["joined_on"] = seen["joined_on"]
    if seen.get("birthday") and seen.get("birthday.day"):
        values["birthday"] = (seen["birthday"], seen["birthday.day"])
    return values


def _names(facts: tuple[str, ...]) -> list[str]:
    return [name for fact in facts for name in ([fact, f"{fact}.day"] if fact == "birthday" else [fact])]


@lru_cache(maxsize=16)
def _looking_for(facts: tuple[str, ...]) -> Select[Any]:
    columns = [column for fact in facts for column in _COLUMNS[fact]]
    labelled = (column.label(name) for name, column in zip(_names(facts), columns, strict=True))
    return select(*labelled).where(_C.id == bindparam("customer"))


def tier_on(view: View, customer_id: int, day: date, but: int = -1) -> str:
    """The id of the tier a customer was in on a day, "" for none; before anything happened the one that
    everybody begins with.

    What the purchase `but` itself led to is left out: a sale that lifts somebody earns by the tier before it,
    and does so again when it is judged once more.
    """
    found = run(view.session, _TIER, {"customer": customer_id, "day": day, "but": but}).scalar()
    return _or_lowest(view, found, day)


def _or_lowest(view: View, found: object, day: date) -> str:
    if found is not None:
        return str(found)
    return lowest_tier(rules_on(view, day))


def lowest_tier(rules: Rules) -> str:
    """The id of the tier that everybody begins with, "" for none."""
    lowest = rules.tiers.reached(0)
    return lowest.id if lowest is not None else ""


def ever_moved(view: View) -> frozenset[int]:
    """The customers of whom a change of tier is known; all others are in the lowest."""
    return frozenset(run(view.session, select(_T.customer_id).distinct()).scalars())
