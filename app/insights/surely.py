"""How sure a share is that was seen of few."""

from __future__ import annotations

from math import sqrt

_SURE = 2.576
"""Standard deviations of 99 in 100."""


def surely(part: int, whole: int) -> tuple[float, float]:
    """Between which shares the true one lies 99 times in 100, `part` of `whole` having been seen: the
    interval of Wilson (1927); nothing to one where nothing was seen."""
    if whole <= 0:
        return 0.0, 1.0
    share, square = part / whole, _SURE**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = _SURE / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
