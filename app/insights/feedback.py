"""What customers said of the shop over time: scores by month, by staff, by what was bought, and how long they
waited for an answer.

Scores from 1 to 5, scores from 0 to 10 and the stars of reviews are never added together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.customers.models import Customer
from app.insights.instants import moments
from app.kernel.clock import add_months
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.tables import run, table
from app.touchpoints.answers import COMPLAINT, REVIEW, WAITING
from app.touchpoints.kind import Told
from app.touchpoints.models import Touchpoint
from app.touchpoints.noted import answered_at, staff_in
from app.touchpoints.queries import read_data
from app.touchpoints.registry import KINDS
from app.touchpoints.scores import TEN, Score, net_promoter, score_in

_T = table(Touchpoint).c
_C = table(Customer).c


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a customer said: feedback, a review or a complaint, on the shop's day `on`. `wants_answer`:
    words, or something that went wrong. `answered_at` is None where it has no answer, or one from before its
    moment was noted."""

    id: int
    customer_id: int
    kind: str
    at: datetime
    on: date
    score: Score | None
    wants_answer: bool
    answered: bool
    answered_at: datetime | None
    put_right: bool
    purchase: int | None
    staff: int | None

    @property
    def waited(self) -> timedelta | None:
        """From what was said until its answer; None where one of the two is not known."""
        return None if self.answered_at is None else max(self.answered_at - self.at, timedelta())


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers on one scale: how many, and their sum."""

    count: int = 0
    total: int = 0

    @property
    def tenths(self) -> int | None:
        """The average in tenths (43 is 4.3), half up; None of no answers."""
        return None if not self.count else (20 * self.total + self.count) // (2 * self.count)


@dataclass(frozen=True, slots=True)
class Scores:
    """Answers from 1 to 5, answers from 0 to 10 and the stars of reviews, each apart. `net` is the net
    promoter score of those from 0 to 10 (`app.touchpoints.scores`), None without any."""

    five: Tally = Tally()
    ten: Tally = Tally()
    stars: Tally = Tally()
    net: int | None = None

    @property
    def any(self) -> bool:
        """Whether there is a score at all."""
        return bool(self.five.count or self.ten.count or self.stars.count)


@dataclass(frozen=True, slots=True)
class MonthScores:
    """The scores given in the month that begins on `month`."""

    month: date
    scores: Scores


@dataclass(frozen=True, slots=True)
class MonthAnswers:
    """What was said in a month and wants an answer: the median wait of those answered, how many of those
    there are, and how many wait."""

    month: date
    median: timedelta | None
    timed: int
    open: int


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """How long answers took. `timed` have an answer whose moment is known, `untimed` one whose moment is not,
    `open` none; `longest` is how long the oldest of these waits by now."""

    median: timedelta | None
    timed: int
    untimed: int
    open: int
    longest: timedelta | None
    months: tuple[MonthAnswers, ...]


def said_between(view: View, start: date, end: date, ids: Collection[int] | None = None) -> list[Said]:
    """What was said on the shop's days from `start` to `end`, in order; by `ids`, or by anybody who is not
    archived."""
    first, after = moments(view, start, end)
    rows = run(
        view.session,
        select(_T.id, _T.customer_id, _T.kind, _T.at, _T.text, _T.data)
        .join_from(table(Touchpoint), table(Customer), _C.id == _T.customer_id)
        .where(
            _T.at >= first,
            _T.at < after,
            _T.kind.in_(WAITING),
            _T.removed_at.is_(None),
            _C.archived_at.is_(None),
        )
        .order_by(_T.at, _T.id),
    )
    wanted = None if ids is None else frozenset(ids)
    return [
        _said(view, number, customer, kind, at, text, stored)
        for number, customer, kind, at, text, stored in Turns().each(rows)
        if wanted is None or customer in wanted
    ]


def _said(view: View, number: int, customer: int, kind: str, at: datetime, text: str, stored: str) -> Said:
    data = read_data(stored)
    score, known = score_in(data), KINDS.get(kind)
    wrong = kind == COMPLAINT or (score is not None and not score.good)
    answered = known is not None and known.answered is not None and known.answered(Told(text, data))
    return Said(
        number, customer, kind, at, view.day_of(at), score, bool(text) or wrong, answered,
        answered_at(data) if answered else None, data.get("put_right") is True,
        staff_in(data, "purchase"), staff_in(data, "staff"),
    )  # fmt: skip


def scores_of(said: Iterable[Said]) -> Scores:
    """The scores among what was said, each scale apart."""
    five: list[int] = []
    ten: list[int] = []
    stars: list[int] = []
    for one in said:
        if one.score is None:
            continue
        of = stars if one.kind == REVIEW else ten if one.score.scale == TEN else five
        of.append(one.score.value)
    return Scores(_tally(five), _tally(ten), _tally(stars), net_promoter(ten))


def _tally(values: Sequence[int]) -> Tally:
    return Tally(len(values), sum(values))


def months_between(start: date, end: date) -> list[date]:
    """The first days of the months from that of `start` to that of `end`."""
    first = start.replace(day=1)
    count = (end.year - first.year) * 12 + end.month - first.month + 1
    return [add_months(first, at) for at in range(max(count, 0))]


def scores_by_month(
    view: View, start: date, end: date, ids: Collection[int] | None = None
) -> list[MonthScores]:
    """The scores of each month from `start` to `end`, months without any too; `ids` as in `said_between`."""
    return by_month(said_between(view, start, end, ids), start, end)


def by_month(said: Iterable[Said], start: date, end: date) -> list[MonthScores]:
    """The scores of each month, from what was said in them."""
    sorted_out: dict[date, list[Said]] = defaultdict(list)
    for one in said:
        sorted_out[one.on.replace(day=1)].append(one)
    return [MonthScores(month, scores_of(sorted_out[month])) for month in months_between(start, end)]


def answer_times(view: View, start: date, end: date, ids: Collection[int] | None = None) -> AnswerTimes:
    """How long they waited who said something from `start` to `end` that wants an answer; `ids` as in
    `said_between`."""
    return times_of(said_between(view, start, end, ids), start, end, view.now)


def times_of(said: Iterable[Said], start: date, end: date, now: datetime) -> AnswerTimes:
    """The same, from what was said."""
    wanting = [one for one in said if one.wants_answer or one.answered]
    waits = [wait for one in wanting if (wait := one.waited) is not None]
    left = [one for one in wanting if not one.answered]
    sorted_out: dict[date, list[Said]] = defaultdict(list)
    for one in wanting:
        sorted_out[one.on.replace(day=1)].append(one)
    months = []
    for month in months_between(start, end):
        here = sorted_out[month]
        took = [wait for one in here if (wait := one.waited) is not None]
        months.append(MonthAnswers(month, _median(took), len(took), sum(not one.answered for one in here)))
    longest = max((max(now - one.at, timedelta()) for one in left), default=None)
    untimed = len(wanting) - len(waits) - len(left)
    return AnswerTimes(_median(waits), len(waits), untimed, len(left), longest, tuple(months))


def _median(waits: Sequence[timedelta]) -> timedelta | None:
    if not waits:
        return None
    ordered = sorted(waits)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Complaints:
    """Complaints in all, without an answer, answered but not put right, and put right."""

    count: int
    open: int
    answered: int
    put_right: int


def complaints_of(said: Iterable[Said]) -> Complaints:
    """What became of the complaints among what was said."""
    found = [one for one in said if one.kind == COMPLAINT]
    right = sum(one.put_right for one in found)
    waiting = sum(not one.answered for one in found)
    return Complaints(len(found), waiting, len(found) - waiting - right, right)
