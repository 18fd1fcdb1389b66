"""A customer's own rhythm, holidays left out, and late by it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.rhythm import LATEST, Rhythm, rhythm_of, without_holidays

START = date(2025, 1, 1)


def days(*gaps: int) -> list[date]:
    return [START + timedelta(days=n) for n in accumulate(gaps, initial=0)]


@pytest.mark.parametrize("visits", [[], days(), days(7), days(7, 7)])
def test_fewer_than_three_gaps_are_too_little(visits: list[date]) -> None:
    assert rhythm_of(visits) is None


def test_the_usual_gap_and_late_by_it() -> None:
    found = rhythm_of(days(7, 7, 8, 6, 7, 14, 7, 7, 6, 7))
    assert found == Rhythm(usual=7, late_after=8, gaps=10, holidays=0)
    assert not found.is_late(8)
    assert found.is_late(9)
    assert found.expected_on(date(2026, 1, 1)) == date(2026, 1, 8)


def test_a_summer_abroad_changes_nothing() -> None:
    at_home = rhythm_of(days(7, 7, 8, 6, 7))
    away = rhythm_of(days(7, 7, 60, 8, 6, 7))
    assert at_home is not None and away is not None
    assert (away.usual, away.late_after, away.holidays) == (at_home.usual, at_home.late_after, 1)


def test_who_is_away_often_has_such_a_rhythm() -> None:
    found = rhythm_of(days(5, 60, 5, 60, 5, 60, 5))
    assert found is not None
    assert (found.holidays, found.late_after) == (0, 60)


def test_two_weeks_are_no_holiday_for_who_comes_daily() -> None:
    assert without_holidays([1, 1, 1, 1, 1, 1, 14]) == [1, 1, 1, 1, 1, 1, 14]
    assert without_holidays([1, 1, 1, 1, 1, 1, 15]) == [1, 1, 1, 1, 1, 1]


def test_habits_change() -> None:
    found = rhythm_of(days(*[30] * 50, *[5] * LATEST))
    assert found is not None
    assert found.usual == 5


@given(st.lists(st.integers(1, 400), min_size=3, max_size=60))
def test_late_is_never_sooner_than_usual(gaps: list[int]) -> None:
    found = rhythm_of(days(*gaps))
    latest = gaps[-LATEST:]
    assert found is not None
    assert 1 <= min(latest) <= found.usual <= found.late_after <= max(latest)
    assert found.gaps + found.holidays == len(latest)
    assert found.holidays * 5 <= len(latest)
