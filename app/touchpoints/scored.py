"""Who gave a score: the latest of each customer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, select

from app.kernel.unit import View
from app.touchpoints.answers import FEEDBACK, REVIEW
from app.touchpoints.models import Touchpoint
from app.touchpoints.queries import read_data
from app.touchpoints.scores import Score, score_in

_T = cast("Table", Touchpoint.__table__)
SCORED = (FEEDBACK, REVIEW)
FEW = 500
"""So many customers are named in the question; of more, all are looked through."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The latest score of a customer: which touchpoint gave it, of which kind, and when."""

    id: int
    kind: str
    at: datetime
    score: Score


def scored(
    view: View, ids: Collection[int] | None = None, kinds: Collection[str] = SCORED
) -> dict[int, Scored]:
    """The latest score of each customer who gave one, by customer; of `ids`, or of all. `kinds` are feedback
    and reviews, or one of them. `Score.hundred` puts scores of both scales in one order."""
    asked = select(_T.c.customer_id, _T.c.id, _T.c.kind, _T.c.at, _T.c.data)
    asked = asked.where(_T.c.kind.in_(sorted(kinds)), _T.c.removed_at.is_(None))
    wanted = None if ids is None else frozenset(ids)
    if wanted is not None and len(wanted) <= FEW:
        asked = asked.where(_T.c.customer_id.in_(sorted(wanted)))
    found: dict[int, Scored] = {}
    known: dict[str, Score | None] = {}  # shops hold many scores and few different ones
    # Past the object layer, which takes longer than the file.
    rows = view.session.connection().execute(asked.order_by(_T.c.at, _T.c.id))
    for customer, number, kind, at, stored in rows:
        if wanted is not None and customer not in wanted:
            continue
        if stored not in known:
            known[stored] = score_in(read_data(stored))
        score = known[stored]
        if score is not None:
            found[customer] = Scored(number, kind, at, score)
    return found
