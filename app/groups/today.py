"""What a day brings at the counter: birthdays, promises, reservations, points about to lapse, who is new."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from app.customers.models import Customer
from app.kernel.unit import View
from app.loyalty.lapsing_soon import lapsing_soon
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.due import birthday_key
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.rule import BIRTHDAY
from app.touchpoints.queries import promises_due

MOST = 1_000
"""So many of each are looked up: more than anybody goes through in a day."""
LAPSING = (7, 30)
"""Days within which lapsing points are counted."""
_C = Customer
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Birthday:
    """A customer's birthday on the day `on`. `turning` is their age where the year is known; `voucher` the
    name of what they have for it, and `waiting` whether it can still be used."""

    customer_id: int
    name: str
    on: date
    turning: int | None
    favourite: str
    alert: str
    voucher: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """An open promise or reservation, by the id of its `kind`; `late` days after its day, 0 on it, below zero
    before it."""

    id: int
    customer_id: int
    name: str
    text: str
    made_on: date
    due_on: date
    late: int
    alert: str
    kind: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A customer whose card was made on the day before."""

    customer_id: int
    name: str
    favourite: str
    alert: str


@dataclass(frozen=True, slots=True)
class LapsingCount:
    """How many customers lose how many points by the end of the day `until`."""

    customers: int
    points: int
    until: date


def birthdays(view: View, day: date, ahead: int = 7) -> list[Birthday]:
    """Who has a birthday on `day` or within `ahead` days after it, soonest first, archived ones left out.
    29 February is kept on the 28th where there is no 29th."""
    found: list[Birthday] = []
    for after in range(ahead + 1):
        on = day + _DAY * after
        born = and_(_C.birth_month == on.month, _C.birth_day == on.day)
        if (on.month, on.day) == (2, 28) and not isleap(on.year):
            born = or_(born, and_(_C.birth_month == 2, _C.birth_day == 29))
        rows = view.session.execute(
            select(_C.id, _C.name, _C.birth_year, _C.favourite, _C.alert)
            .where(born, _C.archived_at.is_(None))
            .order_by(_C.sort_name, _C.id)
            .limit(MOST - len(found))
        )
        found += [
            Birthday(number, name, on, on.year - year if year else None, favourite, alert)
            for number, name, year, favourite, alert in rows
        ]
    return _with_vouchers(view, found)


def owed(view: View, day: date, ahead: int = 0) -> list[Owed]:
    """Open promises and reservations due by `ahead` days after `day`, the longest overdue first."""
    due = promises_due(view, day + _DAY * ahead, MOST)
    ids = {promise.customer_id for promise in due}
    alerts = dict(view.session.execute(select(_C.id, _C.alert).where(_C.id.in_(ids))).all())
    return [
        Owed(
            promise.id, promise.customer_id, promise.customer, promise.text, promise.made_on, promise.due_on,
            (day - promise.due_on).days, alerts.get(promise.customer_id, ""), promise.kind,
        )
        for promise in due
    ]  # fmt: skip


def newcomers(view: View, day: date) -> tuple[list[Newcomer], int]:
    """Whose card is of `day`, by name, and how many they are: an import may bring thousands."""
    new = (_C.joined_on == day, _C.archived_at.is_(None))
    rows = view.session.execute(
        select(_C.id, _C.name, _C.favourite, _C.alert).where(*new).order_by(_C.sort_name, _C.id).limit(MOST)
    )
    found = [Newcomer(*row) for row in rows]
    if len(found) < MOST:
        return found, len(found)
    return found, int(view.session.scalar(select(func.count()).select_from(_C).where(*new)) or 0)


def lapsing_counts(view: View) -> tuple[LapsingCount, ...]:
    """Points about to lapse, counted from today."""
    most = max(LAPSING)
    rows = lapsing_soon(view, most, limit=1_000_000)
    counts = []
    for within in LAPSING:
        until = view.today + _DAY * within
        soon = [row for row in rows if row.day <= until]
        points = sum(row.points for row in soon)
        counts.append(LapsingCount(len({row.customer_id for row in soon}), points, until))
    return tuple(counts)


def _with_vouchers(view: View, found: Sequence[Birthday]) -> list[Birthday]:
    """The voucher each has for the birthday, or will get for it."""
    if not found:
        return []
    rows = view.session.execute(
        select(Voucher.customer_id, Voucher.occasion_key, Voucher.name, Voucher.used_at, Voucher.valid_until)
        .where(
            Voucher.customer_id.in_([one.customer_id for one in found]),
            Voucher.occasion == BIRTHDAY,
            Voucher.withdrawn_at.is_(None),
        )
        .order_by(Voucher.id)
    )
    has = {
        (customer, key): (name, used_at is None and until >= view.today)
        for customer, key, name, used_at, until in rows
    }
    told = []
    for one in found:
        name, waiting = has.get((one.customer_id, birthday_key(one.on.year)), ("", False))
        if not name and one.on >= view.today:
            rules = [rule for rule in rules_on(view, one.on).vouchers if rule.occasion == BIRTHDAY]
            name, waiting = (rules[0].name, True) if rules else ("", False)
        told.append(
            Birthday(one.customer_id, one.name, one.on, one.turning, one.favourite, one.alert, name, waiting)
        )
    return told
