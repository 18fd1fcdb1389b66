"""The days of a customer's latest visits, as many as their rhythm takes: for a card and for many at once.

A visit is what `app.insights.history` takes for one. Only the latest purchases are read, so that a card costs
the same for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from app.insights.rhythm import DAYS, Rhythm, rhythm_of_gaps
from app.insights.visits import visited
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import run, table

_READ, _MORE = 3 * DAYS, 8
"""Purchases read at first, and how many times as many when they were of too few days."""
_TOGETHER = 250
_P = table(Purchase).c


def latest_days(view: View, customer_id: int) -> list[date]:
    """The days of the latest visits through today, `DAYS` at most, in order and each once."""
    asked = (
        select(_P.business_date)
        .where(_P.customer_id == customer_id, *visited(view.today))
        .order_by(_P.at.desc(), _P.id.desc())
    )
    most = _READ
    while True:
        read = run(view.session, asked.limit(most)).scalars().all()
        days = sorted(set(read))
        if len(days) >= DAYS or len(read) < most:
            return days[-DAYS:]
        most *= _MORE


def rhythms(view: View, ids: Sequence[int]) -> Iterator[tuple[int, date, Rhythm | None]]:
    """Those of these customers who came at all, in the order given, each with the day of the last visit
    through today and the rhythm where there is one. Looked up some at a time, as they are taken."""
    for start in range(0, len(ids), _TOGETHER):
        part = ids[start : start + _TOGETHER]
        found = _ordinals(view, part)
        for customer in part:
            if days := found.get(customer):
                gaps = [later - earlier for later, earlier in pairwise(days)]
                yield customer, date.fromordinal(days[0]), rhythm_of_gaps(gaps)


def _ordinals(view: View, ids: Sequence[int]) -> dict[int, list[int]]:
    """The latest days of each as `date.toordinal`, the last one first. Read past the layer that makes row
    objects, and each day read once."""
    asked = (
        select(_P.customer_id, _P.business_date)
        .where(_P.customer_id.in_(ids), *visited(view.today))
        .order_by(_P.customer_id, _P.at.desc(), _P.id.desc())
    )
    known: dict[Any, int] = {}
    found: dict[int, list[int]] = {}
    result = run(view.session, asked)
    for customer, rows in groupby(result.cursor.fetchall(), itemgetter(0)):
        days: list[int] = []
        before = None
        for _customer, on in rows:
            if on == before:
                continue
            before = on
            day = known.get(on)
            if day is None:
                day = known[on] = (on if isinstance(on, date) else date.fromisoformat(on)).toordinal()
            days.append(day)
            if len(days) == DAYS:
                break
        found[customer] = sorted(set(days), reverse=True)
    result.close()
    return found
