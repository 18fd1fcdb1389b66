"""Finding the parameters that cost least, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

Cost = Callable[..., Any]
Bounds = Sequence[tuple[float, float]]
Starts = Iterable[Any]

_NEAR = 3e-7


def least(cost: Cost, starts: Starts, given: tuple[Any, ...], bounds: Bounds) -> Any:
    """Of the searches from all `starts` the result with the least cost (`x`, `fun`); None where every one
    came to nothing. `cost(parameters, *given)` gives the cost and its gradient.

    Beyond the bounds it costs more the further. The library's own search within bounds asks a threaded
    library for sums of four numbers, which takes longer than all the customers where other work is done.
    """
    import numpy as np
    from scipy.optimize import minimize

    low, high = np.array(bounds).T

    def fenced(parameters: Any) -> Any:
        inside = np.clip(parameters, low, high)
        beyond = parameters - inside
        value, slope = cost(inside, *given)
        return value + float(beyond @ beyond), np.where(beyond == 0, slope, 2 * beyond)

    found = [
        minimize(fenced, np.array(start), method="BFGS", jac=True, options={"gtol": _NEAR, "maxiter": 300})
        for start in starts
    ]
    found = [one for one in found if np.isfinite(one.fun)]
    if not found:
        return None
    best = min(found, key=lambda one: one.fun)
    best.x = np.clip(best.x, low, high)
    return best
