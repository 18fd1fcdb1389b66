"""What the shop's receipts teach of things, learnt once a day for each open book (`app/insights/kept.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.insights.kept import OnceADay
from app.insights.suggesting.baskets import Baskets, Pairs, gathered
from app.insights.suggesting.model import ease, together
from app.kernel.unit import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from app.insights.suggesting.baskets import Thing
    from app.insights.suggesting.model import Counts, Weights

MIN_CUSTOMERS = 30
"""Customers with two different things, below which nothing is suggested."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """`things` and where they are found (`place`); on how many of the `receipts` two are both (`baskets`),
    and how many of the `customers` have had both (`bought`), each alone on the diagonal. The customers are
    those who had two things or more, for who had one tells nothing; with fewer than `MIN_CUSTOMERS` all
    `weights` are nothing."""

    things: tuple[Thing, ...]
    place: Mapping[tuple[bool, str], int]
    receipts: int
    customers: int
    baskets: Counts
    bought: Counts
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

    things, buyers = len(found.things), found.customers
    several = np.bincount(buyers.row, minlength=buyers.rows) > 1
    customers, told = int(several.sum()), several[buyers.row]
    bought = together(Pairs(buyers.rows, buyers.row[told], buyers.thing[told]), things)
    enough = customers >= MIN_CUSTOMERS
    weights = ease(bought) if enough else np.zeros(bought.shape, dtype=np.float32)
    baskets = together(found.baskets, things)
    return Learned(found.things, found.place, found.baskets.rows, customers, baskets, bought, weights)
