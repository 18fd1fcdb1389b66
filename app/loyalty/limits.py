"""How often a reward may be given: once a customer or a year, to the first so many, while there is stock.

What counts are redemptions that stand, by the reward's id, in whatever version of the rules it was given.
Those who share a balance count as one customer: they pay from one purse.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from app.kernel.clock import local_to_utc
from app.kernel.i18n import _, plural
from app.kernel.money import format_number
from app.kernel.unit import View
from app.loyalty.models import Redemption
from app.loyalty.owners import members_of, owner_expression
from app.loyalty.rewards import BIRTHDAY, LIMITS, Reward
from app.sales.tables import run, table

_R = table(Redemption).c
_ONE_DAY = timedelta(days=1)
_STANDING = _R.given_back_at.is_(None)
_COUNT = select(func.count()).select_from(table(Redemption)).where(_STANDING)


def limited(reward: Reward) -> bool:
    """Whether anything bounds how often the reward is given."""
    return BIRTHDAY in reward.values or any(limit.id in reward.values for limit in LIMITS)


def limit_reached(view: View, reward: Reward, customer_id: int, at: datetime, steps: int = 1) -> str:
    """Which limit stands against giving the reward once more, in a few words; "" when none does."""
    if not limited(reward):
        return ""
    who = members_of(view, customer_id)
    return (
        _once(view, reward, who, view.day_of(at)) or _first(view, reward, who) or _stock(view, reward, steps)
    )


def stock_left(view: View, reward: Reward) -> int | None:
    """How many are left; None where the shop set no stock."""
    if "stock" not in reward.values:
        return None
    gone = select(func.coalesce(func.sum(_R.steps), 0)).where(_R.reward == reward.id, _STANDING)
    return max(0, int(reward.values["stock"]) - int(run(view.session, gone).scalar_one()))


def _once(view: View, reward: Reward, who: Sequence[int], day: date) -> str:
    once = reward.values.get("once") or ("customer" if "first" in reward.values else "")
    if once == "customer" and _given(view, reward, who):
        return _("had already")
    if once == "day" and _given(view, reward, who, day, day):
        return _("had already today")
    if once == "month":
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if _given(view, reward, who, day.replace(day=1), last):
            return _("had already this month")
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    if once == "year" and _given(view, reward, who, first, last):
        return _("had already this year")
    if BIRTHDAY in reward.values:
        # By the year, not by the date: another date of birth brings no second one. And one birthday about
        # New Year brings one, not one on either side of it.
        around = timedelta(days=2 * int(reward.values[BIRTHDAY]))
        if _given(view, reward, who, min(first, _back(day, around)), max(last, _on(day, around))):
            return _("had already this year")
    return ""


def _first(view: View, reward: Reward, who: Sequence[int]) -> str:
    """Whether the places of the first customers are taken by others."""
    if "first" not in reward.values:
        return ""
    places = int(reward.values["first"])
    if _given(view, reward, who):
        return ""
    taken = select(func.count(owner_expression(_R.customer_id).distinct())).where(
        _R.reward == reward.id, _STANDING
    )
    if run(view.session, taken).scalar_one() < places:
        return ""
    words = plural("only for the first {n} customer", "only for the first {n} customers", places)
    return words.format(n=format_number(places, view.context.locale))


def _stock(view: View, reward: Reward, steps: int) -> str:
    left = stock_left(view, reward)
    if left is None or left >= steps:
        return ""
    if left == 0:
        return _("none left")
    return plural("only {n} left", "only {n} left", left).format(n=format_number(left, view.context.locale))


def _given(
    view: View, reward: Reward, who: Sequence[int], first: date | None = None, last: date | None = None
) -> int:
    """How often it stands given to any of `who`, on the days from `first` to `last`, both included."""
    count = _COUNT.where(_R.reward == reward.id, _R.customer_id.in_(who))
    if first is not None and last is not None:
        zone = view.context.timezone
        begins = local_to_utc(datetime.combine(first, time()), zone)
        ends = local_to_utc(datetime.combine(_on(last, _ONE_DAY), time()), zone)
        count = count.where(_R.at >= begins, _R.at < ends)
    return int(run(view.session, count).scalar_one())


def _back(day: date, by: timedelta) -> date:
    return day - min(by, day - date.min)


def _on(day: date, by: timedelta) -> date:
    return day + min(by, date.max - day)
