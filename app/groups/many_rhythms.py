"""The rhythm of many customers at once, read from the days they came."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.groups.ordering import FEW
from app.insights.relationship import rhythms as many
from app.insights.visits import visits_of_some, visits_through_today
from app.kernel.unit import View

if TYPE_CHECKING:
    from app.insights.visits import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Rhythms:
    """Everybody who has a rhythm, column by column, each of shape (n,), `ids` ascending. In days: the usual
    gap, the longest that is not late, and since the last visit."""

    ids: Numbers
    usual: Numbers
    late_after: Numbers
    since: Numbers


def rhythms(view: View, among: Collection[int]) -> Rhythms:
    """The rhythms as of today; of others than these, too, where there are many."""
    visits = visits_of_some(view, among) if len(among) <= FEW else visits_through_today(view)
    found = many.rhythms(visits.who, visits.day, len(visits.ids))
    has = found.gaps > 0
    since = view.today.toordinal() - visits.last[has]
    return Rhythms(visits.ids[has], found.usual[has], found.late_after[has], since)
