"""Who is still a regular, and what to expect of them: the Pareto/NBD model, by which everything is told.

A customer comes at a rate of their own (gamma over the shop: `r`, `alpha`) for a while of their own length
(exponential, its rate gamma over the shop: `s`, `beta`), and nobody says when it ended.

Why this one of the three: plain BG/NBD calls everybody who came once alive for certain, and MBG/NBD, which
mends that, foretells the published sample less well. Fitted on its first 39 weeks, for the 39 that follow:

- visits in all: Pareto/NBD 11.5 % too few, BG/NBD 12.1 %, MBG/NBD 16.2 %;
- who comes again, ranked by the chance of a visit within 90 days (area under the curve): .774, .767, .769;
  days since the last visit alone: .771.

Schmittlein, Morrison, Colombo (1987), Counting Your Customers, Management Science 33(1); the likelihood as
in Fader, Hardie (2005), A Note on Deriving the Pareto/NBD Model, www.brucehardie.com/notes/009. `x` are
repeat visits, `t_x` the weeks from the first visit to the last, `age` those to today.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from app.insights.foretelling.sampling import distinct, every_kth
from app.insights.foretelling.seeking import least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Values = float | Floats

_STARTS = ((-0.5, 2.0, -0.5, 2.0), (0.5, 1.0, -1.0, 3.0), (1.0, 3.0, 0.5, 4.0), (-1.0, 0.0, -2.0, 1.0))
_BOUNDS = ((-5.0, 4.0), (-5.0, 9.5), (-5.0, 3.0), (-5.0, 9.5))
"""Of the logarithms of r, alpha, s and beta: beyond them customers are all alike."""
_NODES, _NOTHING_LEFT, _SLOWEST = 20, 26.0, 1e-9
_FIRST_LOOK = 1_500
MOST_FITTED = 30_000
"""Of more customers every k-th is fitted: the rest would move the parameters less than they are known."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """A fitted model: `r`, `alpha` and `s`, `beta` (weeks), and the logarithm of the likelihood of
    `customers`."""

    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float
    customers: int

    def alive(self, x: Values, t_x: Values, age: Values) -> Floats:
        """The probability that customers have not stayed away for good, each in [0, 1]; shapes broadcast."""
        import numpy as np

        stays, left = _both(self.r, self.alpha, self.s, self.beta, *_floats(x, t_x, age))
        return np.asarray(np.exp(stays - np.logaddexp(stays, left)), dtype=np.float64)

    def expected(self, t: Values, x: Values, t_x: Values, age: Values) -> Floats:
        """Visits to expect in the next `t` weeks, each at least 0; shapes broadcast."""
        t, x, t_x, age = _floats(t, x, t_x, age)
        return self.alive(x, t_x, age) * (self.r + x) / (self.alpha + age) * self.weeks_there(t, age)

    def weeks_there(self, t: Values, age: Values) -> Floats:
        """Of the next `t` weeks how many somebody who is alive at `age` stays, on average; shapes
        broadcast."""
        import numpy as np
        from scipy.special import exprel

        t, age = _floats(t, age)
        longer = np.log1p(t / (self.beta + age))
        return np.asarray((self.beta + age) * longer * exprel((1 - self.s) * longer), dtype=np.float64)

    def comes_again(self, t: Values, x: Values, t_x: Values, age: Values) -> Floats:
        """The probability of a visit or more in the next `t` weeks, each in [0, 1]; shapes broadcast.

        Who is alive today is like somebody who begins today and of whom more is known, so that the
        likelihood of no visit gives it.
        """
        import numpy as np

        t, x, t_x, age = _floats(t, x, t_x, age)
        r, alpha, beta = self.r + x, self.alpha + age, self.beta + age
        none = np.zeros_like(t)
        stays, left = _both(r, alpha, self.s, beta, none, none, t)
        nothing = r * np.log(alpha) + self.s * np.log(beta) + np.logaddexp(stays, left)
        return np.asarray(self.alive(x, t_x, age) * -np.expm1(np.minimum(nothing, 0)), dtype=np.float64)


def fit_lasting(x: Floats, t_x: Floats, age: Floats) -> Lasting | None:
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

    looked = least(_cost, _STARTS, (some, few), _BOUNDS)
    found = looked and least(_cost, [looked.x], (every, weights), _BOUNDS)
    if not found:
        return None
    r, alpha, s, beta = (float(value) for value in np.exp(found.x))
    customers = int(weights.sum())
    return Lasting(r, alpha, s, beta, -float(found.fun) * customers, customers)


def _floats(*values: Any) -> tuple[Any, ...]:
    import numpy as np

    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))


def _cost(logs: Floats, columns: tuple[Floats, Floats, Floats], counts: Floats) -> Any:
    """Minus the mean log-likelihood, and its gradient by the logarithms of the parameters."""
    each, slopes = _each(logs, *columns)
    total = float(counts.sum())
    return -float(counts @ each) / total, -(slopes @ counts) / total


def slopes_of(model: Lasting, x: Floats, t_x: Floats, age: Floats) -> Floats:
    """How the logarithm of each customer's likelihood changes with those of r, alpha, s and beta: shape
    (4, n). It sums to nothing where the model was fitted."""
    import numpy as np

    logs = np.log((model.r, model.alpha, model.s, model.beta))
    return np.asarray(_each(logs, x, t_x, age)[1], dtype=np.float64)


def _each(logs: Floats, x: Floats, t_x: Floats, age: Floats) -> tuple[Floats, Floats]:
    """The log-likelihood of each customer, and its slopes by the logarithms of the parameters, (4, n)."""
    import numpy as np
    from scipy.special import gammaln, psi

    r, alpha, s, beta = np.exp(logs)
    stays, gone, means = _ways(r, alpha, s, beta, x, t_x, age, slopes=True)
    both = np.logaddexp(stays, gone)
    each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + both
    stay, stop = np.exp(stays - both), np.exp(gone - both)
    by_r = psi(r + x) - psi(r) + np.log(alpha) - stay * np.log(alpha + age) - stop * means[0]
    by_alpha = r / alpha - (r + x) * (stay / (alpha + age) + stop * means[1])
    by_s = np.log(beta) - stay * np.log(beta + age) + stop * (1 / s - means[2])
    by_beta = s / beta - stay * s / (beta + age) - stop * (s + 1) * means[3]
    return each, np.stack((by_r * r, by_alpha * alpha, by_s * s, by_beta * beta))


def _both(r: Any, alpha: Any, s: Any, beta: Any, x: Any, t_x: Any, age: Any) -> tuple[Any, Any]:
    """The logarithms of the two ways to have seen no visit since `t_x`: still there, and gone since."""
    return _ways(r, alpha, s, beta, x, t_x, age)[:2]


def _ways(
    r: Any, alpha: Any, s: Any, beta: Any, x: Any, t_x: Any, age: Any, *, slopes: bool = False
) -> tuple[Any, Any, tuple[Any, ...]]:
    """Both, and with `slopes` the means over the moments of going, y, of the logarithm and the inverse of
    alpha + y and of beta + y.

    Gone at a moment in between is an integral, which the paper writes in hypergeometric functions. Those
    take a thousand times longer where hardly anybody goes, so it is summed by Gauss and Legendre, over
    the logarithm of time and no further than where nothing is left of it.
    """
    import numpy as np

    power = r + x
    by_alpha, by_beta = alpha + t_x, beta + t_x
    start = np.minimum(by_alpha, by_beta)
    falls = power * start / by_alpha + (s + 1) * start / by_beta - 1
    span = np.minimum(np.log1p((age - t_x) / start), _NOTHING_LEFT / np.maximum(falls, _SLOWEST))
    sums = [np.zeros_like(span) for _each in range(5 if slopes else 1)]
    for node, weight in _nodes():
        further = node * span
        grown = start * np.expm1(further)
        one, two = np.log1p(grown / by_alpha), np.log1p(grown / by_beta)
        part = weight * np.exp(further - power * one - (s + 1) * two)
        sums[0] += part
        if slopes:
            sums[1] += part * one
            sums[2] += part / (by_alpha + grown)
            sums[3] += part * two
            sums[4] += part / (by_beta + grown)
    log_alpha, log_beta = np.log(by_alpha), np.log(by_beta)
    with np.errstate(divide="ignore"):  # seen today: there was no time to go
        gone = np.log(sums[0] * span)
    gone = gone + np.log(s) + np.log(start) - power * log_alpha - (s + 1) * log_beta
    stays = -power * np.log(alpha + age) - s * np.log(beta + age)
    if not slopes:
        return stays, gone, ()
    ratios = [one / sums[0] for one in sums[1:]]
    return stays, gone, (log_alpha + ratios[0], ratios[1], log_beta + ratios[2], ratios[3])


@cache
def _nodes() -> tuple[tuple[float, float], ...]:
    """Where a function on [0, 1] is looked at, and what each look counts."""
    import numpy as np

    at, weights = np.polynomial.legendre.leggauss(_NODES)
    return tuple(zip(((at + 1) / 2).tolist(), (weights / 2).tolist(), strict=True))
