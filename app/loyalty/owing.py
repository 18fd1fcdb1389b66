"""What the shop owes: the points that are out, what they are worth, when they lapse, and how many are used.

The points are those of the ledger; the money is theirs at the rate of the rules that hold today
(`app.loyalty.offers.rate_of`), rounded down for each figure by itself. An account in debt owes the shop and
lessens nothing of what the others have.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, case, func, select

from app.kernel.clock import add_months, local_to_utc
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry, OpenLot, Redemption
from app.loyalty.offers import rate_of
from app.loyalty.programme import rules_on
from app.loyalty.rules import Worth
from app.sales.models import Purchase
from app.sales.tables import run, table

MONTHS = 12
"""So many months the past is looked through."""
ENOUGH = 1000
"""So many points must have been used or have lapsed before their shares are believed."""

_A = table(Account).c
_E = table(Entry).c
_O = table(OpenLot).c
_P = table(Purchase).c
_R = table(Redemption).c


@dataclass(frozen=True, slots=True)
class OwedAt:
    """Points at the end of a day and what they are worth; `money` None where points have no price."""

    day: date
    points: int
    money: int | None


@dataclass(frozen=True, slots=True)
class LapsingIn:
    """Points that lapse in the month that begins with `month`; None for those without a last day."""

    month: date | None
    points: int
    money: int | None


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed today, at the ends of the last months (today last), and by the months in which it lapses.

    `accounts` have points; `debts` are points customers owe. `used` and `lapsed` are those of the months
    since `since`, in which rewards cost `cost` minor units of `sales`; `unpriced` rewards are in no cost.
    `expected` is the share that will be used, by the past; None where that is too short.
    """

    since: date
    today: date
    points: int
    money: int | None
    accounts: int
    debts: int
    months: tuple[OwedAt, ...]
    lapsing: tuple[LapsingIn, ...]
    used: int
    lapsed: int
    cost: int
    unpriced: int
    sales: int

    @property
    def expected(self) -> float | None:
        """used / (used + lapsed), None below `ENOUGH` points."""
        ended = self.used + self.lapsed
        return self.used / ended if ended >= ENOUGH else None

    @property
    def cost_share(self) -> float:
        """The cost as a share of sales, 0 without any."""
        return self.cost / self.sales if self.sales else 0.0


def what_is_owed(view: View) -> Owing:
    """All of it, as the file stands."""
    rate, today = rate_of(rules_on(view, view.today)), view.today
    since = add_months(today, -MONTHS) + timedelta(days=1)
    points, accounts, debts = run(
        view.session,
        select(
            func.coalesce(func.sum(_A.balance + _A.owed), 0),
            func.coalesce(func.sum(case((_A.balance + _A.owed > 0, 1), else_=0)), 0),
            func.coalesce(func.sum(_A.owed), 0),
        ).where(_A.unit == POINTS),
    ).one()
    used, lapsed = _ended(view, since)
    cost, unpriced = _cost(view, since)
    return Owing(
        since=since,
        today=today,
        points=points,
        money=_worth(rate, points),
        accounts=accounts,
        debts=debts,
        months=_months(view, rate),
        lapsing=_lapsing(view, rate),
        used=used,
        lapsed=lapsed,
        cost=cost,
        unpriced=unpriced,
        sales=_sales(view, since),
    )


def _worth(rate: Worth | None, points: int) -> int | None:
    return None if rate is None else rate.of(points)


def month_ends(today: date) -> list[date]:
    """The ends of the last twelve months, and today."""
    firsts = (add_months(today.replace(day=1), -back) for back in range(MONTHS, 0, -1))
    return [*(day.replace(day=monthrange(day.year, day.month)[1]) for day in firsts), today]


def _months(view: View, rate: Worth | None) -> tuple[OwedAt, ...]:
    """Balances as of those days, debts taken off: the ledger's entries say no more about the past."""
    ends = month_ends(view.today)
    sums = [func.coalesce(func.sum(case((_E.business_date <= end, _E.points), else_=0)), 0) for end in ends]
    found = run(view.session, _of_points(select(*sums))).one()
    return tuple(OwedAt(end, points, _worth(rate, points)) for end, points in zip(ends, found, strict=True))


def _of_points(query: Select[tuple[int, ...]]) -> Select[tuple[int, ...]]:
    entries = table(Entry).join(table(Account), _A.id == _E.account_id)
    return query.select_from(entries).where(_A.unit == POINTS)


def _lapsing(view: View, rate: Worth | None) -> tuple[LapsingIn, ...]:
    """By month; what should have lapsed and has not been swept yet counts to the month it was due in."""
    lots = table(OpenLot).join(table(Account), _A.id == _O.account_id)
    rows = run(
        view.session,
        select(_O.expires_on, func.sum(_O.remaining))
        .select_from(lots)
        .where(_A.unit == POINTS)
        .group_by(_O.expires_on),
    )
    by_month: dict[date | None, int] = {}
    for last_day, points in rows:
        month = None if last_day is None else last_day.replace(day=1)
        by_month[month] = by_month.get(month, 0) + points
    return tuple(
        LapsingIn(month, by_month[month], _worth(rate, by_month[month]))
        for month in sorted(by_month, key=lambda month: month or date.max)
    )


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
