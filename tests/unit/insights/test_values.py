"""Axes, stretches of days, shares and words: the small parts reports are made of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.buckets import MOST_DAYS, MOST_WEEKS, Buckets
from app.insights.chart import Chart, Series, Shape, axis, shown_labels
from app.insights.report import Column, Kind, Typed, share, totals_of
from app.insights.words import days, percent, say

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
