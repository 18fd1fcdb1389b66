"""Points whose last day has passed lapse, each dated on the day after it."""

from __future__ import annotations

from datetime import date

from app.kernel.i18n import _, plural
from app.kernel.unit import Unit
from app.loyalty.daily_jobs import DailyJob
from app.loyalty.lapsing import lapse_dated


def run(unit: Unit, day: date) -> int:
    """Points that lapsed by `day`."""
    return lapse_dated(unit, day).points


def words(points: int) -> str:
    return plural("{count} point lapsed", "{count} points lapsed", points).format(count=points)


JOB = DailyJob("lapse", _("Points lapse by their day"), run, words, each_day=False, order=10)
