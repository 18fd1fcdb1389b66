"""A group as one builds it: how many, what share of all, the first by name, and what they are like."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import mean
from typing import Any

from sqlalchemy import select

from app.customers.models import CustomerActivity, Household, HouseholdMember
from app.groups.directory import DirectoryRow, directory_rows
from app.groups.membership import everybody, members_of
from app.groups.ordering import SORTS, fetch_rows, ordered
from app.groups.rule import Rule
from app.groups.rule_words import rule_words, troubles
from app.insights.foretelling.learnt import AHEAD_DAYS, learnt
from app.insights.history import DAYS_A_WEEK, all_histories
from app.insights.reasons import why_nothing
from app.insights.sayings import Sayings
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.models import POINTS, Account
from app.sales.tables import table

_A = table(CustomerActivity).c
_H = table(Household).c
_M = table(HouseholdMember).c
_U = table(Account).c


@dataclass(frozen=True, slots=True)
class Numbers:
    """What some customers are like. Sums over all of them: `spent` (minor units) and `visits` ever, `points`
    as they stand, of a household once. `came` of them came at all; half of those were here within
    `days_since`, the newest on `last_visit`, both None where nobody came."""

    customers: int
    came: int
    spent: int
    visits: int
    points: int
    days_since: int | None
    last_visit: date | None

    @property
    def average_spent(self) -> int | None:
        """Minor units a customer, None of nobody."""
        return round(self.spent / self.customers) if self.customers else None

    @property
    def average_visits(self) -> float | None:
        """Visits a customer, None of nobody."""
        return self.visits / self.customers if self.customers else None

    @property
    def average_points(self) -> int | None:
        """Points a customer, None of nobody."""
        return round(self.points / self.customers) if self.customers else None


@dataclass(frozen=True, slots=True)
class StillRegular:
    """Of `regulars` among them (three visits or more) the share, in [0, 1], to expect again in the next 90
    days; None with the reason in `why`."""

    share: float | None
    regulars: int
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`rows` are the first by name; `of` is how many customers there are, `words` the rule as a sentence,
    `troubles` what finds nobody as things stand."""

    words: str
    count: int
    of: int
    numbers: Numbers
    rows: tuple[DirectoryRow, ...]
    troubles: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The part of all customers, in [0, 1]; None in an empty shop."""
        return self.count / self.of if self.of else None


def preview(view: View, rule: Rule, n: int = 20) -> Preview:
    """Who is in it just now."""
    ids = members_of(view, rule)
    return Preview(
        rule_words(view, rule),
        len(ids),
        everybody(view),
        numbers_of(view, ids),
        first_rows(view, ids, n),
        troubles(view, rule),
    )


def first_rows(view: View, ids: array[int], n: int) -> tuple[DirectoryRow, ...]:
    """The first of them by name."""
    return tuple(directory_rows(view, ordered(view, SORTS["name"], False, ids)[:n]))


def numbers_of(view: View, ids: Sequence[int]) -> Numbers:
    """What these customers are like."""
    wanted = frozenset(ids)
    visits = spent = 0
    latest: list[Any] = []
    for customer, times, money, last in fetch_rows(
        view, select(_A.customer_id, _A.visits, _A.spent, _A.last_visit_at)
    ):
        if customer in wanted:
            visits += times
            spent += money
            if last is not None:
                latest.append(last)
    latest.sort(reverse=True)
    days_since = None
    if latest:
        days_since = max(0, (view.today - view.day_of(_instant(latest[(len(latest) - 1) // 2]))).days)
    return Numbers(
        len(wanted),
        len(latest),
        spent,
        visits,
        _points(view, wanted),
        days_since,
        view.day_of(_instant(latest[0])) if latest else None,
    )


def still_regular(view: View, ids: Sequence[int]) -> StillRegular:
    """How many of these will go on coming. The first time of a day the shop's models are fitted, which takes
    seconds in a large shop."""
    import numpy as np

    h = all_histories(view)
    regular = np.isin(h.ids, np.array(ids, dtype=np.int64)) & (h.x >= 2)
    regulars = int(regular.sum())
    if not regulars:
        return StillRegular(None, 0, _("Nobody among them came three times."))
    shop = learnt(view)
    if shop.lasting is None:
        return StillRegular(None, regulars, why_nothing(shop, Sayings(view.context)))
    chances = shop.lasting.comes_again(AHEAD_DAYS / DAYS_A_WEEK, h.x[regular], h.t_x[regular], h.age[regular])
    return StillRegular(mean(chances.tolist()), regulars, "")


def _points(view: View, wanted: frozenset[int]) -> int:
    """Members of one household have the same points: they count once."""
    shares = select(_M.customer_id, _H.holder_id).join_from(
        table(HouseholdMember), table(Household), _H.id == _M.household_id
    )
    holders = dict(fetch_rows(view, shares))
    owners = {holders.get(customer, customer) for customer in wanted} if holders else wanted
    accounts = fetch_rows(view, select(_U.customer_id, _U.balance).where(_U.unit == POINTS, _U.balance != 0))
    return sum(balance for customer, balance in accounts if customer in owners)


def _instant(raw: Any) -> datetime:
    """An instant as the driver has it."""
    at = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
