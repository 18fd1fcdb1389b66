"""Who came for the first time, who stayed away and who came back, read from the days of all purchases.

A regular has come on `VISITS` days. A regular is lost on the day that ends `after` days without a visit, and
comes back with the next one. So nobody is lost twice without having come between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select

from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

VISITS = 3
_FETCH = 20_000
_P = table(Purchase).c


@dataclass(slots=True)
class Comings:
    """How many came first, became regulars, were lost and came back, by day (as `date.toordinal`)."""

    first: Counter[int] = field(default_factory=Counter)
    regular: Counter[int] = field(default_factory=Counter)
    lost: Counter[int] = field(default_factory=Counter)
    back: Counter[int] = field(default_factory=Counter)

    def count(self, days: Iterable[int], after: int, today: int) -> None:
        """Count one customer's visits, given as days in order, each once."""
        visits, before = 0, 0
        for day in days:
            visits += 1
            if visits == 1:
                self.first[day] += 1
            elif visits > VISITS and day - before > after:
                self.lost[before + after] += 1
                self.back[day] += 1
            if visits == VISITS:
                self.regular[day] += 1
            before = day
        if visits >= VISITS and before + after <= today:
            self.lost[before + after] += 1


def comings(view: View, after: int) -> Comings:
    """Counted over the whole book through today; purchases that were undone are none."""
    found, today = Comings(), view.today.toordinal()
    for _customer, rows in groupby(_visits(view), itemgetter(0)):
        days = sorted({day for _who, day in rows})
        found.count((day for day in days if day <= today), after, today)
    return found


def _visits(view: View) -> Iterator[tuple[int, int]]:
    """(customer, day) of every purchase, customer by customer.

    Read past the layer that makes row objects, and each day read once: there may be millions.
    """
    asked = (
        select(_P.customer_id, _P.business_date).where(_P.voided_at.is_(None)).order_by(_P.customer_id, _P.at)
    )
    known: dict[object, int] = {}
    result = view.session.connection().execute(asked)
    while rows := result.cursor.fetchmany(_FETCH):
        for customer, on in rows:
            day = known.get(on)
            if day is None:
                day = known[on] = (on if isinstance(on, date) else date.fromisoformat(on)).toordinal()
            yield customer, day
    result.close()


def within(counted: Counter[int], first: date, last: date) -> int:
    """How many of the days from `first` to `last`, both included."""
    low, high = first.toordinal(), last.toordinal()
    return sum(number for day, number in counted.items() if low <= day <= high)
