"""When customers came and what they spent: the few numbers about each that models of buying need.

A visit is a business date on which something was bought that was neither voided nor refunded in full; two
purchases of one day are one visit. Days after today, which a clock that was set wrong leaves behind, do not
count. Money is minor units after refunds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.insights.visits import Visits, visited, visits_of_some, visits_through_today
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import run, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

DAYS_A_WEEK = 7
_P = table(Purchase).c


@dataclass(frozen=True, slots=True)
class Visit:
    """One day a customer came, and what was spent on it in minor units."""

    on: date
    spent: int


@dataclass(frozen=True, slots=True)
class History:
    """One customer: repeat visits `x`, weeks from the first visit to the last `t_x` and to today `age`, what
    a repeat visit brought on average, and the whole."""

    x: int
    t_x: float
    age: float
    mean_spent: float
    spent: int
    first: date
    last: date

    @property
    def visits(self) -> int:
        """The first visit and the repeat visits."""
        return self.x + 1


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Everybody who came at all, column by column, each of shape (n,), `ids` in order.

    `x` whole numbers as floats; `t_x` and `age` weeks; `mean_spent` minor units a repeat visit, 0 where there
    was none; `spent` in all; `first` and `last` as `date.toordinal`.
    """

    ids: Numbers
    x: Floats
    t_x: Floats
    age: Floats
    mean_spent: Floats
    spent: Floats
    first: Numbers
    last: Numbers

    def __len__(self) -> int:
        return len(self.ids)


def visits_of(view: View, customer_id: int) -> tuple[Visit, ...]:
    """The visits of one customer through today, in order; none when there is no such customer."""
    rows = run(
        view.session,
        select(_P.business_date, func.sum(_P.amount - _P.refunded))
        .where(_P.customer_id == customer_id, *visited(view.today))
        .group_by(_P.business_date)
        .order_by(_P.business_date),
    )
    return tuple(Visit(on, int(paid)) for on, paid in rows)


def history_of(visits: Sequence[Visit], today: date) -> History | None:
    """The numbers of one customer; None without a visit."""
    if not visits:
        return None
    first, last, x = visits[0].on, visits[-1].on, len(visits) - 1
    spent = sum(visit.spent for visit in visits)
    mean = (spent - visits[0].spent) / x if x else 0.0
    t_x, age = (last - first).days / DAYS_A_WEEK, (today - first).days / DAYS_A_WEEK
    return History(x, t_x, age, mean, spent, first, last)


def all_histories(view: View) -> Histories:
    """The numbers of all customers."""
    return _histories(visits_through_today(view), view.today)


def histories_of(view: View, ids: Collection[int]) -> Histories:
    """The numbers of those of these customers who came at all, 30 000 of them at most."""
    return _histories(visits_of_some(view, ids), view.today)


def _histories(visits: Visits, today: date) -> Histories:
    import numpy as np

    x = (visits.count - 1).astype(np.float64)
    repeat = visits.spent - visits.paid[visits.begins]
    return Histories(
        ids=visits.ids,
        x=x,
        t_x=(visits.last - visits.first) / DAYS_A_WEEK,
        age=(today.toordinal() - visits.first) / DAYS_A_WEEK,
        mean_spent=np.where(x > 0, repeat / np.maximum(x, 1), 0.0),
        spent=visits.spent.astype(np.float64),
        first=visits.first,
        last=visits.last,
    )
