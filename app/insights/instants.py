"""The shop's days as instants, as near as the calendar goes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.kernel.clock import local_to_utc
from app.kernel.unit import View

_EARLIEST, _LATEST = date(1900, 1, 1), date(9998, 12, 31)


def moments(view: View, start: date, end: date) -> tuple[datetime, datetime]:
    """When the shop's day `start` begins, and when that after `end` does."""
    first, last = (min(max(day, _EARLIEST), _LATEST) for day in (start, end))
    after = last + timedelta(days=1)
    zone = view.context.timezone
    begins, over = (local_to_utc(datetime.combine(day, time()), zone) for day in (first, after))
    return begins, over
