"""When customers came and what they spent: the few numbers about each that models of buying need.

A visit is a business date on which something was bought that was neither voided nor refunded in full; two
purchases of one day are one visit. Days after today, which a clock that was set wrong leaves behind, do not
count. Money is minor units after refunds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import run, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

DAYS_A_WEEK = 7
_FETCH = 10_000
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
    days = _days(view.today).where(_P.customer_id == customer_id).subquery()
    rows = run(view.session, select(days.c.day, days.c.paid).order_by(days.c.day))
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
    """The numbers of all customers, in one question to the file."""
    import numpy as np

    days = _days(view.today).subquery()
    d = days.c
    asked = (
        select(
            d.customer_id, func.count(), func.min(d.day), func.max(d.day), func.sum(d.paid),
            func.sum(case((d.nth == 1, d.paid), else_=0)),
        )
        .group_by(d.customer_id)
        .order_by(d.customer_id)
    )  # fmt: skip
    parts = [np.empty((0, 6), dtype=np.int64)]
    ordinals = Ordinals()
    turns = Turns()
    result = view.session.connection().execute(asked)
    while rows := result.cursor.fetchmany(_FETCH):
        parts.append(
            np.array(
                [
                    (who, n, ordinals[one], ordinals[two], paid, begun)
                    for who, n, one, two, paid, begun in rows
                ],
                dtype=np.int64,
            )
        )
        turns.pass_on()
    result.close()
    ids, visits, first, last, spent, at_first = np.concatenate(parts).T
    x = (visits - 1).astype(np.float64)
    return Histories(
        ids=ids,
        x=x,
        t_x=(last - first) / DAYS_A_WEEK,
        age=(view.today.toordinal() - first) / DAYS_A_WEEK,
        mean_spent=np.where(x > 0, (spent - at_first) / np.maximum(x, 1), 0.0),
        spent=spent.astype(np.float64),
        first=first,
        last=last,
    )


def makes_a_visit(today: date) -> ColumnElement[bool]:
    """Whether a purchase makes its day a visit."""
    stands = or_(_P.amount > _P.refunded, and_(_P.amount == 0, _P.refunded == 0))
    return and_(_P.voided_at.is_(None), stands, _P.business_date <= today)


def _days(today: date) -> Select[Any]:
    """One row for each day of each customer, `nth` in order."""
    return (
        select(
            _P.customer_id,
            _P.business_date.label("day"),
            func.sum(_P.amount - _P.refunded).label("paid"),
            func.row_number()
            .over(partition_by=_P.customer_id, order_by=_P.business_date)
            .label("nth"),
        )
        .where(makes_a_visit(today))
        .group_by(_P.customer_id, _P.business_date)
    )  # fmt: skip


class Ordinals(dict[Any, int]):
    """Days as the driver gives them, each read once."""

    def __missing__(self, on: Any) -> int:
        day = self[on] = (on if isinstance(on, date) else date.fromisoformat(on)).toordinal()
        return day
