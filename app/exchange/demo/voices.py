"""What became of what customers said: how they were asked, by which scale, who saw to it, when it was
answered. Some spoke where others read it.

It has chance of its own, so that everything else of a sample shop stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.exchange.demo.days import Span
from app.exchange.demo.people import chance
from app.exchange.demo.talk import Talk
from app.touchpoints.noted import instant_text
from app.touchpoints.scores import score_in

TEN_SINCE = 120
"""Days before the last one since when the shop sometimes asks whether it would be recommended."""
_THANKS = (
    "Thank you, that makes our day!",
    "Thank you for telling us. We will do better.",
    "We are sorry, and have talked about it.",
    "Good idea: we are trying it from next week.",
)
_PLACES = ("TownGuide", "Maps", "BookPages")
_TO_TEN = {5: (9, 10), 4: (7, 8, 9), 3: (5, 6), 2: (2, 3, 4), 1: (0, 1)}


def voiced(seed: int, place: int, talks: Sequence[Talk], span: Span, staff: tuple[int, ...]) -> list[Talk]:
    """The same touchpoints, with what became of them."""
    rng = chance(seed, "voice", place)
    return [_voiced(rng, talk, span, staff) for talk in talks]


def _voiced(rng: random.Random, talk: Talk, span: Span, staff: tuple[int, ...]) -> Talk:
    if talk.kind == "complaint":
        data = {**talk.data, "owner": rng.choice(staff)}
        if talk.data.get("put_right"):
            data |= _answered(rng, talk.at, span, staff) or {}
        return replace(talk, data=data)
    if talk.kind == "social":
        return replace(talk, data={**talk.data, "handle": _handle(rng)})
    if talk.kind != "feedback":
        return talk
    data = dict(talk.data)
    kind = talk.kind
    if rng.random() < 0.15:
        kind = "review"
        data = {"stars": data["score"], "network": rng.choice(_PLACES), "handle": _handle(rng)}
    else:
        data["asked_by"] = rng.choice(("till", "till", "slip", "link"))
        late = talk.at > span.end - timedelta(days=TEN_SINCE)
        data["scale"] = "5"
        if late and rng.random() < 0.4:
            data |= {"scale": "10", "score": rng.choice(_TO_TEN[data["score"]])}
    settled = _answered(rng, talk.at, span, staff)
    if settled is not None and rng.random() < 0.8:
        score = score_in(data)
        good = score is None or score.good
        data |= {"answered": rng.choice(_THANKS[:1] if good else _THANKS[1:]), **settled}
    return replace(talk, kind=kind, data=data)


def _answered(rng: random.Random, at: datetime, span: Span, staff: tuple[int, ...]) -> dict[str, Any] | None:
    """When somebody answered, half of the time within some six hours; None where that is still to come."""
    moment = at + timedelta(minutes=int(rng.lognormvariate(5.9, 1.2)))
    by = rng.choice(staff)
    return {"answered_at": instant_text(moment), "answered_by": by} if moment < span.end else None


def _handle(rng: random.Random) -> str:
    return f"@{rng.choice(('reader', 'page', 'tea', 'ink', 'paper'))}{rng.randint(10, 99)}"
