"""What the numbers of a campaign say: that it worked, that it did no good, or that they cannot say yet.

The judgement is about who came back, one measure settled beforehand, so that chance has one try. While the
days run there is no judgement at all: whoever looks each day until it looks good always finds it does.
"""

from __future__ import annotations

import enum

from app.groups.campaigns.intervals import Interval

MATTERS = 0.02
"""A difference of shares below this is none worth having: two customers of a hundred."""

HOPELESS = 0.5
"""Where not even a difference of half the people would be seen, the group is too small ever to tell."""


class Verdict(enum.StrEnum):
    """The judgement."""

    WORKED = "worked"
    NO_GOOD = "no-good"
    CANNOT_TELL = "cannot-tell"
    CALLED_OFF = "called-off"


class Why(enum.StrEnum):
    """What the judgement hangs on."""

    MORE_CAME = "more-came"
    FEWER_CAME = "fewer-came"
    NO_DIFFERENCE = "no-difference"
    MAY_BE_CHANCE = "may-be-chance"
    TOO_FEW = "too-few"
    NOBODY_LEFT_OUT = "nobody-left-out"
    STILL_RUNNING = "still-running"
    NOT_BEGUN = "not-begun"
    CALLED_OFF = "called-off"


def judged(
    back: Interval | None, *, called_off: bool, begun: bool, over: bool, seen_from: float | None
) -> tuple[Verdict, Why]:
    """The verdict and what it hangs on. `back` is the difference of the shares that came back."""
    if called_off:
        return Verdict.CALLED_OFF, Why.CALLED_OFF
    if back is None or seen_from is None:
        return Verdict.CANNOT_TELL, Why.NOBODY_LEFT_OUT
    if not over:
        return Verdict.CANNOT_TELL, Why.STILL_RUNNING if begun else Why.NOT_BEGUN
    if back.low > 0:
        return Verdict.WORKED, Why.MORE_CAME
    if back.high < 0:
        return Verdict.NO_GOOD, Why.FEWER_CAME
    if back.high < MATTERS:
        return Verdict.NO_GOOD, Why.NO_DIFFERENCE
    return Verdict.CANNOT_TELL, Why.TOO_FEW if seen_from > HOPELESS else Why.MAY_BE_CHANCE
