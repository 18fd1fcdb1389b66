"""Points of customers who have not come for long lapse, dated on the day after their last."""

from __future__ import annotations

from datetime import date

from app.kernel.i18n import _, plural
from app.kernel.unit import Unit
from app.loyalty.daily_jobs import DailyJob
from app.loyalty.lapsing import lapse_absent


def run(unit: Unit, day: date) -> int:
    """Points that lapsed by absence until `day`."""
    return lapse_absent(unit, day).points


def words(points: int) -> str:
    return plural("{count} point lapsed by absence", "{count} points lapsed by absence", points).format(
        count=points
    )


JOB = DailyJob("absence", _("Points lapse by absence"), run, words, each_day=False, order=20)
