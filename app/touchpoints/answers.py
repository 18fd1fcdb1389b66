"""What customers said of the shop and nobody has answered yet.

Feedback is answered by its field "answered", a complaint by "put_right" or by "remedy": what a
person writes on the entry itself tells that it was dealt with, so that nothing has to be kept twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.customers.models import Customer
from app.kernel.unit import View
from app.touchpoints.models import Touchpoint
from app.touchpoints.queries import read_data

FEEDBACK, COMPLAINT = "feedback", "complaint"
GOOD_SCORE = 4
"""A score from here on, given without a word, asks for no answer."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Feedback or a complaint (`kind`) without an answer. `score` is from 1 to 5, None without one."""

    id: int
    customer_id: int
    name: str
    kind: str
    at: datetime
    text: str
    score: int | None

    @property
    def angry(self) -> bool:
        """Whether something went wrong: a complaint, or a score below `GOOD_SCORE`."""
        return self.kind == COMPLAINT or (self.score is not None and self.score < GOOD_SCORE)


def unanswered(view: View, since: datetime, limit: int = 200) -> list[Unanswered]:
    """What was said since then and waits for an answer: what went wrong first, then the longest waiting.
    Archived customers are left out."""
    # The index of the timelines holds all that is asked here and is read through in a quarter of the time
    # that looking up every touchpoint of the days takes. `coalesce` keeps the index of the days out of it.
    moment = func.coalesce(Touchpoint.at, Touchpoint.at)
    said = select(Touchpoint.id).where(Touchpoint.kind.in_((FEEDBACK, COMPLAINT)), moment >= since)
    rows = view.session.execute(
        select(
            Touchpoint.id, Touchpoint.customer_id, Customer.name, Touchpoint.kind, Touchpoint.at,
            Touchpoint.text, Touchpoint.data,
        )
        .join(Customer, Customer.id == Touchpoint.customer_id)
        .where(Touchpoint.id.in_(said), Touchpoint.removed_at.is_(None), Customer.archived_at.is_(None))
    )  # fmt: skip
    waiting = []
    for number, customer, name, kind, at, text, stored in rows:
        data = read_data(stored)
        one = Unanswered(number, customer, name, kind, at, text, _score(data))
        if not _answered(one, data):
            waiting.append(one)
    waiting.sort(key=lambda one: (not one.angry, one.at, one.id))
    return waiting[:limit]


def _score(data: dict[str, object]) -> int | None:
    score = data.get("score")
    return score if isinstance(score, int) and not isinstance(score, bool) else None


def _answered(one: Unanswered, data: dict[str, object]) -> bool:
    if one.kind == COMPLAINT:
        return data.get("put_right") is True or bool(data.get("remedy"))
    needs_none = not one.text and not one.angry
    return needs_none or bool(data.get("answered"))
