"""What counts towards a tier: what was paid, or points earned, less what came back, on the sale's own day.

A refund counts with its purchase, on whatever day it came: returning a purchase of long ago takes nothing
from this year, and returning everything leaves nothing. Points brought along and points on top count for
whoever's account they are on; those of a sale for who bought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from app.kernel.money import share
from app.kernel.unit import View
from app.loyalty.models import POINTS as POINTS_UNIT
from app.loyalty.models import Account, Entry, found_of
from app.loyalty.movements import EntryKind
from app.loyalty.tiers.scheme import BY_HAND, SPEND, TierScheme
from app.loyalty.tiers.window import Counted, Item, Sums, window
from app.sales.models import Purchase
from app.sales.tables import run, table

AT_ONCE = 500
"""Customers asked about in one statement."""

_A = table(Account).c
_E = table(Entry).c
_P = table(Purchase).c
_NET = _P.amount - _P.refunded
_SPENT = (
    select(
        _P.customer_id,
        func.sum(case((_P.business_date < bindparam("split"), _NET), else_=0)),
        func.sum(case((_P.business_date >= bindparam("split"), _NET), else_=0)),
    )
    .where(
        _P.customer_id.in_(bindparam("ids", expanding=True)),
        _P.business_date.between(bindparam("start"), bindparam("end")),
        _P.voided_at.is_(None),
        _P.id != bindparam("without"),
    )
    .group_by(_P.customer_id)
)
_BY_SALE = (EntryKind.EARN.value, EntryKind.MOVE_IN.value)
_BY_ACCOUNT = (EntryKind.BONUS.value, EntryKind.OPENING.value)


def counted(
    view: View, scheme: TierScheme, customer_ids: Sequence[int], day: date, without: int | None = None
) -> dict[int, Counted]:
    """What counts of each customer in the window that ends on a day; those without anything are left out.
    `without` is a purchase that is about to be another customer's."""
    if scheme.by == BY_HAND:
        return {}
    if scheme.by == SPEND:
        return _spent(view, scheme, customer_ids, day, without)
    by_customer: dict[int, list[Item]] = defaultdict(list)
    for item in items(view, scheme, customer_ids, window(scheme, day).start, without):
        by_customer[item.customer_id].append(item)
    span = window(scheme, day)
    return {customer: Sums(found).over(span) for customer, found in by_customer.items()}


def _spent(
    view: View, scheme: TierScheme, customer_ids: Sequence[int], day: date, without: int | None
) -> dict[int, Counted]:
    span = window(scheme, day)
    found: dict[int, Counted] = {}
    for part in parts(customer_ids):
        values = {
            "ids": part, "start": span.start, "split": span.split, "end": span.end, "without": without or 0,
        }  # fmt: skip
        for customer, before, now in run(view.session, _SPENT, values):
            found[customer] = Counted(int(before), int(now))
    return found


def items(
    view: View, scheme: TierScheme, customer_ids: Sequence[int], since: date, without: int | None = None
) -> Iterator[Item]:
    """What counts of these customers from a day on, one by one."""
    for part in parts(customer_ids):
        if scheme.by == SPEND:
            paid = select(_P.customer_id, _P.business_date, _P.amount - _P.refunded).where(
                _P.customer_id.in_(part), _P.business_date >= since, _P.voided_at.is_(None), *_but(without)
            )
            yield from (Item(*row) for row in run(view.session, paid))
        elif scheme.by != BY_HAND:
            yield from _earned(view, part, since, without)
            yield from _given(view, part, since)


def _earned(view: View, part: list[int], since: date, without: int | None) -> Iterator[Item]:
    """Points of sales, in proportion to what is left of them; those it gave on a card before are gone."""
    rows = run(
        view.session,
        select(_P.customer_id, _P.business_date, _E.points, _P.amount, _P.refunded)
        .select_from(table(Purchase))
        .join(table(Entry), _E.purchase_id == _P.id)
        .join(table(Account), _A.id == _E.account_id)
        .where(
            _P.customer_id.in_(part),
            _P.business_date >= since,
            _P.voided_at.is_(None),
            _E.kind.in_(_BY_SALE),
            found_of(_A.unit, POINTS_UNIT),
            ~_gone(),
            *_but(without),
        ),
    )
    for customer, day, points, amount, refunded in rows:
        back = 0 if not refunded else points if refunded >= amount else share(points, refunded, amount)
        yield Item(customer, day, points - back)


def _given(view: View, part: list[int], since: date) -> Iterator[Item]:
    """Points on top and points brought along; a bonus goes when all of its sale came back."""
    left = or_(_P.refunded == 0, _P.refunded < _P.amount)
    rows = run(
        view.session,
        select(_A.customer_id, _E.business_date, _E.points)
        .select_from(table(Account))
        .join(table(Entry), _E.account_id == _A.id)
        .outerjoin(table(Purchase), _P.id == _E.purchase_id)
        .where(
            _A.customer_id.in_(part),
            _A.unit == POINTS_UNIT,
            _E.business_date >= since,
            _E.kind.in_(_BY_ACCOUNT),
            or_(_P.id.is_(None), and_(_P.voided_at.is_(None), left)),
            ~_gone(),
        ),
    )
    yield from (Item(*row) for row in rows)


def at_most(view: View, scheme: TierScheme, customer_id: int, purchase_id: int) -> Item:
    """What a purchase can ever have counted of a customer, whatever came back of it."""
    day, amount = run(view.session, select(_P.business_date, _P.amount).where(_P.id == purchase_id)).one()
    if scheme.by == SPEND:
        return Item(customer_id, day, amount)
    gave = (
        select(func.coalesce(func.sum(_E.points), 0))
        .join_from(table(Entry), table(Account), _A.id == _E.account_id)
        .where(
            _E.purchase_id == purchase_id,
            found_of(_A.unit, POINTS_UNIT),
            _E.kind.in_((*_BY_SALE, *_BY_ACCOUNT)),
        )
    )
    return Item(customer_id, day, int(run(view.session, gave).scalar_one()))


def _gone() -> ColumnElement[bool]:
    """Whether what an entry gave was taken back whole: undone, or moved away and not back again."""
    back, again = table(Entry).alias("back").c, table(Entry).alias("again").c
    undone = select(again.id).where(again.reverses_id == back.id, again.kind == EntryKind.UNDO.value).exists()
    moved = and_(back.kind == EntryKind.MOVE_OUT.value, ~undone)
    taken = or_(back.kind == EntryKind.UNDO.value, moved)
    return select(back.id).where(back.reverses_id == _E.id, taken).exists()


def _but(purchase_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if purchase_id is None else (_P.id != purchase_id,)


def parts(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """Ids in portions that one statement may name."""
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
