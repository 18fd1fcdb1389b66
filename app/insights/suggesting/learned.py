"""What the shop's receipts teach of things, learnt once a day for each open book (`app/insights/kept.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.insights.kept import OnceADay
from app.insights.suggesting.baskets import Baskets, Pairs, gathered
from app.insights.suggesting.model import ease
from app.insights.suggesting.together import Together
from app.kernel.unit import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from app.insights.suggesting.baskets import Thing
    from app.insights.suggesting.model import Weights

MIN_CUSTOMERS = 30
"""Customers with two different things, below which nothing is suggested."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """`things` and where they are found (`place`); which of them are on one receipt (`receipts`), and which
    were bought by one customer (`customers`), of those who bought two or more, for who bought one tells
    nothing. With fewer customers than `MIN_CUSTOMERS` all `weights` are nothing."""

    things: tuple[Thing, ...]
    place: Mapping[tuple[bool, str], int]
    receipts: Together
    customers: Together
    weights: Weights

    def at(self, item: str, category: str = "") -> int | None:
        """Where the thing is that an item of this category counts as; None when it is too rare."""
        found = self.place.get((False, item.casefold()))
        return self.place.get((True, category.casefold())) if found is None else found

    def score(self, has: list[int]) -> NDArray[np.float32]:
        """How much having these things speaks for each, of shape (things,)."""
        total: NDArray[np.float32] = self.weights[has].sum(axis=0)
        return total


_kept: OnceADay[Learned] = OnceADay()


def learned(view: View) -> Learned:
    """What the receipts teach today. Slow the first time of a day, which other threads wait for."""
    return _kept.get(view, _learn_now)


def _learn_now(view: View) -> Learned:
    return learn(gathered(view))


def learn(found: Baskets) -> Learned:
    """Count what goes together, and weigh it."""
    import numpy as np

    things = len(found.things)
    customers = Together.of(_several(found.customers), things)
    enough = customers.rows >= MIN_CUSTOMERS
    weights = ease(customers.counts) if enough else np.zeros((things, things), dtype=np.float32)
    return Learned(found.things, found.place, Together.of(found.baskets, things), customers, weights)


def _several(pairs: Pairs) -> Pairs:
    """Those who have two things or more."""
    import numpy as np

    several = np.bincount(pairs.row, minlength=pairs.rows) > 1
    new, told = np.cumsum(several) - 1, several[pairs.row]
    return Pairs(int(several.sum()), new[pairs.row[told]], pairs.thing[told])
