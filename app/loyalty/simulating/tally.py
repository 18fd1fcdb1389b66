"""What a replay adds up: sums over the days asked for, and what is owed at each month's end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from app.loyalty.offers import rate_of
from app.loyalty.rules import Rules
from app.loyalty.simulating.outcome import Owed


def month_ends(since: date, until: date) -> list[date]:
    """The last days of the months from `since` on, the last of them `until` itself."""
    ends: list[date] = []
    year, month = since.year, since.month
    while (end := date(year, month, monthrange(year, month)[1])) < until:
        ends.append(end)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return [*ends, until]


class Tally:
    """The sums of one set of rules. Days are ordinals; what was before `since` counts only as owed."""

    def __init__(self, since: date, until: date) -> None:
        self.since, self.until = since.toordinal(), until.toordinal()
        self.given = self.used = self.lapsed = self.returned = 0
        self.uses = self.cost = self.unpriced = self.sales = self.refunded = 0
        self.accounts = self.in_reach = 0
        self._ends = month_ends(since, until)
        self._changes = [0] * len(self._ends)
        self._month: dict[int, int] = {}

    def inside(self, day: int) -> bool:
        """Whether a day is one of those asked for."""
        return self.since <= day <= self.until

    def owe(self, day: int, points: int) -> None:
        """What an account has above nothing changed on a day."""
        place = self._month.get(day)
        if place is None:
            ends = (place for place, end in enumerate(self._ends) if day <= end.toordinal())
            place = self._month[day] = next(ends, len(self._ends))
        if place < len(self._changes):
            self._changes[place] += points

    def lapse(self, day: int, points: int) -> None:
        """Points lapsed: they are gone on `day`."""
        self.owe(day, -points)
        if self.since <= day <= self.until:
            self.lapsed += points

    def owed(self, rules: Rules) -> tuple[Owed, ...]:
        """What was owed at each month's end."""
        rate = rate_of(rules)
        found, points = [], 0
        for end, change in zip(self._ends, self._changes, strict=True):
            points += change
            found.append(Owed(end, points, None if rate is None else rate.of(points)))
        return tuple(found)
