"""What counted towards a tier at the end of a past day: `app.loyalty.tiers.qualifying`, from what was in the
book then. A test holds the two together for today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from app.kernel.money import share
from app.kernel.unit import View
from app.loyalty.models import POINTS as POINTS_UNIT
from app.loyalty.models import Account, Entry, found_of
from app.loyalty.movements import EntryKind
from app.loyalty.past.sales import PastSale
from app.loyalty.tiers.scheme import BY_HAND, SPEND, TierScheme
from app.loyalty.tiers.window import window
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_BY_SALE = (EntryKind.EARN.value, EntryKind.MOVE_IN.value)
_BY_ACCOUNT = (EntryKind.BONUS.value, EntryKind.OPENING.value)


def counted_then(
    view: View, scheme: TierScheme, customer_ids: Sequence[int], day: date, sales: Sequence[PastSale]
) -> int:
    """What counts of those who stand together towards their next tier: in calendar years what the year of
    `day` brought. `sales` are theirs, at least those of the window that ends on `day`."""
    span = window(scheme, day)
    counting = [sale for sale in sales if span.split <= sale.business_date <= day]
    if scheme.by == BY_HAND:
        return 0
    if scheme.by == SPEND:
        return sum(sale.amount - sale.refunded for sale in counting)
    return _earned(view, counting, day) + _given(view, customer_ids, sales, span.split, day)


def _earned(view: View, sales: Sequence[PastSale], day: date) -> int:
    by_id = {sale.id: sale for sale in sales}
    earned = 0
    for start in range(0, len(sales), 500):
        rows = run(
            view.session,
            select(_E.purchase_id, _E.points)
            .join_from(table(Entry), table(Account), _A.id == _E.account_id)
            .where(
                _E.purchase_id.in_([sale.id for sale in sales[start : start + 500]]),
                _E.kind.in_(_BY_SALE),
                _E.business_date <= day,
                found_of(_A.unit, POINTS_UNIT),
                ~_gone_by(day),
            ),
        )
        for number, points in rows:
            sale = by_id[number]
            if sale.refunded < sale.amount or not sale.refunded:
                earned += points - (share(points, sale.refunded, sale.amount) if sale.refunded else 0)
    return earned


def _given(view: View, customer_ids: Sequence[int], sales: Sequence[PastSale], first: date, day: date) -> int:
    """Points on top and points brought along; a bonus goes when all of its sale came back."""
    rows = run(
        view.session,
        select(_E.points, _E.purchase_id)
        .join_from(table(Entry), table(Account), _A.id == _E.account_id)
        .where(
            _A.customer_id.in_(customer_ids),
            _A.unit == POINTS_UNIT,
            _E.kind.in_(_BY_ACCOUNT),
            _E.business_date.between(first, day),
            ~_gone_by(day),
        ),
    ).all()
    standing = {sale.id for sale in sales if not sale.refunded or sale.refunded < sale.amount}
    return sum(points for points, purchase in rows if purchase is None or purchase in standing)


def _gone_by(day: date) -> ColumnElement[bool]:
    """Whether what an entry gave was taken back whole by the end of the day."""
    back, again = table(Entry).alias("back").c, table(Entry).alias("again").c
    undone = select(again.id).where(
        again.reverses_id == back.id, again.kind == EntryKind.UNDO.value, again.business_date <= day
    )
    moved = and_(back.kind == EntryKind.MOVE_OUT.value, ~undone.exists())
    taken = or_(back.kind == EntryKind.UNDO.value, moved)
    return select(back.id).where(back.reverses_id == _E.id, back.business_date <= day, taken).exists()
