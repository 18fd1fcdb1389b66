"""What the fields of a touchpoint say: whether what was said is good or poor, answered and when, put right,
or the shop's own words.

A score counts from 1 to 5, or from 0 to 10 where "scale" is 10; without one it counts how it sounds by the
staff's own word ("mood").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.insights.columns import Convert
from app.kernel.unit import View
from app.touchpoints.answers import COMPLAINT, FEEDBACK
from app.touchpoints.queries import read_data

if TYPE_CHECKING:
    from app.insights.columns import Numbers

SOCIAL, NOTE, PROMISE, REVIEW = "social", "note", "promise", "review"
EITHER_WAY = ("call", "visit", "event", "reservation", FEEDBACK, COMPLAINT, REVIEW)
"""Kinds in which the customer had a say, whoever began."""
BY_DIRECTION = ("message", "email", "letter", SOCIAL)
"""Kinds in which the customer had a say when they wrote."""

GOOD, POOR, ANSWERED, PUT_RIGHT, OURS, SCORED = 1, 2, 4, 8, 16, 32
"""Flags of what is said: `OURS` is what the shop wrote, `SCORED` that it is good, poor or between."""
DAY = 64
"""What the day of the answer is multiplied by, to stand above the flags; 0 where it is not known."""

_SCALES = {5: (2, 4), 10: (6, 7)}
"""Up to which score it is poor, and from which it is good. Of ten, F. Reichheld's detractors are poor."""


def flags(view: View) -> Convert:
    """Stored fields as flags, and the day of the answer above them."""

    def convert(values: Sequence[Any]) -> Numbers:
        import numpy as np

        found = (flags_of(read_data(stored), view) for stored in values)
        return np.fromiter(found, dtype=np.int64, count=len(values))

    return convert


def flags_of(data: Mapping[str, object], view: View) -> int:
    """The flags of one touchpoint's fields."""
    found = _good_or_poor(data)
    if data.get("put_right") is True or data.get("remedy"):
        found |= PUT_RIGHT | ANSWERED
    if data.get("answered"):
        found |= ANSWERED
    if data.get("direction") == "out":
        found |= OURS
    return found + DAY * _answered_on(data, view) if found & ANSWERED else found


def _good_or_poor(data: Mapping[str, object]) -> int:
    score = data.get("score", data.get("stars"))
    if not isinstance(score, int) or isinstance(score, bool):
        return {"happy": SCORED | GOOD, "unhappy": SCORED | POOR}.get(str(data.get("mood")), 0)
    poor, good = _SCALES[10 if data.get("scale") == "10" else 5]
    return SCORED | (GOOD if score >= good else POOR if score <= poor else 0)


def _answered_on(data: Mapping[str, object], view: View) -> int:
    """The shop's day of the answer; 0 for those given before that was noted."""
    stored = data.get("answered_at")
    if not isinstance(stored, str):
        return 0
    try:
        at = datetime.fromisoformat(stored)
        return view.day_of(at).toordinal() if at.tzinfo is not None else 0
    except (ValueError, OverflowError):
        return 0
