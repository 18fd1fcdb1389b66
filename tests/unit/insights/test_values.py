"""Axes, stretches of days, shares and words: the small parts reports are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.buckets import MOST_DAYS, MOST_WEEKS, Buckets
from app.insights.chart import Chart, Series, Shape, axis, shown_labels
from app.insights.months import Months
from app.insights.report import Column, Kind, Typed, share, totals_of
from app.insights.words import (
    days,
    hour_name,
    month_name,
    percent,
    percent_of_cell,
    say,
    short_month,
    weekday_name,
    whole_percent,
)

FIRST = date(2024, 1, 1)


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_an_axis_holds_its_values_in_a_few_even_steps(one: int, other: int) -> None:
    low, high = sorted((one, other))
    ticks = axis(low, high)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] <= low and ticks[-1] >= high
    assert 0 in ticks
    assert len(steps) == 1
    assert 2 <= len(ticks) <= 8


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_an_axis_that_need_not_begin_at_zero_stays_near_its_values(one: int, other: int) -> None:
    low, high = sorted((one, other))
    ticks = axis(low, high, from_zero=False)
    step = ticks[1] - ticks[0]
    assert {after - before for before, after in pairwise(ticks)} == {step}
    assert ticks[0] <= low < ticks[0] + step and ticks[-1] >= high > ticks[-1] - 2 * step
    assert all(tick % step == 0 for tick in ticks)
    assert 2 <= len(ticks) <= 8


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0, [0, 1]), (0, 1, [0, 1]), (0, 14, [0, 5, 10, 15]), (-5, 15, [-5, 0, 5, 10, 15]),
        (-194, 230, [-200, 0, 200, 400]), (0, 100, [0, 25, 50, 75, 100]), (-3, 0, [-3, -2, -1, 0]),
    ],
)  # fmt: skip
def test_axes_are_round(low: int, high: int, ticks: list[int]) -> None:
    assert axis(low, high) == ticks


@given(st.integers(0, 1200), st.integers(0, 1200))
def test_stretches_hold_every_day_once(offset: int, long: int) -> None:
    start = FIRST + timedelta(days=offset)
    end = start + timedelta(days=long)
    stretches = Buckets.of(start, end)
    every = [(start + timedelta(days=at), 1) for at in range(long + 1)]
    around = [(start - timedelta(days=1), 1), (end + timedelta(days=1), 1)]
    sums = stretches.sums([*every, *around])
    assert sum(sums) == long + 1
    assert all(sums), "no stretch is empty"
    assert len(sums) == len(stretches.starts) == len(stretches.labels("en_GB"))
    most = {"day": MOST_DAYS, "week": MOST_WEEKS + 1}.get(stretches.unit, 60)
    assert len(sums) <= most
    for first, after in zip(stretches.starts, (*stretches.starts[1:], end + timedelta(days=1)), strict=True):
        assert stretches.sums([(first, 1)])[stretches.starts.index(first)] == 1
        assert (after - first).days == sums[stretches.starts.index(first)]


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9))
def test_a_share_is_rounded_to_the_nearest_tenth(part: int, whole: int) -> None:
    found = share(part, whole)
    assert found is not None
    assert abs(found * whole - part * 1000) * 2 <= whole
    assert share(part, 0) is None


def test_labels_that_would_touch_are_left_out_evenly() -> None:
    assert shown_labels([20] * 10, 400, 5) == list(range(10))
    assert shown_labels([20] * 30, 300, 5) == list(range(0, 30, 3))
    assert shown_labels([], 300, 5) == []


def test_stacks_reach_as_high_as_their_sum() -> None:
    series = (Series("up", (3, 0)), Series("more", (4, 1)), Series("down", (-2, -5)))
    chart = Chart("c", "c", "", Shape.BARS, ("a", "b"), series)
    assert chart.range() == (-5, 7)
    assert Chart("c", "c", "", Shape.LINES, ("a", "b"), series[:2]).range() == (0, 4)
    assert Chart("c", "c", "", Shape.BARS, ("a",), (Series("none", (0,)),)).empty


def test_the_course_of_lines_is_drawn_with_its_likely_range() -> None:
    line = Series("better", (160, 200), low=(160, 190), high=(160, 215))
    course = Chart("c", "c", "", Shape.LINES, ("a", "b"), (Series("now", (158, 180)), line), from_zero=False)
    assert course.range() == (158, 215)
    assert course.ticks() == [140, 160, 180, 200, 220]
    assert replace(course, from_zero=True).ticks() == [0, 100, 200, 300]
    assert replace(course, shape=Shape.BARS).ticks()[0] == 0, "bars stand on the line of zero"


def test_months_and_hours_in_words() -> None:
    assert (month_name(8, "en_GB"), month_name(3, "de_DE")) == ("August", "März")
    assert (weekday_name(0, "en_GB"), weekday_name(6, "fr_FR")) == ("Monday", "dimanche")
    assert (hour_name(9, "en_GB"), hour_name(14, "de_DE"), hour_name(14, "en_US")) == (
        "09:00", "14:00", "2 PM",
    )  # fmt: skip
    assert [whole_percent(part, 3, "en_GB") for part in (0, 1, 2, 3)] == [
        "0\u00a0%", "33\u00a0%", "67\u00a0%", "100\u00a0%",
    ]  # fmt: skip
    assert whole_percent(1, 0, "en_GB") == "0\u00a0%"


def test_what_is_not_nothing_is_not_said_to_be() -> None:
    assert [whole_percent(part, 300, "en_GB") for part in (0, 1, 2)] == [
        "0\u00a0%", "under 1\u00a0%", "1\u00a0%",
    ]  # fmt: skip
    assert [percent_of_cell(tenths, "en_GB") for tenths in (0, 1, 4, 5, 534)] == [
        "0\u00a0%", "<1\u00a0%", "<1\u00a0%", "1\u00a0%", "53\u00a0%",
    ]  # fmt: skip


def test_a_month_under_an_axis_is_no_day() -> None:
    """ "Nov 25" is the twenty-fifth of November where many read it."""
    assert short_month(date(2025, 11, 1), "en_US") == "Nov 2025"
    assert short_month(date(2025, 11, 1), "de_DE") == "Nov. 2025"


def test_times_are_said_with_their_unit() -> None:
    assert [say(Typed(value, Kind.HOURS), "EUR", "en_GB") for value in (0, 400, 82, 10_005)] == [
        "0 h", "40 h", "8.2 h", "1,000.5 h",
    ]  # fmt: skip


def test_the_axis_of_scores_ends_at_the_best_there_is() -> None:
    scores = Chart("s", "s", "", Shape.BARS, ("a", "b"), (Series("Average", (43, 41)),), "tenths", top=50)
    assert scores.range() == (0, 50) and scores.ticks()[-1] == 50


@given(st.dates(date(2020, 1, 31), date(2026, 12, 31)), st.integers(1, 40))
def test_months_hold_every_day_of_theirs_once(today: date, many: int) -> None:
    for months in (Months.through(today, many), Months.whole(today, many)):
        assert len(months) == many == len(months.labels("en_GB"))
        on = [months.start + timedelta(days=at) for at in range((months.end - months.start).days + 1)]
        around = [months.start - timedelta(days=1), months.end + timedelta(days=1)]
        days = np.array([day.toordinal() for day in (*on, *around)])
        counts = months.counts(days).tolist()
        assert sum(counts) == len(on)
        assert counts == months.sums(days, np.ones(len(days), dtype=np.int64)).tolist()
        assert [months.last(at).day for at in range(many)] == counts
        assert months.place(days[-2:]).tolist() == [-1, many]
    assert Months.through(today, many).end == today
    assert Months.whole(today, many).end == today.replace(day=1) - timedelta(days=1)


def test_values_in_words() -> None:
    assert say(Typed(-123_456, Kind.MONEY), "EUR", "en_GB") == "\u2212€1,234.56"
    assert say(Typed(123_456, Kind.MONEY), "JPY", "en_GB") == "JP¥123,456"
    assert say(Typed(-7, Kind.POINTS), "EUR", "de_DE") == "\u22127"
    assert say(Typed(date(2026, 10, 1), Kind.MONTH), "EUR", "de_DE") == "Oktober 2026"
    assert say(Typed(date(2026, 10, 1), Kind.DATE), "EUR", "en_GB") == "1 Oct 2026"
    assert say(Typed(None, Kind.MONEY), "EUR", "en_GB") == ""
    assert percent(125, "de_DE") == "12,5\u00a0%"
    assert days(date(2026, 10, 1), date(2026, 10, 31), "en_GB").replace("\u2009", " ") == "1\u201331 Oct 2026"


def test_only_columns_that_are_summed_have_totals() -> None:
    columns = (Column("a", "A"), Column("b", "B", Kind.NUMBER, total=True))
    assert totals_of(columns, [("x", 1), ("y", None), ("z", 4)]) == (None, 5)
    assert totals_of(columns[:1], [("x",)]) == ()
