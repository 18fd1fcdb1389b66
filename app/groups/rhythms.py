"""Who is late against their own rhythm, and who is expected back on a day.

The rhythm and late by it are those of the card (`app.insights.rhythm`). They are looked up only for those
who may matter, since they take the days of their purchases: the biggest spenders, and those who come most.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from app.customers.models import Customer, CustomerActivity
from app.groups.filters import start_of
from app.insights.foretelling.ahead import ahead_of
from app.insights.foretelling.learnt import Learnt
from app.insights.rhythm import MIN_GAPS, Rhythm
from app.insights.visit_days import rhythms
from app.kernel.unit import View
from app.sales.tables import run, table

REGULAR = 3
"""Visits of a regular."""
LOST_AFTER = 365
"""Days without a visit after which a customer is not slipping away but gone."""
LATE_BY = 7
"""Days past the usual gap at least: nobody who comes daily is missed after a weekend."""
EXPECTED_VISITS, EXPECTED_GAPS = 5, (3, 60)
"""Who is expected: enough visits for a rhythm one can rely on, and a usual gap of so many days."""
LOOKED_AT = 3_000
"""So many are looked at, in the order of what they spent or how often they came."""
_YEAR = 365
_A = table(CustomerActivity).c
_C = table(Customer).c


@dataclass(frozen=True, slots=True)
class Slipping:
    """A regular who is late. `usual` and `quiet` are days: between visits, and since the last; `a_year` is
    what they spent a year while they came, minor units. `chance` and `expected` are those of
    `app.insights.foretelling.ahead`, None where nothing is foretold."""

    customer_id: int
    name: str
    usual: int
    quiet: int
    last_visit: date
    visits: int
    a_year: int
    chance: float | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody whose usual gap ends on the day. `favourite` is what they usually have."""

    customer_id: int
    name: str
    usual: int
    last_visit: date
    visits: int
    favourite: str


@dataclass(frozen=True, slots=True)
class _Regular:
    customer_id: int
    name: str
    favourite: str
    visits: int
    spent: int
    first: date
    last: date


def slipping_away(
    view: View, day: date, limit: int = 20, left_out: Collection[int] = (), shop: Learnt | None = None
) -> list[Slipping]:
    """Regulars who are late on `day` against their own rhythm and came within `LOST_AFTER` days. Who was in
    lately only to bring something back is not missed.

    Those first from whom most can be expected by what was learnt of the `shop`: what they will spend if they
    come back, times the chance that they do. Without that, those who spent most a year.
    """
    late = _late(view, day, left_out)
    if shop is None or shop.lasting is None:
        return list(islice(late, limit))
    found = list(late)
    ahead = ahead_of(view, shop, [one.customer_id for one in found])
    told = [
        replace(one, chance=ahead[one.customer_id].chance, expected=ahead[one.customer_id].spend)
        for one in found
    ]
    if shop.worth is not None:
        told.sort(key=lambda one: (-(one.expected or 0), one.customer_id))
    return told[:limit]


def _late(view: View, day: date, left_out: Collection[int]) -> Iterator[Slipping]:
    """Those who are late, the biggest spenders a year first, looked up as they are taken."""
    found = _regulars(
        view, day - timedelta(days=LOST_AFTER), day - timedelta(days=LATE_BY), MIN_GAPS + 1, _A.spent
    )
    found.sort(key=lambda one: (-_a_year(one), one.customer_id))
    asked = [one for one in found if one.customer_id not in left_out]
    for one, last, rhythm in _with_rhythm(view, asked):
        quiet = (day - last).days
        if rhythm.is_late(quiet) and quiet - rhythm.usual >= LATE_BY:
            yield Slipping(
                one.customer_id, one.name, rhythm.usual, quiet, last, one.visits, _a_year(one)
            )  # fmt: skip


def expected_on(view: View, day: date, limit: int = 20) -> list[Expected]:
    """Whose usual gap after their last visit ends on `day`, those first who come most."""
    shortest, longest = EXPECTED_GAPS
    start, end = day - timedelta(days=longest), day - timedelta(days=shortest - 1)
    found = [
        one
        for one in _regulars(view, start, end, EXPECTED_VISITS, _A.visits)
        if _near(one, (day - one.last).days)
    ]
    due = (
        Expected(one.customer_id, one.name, rhythm.usual, last, one.visits, one.favourite)
        for one, last, rhythm in _with_rhythm(view, found)
        if (day - last).days == rhythm.usual
    )
    return list(islice(due, limit))


def _a_year(one: _Regular) -> int:
    """What they spent a year from the first visit to the last, a year at least."""
    return one.spent * _YEAR // max(_YEAR, (one.last - one.first).days)


def _near(one: _Regular, days: int) -> bool:
    """Whether the mean gap lets the usual one be so many days: it spares looking up most rhythms. Long pauses
    make the mean long, never short."""
    mean = (one.last - one.first).days / (one.visits - 1)
    return mean / 10 <= days <= mean * 3


def _regulars(view: View, start: date, end: date, visits: int, order: Any) -> list[_Regular]:
    """Who came so often, and last from the day `start` on and before `end`: the most by `order` first."""
    rows = run(
        view.session,
        select(
            _C.id, _C.name, _C.favourite, _A.visits, _A.spent, _A.first_visit_on, _A.last_visit_at
        )
        .join_from(table(CustomerActivity), table(Customer), _C.id == _A.customer_id)
        .where(
            _A.visits >= visits,
            _A.last_visit_at >= start_of(view, start),
            _A.last_visit_at < start_of(view, end),
            _C.archived_at.is_(None),
        )
        .order_by(order.desc(), _A.customer_id)
        .limit(LOOKED_AT),
    )  # fmt: skip
    return [
        _Regular(number, name, favourite, times, spent, first, view.day_of(last))
        for number, name, favourite, times, spent, first, last in rows
        if first is not None
    ]


def _with_rhythm(view: View, found: Sequence[_Regular]) -> Iterator[tuple[_Regular, date, Rhythm]]:
    """Each with the day of the last visit and the rhythm; who has none is left out."""
    by_id = {one.customer_id: one for one in found}
    for customer, last, rhythm in rhythms(view, list(by_id)):
        if rhythm is not None:
            yield by_id[customer], last, rhythm
