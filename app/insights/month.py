"""A month of the programme in figures, and its points day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from app.customers.models import Customer, CustomerActivity
from app.kernel.clock import local_to_utc
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry, Redemption
from app.sales.models import Purchase
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_P = table(Purchase).c
_R = table(Redemption).c
_C = table(Customer).c
_V = table(CustomerActivity).c
_BACK = table(Entry).alias("taken_back").c

_USES = (EntryKind.USE.value, EntryKind.GIVE_BACK.value)
GIVEN, USED, LAPSED = "given", "used", "lapsed"


@dataclass(frozen=True, slots=True)
class Month:
    """The days from `start` to `end`, both included. Points: what was there before, what was given (less what
    went back with goods), used and lapsed (positive), by day and in all. Money is minor units. `used_by` how
    often each reward was used, and `cost` what all were worth, `unpriced` of them without a price."""

    start: date
    end: date
    opening: int
    by_day: Mapping[str, Mapping[date, int]]
    joined: int
    customers: int
    new: int
    purchases: int
    sales: int
    sales_by_day: Mapping[date, int]
    with_card: int
    with_reward: int
    used_by: Mapping[str, int]
    cost: int
    unpriced: int

    def points(self, what: str) -> int:
        """Points given, used or lapsed in all."""
        return sum(self.by_day.get(what, {}).values())

    @property
    def closing(self) -> int:
        """The points of all at the end."""
        return self.opening + self.points(GIVEN) - self.points(USED) - self.points(LAPSED)

    @property
    def rewards(self) -> int:
        """How many rewards were used."""
        return sum(self.used_by.values())


def month_of(view: View, start: date, end: date) -> Month:
    """The figures of these days as the file stands now."""
    purchases, sales, customers, with_card, with_reward = _sales(view, start, end)
    used_by, cost, unpriced = _rewards(view, start, end)
    joined = run(
        view.session,
        select(func.count()).select_from(table(Customer)).where(_C.joined_on.between(start, end)),
    ).scalar_one()
    new = run(
        view.session,
        select(func.count())
        .select_from(table(CustomerActivity))
        .where(_V.first_visit_on.between(start, end)),
    ).scalar_one()
    by_purchase = run(
        view.session,
        select(_P.business_date, func.sum(_P.amount - _P.refunded))
        .where(_P.business_date.between(start, end), _P.voided_at.is_(None))
        .group_by(_P.business_date),
    )
    return Month(
        start, end, _opening(view, start), _by_day(view, start, end), int(joined), customers, int(new),
        purchases, sales, {on: int(paid) for on, paid in by_purchase}, with_card, with_reward, used_by, cost,
        unpriced,
    )  # fmt: skip


def _opening(view: View, start: date) -> int:
    asked = select(func.coalesce(func.sum(_E.points), 0)).where(_E.business_date < start)
    return int(run(view.session, _of_points(asked)).scalar_one())


def _of_points(asked: Select[tuple[int]]) -> Select[tuple[int]]:
    entries = table(Entry).join(table(Account), _A.id == _E.account_id)
    return asked.select_from(entries).where(_A.unit == POINTS)


def points_moved(start: date, end: date, *by: ColumnElement[Any]) -> Select[Any]:
    """Asks for (given, used or lapsed, `by`, points) of these days, points signed as in the ledger.

    What undoes a use counts as used, all else that is no lapse as given: as on a statement.
    """
    what = case(
        (_E.kind == EntryKind.LAPSE.value, LAPSED),
        (or_(_E.kind.in_(_USES), _BACK.kind.in_(_USES)), USED),
        else_=GIVEN,
    )
    return (
        select(what, *by, func.sum(_E.points))
        .select_from(
            table(Entry)
            .join(table(Account), _A.id == _E.account_id)
            .outerjoin(
                _BACK.id.table, and_(_BACK.id == _E.reverses_id, _E.kind == EntryKind.UNDO.value)
            )
        )
        .where(_A.unit == POINTS, _E.business_date.between(start, end))
        .group_by(what, *by)
    )  # fmt: skip


def _by_day(view: View, start: date, end: date) -> dict[str, dict[date, int]]:
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for kind, on, points in run(view.session, points_moved(start, end, _E.business_date)):
        found[kind][on] = int(points) if kind == GIVEN else -int(points)
    return dict(found)


def _sales(view: View, start: date, end: date) -> tuple[int, int, int, int, int]:
    """Purchases, what they brought, customers, and what of it came by a card and with a reward."""
    paid = _P.amount - _P.refunded
    rewarded = exists().where(_R.purchase_id == _P.id, _R.given_back_at.is_(None))
    row = run(
        view.session,
        select(
            func.count(),
            func.coalesce(func.sum(paid), 0),
            func.count(_P.customer_id.distinct()),
            func.coalesce(func.sum(case((_C.card_number.is_not(None), paid), else_=0)), 0),
            func.coalesce(func.sum(case((rewarded, paid), else_=0)), 0),
        )
        .select_from(table(Purchase).join(table(Customer), _C.id == _P.customer_id))
        .where(_P.business_date.between(start, end), _P.voided_at.is_(None)),
    ).one()
    purchases, sales, customers, with_card, with_reward = (int(value) for value in row)
    return purchases, sales, customers, with_card, with_reward


def _rewards(view: View, start: date, end: date) -> tuple[dict[str, int], int, int]:
    first, after = (
        local_to_utc(datetime.combine(on, time()), view.context.timezone)
        for on in (start, end + timedelta(days=1))
    )
    rows = run(
        view.session,
        select(
            _R.reward_name, func.count(), func.coalesce(func.sum(_R.value), 0),
            func.count() - func.count(_R.value),
        )
        .where(_R.at >= first, _R.at < after, _R.given_back_at.is_(None))
        .group_by(_R.reward_name),
    ).all()  # fmt: skip
    used = Counter({name: int(times) for name, times, _value, _unpriced in rows})
    ordered = dict(sorted(used.items(), key=lambda item: (-item[1], item[0])))
    return ordered, sum(int(row[2]) for row in rows), sum(int(row[3]) for row in rows)
