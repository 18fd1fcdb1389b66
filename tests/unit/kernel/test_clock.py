"""Instants, the shop's days, and the odd hours between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import (
    FixedClock,
    LocalFixedClock,
    SystemClock,
    add_months,
    clock_from,
    local_date,
    local_to_utc,
    zone,
)
from app.kernel.errors import Refused

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (
            datetime(2026, 3, 29, 2, 30),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),  # skipped: 03:30 summer time
        (datetime(2026, 3, 29, 3, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first
        (datetime(2026, 10, 25, 3, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
    ],
)
def test_wall_times_around_the_changes(wall: datetime, instant: datetime) -> None:
    assert local_to_utc(wall, BERLIN) == instant
    assert local_to_utc(instant, BERLIN) == instant


def test_the_day_is_the_shops() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert local_date(late, BERLIN) == date(2026, 11, 23)
    assert local_date(late, "America/New_York") == date(2026, 11, 22)


@pytest.mark.parametrize("wall", [datetime.min, datetime.max])
def test_the_ends_of_the_calendar_are_refused_in_words(wall: datetime) -> None:
    place = "Asia/Tokyo" if wall == datetime.min else "America/New_York"
    with pytest.raises(Refused, match="outside the calendar"):
        local_to_utc(wall, place)


@pytest.mark.parametrize(
    "name", ["", "Europe", "Mars/Base", "../../etc/passwd", "/etc/passwd", "\x00", "Europe/Berlin\n"]
)
def test_a_zone_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no time zone") as refusal:
        zone(name)
    assert refusal.value.field == "timezone"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 22), 14, date(2028, 1, 22)),
        (date(2026, 11, 22), -11, date(2025, 12, 22)),
        (date(9999, 12, 31), 0, date(9999, 12, 31)),
        (date(9999, 6, 1), 12, date.max),
        (date(1, 6, 1), -12, date.min),
    ],
)
def test_months_are_added(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 600))
def test_added_months_never_skip_one(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


def test_clocks() -> None:
    assert SystemClock().now().tzinfo is UTC
    assert isinstance(clock_from(""), SystemClock)
    assert isinstance(clock_from(None), SystemClock)
    fixed = clock_from("2026-11-22T10:00+01:00")
    assert isinstance(fixed, FixedClock)
    assert fixed.now() == datetime(2026, 11, 22, 9, tzinfo=UTC)
    local = clock_from("2026-11-22T10:00")
    assert isinstance(local, LocalFixedClock)
    local.use_zone(BERLIN)
    assert local.now() == datetime(2026, 11, 22, 9, tzinfo=UTC)
    with pytest.raises(Refused, match="REGULARS_NOW"):
        clock_from("29-02-2023")


@pytest.mark.parametrize("setting", ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59Z"])
def test_a_trial_clock_keeps_off_the_ends_of_the_calendar(setting: str) -> None:
    with pytest.raises(Refused, match="too far away"):
        clock_from(setting)


def test_a_fixed_clock_goes_either_way() -> None:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    clock.advance(days=-365)
    assert clock.now() == datetime(2025, 11, 22, tzinfo=UTC)
