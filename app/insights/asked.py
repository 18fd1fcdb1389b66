"""Of those who were asked for feedback, by which way, how many said something within some days.

A question is what the book keeps of it, or feedback that says by which way it was asked where no such
question stands within the days before. Feedback and reviews answer one question each: the latest of the way
they name, else the latest of any. Of one day the question comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from app.customers.models import Customer
from app.insights.instants import moments
from app.insights.report import share
from app.kernel.unit import View
from app.sales.tables import run, table
from app.touchpoints.answers import FEEDBACK, REVIEW
from app.touchpoints.kinds.asked import ASKED, WAYS
from app.touchpoints.models import Touchpoint
from app.touchpoints.queries import read_data

ANSWER_DAYS = 30
"""What is said later is no answer any more."""

_DAYS = timedelta(days=ANSWER_DAYS)
_AROUND = _DAYS + timedelta(days=1)
"""A day may have twenty-three hours."""
_T = table(Touchpoint).c
_C = table(Customer).c


@dataclass(slots=True)
class Question:
    """One that was asked on the shop's day `on`; `way` is "" where the book does not say."""

    on: date
    way: str
    answered: bool = False


@dataclass(slots=True)
class _Asked:
    """What one customer was asked, in order."""

    questions: list[Question] = field(default_factory=list)

    def answer(self, on: date, way: str) -> None:
        """Something was said, by a way or ("") by themselves."""
        left = [one for one in self.questions if not one.answered and on - one.on <= _DAYS]
        own = [one for one in left if not way or one.way == way]
        if own:
            own[-1].answered = True
        elif way:
            self.questions.append(Question(on, way, True))


@dataclass(frozen=True, slots=True)
class WayShare:
    """How many questions by a way, how many of them were `answered`, and how many of the others may still be:
    their days are not over."""

    way: str
    asked: int
    answered: int
    still: int

    @property
    def share(self) -> int | None:
        """The answered in tenths of a percent; None where nobody was asked."""
        return share(self.answered, self.asked)


def asked_by_way(view: View, start: date, end: date) -> tuple[WayShare, ...]:
    """The questions asked from `start` to `end` of those who are not archived, by each way that was used, in
    the order of the ways; last those of which no way is known."""
    sorted_out: dict[str, list[Question]] = defaultdict(list)
    for one in _questions(view, start, end):
        if start <= one.on <= end:
            sorted_out[one.way].append(one)
    since = view.today - _DAYS
    return tuple(
        WayShare(
            way,
            len(found),
            sum(one.answered for one in found),
            sum(not one.answered and one.on >= since for one in found),
        )
        for way in (*WAYS, "")
        if (found := sorted_out.get(way))
    )


def _questions(view: View, start: date, end: date) -> Iterator[Question]:
    people: dict[int, _Asked] = defaultdict(_Asked)
    for customer, on, kind, way in _rows(view, start, end):
        if kind == ASKED:
            people[customer].questions.append(Question(on, way))
        else:
            people[customer].answer(on, way)
    for one in people.values():
        yield from one.questions


def _rows(view: View, start: date, end: date) -> list[tuple[int, date, str, str]]:
    """Customer, the shop's day, kind and way of what was asked and said in these days and those around them,
    day by day, questions first."""
    begins, after = moments(view, start, end)
    asked = (
        select(_T.customer_id, _T.at, _T.kind, _T.data)
        .join_from(table(Touchpoint), table(Customer), _C.id == _T.customer_id)
        .where(
            _T.at >= begins - _AROUND,
            _T.at < after + _AROUND,
            _T.kind.in_((ASKED, FEEDBACK, REVIEW)),
            _T.removed_at.is_(None),
            _C.archived_at.is_(None),
        )
        .order_by(_T.at, _T.id)
    )
    found = [
        (customer, view.day_of(at), kind, _way(kind, read_data(stored)))
        for customer, at, kind, stored in run(view.session, asked)
    ]
    return sorted(found, key=lambda row: (row[1], row[2] != ASKED))


def _way(kind: str, data: dict[str, object]) -> str:
    way = data.get("way" if kind == ASKED else "asked_by")
    return way if isinstance(way, str) and way in WAYS else ""
