"""What a visit will bring: the Gamma-Gamma model of spending.

What a customer spends at a visit varies around a mean of their own, and the means vary over the shop. Seldom
seen customers are drawn towards the shop's mean, frequent ones keep their own. Only repeat visits are
looked at, and spending is taken not to go with frequency: `together` says how far it does.

Fader, Hardie (2013), The Gamma-Gamma Model of Monetary Value, www.brucehardie.com/notes/025.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.insights.foretelling.sampling import every_kth
from app.insights.foretelling.seeking import least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Values = float | Floats

MOST_FITTED = 50_000
_STARTS = ((0.0, 1.0, 0.0), (1.8, 1.3, 0.0), (0.0, 3.0, 2.5))
_BOUNDS = ((-5.0, 9.0), (0.05, 9.0), (-9.0, 12.0))
"""Of the logarithms of p, q and gamma: `q` above one, or the shop would have no mean."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A fitted model: shape `p`, `q`, scale `gamma` in the unit of what was spent; `together` is the
    correlation of spending and frequency, 0 where either is the same for all."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    customers: int
    together: float

    @property
    def mean(self) -> float:
        """What a visit brings over the whole shop."""
        return self.gamma * self.p / (self.q - 1)

    def expected(self, x: Values, mean_spent: Values) -> Floats:
        """What a visit will bring, given `x` repeat visits of `mean_spent` each; the shop's mean where x is
        0. At least 0; shapes broadcast."""
        import numpy as np

        x, mean_spent = np.asarray(x, dtype=np.float64), np.asarray(mean_spent, dtype=np.float64)
        spent = np.maximum(mean_spent, 0) * x
        return np.asarray((self.gamma + spent) * self.p / (self.p * x + self.q - 1), dtype=np.float64)


def fit_worth(x: Floats, mean_spent: Floats) -> Worth | None:
    """The parameters under which the spending of those with repeat visits is likeliest, from several starts.

    Arrays of one shape; who came once only, or paid nothing, is left out. None when nobody is left or no
    parameters can be found.
    """
    import numpy as np

    there = (x > 0) & (mean_spent > 0)
    x, mean_spent = x[there], mean_spent[there]
    if not len(x):
        return None
    step = every_kth(len(x), MOST_FITTED)
    x, mean_spent = x[::step], mean_spent[::step]
    scale = float(np.median(mean_spent))
    z = mean_spent / scale
    found = least(_cost, _STARTS, (x, z), _BOUNDS)
    if found is None:
        return None
    p, q, gamma = (float(value) for value in np.exp(found.x))
    varied = float(np.std(x)) > 0 and float(np.std(z)) > 0
    together = float(np.corrcoef(x, z)[0, 1]) if varied else 0.0
    likelihood = -float(found.fun) * len(x) - len(x) * float(np.log(scale))
    return Worth(p, q, gamma * scale, likelihood, len(x), together)


def _cost(logs: Floats, x: Floats, z: Floats) -> Any:
    """Minus the mean log-likelihood, and its gradient by the logarithms of the parameters."""
    import numpy as np
    from scipy.special import gammaln, psi

    p, q, gamma = np.exp(logs)
    px, total = p * x, gamma + x * z
    each = (
        gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(gamma)
        + (px - 1) * np.log(z) + px * np.log(x) - (px + q) * np.log(total)
    )  # fmt: skip
    by_p = x * (psi(px + q) - psi(px) + np.log(z) + np.log(x) - np.log(total))
    by_q = psi(px + q) - psi(q) + np.log(gamma) - np.log(total)
    by_gamma = q / gamma - (px + q) / total
    gradient = np.array([by_p.mean() * p, by_q.mean() * q, by_gamma.mean() * gamma])
    return -each.mean(), -gradient
