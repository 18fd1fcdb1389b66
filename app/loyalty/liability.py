"""What the shop owes its customers for the programme: points in money, by month, and how many will be used.

Points are counted from the open lots, so what customers owe is not taken off what others have. Money on gift
cards and store credit is owed as well; it stands on accounts of its own and is told by the slice that sells
it, not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.kernel.unit import View
from app.loyalty.credit.queries import money_owed
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Allocation, Entry, Lot, OpenLot
from app.loyalty.offers import rate_of
from app.loyalty.rules import Rules, Worth
from app.loyalty.stamps.card import UNIT
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.models import Voucher
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_L = table(Lot).c
_O = table(OpenLot).c
_M = table(Allocation).c
_V = table(Voucher).c


@dataclass(frozen=True, slots=True)
class OwedMonth:
    """Points of one month, and what they are worth in minor units (None where points have no price). `month`
    is its first day, None for points without a last day of their own."""

    month: date | None
    points: int
    money: int | None


@dataclass(frozen=True, slots=True)
class ExpectedUse:
    """How much of what is owed will be used, by the shop's own past.

    share = used / (used + lapsed), over the points of all lots whose life has ended: those whose last day has
    passed, and those without a last day of which nothing is left. What went back with goods, or was taken by
    hand, is in neither. `points` and `money` are that share of what is owed, rounded down.
    """

    used: int
    lapsed: int
    points: int
    money: int | None

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.used / (self.used + self.lapsed)


@dataclass(frozen=True, slots=True)
class StampsOwed:
    """Stamps on the cards of one kind, how many customers have some, and how many cards are full."""

    card: str
    name: str
    stamps: int
    customers: int
    full: int


@dataclass(frozen=True, slots=True)
class VouchersOwed:
    """Vouchers of one kind that can still be used."""

    rule: str
    name: str
    vouchers: int


@dataclass(frozen=True, slots=True)
class Liability:
    """What is owed on a day. `points` are worth `money` minor units at the `rate` (None where points have no
    price); `customers` have some. `overdrawn` is what customers owe, points spent that went back.
    `expected` is None while no points have come to the end of their life. `gift_cards` and `credit` are money
    in minor units, paid or given already, that is due in goods."""

    day: date
    points: int
    money: int | None
    rate: Worth | None
    customers: int
    overdrawn: int
    by_month_earned: tuple[OwedMonth, ...]
    by_last_month: tuple[OwedMonth, ...]
    expected: ExpectedUse | None
    stamps: tuple[StampsOwed, ...]
    vouchers: tuple[VouchersOwed, ...]
    gift_cards: int = 0
    credit: int = 0


def owed(view: View) -> Liability:
    """What the shop owes now, at the rate of today's rules: their own `worth`, else their best amount off."""
    rules = rules_on(view, view.today)
    rate = rate_of(rules)
    valid = and_(_A.unit == POINTS, or_(_O.expires_on.is_(None), _O.expires_on >= view.today))
    points, customers = run(
        view.session,
        select(func.coalesce(func.sum(_O.remaining), 0), func.count(_O.account_id.distinct()))
        .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
        .where(valid),
    ).one()
    overdrawn = run(
        view.session, select(func.coalesce(func.sum(_A.owed), 0)).where(_A.unit == POINTS)
    ).scalar_one()
    cards = money_owed(view)
    return Liability(
        view.today,
        int(points),
        _worth(rate, int(points)),
        rate,
        customers,
        int(overdrawn),
        _by_month(view, _L.earned_on, valid, rate),
        _by_month(view, _O.expires_on, valid, rate),
        _expected(view, int(points), rate),
        _stamps(view, rules),
        _vouchers(view),
        cards.gift,
        cards.credit,
    )


def _worth(rate: Worth | None, points: int) -> int | None:
    return None if rate is None else rate.of(points)


def _by_month(
    view: View, day: ColumnElement[date], valid: ColumnElement[bool], rate: Worth | None
) -> tuple[OwedMonth, ...]:
    """Open points by the month of a day; those without one last."""
    rows = run(
        view.session,
        select(day, func.sum(_O.remaining))
        .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
        .join(table(Lot), _L.id == _O.lot_id)
        .where(valid)
        .group_by(day),
    )
    months: Counter[date | None] = Counter()
    for on, points in rows:
        months[None if on is None else on.replace(day=1)] += int(points)
    return tuple(OwedMonth(month, months[month], _worth(rate, months[month])) for month in _in_order(months))


def _in_order(months: Iterable[date | None]) -> list[date | None]:
    return sorted(months, key=lambda month: (month is None, month or date.max))


def _expected(view: View, points: int, rate: Worth | None) -> ExpectedUse | None:
    left = exists().where(_O.lot_id == _L.id)
    ended = or_(_L.expires_on < view.today, and_(_L.expires_on.is_(None), ~left))
    kinds = (EntryKind.USE.value, EntryKind.GIVE_BACK.value, EntryKind.LAPSE.value)
    rows = run(
        view.session,
        select(_E.kind, func.sum(_M.points))
        .join_from(table(Lot), table(Account), and_(_A.id == _L.account_id, _A.unit == POINTS))
        .join(table(Allocation), _M.lot_id == _L.id)
        .join(table(Entry), _E.id == _M.entry_id)
        .where(ended, _E.kind.in_(kinds))
        .group_by(_E.kind),
    ).all()
    moved = {kind: -int(sum_) for kind, sum_ in rows}
    lapsed = moved.pop(EntryKind.LAPSE.value, 0)
    used = max(0, sum(moved.values()))
    if used + lapsed == 0:
        return None
    expected = points * used // (used + lapsed)
    return ExpectedUse(used, lapsed, expected, _worth(rate, expected))


def _stamps(view: View, rules: Rules) -> tuple[StampsOwed, ...]:
    """Cards the programme no longer has are named by their id; nobody can say when they are full."""
    known = {card.unit: card for card in rules.stamp_cards}
    found = []
    rows = run(
        view.session,
        select(_A.unit, _A.balance, func.count())
        .where(_A.unit.startswith(UNIT, autoescape=True), _A.balance > 0)
        .group_by(_A.unit, _A.balance)
        .order_by(_A.unit),
    ).all()
    for unit in dict.fromkeys(row[0] for row in rows):
        card = known.get(unit)
        of_card = [(int(balance), int(holders)) for named, balance, holders in rows if named == unit]
        found.append(
            StampsOwed(
                unit.removeprefix(UNIT),
                card.name if card else unit.removeprefix(UNIT),
                sum(balance * holders for balance, holders in of_card),
                sum(holders for _balance, holders in of_card),
                sum(balance // card.of * holders for balance, holders in of_card) if card else 0,
            )
        )
    return tuple(found)


def _vouchers(view: View) -> tuple[VouchersOwed, ...]:
    rows = run(
        view.session,
        select(_V.rule, func.max(_V.name), func.count())
        .where(_V.used_at.is_(None), _V.withdrawn_at.is_(None), _V.valid_until >= view.today)
        .group_by(_V.rule)
        .order_by(_V.rule),
    )
    return tuple(VouchersOwed(*row) for row in rows)
