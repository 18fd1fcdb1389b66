"""A customer's own rhythm: the usual days between two visits, and when they are late by it.

The usual gap is the median of their latest gaps. A gap that stands out, as a summer abroad does, is a
holiday and left out: at most one in five, longer than three usual gaps and than two weeks. Who is away longer
more often than that has such a rhythm. Late is who is away longer than nine in ten of their own gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

MIN_GAPS = 3
LATEST = 40
"""Gaps looked at: habits change."""
DAYS = LATEST + 1
"""Days of visits that make so many gaps: no more of them need be read."""

HOLIDAY_TIMES, HOLIDAY_DAYS, ONE_IN = 3, 14, 5
"""A holiday is longer than so many usual gaps and than so many days; at most one gap in so many is one."""
OF_TEN = 10
"""Late is longer than nine in ten."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days: the usual gap, and the longest that is not late; of how many gaps, holidays left out."""

    usual: int
    late_after: int
    gaps: int
    holidays: int

    def is_late(self, days_since: int) -> bool:
        """Whether so many days since the last visit are more than usual."""
        return days_since > self.late_after

    def expected_on(self, last: date) -> date:
        """The day the next visit would be usual."""
        return last + timedelta(days=self.usual)


def rhythm_of(days: Sequence[date]) -> Rhythm | None:
    """The rhythm of visits on these days, in order and each once; None with fewer than `MIN_GAPS` gaps."""
    return rhythm_of_gaps([(later - earlier).days for earlier, later in pairwise(days[-DAYS:])])


def rhythm_of_gaps(gaps: Sequence[int]) -> Rhythm | None:
    """The rhythm of the latest gaps, `LATEST` at most, in days and in any order; None where they are too
    few."""
    if len(gaps) < MIN_GAPS:
        return None
    kept = without_holidays(gaps)
    usual = _rounded(median(kept))
    at = -(-len(kept) * (OF_TEN - 1) // OF_TEN) - 1
    return Rhythm(usual, max(usual, kept[at]), len(kept), len(gaps) - len(kept))


def without_holidays(gaps: Sequence[int]) -> list[int]:
    """The gaps in order of length, holidays left out."""
    ordered = sorted(gaps)
    longest_usual = max(HOLIDAY_TIMES * median(ordered), HOLIDAY_DAYS)
    holidays = sum(gap > longest_usual for gap in ordered)
    if holidays > len(ordered) // ONE_IN:
        return ordered
    return ordered[: len(ordered) - holidays]


def _rounded(days: float) -> int:
    """Half a day is a day, and no rhythm is quicker than daily."""
    return max(1, int(days + 0.5))
