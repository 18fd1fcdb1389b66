"""Every visit of every customer, column by column: what plots are counted from.

What a visit is stands in `app.insights.history`: a business date on which something was bought that was
neither voided nor refunded in full; days after today do not count. Read once for each look at the file.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.insights.history import Ordinals, makes_a_visit
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_FETCH = 20_000
_KEPT = "insights.visits"
_P = table(Purchase).c


@dataclass(frozen=True, eq=False)
class Visits:
    """A row for each visit, customer by customer and in order of days: `who` the place of the customer in
    `ids`, `day` as `date.toordinal`, `paid` minor units after refunds. `ids` in order, each with a visit."""

    ids: Numbers
    who: Numbers
    day: Numbers
    paid: Numbers

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def begins(self) -> Numbers:
        """For each customer the row of the first visit."""
        import numpy as np

        return np.searchsorted(self.who, np.arange(len(self.ids)))

    @cached_property
    def ends(self) -> Numbers:
        """For each customer the row of the last visit."""
        import numpy as np

        return np.searchsorted(self.who, np.arange(len(self.ids)), side="right") - 1

    @cached_property
    def nth(self) -> Numbers:
        """For each visit which of its customer's it is, 1 for the first."""
        import numpy as np

        return np.arange(1, len(self) + 1) - self.begins[self.who]

    @cached_property
    def gap(self) -> Numbers:
        """For each visit the days since the one before; 0 for the first."""
        import numpy as np

        gaps = np.diff(self.day, prepend=self.day[:1])
        gaps[self.begins] = 0
        return gaps

    @cached_property
    def first(self) -> Numbers:
        """For each customer the day of the first visit."""
        return self.day[self.begins]

    @cached_property
    def last(self) -> Numbers:
        """For each customer the day of the last visit."""
        return self.day[self.ends]

    @cached_property
    def count(self) -> Numbers:
        """For each customer how many visits."""
        return self.ends - self.begins + 1

    @cached_property
    def spent(self) -> Numbers:
        """For each customer what was spent in all."""
        import numpy as np

        return np.add.reduceat(self.paid, self.begins) if len(self) else self.paid

    def of(self, ids: Set[int] | None) -> Visits:
        """Those of some customers; all for None."""
        import numpy as np

        if ids is None:
            return self
        wanted = np.fromiter(ids, dtype=np.int64, count=len(ids))
        kept = np.isin(self.ids, wanted)
        place = np.cumsum(kept) - 1
        rows = kept[self.who] if len(self) else np.empty(0, dtype=bool)
        return Visits(self.ids[kept], place[self.who[rows]], self.day[rows], self.paid[rows])


def visits_through_today(view: View, ids: Set[int] | None = None) -> Visits:
    """The visits of these customers, of all for None. Those who bought but never came away with anything have
    none. Reading a million purchases takes about a second, once for a view."""
    found = view.kept.get(_KEPT)
    if found is None:
        found = view.kept[_KEPT] = _read(view)
    return found.of(ids)


def _read(view: View) -> Visits:
    """In no order, so that the file need not sort; put in order here."""
    import numpy as np

    asked = select(_P.customer_id, _P.business_date, _P.amount - _P.refunded).where(makes_a_visit(view.today))
    parts = [np.empty((3, 0), dtype=np.int64)]
    ordinals, turns = Ordinals(), Turns()
    result = view.session.connection().execute(asked)
    while rows := result.cursor.fetchmany(_FETCH):
        who, on, paid = zip(*rows, strict=True)
        days = [ordinals[one] for one in on]
        parts.append(np.array((who, days, paid), dtype=np.int64))
        turns.pass_on()
    result.close()
    return visits_of_rows(*np.concatenate(parts, axis=1))


def visits_of_rows(customer: Numbers, day: Numbers, paid: Numbers) -> Visits:
    """Visits of purchases in any order, arrays of one shape: a customer's purchases of one day are one."""
    import numpy as np

    order = np.lexsort((day, customer))
    customer, day, paid = customer[order], day[order], paid[order]
    new = np.ones(len(day), dtype=bool)
    new[1:] = (customer[1:] != customer[:-1]) | (day[1:] != day[:-1])
    starts = np.flatnonzero(new)
    if len(starts) < len(day):
        paid = np.add.reduceat(paid, starts)
    ids, who = np.unique(customer[starts], return_inverse=True)
    return Visits(ids, who, day[starts], paid)
