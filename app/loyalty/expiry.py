"""When points lapse: some time after they were earned, at a day of the year, after long absence, or never.

The last day still counts. Points that lapse by absence have no last day of their own: all of an account lapse
together, when nothing was earned or used on it for so many months.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.kernel.clock import add_months
from app.kernel.i18n import _, plural
from app.loyalty.reading import Values, only, whole, wrong

MONTHS, DAYS, ABSENCE, YEARLY, NEVER = "months", "days", "absence", "yearly", "never"
KINDS = (NEVER, MONTHS, DAYS, ABSENCE, YEARLY)
MOST = {MONTHS: 600, DAYS: 36_500, ABSENCE: 600, YEARLY: 36}


@dataclass(frozen=True)
class Expiry:
    """How long points are valid. `count` is months or days from the purchase's own day, months of absence,
    or, for "yearly", the least months before the `month` and `day` at which points lapse each year.

    `since` is the day from which the version of the programme holds: nothing lapses by absence before it, or
    balances of past days would change.
    """

    kind: str = NEVER
    count: int = 0
    month: int = 12
    day: int = 31
    since: date = field(default=date.min, compare=False)

    def last_day(self, earned_on: date) -> date | None:
        """The last day points earned on that day are valid; None: they have none of their own."""
        if self.kind == MONTHS:
            return _within_calendar(earned_on, self.count)
        if self.kind == DAYS:
            return min(earned_on, date.max - timedelta(days=self.count)) + timedelta(days=self.count)
        if self.kind == YEARLY:
            least = _within_calendar(earned_on, self.count)
            ends = _day_of(least.year, self.month, self.day)
            return (
                ends if ends >= least else _day_of(min(least.year + 1, date.max.year), self.month, self.day)
            )
        return None

    def idle_until(self, active_on: date | None) -> date | None:
        """The last day points are valid of an account that was last active on a day; None: not by absence."""
        if self.kind != ABSENCE or active_on is None:
            return None
        idle = _within_calendar(active_on, self.count)
        return idle if self.since == date.min else max(idle, self.since - timedelta(days=1))

    def sentence(self) -> str:
        """As the customer reads it."""
        text = ""
        if self.kind == MONTHS:
            text = plural(
                "Points lapse {count} month after they were earned.",
                "Points lapse {count} months after they were earned.",
                self.count,
            )
        elif self.kind == DAYS:
            text = plural(
                "Points lapse {count} day after they were earned.",
                "Points lapse {count} days after they were earned.",
                self.count,
            )
        elif self.kind == ABSENCE:
            text = plural(
                "Points lapse when you have not come for {count} month.",
                "Points lapse when you have not come for {count} months.",
                self.count,
            )
        elif self.kind == YEARLY:
            text = _("Points lapse each year after {day}.{month}.")
        else:
            text = _("Points never lapse.")
        return text.format(count=self.count, day=self.day, month=self.month)


def read_expiry(plain: Values) -> Expiry:
    """The section `expiry` of the rules."""
    item = plain.get("expiry", {"kind": NEVER})
    only(item, "expiry", {"kind", "count", "month", "day"})
    kind = item.get("kind", NEVER)
    if kind not in KINDS:
        raise wrong("expiry.kind", _("it is one of {known}").format(known=", ".join(KINDS)))
    if kind == NEVER:
        return Expiry()
    if kind != YEARLY:
        only(item, "expiry", {"kind", "count"})
        return Expiry(kind, whole(item.get("count"), "expiry.count", MOST[kind]))
    month = whole(item.get("month", 12), "expiry.month", 12)
    day = whole(item.get("day", calendar.monthrange(2023, month)[1]), "expiry.day", 31)
    if day > calendar.monthrange(2024, month)[1]:
        raise wrong("expiry.day", _("the month has no such day"))
    return Expiry(kind, whole(item.get("count", 0), "expiry.count", MOST[kind], least=0), month, day)


def plain_expiry(expiry: Expiry) -> dict[str, Any]:
    """The section as plain values."""
    plain: dict[str, Any] = {"kind": expiry.kind, "count": expiry.count}
    return {**plain, "month": expiry.month, "day": expiry.day} if expiry.kind == YEARLY else plain


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _within_calendar(day: date, months: int) -> date:
    return date.max if day.year + months // 12 + 1 >= date.max.year else add_months(day, months)
