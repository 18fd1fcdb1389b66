"""What customers said of the shop and nobody has answered yet, for how long, and who sees to it.

Feedback and reviews are answered by their field "answered", a complaint by that, by "put_right" or by
"remedy": what a person writes on the entry itself tells that it was dealt with, so that nothing has to be
kept twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.customers.models import Customer
from app.kernel.unit import View
from app.staff.queries import staff_names
from app.touchpoints.kind import Told
from app.touchpoints.models import Touchpoint
from app.touchpoints.noted import UNHAPPY, mood_of, staff_in
from app.touchpoints.queries import read_data
from app.touchpoints.registry import KINDS
from app.touchpoints.scores import FIVE, score_in

FEEDBACK, COMPLAINT, REVIEW = "feedback", "complaint", "review"
WAITING = (FEEDBACK, COMPLAINT, REVIEW)
"""The kinds that wait for an answer: those with `answered`."""
LONG = timedelta(days=1)
"""Who waits longer than this waits too long."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Feedback, a complaint or a review (`kind`) without an answer. `score` is from 1 to `scale` (from 0
    where that is 10), None without one. `owner` is the name of who sees to it, "" for nobody; `waited` runs
    from what was said until now; `mood` is the staff's own word for how it sounds, "" without one."""

    id: int
    customer_id: int
    name: str
    kind: str
    at: datetime
    text: str
    score: int | None
    scale: int = FIVE
    good: bool = True
    owner_id: int | None = None
    owner: str = ""
    waited: timedelta = timedelta()
    mood: str = ""

    @property
    def angry(self) -> bool:
        """Whether something went wrong: a complaint, a score that is not good, or words of which the staff
        say that they sound unhappy."""
        return self.kind == COMPLAINT or not self.good or self.mood == UNHAPPY

    @property
    def too_long(self) -> bool:
        """Whether it waits longer than a day."""
        return self.waited > LONG


def unanswered(view: View, since: datetime, limit: int = 200) -> list[Unanswered]:
    """What was said since then and waits for an answer: what went wrong first, then the longest waiting.
    Archived customers are left out."""
    # The index of the timelines holds all that is asked here and is read through in a quarter of the time
    # that looking up every touchpoint of the days takes. `coalesce` keeps the index of the days out of it.
    moment = func.coalesce(Touchpoint.at, Touchpoint.at)
    said = select(Touchpoint.id).where(Touchpoint.kind.in_(WAITING), moment >= since)
    rows = view.session.execute(
        select(
            Touchpoint.id, Touchpoint.customer_id, Customer.name, Touchpoint.kind, Touchpoint.at,
            Touchpoint.text, Touchpoint.data,
        )
        .join(Customer, Customer.id == Touchpoint.customer_id)
        .where(Touchpoint.id.in_(said), Touchpoint.removed_at.is_(None), Customer.archived_at.is_(None))
    )  # fmt: skip
    waiting = []
    names: dict[int, str] | None = None
    for number, customer, name, kind, at, text, stored in rows:
        data = read_data(stored)
        if _answered(kind, text, data):
            continue
        score, owner = score_in(data), staff_in(data, "owner")
        if owner is not None and names is None:
            names = staff_names(view)
        one = Unanswered(
            number, customer, name, kind, at, text, None if score is None else score.value,
            FIVE if score is None else score.scale, score is None or score.good,
            owner, (names or {}).get(owner or 0, ""), max(view.now - at, timedelta()), mood_of(data),
        )  # fmt: skip
        if one.text or one.angry:
            waiting.append(one)
    waiting.sort(key=lambda one: (not one.angry, one.at, one.id))
    return waiting[:limit]


def _answered(kind: str, text: str, data: dict[str, object]) -> bool:
    known = KINDS.get(kind)
    return known is None or known.answered is None or known.answered(Told(text, data))
