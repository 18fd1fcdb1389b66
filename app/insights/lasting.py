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

from app.insights.sampling import distinct, every_kth

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
        import numpy as np
        from scipy.special import exprel

        t, x, t_x, age = _floats(t, x, t_x, age)
        longer = np.log1p(t / (self.beta + age))
        weeks = (self.beta + age) * longer * exprel((1 - self.s) * longer)
        return np.asarray(self.alive(x, t_x, age) * (self.r + x) / (self.alpha + age) * weeks)

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
    from scipy.optimize import minimize

    if not len(x):
        return None
    step = every_kth(len(x), MOST_FITTED)
    every, weights = distinct(x[::step], t_x[::step], age[::step])
    some, few = distinct(*(column[:: every_kth(len(x), _FIRST_LOOK)] for column in (x, t_x, age)))

    def best(start: Any, columns: Any, counts: Any, near: float) -> Any:
        return minimize(
            _cost, start, (columns, counts), method="L-BFGS-B", bounds=_BOUNDS,
            options={"maxiter": 200, "ftol": near},
        )  # fmt: skip

    looked = [best(np.array(start), some, few, 1e-7) for start in _STARTS]
    looked = [one for one in looked if np.isfinite(one.fun)]
    if not looked:
        return None
    found = best(min(looked, key=lambda one: one.fun).x, every, weights, 1e-10)
    if not np.isfinite(found.fun):
        return None
    r, alpha, s, beta = (float(value) for value in np.exp(found.x))
    customers = int(weights.sum())
    return Lasting(r, alpha, s, beta, -float(found.fun) * customers, customers)


def _floats(*values: Any) -> tuple[Any, ...]:
    import numpy as np

    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))


def _cost(logs: Floats, columns: tuple[Floats, Floats, Floats], counts: Floats) -> float:
    """Minus the mean log-likelihood."""
    import numpy as np
    from scipy.special import gammaln

    r, alpha, s, beta = np.exp(logs)
    x = columns[0]
    shared = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    each = shared + np.logaddexp(*_both(r, alpha, s, beta, *columns))
    return -float(counts @ each) / float(counts.sum())


def _both(r: Any, alpha: Any, s: Any, beta: Any, x: Any, t_x: Any, age: Any) -> tuple[Any, Any]:
    """The logarithms of the two ways to have seen no visit since `t_x`: still there, and gone since.

    Gone at a moment in between is an integral, which the paper writes in hypergeometric functions. Those
    take a thousand times longer where hardly anybody goes, so it is summed by Gauss and Legendre, over
    the logarithm of time and no further than where nothing is left of it.
    """
    import numpy as np

    power, low, high = r + x, np.minimum(alpha, beta), np.maximum(alpha, beta)
    fast, slow = np.where(alpha <= beta, power, s + 1), np.where(alpha <= beta, s + 1, power)
    start = low + t_x
    falls = fast - 1 + slow * start / (high + t_x)
    span = np.minimum(np.log1p((age - t_x) / start), _NOTHING_LEFT / np.maximum(falls, _SLOWEST))
    total = np.zeros_like(span)
    for node, weight in _nodes():
        further = node * span
        grown = start * np.expm1(further)
        total += weight * np.exp((1 - fast) * further - slow * np.log1p(grown / (high + t_x)))
    with np.errstate(divide="ignore"):  # seen today: there was no time to go
        between = np.log(total * span)
    between += np.log(s) + (1 - fast) * np.log(start) - slow * np.log(high + t_x)
    return -power * np.log(alpha + age) - s * np.log(beta + age), between


@cache
def _nodes() -> tuple[tuple[float, float], ...]:
    """Where a function on [0, 1] is looked at, and what each look counts."""
    import numpy as np

    at, weights = np.polynomial.legendre.leggauss(_NODES)
    return tuple(zip(((at + 1) / 2).tolist(), (weights / 2).tolist(), strict=True))
