"""The rhythm of many customers at once, read from the days they came."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.customers.models import CustomerActivity
from app.groups.ordering import FEW, chunks
from app.insights.columns import columns, days, numbers
from app.insights.relationship import rhythms as many
from app.insights.rhythm import MIN_GAPS
from app.insights.visits import visited
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import table

if TYPE_CHECKING:
    from app.insights.columns import Numbers

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

    customers, came = _visits(view, among)
    ids, place = np.unique(customers, return_inverse=True)
    found = many.rhythms(place, came, len(ids))
    last = came[np.cumsum(np.bincount(place, minlength=len(ids))) - 1] if len(ids) else came
    has = found.gaps > 0
    return Rhythms(ids[has], found.usual[has], found.late_after[has], view.today.toordinal() - last[has])


def _visits(view: View, among: Collection[int]) -> tuple[Numbers, Numbers]:
    """Customer and day (as an ordinal) of each visit of those who came often enough, in order."""
    import numpy as np

    often = select(_A.customer_id).where(_A.visits > MIN_GAPS)
    asked = select(_P.customer_id, _P.business_date).where(*visited(view.today))
    if len(among) <= FEW:
        parts = [asked.where(_P.customer_id.in_(part)) for part in chunks(array("q", sorted(among)))]
    else:
        parts = [asked.where(_P.customer_id.in_(often))]
    day = days()
    read = [np.empty(0, dtype=np.int64)]
    for part in parts:
        customers, came = columns(view, part, numbers, day)
        read.append(customers * _MOST_DAYS + came)
    both = np.sort(np.concatenate(read))
    once = both[np.append(True, both[1:] != both[:-1])] if len(both) else both
    return once // _MOST_DAYS, once % _MOST_DAYS
