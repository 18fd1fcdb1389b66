"""The rhythm of many customers at once, worked out in columns: as `app.insights.rhythm` says it of one."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from app.customers.models import CustomerActivity
from app.groups.ordering import FEW, chunks, fetch_many
from app.insights.rhythm import _HOLIDAY_DAYS, _HOLIDAY_TIMES, _NINE_IN_TEN, _ONE_IN, LATEST, MIN_GAPS
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_A = table(CustomerActivity).c
_P = table(Purchase).c
_MOST_DAYS = 10_000_000
"""More than the ordinal of any day: a customer and a day are one number in columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Rhythms:
    """Everybody who has a rhythm, column by column, each of shape (n,), `ids` ascending. In days: the usual
    gap, the longest that is not late, and since the last visit."""

    ids: Numbers
    usual: Numbers
    late_after: Numbers
    since: Numbers


def rhythms(view: View, among: Collection[int]) -> Rhythms:
    """The rhythms as of today of those among these who have one."""
    import numpy as np

    customers, days = _visits(view, among)
    new = np.flatnonzero(np.diff(customers, prepend=-1))
    counts = np.diff(np.append(new, len(customers)))
    kept = counts > MIN_GAPS
    if not kept.any():
        nothing = np.empty(0, dtype=np.int64)
        return Rhythms(nothing, nothing, nothing, nothing)
    return _of(customers, days, new[kept], counts[kept], view.today.toordinal())


def _of(customers: Numbers, days: Numbers, starts: Numbers, counts: Numbers, today: int) -> Rhythms:
    """From visits ordered by customer and day: where each customer's begin, and how many they are."""
    import numpy as np

    ends = starts + counts
    gaps = np.minimum(counts - 1, LATEST)
    begin = np.cumsum(gaps) - gaps
    owner = np.repeat(np.arange(len(gaps)), gaps)
    at = np.repeat(ends - gaps, gaps) + np.arange(len(owner)) - np.repeat(begin, gaps)
    lengths = days[at] - days[at - 1]
    lengths = lengths[np.lexsort((lengths, owner))]

    def middle(number: Numbers) -> NDArray[np.float64]:
        """The median of the shortest `number` gaps of each."""
        middle: NDArray[np.float64] = lengths[begin + (number - 1) // 2] + lengths[begin + number // 2]
        return middle / 2

    longest = np.maximum(_HOLIDAY_TIMES * middle(gaps), _HOLIDAY_DAYS)
    holidays = np.bincount(owner, weights=lengths > longest[owner], minlength=len(gaps)).astype(np.int64)
    left = np.where(holidays > gaps // _ONE_IN, gaps, gaps - holidays)
    usual = np.maximum(1, (middle(left) + 0.5).astype(np.int64))
    nine = -(-left * (_NINE_IN_TEN - 1) // _NINE_IN_TEN) - 1
    late_after = np.maximum(usual, lengths[begin + nine])
    return Rhythms(customers[starts], usual, late_after, today - days[ends - 1])


def _visits(view: View, among: Collection[int]) -> tuple[Numbers, Numbers]:
    """Customer and day (as an ordinal) of each visit of those who came often enough, in order."""
    import numpy as np

    stands = or_(_P.amount > _P.refunded, and_(_P.amount == 0, _P.refunded == 0))
    often = select(_A.customer_id).where(_A.visits > MIN_GAPS)
    asked = select(_P.customer_id, _P.business_date).where(
        _P.voided_at.is_(None), stands, _P.business_date <= view.today
    )
    if len(among) <= FEW:
        parts = [asked.where(_P.customer_id.in_(part)) for part in chunks(array("q", sorted(among)))]
    else:
        parts = [asked.where(_P.customer_id.in_(often))]
    known = _Days()
    read = [np.empty(0, dtype=np.int64)]
    turns = Turns()
    for part in parts:
        for rows in fetch_many(view, part):
            read.append(
                np.array([customer * _MOST_DAYS + known[on] for customer, on in rows], dtype=np.int64)
            )
            turns.pass_on()
    both = np.sort(np.concatenate(read))
    once = both[np.append(True, both[1:] != both[:-1])] if len(both) else both
    return once // _MOST_DAYS, once % _MOST_DAYS


class _Days(dict[Any, int]):
    """Days as the driver has them, each read once."""

    def __missing__(self, on: Any) -> int:
        day = self[on] = (on if isinstance(on, date) else date.fromisoformat(on)).toordinal()
        return day
