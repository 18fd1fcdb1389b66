"""The steps of many: on which each stands, how many on each, and how that was at the end of past months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.insights.relationship.as_of import facts
from app.insights.relationship.evidence import evidence
from app.insights.relationship.ladder import NOBODY, RUNGS, places
from app.insights.relationship.remembered import places_today
from app.kernel.clock import add_months
from app.kernel.unit import View

if TYPE_CHECKING:
    from app.insights.relationship.facts import Numbers

MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """How many customers stood on each step, by its id and lowest first, at the end of the day `on`."""

    on: date
    counts: Mapping[str, int]


def stages(view: View, ids: Iterable[int] | None = None, on: date | None = None) -> dict[int, str]:
    """Each of these customers, or of all who are not archived, by id, with the id of the step they stood on
    at the end of that day (today). Who is unknown, or was not in the book yet, is left out. All of today are
    kept (`remembered`): asking again costs little."""
    names, day = RUNGS.ids(), on or view.today
    if ids is None and day == view.today:
        now = places_today(view)
        known, at = now.ids, now.place
    else:
        found = evidence(view, None if ids is None else set(ids))
        known, at = found.ids, places(facts(found, day))
    pairs = zip(known.tolist(), at.tolist(), strict=True)
    return {customer: names[place] for customer, place in pairs if place != NOBODY}


def counts(view: View, on: date | None = None) -> dict[str, int]:
    """How many of all customers who are not archived stand on each step, by its id, lowest first."""
    day = on or view.today
    if day == view.today:
        return _counted(places_today(view).place)
    return _counted(places(facts(evidence(view), day)))


def ladder_over_time(view: View, months: int = 12, ids: Iterable[int] | None = None) -> tuple[MonthEnd, ...]:
    """The steps of all customers, or of these, at the end of each of the last `months` months (1 to
    `MOST_MONTHS`), and today, the earliest first. Read once; what is known of customers who are archived by
    now is left out of the past as well."""
    found = evidence(view, None if ids is None else set(ids))
    first = view.today.replace(day=1)
    back = range(min(max(months, 1), MOST_MONTHS) - 1, -1, -1)
    ends = [add_months(first, -month) - timedelta(days=1) for month in back]
    return tuple(MonthEnd(on, _counted(places(facts(found, on)))) for on in (*ends, view.today))


def _counted(at: Numbers) -> dict[str, int]:
    import numpy as np

    numbers = np.bincount(at[at != NOBODY], minlength=len(RUNGS.ids())).tolist()
    return dict(zip(RUNGS.ids(), numbers, strict=True))
