"""How sure a difference between two arms is: intervals of 95 %, and how many people it takes to see one.

Shares are between 0 and 1. Sources are named with each formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt

Z = 1.959963984540054
"""The normal quantile of 97.5 %: 95 % lie within it on both sides."""

Z_POWER = 0.8416212335729143
"""The normal quantile of 80 %: how often a difference that is there shall be seen."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference, and the ends between which it likely is."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Interval:
        """The same of so many people; `factor` is not below zero."""
        return Interval(self.value * factor, self.low * factor, self.high * factor)


def wilson(back: int, people: int) -> tuple[float, float]:
    """The score interval of one share.

    Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212.
    `people` must be more than nothing.
    """
    share, squared = back / people, Z * Z
    middle = (share + squared / (2 * people)) / (1 + squared / people)
    half = Z * sqrt(share * (1 - share) / people + squared / (4 * people * people)) / (1 + squared / people)
    low = 0.0 if back == 0 else max(middle - half, 0.0)
    high = 1.0 if back == people else min(middle + half, 1.0)
    return low, high


def difference(back: int, people: int, other_back: int, other_people: int) -> Interval | None:
    """The first share less the second; None where one of the arms has nobody.

    The hybrid score interval: method 10 of Newcombe, R. G. (1998), Interval estimation for the difference
    between independent proportions, Statistics in Medicine 17, 873-890. It needs no large samples, and stays
    within -1 and 1.
    """
    if not people or not other_people:
        return None
    one, other = back / people, other_back / other_people
    (one_low, one_high), (low, high) = wilson(back, people), wilson(other_back, other_people)
    value = one - other
    return Interval(
        value,
        max(value - hypot(one - one_low, high - other), -1.0),
        min(value + hypot(one_high - one, other - low), 1.0),
    )


def mean_difference(
    spent: Sequence[int], people: int, others: Sequence[int], other_people: int
) -> Interval | None:
    """What one arm spent a head less what the other did, in the unit of the sums.

    `spent` are the sums of those who spent anything; all others of `people` spent nothing. None where an arm
    has fewer than two people, or nobody's sum differs from another's.

    The wider of two intervals: Welch's, B. L. (1947), Biometrika 34, 28-35, with the degrees of freedom of
    Satterthwaite (1946), and Student's with the variance of both arms together. Spending is skewed and an arm
    left out is small, so its variance alone is too small just when its mean is: Welch's interval holds the
    truth 89 times of 100 for 412 people against 46, the wider one 95 times or more
    (`test_spending_lies_within`).
    """
    if people < 2 or other_people < 2:
        return None
    (one, variance), (other, other_variance) = _moments(spent, people), _moments(others, other_people)
    error, other_error = variance / people, other_variance / other_people
    apart = error + other_error
    if apart <= 0:
        return None
    freedom = apart * apart / (error**2 / (people - 1) + other_error**2 / (other_people - 1))
    all_freedom = people + other_people - 2
    shared = (variance * (people - 1) + other_variance * (other_people - 1)) / all_freedom
    together = shared * (1 / people + 1 / other_people)
    half = max(_student(freedom) * sqrt(apart), _student(all_freedom) * sqrt(together))
    return Interval(one - other, one - other - half, one - other + half)


def _moments(spent: Sequence[int], people: int) -> tuple[float, float]:
    """The mean and the variance; whole numbers as far as they go."""
    total = sum(spent)
    squares = sum(one * one for one in spent)
    return total / people, (people * squares - total * total) / (people * (people - 1))


def _student(freedom: float) -> float:
    """The quantile of 97.5 % of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


def seen_from(people: int, others: int) -> float | None:
    """The least difference of two shares that four of five such comparisons would show, at worst (shares
    about one half); None where an arm has nobody.

    (z_.975 + z_.80) * sqrt(1/4 * (1/n + 1/m)): Fleiss, J. L. (1981), Statistical Methods for Rates and
    Proportions, chapter 3, without the correction for continuity.
    """
    if not people or not others:
        return None
    return (Z + Z_POWER) * 0.5 * sqrt(1 / people + 1 / others)


def people_needed(share: float, other: float, held_out: float) -> int | None:
    """How many people in all would show a difference as large as that between two shares four times of five,
    `held_out` being the share of them that is left out; None where there is no difference.

    The formula of `seen_from`, with the variances of these shares.
    """
    gap = share - other
    if not gap or not 0 < held_out < 1:
        return None
    variance = share * (1 - share) / (1 - held_out) + other * (1 - other) / held_out
    return max(ceil((Z + Z_POWER) ** 2 * variance / gap**2), 2)
