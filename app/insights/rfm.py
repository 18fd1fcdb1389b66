"""Recency, frequency, money: where a customer stands among all, in fifths, and what that cell is called.

A score is 1 to 5, 5 the best: 1 and a whole fifth more for each fifth of all customers who stand strictly
below. So customers who are equal share a score, whatever their order in the book; where half the customers
came once, those are all 1, and who came twice begins at 3.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.kernel.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIFTHS = 5
MIN_CUSTOMERS = 25
"""Five to a score: below that the scores say nothing."""

_HIGH, _MIDDLE = 4, 3


@dataclass(frozen=True, slots=True)
class Steps:
    """From which value on each score from 2 to 5 is reached; infinity where none of the values reaches it."""

    values: tuple[float, ...]

    def score(self, value: float) -> int:
        """1 to 5."""
        return 1 + bisect_right(self.values, value)


@dataclass(frozen=True, slots=True)
class Scores:
    """A customer's three scores."""

    recency: int
    frequency: int
    money: int

    def __str__(self) -> str:
        return f"{self.recency}-{self.frequency}-{self.money}"

    @property
    def cell(self) -> str:
        """The id of the cell, one of `cell_names`."""
        if self.recency >= _HIGH:
            if self.frequency >= _HIGH:
                return "champions" if self.money >= _HIGH else "regulars"
            return "promising" if self.frequency == _MIDDLE else "new"
        if self.recency == _MIDDLE:
            return "regulars" if self.frequency >= _HIGH else "rarer"
        if self.frequency >= _HIGH or self.money == FIFTHS:
            return "slipping"
        return "asleep" if self.recency > 1 else "lost"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where the scores begin in a shop: by the day of the last visit (`date.toordinal`), visits, and minor
    units spent in all."""

    recency: Steps
    frequency: Steps
    money: Steps

    def scores(self, last: float, visits: float, spent: float) -> Scores:
        """The scores of one customer."""
        return Scores(self.recency.score(last), self.frequency.score(visits), self.money.score(spent))


def cell_names() -> dict[str, str]:
    """The cells from best to worst, in words."""
    return {
        "champions": _("Champions"),
        "regulars": _("Regulars"),
        "promising": _("Promising"),
        "new": _("New faces"),
        "rarer": _("Getting rarer"),
        "slipping": _("Slipping away"),
        "asleep": _("Asleep"),
        "lost": _("Lost"),
    }


def ranking(last: NDArray[Any], visits: NDArray[Any], spent: NDArray[Any]) -> Ranking | None:
    """The steps of a shop, from arrays of one shape; None below `MIN_CUSTOMERS`."""
    if len(last) < MIN_CUSTOMERS:
        return None
    return Ranking(steps(last), steps(visits), steps(spent))


def steps(values: NDArray[Any]) -> Steps:
    """Where each score begins among these values, of shape (n,), n at least 1."""
    import numpy as np

    ordered = np.sort(values)
    begins = []
    for fifth in range(1, FIFTHS):
        below = -(-len(ordered) * fifth // FIFTHS)
        at = int(np.searchsorted(ordered, ordered[below - 1], side="right"))
        begins.append(float(ordered[at]) if at < len(ordered) else float("inf"))
    return Steps(tuple(begins))


def scored(values: NDArray[Any], begins: Steps) -> NDArray[np.int64]:
    """The scores of many values at once, of the same shape."""
    import numpy as np

    return np.asarray(1 + np.searchsorted(np.array(begins.values), values, side="right"), dtype=np.int64)
