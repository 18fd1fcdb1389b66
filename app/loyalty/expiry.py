"""When points lapse: after so many months, after so many days, or never. The last day still counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.clock import add_months
from app.kernel.i18n import _, plural

MONTHS, DAYS, NEVER = "months", "days", "never"
KINDS = (NEVER, MONTHS, DAYS)
MOST = {MONTHS: 600, DAYS: 36_500}


@dataclass(frozen=True)
class Expiry:
    """How long points are valid, counted from the day of the purchase itself."""

    kind: str = NEVER
    count: int = 0

    def last_day(self, earned_on: date) -> date | None:
        """The last day points earned on that day are valid; None: they never lapse."""
        if self.kind == MONTHS:
            return _within_calendar(earned_on, self.count)
        if self.kind == DAYS:
            return min(earned_on, date.max - timedelta(days=self.count)) + timedelta(days=self.count)
        return None

    def sentence(self) -> str:
        """As the customer reads it."""
        if self.kind == MONTHS:
            text = plural(
                "Points lapse {count} month after they were earned.",
                "Points lapse {count} months after they were earned.",
                self.count,
            )
            return text.format(count=self.count)
        if self.kind == DAYS:
            text = plural(
                "Points lapse {count} day after they were earned.",
                "Points lapse {count} days after they were earned.",
                self.count,
            )
            return text.format(count=self.count)
        return _("Points never lapse.")


def _within_calendar(day: date, months: int) -> date:
    return date.max if day.year + months // 12 + 1 >= date.max.year else add_months(day, months)
