"""Who came for the first time, who stayed away and who came back, read from the days of all visits.

A regular has come on `VISITS` days. A regular is lost on the day that ends `after` days without a visit, and
comes back with the next one. So nobody is lost twice without having come between.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.insights.visits import Visits, visits_through_today
from app.kernel.unit import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

VISITS = 3
AFTER = 120
"""Days away after which a regular is lost, unless somebody asks for others."""


@dataclass(frozen=True, slots=True, eq=False)
class Comings:
    """The days (`date.toordinal`, in order) on which somebody came first, became a regular, was lost and came
    back, one for each time."""

    first: Numbers
    regular: Numbers
    lost: Numbers
    back: Numbers

    def regulars(self, end: date) -> int:
        """How many are regulars at the end of a day."""
        came, lost, back = (within(one, date.min, end) for one in (self.regular, self.lost, self.back))
        return came + back - lost


def comings(view: View, after: int, ids: Set[int] | None = None) -> Comings:
    """Counted over the whole book through today, of these customers or of all."""
    return comings_of(visits_through_today(view, ids), after, view.today)


def comings_of(visits: Visits, after: int, today: date) -> Comings:
    """Counted from visits; `after` at least 1 day."""
    import numpy as np

    back = (visits.nth > VISITS) & (visits.gap > after)
    away = visits.last[visits.count >= VISITS] + after
    lost = np.concatenate((visits.day[back] - visits.gap[back] + after, away[away <= today.toordinal()]))
    return Comings(
        np.sort(visits.first),
        np.sort(visits.day[visits.nth == VISITS]),
        np.sort(lost),
        np.sort(visits.day[back]),
    )


def regular_on(visits: Visits, after: int, on: date) -> NDArray[np.bool_]:
    """For each customer whether they are a regular, not lost, at the end of a day."""
    import numpy as np

    many = np.bincount(visits.who[visits.day <= on.toordinal()], minlength=len(visits.ids))
    enough = many >= VISITS
    last = visits.day[(visits.begins + many - 1)[enough]]
    enough[enough] = last + after > on.toordinal()
    return enough


def within(counted: Numbers, first: date, last: date) -> int:
    """How many of the days, in order, from `first` to `last`, both included."""
    import numpy as np

    low = np.searchsorted(counted, first.toordinal(), side="left")
    return int(np.searchsorted(counted, last.toordinal(), side="right") - low)
