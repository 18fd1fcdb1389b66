"""What a touchpoint's fields say: whether a score is good or poor, answered, put right, or by the shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.touchpoints.answers import COMPLAINT, FEEDBACK
from app.touchpoints.queries import read_data

if TYPE_CHECKING:
    from app.insights.relationship.columns import Numbers

SOCIAL, NOTE, PROMISE = "social", "note", "promise"
EITHER_WAY = ("call", "visit", "event", "reservation", FEEDBACK, COMPLAINT)
"""Kinds in which the customer had a say, whoever began."""
BY_DIRECTION = ("message", "email", "letter", SOCIAL)
"""Kinds in which the customer had a say when they wrote."""

GOOD, POOR, ANSWERED, PUT_RIGHT, OURS, SCORED = 1, 2, 4, 8, 16, 32
"""Flags of what is said; `OURS` is what the shop wrote."""

_GOOD_FIFTHS, _POOR_FIFTHS = 4, 2
_GOOD_TENTHS, _POOR_TENTHS = 9, 6
"""Scores from 1 to 5, and from 0 to 10 for sending a friend (F. Reichheld's promoters and detractors)."""


def flags(values: Sequence[Any]) -> Numbers:
    """Stored fields as flags."""
    import numpy as np

    known: dict[Any, int] = {}
    for stored in values:
        if stored not in known:
            known[stored] = flags_of(read_data(stored))
    return np.fromiter((known[stored] for stored in values), dtype=np.int64, count=len(values))


def flags_of(data: Mapping[str, object]) -> int:
    """The flags of one touchpoint's fields."""
    found = _score(data.get("score"), _POOR_FIFTHS, _GOOD_FIFTHS)
    found |= _score(data.get("recommend"), _POOR_TENTHS, _GOOD_TENTHS)
    if data.get("answered"):
        found |= ANSWERED
    if data.get("put_right") is True or data.get("remedy"):
        found |= PUT_RIGHT
    if data.get("direction") == "out":
        found |= OURS
    return found


def _score(score: object, poor: int, good: int) -> int:
    if not isinstance(score, int) or isinstance(score, bool):
        return 0
    return SCORED | (GOOD if score >= good else POOR if score <= poor else 0)
