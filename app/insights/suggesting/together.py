"""How often things are had together, and whether that is more than comes of chance and of buying much.

Who buys everything buys any two things, and a full trolley holds them. So two things belong together only
when they are had together surely more often than (1) one is without the other, and (2) would come about if
everybody who has the one filled the rest of what they have at random, things taken by how much they are
bought. Surely: 99 times in 100, by the interval of Wilson.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.insights.surely import surely

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.insights.suggesting.baskets import Pairs

    Counts = NDArray[np.int32]
    Numbers = NDArray[np.int64]

MIN_TOGETHER = 5
"""Two things that fewer have together are not spoken of."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Of those (customers, receipts) who have the one thing, `have`, `both` have the other too; of the
    `others` `without` have it. `at_random`: of `have`, how many would have it if they took at random."""

    both: int
    have: int
    without: int
    others: int
    at_random: float

    @property
    def sure(self) -> float:
        """By how much of a share they surely have both more often; 0 or less where it may be chance."""
        if self.both < MIN_TOGETHER:
            return 0.0
        least = surely(self.both, self.have)[0]
        return least - max(surely(self.without, self.others)[1], self.at_random / self.have)


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Of so many `rows` (customers, receipts), how many have two things, `counts` of shape (things, things)
    with each alone on the diagonal; `beside` counts all other things had with one, of shape (things,), and
    `had` all things of all rows."""

    rows: int
    counts: Counts
    beside: Numbers
    had: int

    @classmethod
    def of(cls, pairs: Pairs, things: int) -> Together:
        """Count them."""
        import numpy as np
        from scipy.sparse import csr_array

        ones = np.ones(len(pairs.row), dtype=np.int32)
        has = csr_array((ones, (pairs.row, pairs.thing)), shape=(pairs.rows, things))
        counts = np.asarray((has.T @ has).toarray(), dtype=np.int32)
        size = np.bincount(pairs.row, minlength=pairs.rows)
        beside = np.zeros(things, dtype=np.int64)
        np.add.at(beside, pairs.thing, size[pairs.row] - 1)
        return cls(pairs.rows, counts, beside, len(pairs.row))

    def shared(self, one: int, other: int) -> Shared:
        """Who has `other` among those who have `one`, and among the rest."""
        both, have, all_other = (int(self.counts[at]) for at in ((one, other), (one, one), (other, other)))
        at_random = int(self.beside[one]) * all_other / max(1, self.had)
        return Shared(both, have, all_other - both, self.rows - have, min(at_random, have))
