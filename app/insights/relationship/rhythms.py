"""The rhythm of many at once, the same as `app.insights.rhythm` tells of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.insights.rhythm import HOLIDAY_DAYS, HOLIDAY_TIMES, LATEST, MIN_GAPS, OF_TEN, ONE_IN

if TYPE_CHECKING:
    from app.insights.columns import Numbers
    from app.insights.history import Floats


class Rhythms(NamedTuple):
    """Each (n,): days of the usual gap and the longest that is not late, of how many gaps; 0 without."""

    usual: Numbers
    late_after: Numbers
    gaps: Numbers


def rhythms(who: Numbers, days: Numbers, count: int) -> Rhythms:
    """`who` (rows,) from 0 to `count` and the `days` they came, in that order, each once."""
    import numpy as np

    nobody = np.zeros(count, dtype=np.int64)
    usual, late_after, gaps = nobody.copy(), nobody.copy(), nobody.copy()
    same = who[1:] == who[:-1]
    gap, whose = np.diff(days)[same], who[1:][same]
    ends = np.cumsum(np.bincount(whose, minlength=count)) if len(whose) else nobody
    lately = ends[whose] - np.arange(len(whose)) <= LATEST
    gap, whose = gap[lately], whose[lately]
    order = np.lexsort((gap, whose))
    gap, whose = gap[order], whose[order]
    number = np.bincount(whose, minlength=count) if len(whose) else nobody
    has = np.flatnonzero(number >= MIN_GAPS)
    if not len(has):
        return Rhythms(usual, late_after, gaps)
    start = np.cumsum(number) - number
    middle = _median(gap, start[has], number[has])
    limit = np.full(count, np.inf)
    limit[has] = np.maximum(HOLIDAY_TIMES * middle, HOLIDAY_DAYS)
    holidays = np.bincount(whose[gap > limit[whose]], minlength=count)[has]
    kept = np.where(holidays > number[has] // ONE_IN, number[has], number[has] - holidays)
    usual[has] = np.maximum(1, (_median(gap, start[has], kept) + 0.5).astype(np.int64))
    nine = -(-kept * (OF_TEN - 1) // OF_TEN) - 1
    late_after[has] = np.maximum(usual[has], gap[start[has] + nine])
    gaps[has] = kept
    return Rhythms(usual, late_after, gaps)


def _median(ordered: Numbers, start: Numbers, number: Numbers) -> Floats:
    """The medians of the stretches that begin at `start`."""
    middle: Floats = (ordered[start + (number - 1) // 2] + ordered[start + number // 2]) / 2
    return middle
