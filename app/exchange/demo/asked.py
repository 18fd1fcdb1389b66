"""Who was asked how it was: before what they said by a slip or a link, and now and then without an answer.

It has chance of its own, so that everything else of a sample shop stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.exchange.demo.days import Span
from app.exchange.demo.people import chance
from app.exchange.demo.talk import Talk
from app.touchpoints.kinds.asked import ASKED, LINK, SLIP, TILL

SELDOM = 0.03
"""How many visits somebody was asked after who did not answer."""
_WAYS = (TILL, TILL, SLIP, SLIP, SLIP, LINK)


def asked(
    seed: int, place: int, seen: Sequence[datetime], talks: Sequence[Talk], span: Span, staff: tuple[int, ...]
) -> list[Talk]:
    """One customer's questions, in order of time and one a day; `seen` are their visits, `talks` all they
    said."""
    rng = chance(seed, "asked", place)
    found: dict[object, Talk] = {}
    for talk in (*_answered(rng, seen, talks, staff), *_unanswered(rng, seen, talks, span, staff)):
        found.setdefault(span.day(talk.at), talk)
    return sorted(found.values(), key=lambda talk: talk.at)


def _answered(
    rng: random.Random, seen: Sequence[datetime], talks: Sequence[Talk], staff: tuple[int, ...]
) -> Iterator[Talk]:
    """Asked on the visit before what they said. At the till the answer is the question."""
    for talk in talks:
        way = talk.data.get("asked_by")
        came = max((at for at in seen if at < talk.at), default=None)
        if talk.kind == "feedback" and way in (SLIP, LINK) and came is not None:
            yield _question(rng, came, str(way), staff)


def _unanswered(
    rng: random.Random, seen: Sequence[datetime], talks: Sequence[Talk], span: Span, staff: tuple[int, ...]
) -> Iterator[Talk]:
    said = {span.day(talk.at) for talk in talks if talk.kind in ("feedback", "review")}
    for came in seen:
        if rng.random() < SELDOM:
            question = _question(rng, came, rng.choice(_WAYS), staff)
            if question.at < span.end and span.day(came) not in said:
                yield question


def _question(rng: random.Random, came: datetime, way: str, staff: tuple[int, ...]) -> Talk:
    return Talk(
        ASKED,
        came + timedelta(minutes=1 + int(rng.random() * 5)),
        data={"way": way},
        staff_id=rng.choice(staff),
    )
