"""The programme's last twelve months: what was owed at their ends, what was used, and what it cost.

Points are those of the ledger. The money of a balance is its worth at the rate of the rules that hold today
(`app.loyalty.offers.rate_of`), so that months can be compared. A reward's cost is what it was worth when
given.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, case, func, select

from app.kernel.clock import add_months, local_to_utc
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry, Redemption
from app.loyalty.offers import rate_of
from app.loyalty.versions import rules_on
from app.sales.models import Purchase
from app.sales.tables import run, table

MONTHS = 12

_A = table(Account).c
_E = table(Entry).c
_P = table(Purchase).c
_R = table(Redemption).c


@dataclass(frozen=True, slots=True)
class BalanceAt:
    """All balances at the end of a day, debts taken off, and what they are worth; `money` None where points
    have no price."""

    day: date
    points: int
    money: int | None


@dataclass(frozen=True, slots=True)
class PastYear:
    """From `since` through today. `months` are the balances at the ends of the last months, today's last;
    `used` and `lapsed` are points; rewards cost `cost` minor units of `sales`, `unpriced` of them had no
    price and are in no cost."""

    since: date
    months: tuple[BalanceAt, ...]
    used: int
    lapsed: int
    cost: int
    unpriced: int
    sales: int

    @property
    def cost_share(self) -> float:
        """The cost as a share of sales, 0 without any."""
        return self.cost / self.sales if self.sales else 0.0


def past_year(view: View) -> PastYear:
    """All of it, as the file stands."""
    since = add_months(view.today, -MONTHS) + timedelta(days=1)
    used, lapsed = _ended(view, since)
    cost, unpriced = _cost(view, since)
    return PastYear(since, _months(view), used, lapsed, cost, unpriced, _sales(view, since))


def month_ends(today: date) -> list[date]:
    """The ends of the last twelve months, and today."""
    firsts = (add_months(today.replace(day=1), -back) for back in range(MONTHS, 0, -1))
    return [*(day.replace(day=monthrange(day.year, day.month)[1]) for day in firsts), today]


def _months(view: View) -> tuple[BalanceAt, ...]:
    rate = rate_of(rules_on(view, view.today))
    ends = month_ends(view.today)
    sums = [func.coalesce(func.sum(case((_E.business_date <= end, _E.points), else_=0)), 0) for end in ends]
    found = run(view.session, _of_points(select(*sums))).one()
    return tuple(
        BalanceAt(end, points, None if rate is None else rate.of(points))
        for end, points in zip(ends, found, strict=True)
    )


def _of_points(query: Select[tuple[int, ...]]) -> Select[tuple[int, ...]]:
    entries = table(Entry).join(table(Account), _A.id == _E.account_id)
    return query.select_from(entries).where(_A.unit == POINTS)


def _ended(view: View, since: date) -> tuple[int, int]:
    """Points that were used and not given back, and points that lapsed."""
    of_kinds = {
        "used": (EntryKind.USE.value, EntryKind.GIVE_BACK.value),
        "lapsed": (EntryKind.LAPSE.value,),
    }
    sums = [
        func.coalesce(func.sum(case((_E.kind.in_(kinds), -_E.points), else_=0)), 0)
        for kinds in of_kinds.values()
    ]
    used, lapsed = run(view.session, _of_points(select(*sums)).where(_E.business_date >= since)).one()
    return max(used, 0), max(lapsed, 0)


def _cost(view: View, since: date) -> tuple[int, int]:
    """What rewards were worth, those of vouchers and full stamp cards too, and how many had no price."""
    begins = local_to_utc(datetime.combine(since, time()), view.context.timezone)
    cost, unpriced = run(
        view.session,
        select(
            func.coalesce(func.sum(_R.value), 0),
            func.coalesce(func.sum(case((_R.value.is_(None), 1), else_=0)), 0),
        ).where(_R.at >= begins, _R.given_back_at.is_(None)),
    ).one()
    return cost, unpriced


def _sales(view: View, since: date) -> int:
    paid = select(func.coalesce(func.sum(_P.amount - _P.refunded), 0))
    sales = run(view.session, paid.where(_P.business_date >= since, _P.voided_at.is_(None))).scalar_one()
    return int(sales)
