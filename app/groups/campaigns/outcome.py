"""What came of a campaign: both arms, the difference with its interval, and what may be said of it.

Everybody counts in the arm where the lot put them, whether they used what they got or were archived since
(intention to treat): who drops out is never chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from app.groups.campaigns.intervals import (
    Interval,
    difference,
    mean_difference,
    people_needed,
    seen_from,
)
from app.groups.campaigns.kind import ACTIONS, Doing
from app.groups.campaigns.members import held_out
from app.groups.campaigns.queries import CampaignRow, campaign_of, campaigns, last_day
from app.groups.campaigns.verdict import Verdict, Why, judged
from app.groups.models import Campaign, CampaignMember
from app.kernel.turns import Turns
from app.kernel.unit import View
from app.sales.models import Purchase
from app.sales.tables import run, table

_C = table(Campaign).c
_M = table(CampaignMember).c
_P = table(Purchase).c


@dataclass(frozen=True, slots=True)
class Arm:
    """So many people, how many came back, and what all of them spent together in minor units after refunds.
    `elsewhere` of them got something by another campaign of the same days; `anyway` were given the same
    another way."""

    people: int
    back: int
    spent: int
    elsewhere: int = 0
    anyway: int = 0

    @property
    def share(self) -> float | None:
        """Of those the part that came back, 0 to 1; None of nobody."""
        return self.back / self.people if self.people else None

    @property
    def a_head(self) -> float | None:
        """Minor units a head; None of nobody."""
        return self.spent / self.people if self.people else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A campaign as it stands at a moment.

    `back` is the difference of shares, `spend` of minor units a head, `brought` of minor units for all who
    got it; None where there is nothing to compare, or too few. `days_left` counts from tomorrow through the
    last day. `pays` says whether what it brought in is surely more (True) or less (False) than it cost.
    `needed` is how many people would show such a difference with as many left out, `needed_with_half` with
    half of them.
    """

    campaign: CampaignRow
    treated: Arm
    held_out: Arm
    back: Interval | None
    spend: Interval | None
    verdict: Verdict
    why: Why
    over: bool
    days_left: int
    seen_from: float | None
    needed: int | None = None
    needed_with_half: int | None = None

    @property
    def brought(self) -> Interval | None:
        """What those who got it spent more than they would have."""
        return None if self.spend is None else self.spend.times(self.treated.people)

    @property
    def pays(self) -> bool | None:
        """None while that cannot be said."""
        brought, cost = self.brought, self.campaign.cost
        if brought is None or cost is None:
            return None
        if brought.low > cost:
            return True
        return False if brought.high < cost else None


def outcome(view: View, campaign: int) -> Outcome:
    """What came of it until now; `NotFound` where there is no such campaign."""
    return _outcome(view, campaign_of(view, campaign))


def newest_outcome(view: View) -> Outcome | None:
    """Of the newest campaign that is over, else of the newest that runs; None where there is none that was
    not called off."""
    standing = campaigns(view, called_off=False)
    over = [row for row in standing if row.until < view.today]
    chosen = next(iter(over), next(iter(standing), None))
    return None if chosen is None else _outcome(view, chosen)


def _outcome(view: View, row: CampaignRow) -> Outcome:
    came = _came_back(view, row)
    got = [spent for out, spent in came if not out]
    others = [spent for out, spent in came if out]
    elsewhere = _elsewhere(view, row)
    treated = Arm(row.treated, len(got), sum(got), elsewhere.get(False, 0))
    left = Arm(row.held_out, len(others), sum(others), elsewhere.get(True, 0), _anyway(view, row))
    back = difference(treated.back, treated.people, left.back, left.people)
    over = view.today > row.until
    told = seen_from(treated.people, left.people)
    verdict, why = judged(
        back,
        called_off=row.called_off_at is not None,
        begun=view.now >= row.started_at,
        over=over,
        seen_from=told,
    )
    needed = with_half = None
    if back is not None and back.value > 0 and why in (Why.MAY_BE_CHANCE, Why.TOO_FEW):
        shares = treated.back / treated.people, left.back / left.people
        needed = people_needed(*shares, left.people / (left.people + treated.people))
        with_half = people_needed(*shares, 0.5)
    return Outcome(
        row,
        treated,
        left,
        back,
        mean_difference(got, treated.people, others, left.people),
        verdict,
        why,
        over,
        max((row.until - view.today).days, 0),
        told,
        needed,
        with_half,
    )


def _came_back(view: View, row: CampaignRow) -> list[tuple[bool, int]]:
    """Of each member who bought something within the days: whether left out, and what was spent.

    A purchase counts after the instant of the start and through the last day, not beyond now; voided ones and
    those given back in full do not.
    """
    stands = or_(_P.amount > _P.refunded, and_(_P.amount == 0, _P.refunded == 0))
    asked = (
        select(_M.held_out, func.sum(_P.amount - _P.refunded))
        .join_from(table(CampaignMember), table(Purchase), _P.customer_id == _M.customer_id)
        .where(
            _M.campaign_id == row.id,
            _P.at > row.started_at,
            _P.at <= view.now,
            _P.business_date <= row.until,
            _P.voided_at.is_(None),
            stands,
        )
        .group_by(_M.customer_id, _M.held_out)
    )
    return [(bool(out), int(spent)) for out, spent in Turns().each(run(view.session, asked))]


def _elsewhere(view: View, row: CampaignRow) -> dict[bool, int]:
    """How many of each arm got something by another campaign whose days met this one's."""
    rows = run(
        view.session,
        select(_C.id, _C.started_on, _C.days).where(
            _C.id != row.id, _C.called_off_at.is_(None), _C.started_on <= row.until
        ),
    )
    others = [id_ for id_, started, days in rows if last_day(started, days) >= row.started_on]
    if not others:
        return {}
    other = table(CampaignMember).alias("other")
    counted = run(
        view.session,
        select(_M.held_out, func.count(_M.customer_id.distinct()))
        .join_from(table(CampaignMember), other, other.c.customer_id == _M.customer_id)
        .where(_M.campaign_id == row.id, other.c.campaign_id.in_(others), other.c.held_out.is_(False))
        .group_by(_M.held_out),
    )
    return {bool(out): int(count) for out, count in counted}


def _anyway(view: View, row: CampaignRow) -> int:
    """How many of those left out were given the same by other ways within the days."""
    kind = ACTIONS.get(row.action)
    if kind is None or kind.got_anyway is None or not row.held_out:
        return 0
    ids = held_out(view, row.id)
    until = min(view.now, row.started_at + timedelta(days=row.days + 1))
    return kind.got_anyway(view, Doing(row.id, row.name, row.data, ids), row.started_at, until)
