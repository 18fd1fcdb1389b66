"""When a customer usually comes: the day of the week and the part of the day, where there is one.

Looked at are their latest visits. A day or a part of the day is theirs when so many visits on it would come
about by chance once in a hundred times at most, did they come whenever the shop is open (the binomial
tail, times the days or parts there are, as the most frequent is picked out). Sales known by their day only
are kept at noon to the second and tell nothing of the hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import comb
from typing import TypeVar

from sqlalchemy import select

from app.insights.finding import Finding, few_visits
from app.insights.kept import OnceADay
from app.insights.sayings import Sayings
from app.insights.standing import stands
from app.kernel.clock import zone
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions.weekdays import WEEKDAYS
from app.sales.models import Purchase
from app.sales.tables import run, table

MIN_VISITS = 8
LATEST = 60
"""Visits looked at: habits change."""

PARTS = (("morning", 0), ("midday", 12), ("afternoon", 14), ("evening", 17))
"""The parts of the day, each from its hour to the next."""

_LOOKED_AT = 2_000
"""The latest sales, of the shop to tell when it is open, of a customer to find their visits."""
_SELDOM = 100
"""A day or an hour with fewer than one sale in so many is none the shop is open on."""
_CHANCE = 0.01
_UNKNOWN = time(12)

_P = table(Purchase).c
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class BestTime:
    """`weekday` (0 is Monday) and `part`, an id of `PARTS`; None and "" where there is no favourite."""

    weekday: int | None
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Open:
    """When the shop sells: each weekday, and each part of the day, with its share of the time."""

    weekdays: Mapping[int, float]
    parts: Mapping[str, float]


_kept: OnceADay[Open] = OnceADay()


def best_time(view: View, customer_id: int) -> Finding[BestTime]:
    """Theirs, by their latest visits; without one, `how` says whether visits are too few or too various."""
    say = Sayings(view.context)
    visits = _visits(view, customer_id)
    if len(visits) < MIN_VISITS:
        return Finding(None, few_visits(len(visits), MIN_VISITS, say))
    opened = _kept.get(view, opening)
    by_day = Counter(on.weekday() for on, _part in visits)
    by_part = Counter(part for _on, part in visits if part)
    weekdays = {at: _(label) for at, (_id, label) in enumerate(WEEKDAYS)}
    weekday, days_how = _picked(by_day, opened.weekdays, weekdays, say)
    part, part_how = _picked(by_part, opened.parts, part_names(), say)
    how = f"{days_how} {part_how}"
    words = [*(weekdays[at] for at in weekday), *(part_names()[at] for at in part)]
    if not words:
        return Finding(None, how)
    return Finding(BestTime(weekday[0] if weekday else None, part[0] if part else "", ", ".join(words)), how)


def opening(view: View) -> Open:
    """When the shop is open, as its latest sales tell."""
    rows = run(
        view.session,
        select(_P.business_date, _P.at)
        .where(_P.voided_at.is_(None), _P.at <= view.now, _P.business_date <= view.today)
        .order_by(_P.at.desc())
        .limit(_LOOKED_AT),
    ).all()
    hours = Counter(hour for _on, at in rows if (hour := _hour(at, view)) is not None)
    parts: Counter[str] = Counter(part_of(hour) for hour in _often(hours))
    weekdays = _often(Counter(on.weekday() for on, _at in rows))
    return Open(
        {weekday: 1 / len(weekdays) for weekday in weekdays},
        {part: number / parts.total() for part, number in parts.items()},
    )


def part_of(hour: int) -> str:
    """The part of the day an hour (0 to 23) belongs to."""
    return [name for name, begins in PARTS if hour >= begins][-1]


def part_names() -> dict[str, str]:
    """The parts of the day in words."""
    return {
        "morning": _("in the morning"),
        "midday": _("at midday"),
        "afternoon": _("in the afternoon"),
        "evening": _("in the evening"),
    }


def by_chance(most: int, of: int, share: float, ways: int) -> float:
    """How likely one of so many `ways` is met `most` times or more `of` times, each way taken with a chance
    of `share`; at most 1."""
    tail = sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(most, of + 1))
    return min(1.0, ways * tail)


def _picked(
    counted: Counter[K], shares: Mapping[K, float], names: Mapping[K, str], say: Sayings
) -> tuple[tuple[K, ...], str]:
    """The favourite and how often, or nothing and why there is none."""
    visits = counted.total()
    if visits < MIN_VISITS:
        return (), _("Too little history: the hour is known of {n} visits.").format(n=say.number(visits))
    best, most = counted.most_common(1)[0]
    values = {"n": say.number(most), "visits": say.number(visits), "when": names[best]}
    if len(shares) < 2:
        words = _("{n} of the last {visits} visits: {when}; the shop sells at no other time.")
        return (), words.format(**values)
    if by_chance(most, visits, shares.get(best, min(shares.values())), len(shares)) > _CHANCE:
        words = _("{n} of the last {visits} visits: {when}; that may be chance, so it is no favourite.")
        return (), words.format(**values)
    return (best,), _("{n} of the last {visits} visits: {when}.").format(**values)


def _visits(view: View, customer_id: int) -> Sequence[tuple[date, str]]:
    """The days of their latest visits, each with the part of the day they came first, "" where unknown."""
    rows = run(
        view.session,
        select(_P.business_date, _P.at)
        .where(
_P.customer_id == customer_id, stands(), _P.business_date <= view.today)
        .order_by(_P.at.desc(), _P.id.desc())
        .limit(_LOOKED_AT),
    )  # fmt: skip
    found: dict[date, str] = {}
    for on, at in rows:
        if on not in found and len(found) == LATEST:
            continue
        hour = _hour(at, view)
        found[on] = "" if hour is None else part_of(hour)
    return list(found.items())


def _hour(at: datetime, view: View) -> int | None:
    wall = at.astimezone(zone(view.context.timezone))
    return None if wall.time() == _UNKNOWN else wall.hour


def _often(counted: Counter[int]) -> list[int]:
    least = counted.total() / _SELDOM
    return sorted(one for one, number in counted.items() if number >= least)
