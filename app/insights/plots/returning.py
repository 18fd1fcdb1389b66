"""Do people come back: of who came first in each month, how many came again in the months after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING

from app.insights.months import Months
from app.insights.pictures import CohortRow, Cohorts
from app.insights.plot import Asked, Plot, PlotData, Sentence, spans
from app.insights.report import Column, Kind, Row, share
from app.insights.sayings import Sayings
from app.insights.visits import Visits, visits_through_today
from app.insights.words import short_month
from app.kernel.clock import add_months
from app.kernel.i18n import _, plural
from app.kernel.unit import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WITHIN_DAYS = 90
MOST_AFTER = 11
"""Months after the first that are shown."""
MIN_COMPARED = 30
"""New customers on both sides, below which nothing is compared."""

_ROUNDED = 100
_BEYOND_CHANCE = 1.96


@dataclass(frozen=True, slots=True)
class Returned:
    """Of `people` who came first in some days, `back` came again within `WITHIN_DAYS`."""

    people: int
    back: int

    @property
    def share(self) -> float:
        """In [0, 1]; 0 of nobody."""
        return self.back / self.people if self.people else 0.0


class Returning(Plot):
    """By calendar months, so that a cell can be counted by hand; a month that is not over is left empty."""

    id = "returning"
    order = 10

    @property
    def label(self) -> str:
        return _("Do people come back?")

    def gather(self, view: View, asked: Asked) -> PlotData:
        visits = visits_through_today(view, asked.ids)
        say, locale = Sayings(view.context), view.context.locale
        if not len(visits):
            return self.nothing(view, _("Too little history: nobody has bought anything yet."))
        months = Months.whole(view.today, asked.months)
        people, came = cohorts(visits, months)
        now, before = _both(visits, view.today, asked.months)
        if not now.people and not people.any():
            return self.nothing(view, _missing(visits, view.today, months, say))
        wide = max(1, min(len(months) - 1, MOST_AFTER))
        table = Cohorts(
            _("First bought"), _("People"),
            tuple(_("+{n} mo").format(n=after) for after in range(1, wide + 1)),
            tuple(
                CohortRow(first, short_month(first, locale), int(people[at]), _shares(came, people, at, wide))
                for at, first in enumerate(months.firsts)
            ),
        )  # fmt: skip
        rows: list[Row] = [(row.month, row.people, *row.shares) for row in table.rows]
        columns = (
            Column("month", table.first, Kind.MONTH, wide=1),
            Column("people", table.people, Kind.NUMBER, total=True),
            *(Column(f"after{after}", _later(after, say), Kind.PERCENT) for after in range(1, wide + 1)),
        )
        return self.answer(
            view, months.words(locale), _sentence(now, before, say), table, columns, rows, _how(say)
        )


def cohorts(visits: Visits, months: Months) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many came first in each month, shape (m,); and of them, shape (m, m), how many came in the month so
    many later (column 0 is the month itself). What lies behind the last month is 0."""
    import numpy as np

    count = len(months)
    first = months.place(visits.first)
    new = (first >= 0) & (first < count)
    people = np.bincount(first[new], minlength=count)
    month = months.place(visits.day)
    of = first[visits.who]
    there = (of >= 0) & (of < count) & (month < count)
    once = np.unique(visits.who[there] * count + month[there])
    who, at = once // count, once % count
    came = np.zeros((count, count), dtype=np.int64)
    np.add.at(came, (first[who], at - first[who]), 1)
    return people, came


def returned(visits: Visits, start: date, end: date) -> Returned:
    """Of who came first on these days, both included, how many came again within `WITHIN_DAYS`."""
    import numpy as np

    new = (visits.first >= start.toordinal()) & (visits.first <= end.toordinal())
    second = visits.begins[new & (visits.count > 1)] + 1
    return Returned(int(new.sum()), int(np.sum(visits.gap[second] <= WITHIN_DAYS)))


def _both(visits: Visits, today: date, months: int) -> tuple[Returned, Returned]:
    """The newest whose days are over, over so many months; and the same days a year before."""
    end = today - timedelta(days=WITHIN_DAYS)
    start = add_months(end, -months) + timedelta(days=1)
    return returned(visits, start, end), returned(visits, add_months(start, -12), add_months(end, -12))


def _shares(came: NDArray[np.int64], people: NDArray[np.int64], at: int, wide: int) -> tuple[int | None, ...]:
    last = len(people) - 1 - at
    return tuple(
        share(int(came[at, after]), int(people[at])) if after <= last else None
        for after in range(1, wide + 1)
    )


def _later(after: int, say: Sayings) -> str:
    """ "3 months later"."""
    return plural("{n} month later", "{n} months later", after).format(n=say.number(after))


def _sentence(now: Returned, before: Returned, say: Sayings) -> Sentence:
    if not now.people:
        words = _("Nobody who came first in these months has had {days} days to come back yet.")
        return spans(words, days=say.number(WITHIN_DAYS))
    per, of = now.back, now.people
    if now.people >= _ROUNDED:
        per, of = round(_ROUNDED * now.share), _ROUNDED
    change = round(_ROUNDED * (now.share - before.share))
    compared = min(now.people, before.people) >= MIN_COMPARED
    if not compared:
        words = _("*{n} of {all}* new customers came back within {days} days.")
    elif not change or not _beyond_chance(now, before):
        words = _("*{n} of {all}* new customers came back within {days} days, about as many as a year ago.")
    elif change > 0:
        words = _(
            "*{n} of {all}* new customers came back within {days} days, {change} of 100 more than a year ago."
        )
    else:
        words = _(
            "*{n} of {all}* new customers came back within {days} days, "
            "{change} of 100 fewer than a year ago."
        )
    return spans(
        words, n=say.number(per), all=say.number(of), days=say.number(WITHIN_DAYS),
        change=say.number(abs(change)),
    )  # fmt: skip


def _beyond_chance(now: Returned, before: Returned) -> bool:
    """Whether the shares differ by more than nineteen times in twenty chance alone would have it."""
    pooled = (now.back + before.back) / (now.people + before.people)
    spread = sqrt(pooled * (1 - pooled) * (1 / now.people + 1 / before.people))
    return abs(now.share - before.share) > _BEYOND_CHANCE * spread


def _missing(visits: Visits, today: date, months: Months, say: Sayings) -> str:
    first = date.fromordinal(int(visits.first.min()))
    if first == today:
        return _("Too little history: the first purchase was today, and a month must be over.")
    if first >= today.replace(day=1):
        words = plural(
            "Too little history: the first purchase was {n} day ago, and a month must be over.",
            "Too little history: the first purchase was {n} days ago, and a month must be over.",
            (today - first).days,
        )
        return words.format(n=say.number((today - first).days))
    return _("Nobody came for the first time since {day}.").format(day=say.day(months.start))


def _how(say: Sayings) -> str:
    return _(
        "A row holds who came for the first time in that month; a cell, what share of them came in the month "
        "so many later, and is empty while that month is not over. Came back within {days} days: of those "
        "whose first visit is that long ago. Sales that were undone or returned in full are no visits."
    ).format(days=say.number(WITHIN_DAYS))


PLOT = Returning()
