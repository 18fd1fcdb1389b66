"""BG/NBD and MBG/NBD: two models of when customers come again, beside the one by which things are told.

Both take it that a customer comes at a rate of their own (a gamma distribution over the shop, `r` and
`alpha`) until, after some visit, they stop for good with a probability of their own (a beta distribution,
`a` and `b`). In BG/NBD nobody can stop before the first repeat visit, so whoever came once only is alive for
certain, however long ago; a shop's book is full of people who came once. MBG/NBD lets them stop after the
first visit too. Why neither tells what stands on a card is said in `lasting.py`; here they are yardsticks:
a fit that strays far from theirs is not to be trusted.

- Fader, Hardie, Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2): likelihood (6),
  conditional expectation (10).
- Batislam, Denizel, Filiztekin (2007), Empirical validation and comparison of models for customer base
  analysis, International Journal of Research in Marketing 24(3): MBG/NBD.

One formula serves both: after `n` chances to stop (x for BG/NBD, x + 1 for MBG/NBD). Time is in weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.insights.foretelling.sampling import distinct, every_kth
from app.insights.foretelling.seeking import least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Values = float | Floats

BG, MBG = "BG/NBD", "MBG/NBD"
_CHANCES = {BG: 0, MBG: 1}
"""Chances to stop before the first repeat visit."""

_STARTS = ((0.0, 0.0, 0.0, 0.0), (-1.0, 1.5, 0.0, 1.0), (0.7, 2.5, -1.0, 1.5), (0.0, 0.0, -2.0, 2.0))
_BOUNDS = ((-7.0, 7.0), (-7.0, 12.0), (-7.0, 7.0), (-7.0, 7.0))
"""Of the logarithms of r, alpha, a and b: beyond them customers are all alike."""
_FIRST_LOOK = 2_000
MOST_FITTED = 50_000
"""Of more customers every k-th is fitted: the rest would move the parameters less than they are known."""
_AT_ONE = 1e-6


@dataclass(frozen=True, slots=True)
class Buying:
    """A fitted model: `r`, `alpha` (weeks), `a`, `b`, the logarithm of the likelihood of `customers`."""

    model: str
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    customers: int

    def alive(self, x: Values, t_x: Values, age: Values) -> Floats:
        """The probability that customers have not stopped for good, each in [0, 1]; shapes broadcast."""
        import numpy as np

        x, t_x, age = (np.asarray(value, dtype=np.float64) for value in (x, t_x, age))
        with np.errstate(over="ignore"):
            return np.asarray(1 / (1 + np.exp(self._odds(x, t_x, age))), dtype=np.float64)

    def expected(self, t: Values, x: Values, t_x: Values, age: Values) -> Floats:
        """Visits to expect in the next `t` weeks, each at least 0; shapes broadcast.

        The published formula with Euler's transformation of its hypergeometric function, whose first two
        arguments then do not grow with `x`: nothing overflows for somebody who comes every day.
        """
        import numpy as np
        from scipy.special import hyp2f1

        t, x, t_x, age = (np.asarray(value, dtype=np.float64) for value in (t, x, t_x, age))
        a = self.a if abs(self.a - 1) > _AT_ONE else 1 + _AT_ONE
        whole = a + self.b + x + _CHANCES[self.model] - 1
        if self.model == BG:  # at x = 0 the factor may be nothing, and the function a pole
            whole = np.where(np.abs(whole) > _AT_ONE, whole, _AT_ONE)
        rest = (self.alpha + age) / (self.alpha + age + t)
        series = hyp2f1(a - 1, whole - self.r - x, whole, 1 - rest)
        visits = whole / (a - 1) * (1 - rest ** (a - 1) * series)
        most = (self.r + x) / (self.alpha + age) * t  # were nobody ever to stop
        return np.asarray(np.clip(visits, 0, most) * self.alive(x, t_x, age), dtype=np.float64)

    def _odds(self, x: Any, t_x: Any, age: Any) -> Any:
        """The logarithm of the odds of having stopped; -inf where there was no chance to."""
        import numpy as np

        n = x + _CHANCES[self.model]
        left = np.log(self.a) - np.log(np.where(n > 0, self.b + n - 1, 1))
        longer = (self.r + x) * (np.log(self.alpha + age) - np.log(self.alpha + t_x))
        return np.where(n > 0, left + longer, -np.inf)


def fit_buying(x: Floats, t_x: Floats, age: Floats, model: str = MBG) -> Buying | None:
    """The parameters under which these customers (arrays of one shape, weeks) are likeliest.

    Sought from several starts on some of them, then on all from the best; customers alike in all three
    numbers are counted once, with their weight. None when no parameters can be found.
    """
    import numpy as np

    if not len(x):
        return None
    step = every_kth(len(x), MOST_FITTED)
    every, weights = distinct(x[::step], t_x[::step], age[::step])
    some, few = distinct(*(column[:: every_kth(len(x), _FIRST_LOOK)] for column in (x, t_x, age)))

    looked = least(_cost, _STARTS, (some, few, _CHANCES[model]), _BOUNDS)
    found = looked and least(_cost, [looked.x], (every, weights, _CHANCES[model]), _BOUNDS)
    if not found:
        return None
    r, alpha, a, b = (float(value) for value in np.exp(found.x))
    customers = int(weights.sum())
    return Buying(model, r, alpha, a, b, -float(found.fun) * customers, customers)


def _cost(logs: Floats, columns: tuple[Floats, Floats, Floats], counts: Floats, more: int) -> Any:
    """Minus the mean log-likelihood, and its gradient by the logarithms of the parameters."""
    import numpy as np
    from scipy.special import gammaln, psi

    r, alpha, a, b = np.exp(logs)
    x, t_x, age = columns
    n = x + more
    by_now, by_last = np.log(alpha + age), np.log(alpha + t_x)
    stays = -(r + x) * by_now
    chance = np.where(n > 0, n, 1)
    stopped = np.where(n > 0, np.log(a) - np.log(b + chance - 1) - (r + x) * by_last, -np.inf)
    both = np.logaddexp(stays, stopped)
    each = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        + gammaln(a + b) + gammaln(b + n) - gammaln(b) - gammaln(a + b + n)
        + both
    )  # fmt: skip
    stay, stop = np.exp(stays - both), np.exp(stopped - both)
    by_r = psi(r + x) - psi(r) + np.log(alpha) - stay * by_now - stop * by_last
    by_alpha = r / alpha - (r + x) * (stay / (alpha + age) + stop / (alpha + t_x))
    shared = psi(a + b) - psi(a + b + n)
    by_a = shared + stop / a
    by_b = shared + psi(b + n) - psi(b) - stop / (b + chance - 1)
    total = counts.sum()
    gradient = np.array([counts @ by_r * r, counts @ by_alpha * alpha, counts @ by_a * a, counts @ by_b * b])
    return -(counts @ each) / total, -gradient / total
