"""Scores as customers gave them: from 1 to 5, or from 0 to 10 for "would you recommend us".

The two are never mixed in what is shown; only to put customers in order are they brought to one measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FIVE, TEN = 5, 10
SCALES = (FIVE, TEN)
GOOD = {FIVE: 4, TEN: 7}
"""A score from here on is a good one. Of ten, those below are the detractors of the net promoter score."""
PROMOTER, DETRACTOR = 9, 6
"""From the one on somebody recommends the shop, up to the other they warn of it.

F. Reichheld, "The one number you need to grow", Harvard Business Review 81 (12), December 2003.
"""


@dataclass(frozen=True, slots=True)
class Score:
    """`value` from 1 to 5 on the scale 5, from 0 to 10 on the scale 10."""

    value: int
    scale: int = FIVE

    @property
    def hundred(self) -> int:
        """The same from 0 (the lowest of its scale) to 100 (the highest), for putting in order alone."""
        low = lowest(self.scale)
        return round(100 * (self.value - low) / (self.scale - low))

    @property
    def good(self) -> bool:
        """Whether nothing went wrong."""
        return self.value >= GOOD[self.scale]

    def __str__(self) -> str:
        return f"{self.value}/{self.scale}"


def lowest(scale: int) -> int:
    """The lowest score of a scale."""
    return 0 if scale == TEN else 1


def scale_of(data: Mapping[str, object]) -> int:
    """The scale that the data of an entry names; 5 where it names none, as all did once."""
    return TEN if data.get("scale") == str(TEN) else FIVE


def score_in(data: Mapping[str, object]) -> Score | None:
    """The score of feedback, or the stars of a review; None without one, or with one out of bounds."""
    scale, value = scale_of(data), data.get("score", data.get("stars"))
    if not isinstance(value, int) or isinstance(value, bool) or not lowest(scale) <= value <= scale:
        return None
    return Score(value, scale)


def net_promoter(values: Iterable[int]) -> int | None:
    """The net promoter score of answers from 0 to 10: the share of those from `PROMOTER` on less the share of
    those up to `DETRACTOR`, in whole hundredths from -100 to 100. None of no answers."""
    given = list(values)
    if not given:
        return None
    balance = sum(value >= PROMOTER for value in given) - sum(value <= DETRACTOR for value in given)
    return round(100 * balance / len(given))
