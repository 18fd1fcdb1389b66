"""How sure a difference is: published values, what must always hold, and how often the truth lies within."""

from __future__ import annotations

import random
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.campaigns.intervals import (
    Interval,
    difference,
    mean_difference,
    people_needed,
    seen_from,
    wilson,
)
from tests.exploring import tries


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_the_difference_is_that_of_the_paper(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), Statistics in Medicine 17, 873-890, table II: the eight contrasts, method 10."""
    found = difference(*one, *other)
    assert found is not None
    assert found.value == pytest.approx(one[0] / one[1] - other[0] / other[1])
    assert (found.low, found.high) == (pytest.approx(low, abs=5.1e-5), pytest.approx(high, abs=5.1e-5))


@pytest.mark.parametrize(
    ("back", "people", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_share_is_that_of_the_paper(back: int, people: int, low: float, high: float) -> None:
    """Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17,
    857-872, table I: method 3."""
    assert wilson(back, people) == (pytest.approx(low, abs=5.1e-5), pytest.approx(high, abs=5.1e-5))


arms = st.integers(1, 500).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people)))


@tries(200)
@given(arms, arms)
def test_a_difference_lies_within_its_interval_and_turns_round(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found, turned = difference(*one, *other), difference(*other, *one)
    assert found is not None and turned is not None
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))


@tries(100)
@given(arms, arms)
def test_ten_times_as_many_people_make_it_narrower(one: tuple[int, int], other: tuple[int, int]) -> None:
    few = difference(*one, *other)
    many = difference(*(10 * n for n in one), *(10 * n for n in other))
    assert few is not None and many is not None
    assert many.high - many.low < few.high - few.low


def test_nobody_in_an_arm_gives_no_difference() -> None:
    assert difference(3, 9, 0, 0) is None
    assert difference(0, 0, 3, 9) is None


def test_the_difference_of_means_is_students_where_the_arms_are_alike() -> None:
    """Two arms of five with the variance 2.5 each: eight degrees of freedom, an error of 1, and the tables
    give 2.306 for the t of 97.5 %."""
    found = mean_difference([1, 2, 3, 4, 5], 5, [3, 4, 5, 6, 7], 5)
    assert found is not None
    assert (found.value, found.low, found.high) == (
        pytest.approx(-2.0), pytest.approx(-4.306, abs=1e-3), pytest.approx(0.306, abs=1e-3)
    )  # fmt: skip


def test_an_unlike_arm_widens_the_interval_to_welchs() -> None:
    """The variances 0 and 20 000 of 20 and 2 people: one degree of freedom, whose t of 97.5 % is 12.706, and
    an error of 100. Together they would have twenty degrees of freedom and an interval far narrower."""
    found = mean_difference([600] * 20, 20, [500, 700], 2)
    assert found is not None
    assert found.high == pytest.approx(12.706 * (20_000 / 2) ** 0.5, rel=1e-4)


@pytest.mark.parametrize(("share", "other_share"), [(0.4, 0.4), (0.38, 0.22), (0.22, 0.38)])
def test_spending_lies_within(share: float, other_share: float) -> None:
    """Sums whose logarithms vary by 1, of 180 people against 20, 600 trials: the true difference lies within
    19 times of 20 or more, though Welch's interval alone would hold it 81 to 88 times of 100."""
    lots = random.Random(11)

    def arm(people: int, buying: float) -> list[int]:
        return [
            round(1000 * lots.lognormvariate(0, 1)) for _one in range(people) if lots.random() < buying
        ]  # fmt: skip

    truth = (share - other_share) * 1000 * exp(0.5)
    within = 0
    for _trial in range(600):
        found = mean_difference(arm(180, share), 180, arm(20, other_share), 20)
        assert found is not None
        within += found.low <= truth <= found.high
    assert within / 600 >= 0.93


def test_those_who_spent_nothing_count() -> None:
    assert mean_difference([500, 700], 4, [600], 3) == mean_difference([500, 700, 0, 0], 4, [600, 0, 0], 3)


@pytest.mark.parametrize(
    ("spent", "people", "others", "other_people"),
    [([], 0, [], 0), ([5], 1, [5, 6], 2), ([], 9, [], 9), ([4] * 3, 3, [7] * 5, 5)],
)
def test_too_few_or_all_alike_give_no_interval(
    spent: list[int], people: int, others: list[int], other_people: int
) -> None:
    assert mean_difference(spent, people, others, other_people) is None


@tries(60)
@given(
    st.lists(st.integers(-(10**11), 10**11), min_size=2, max_size=30),
    st.lists(st.integers(-(10**11), 10**11), min_size=2, max_size=30),
)
def test_sums_of_any_size_give_a_sound_interval(spent: list[int], others: list[int]) -> None:
    found = mean_difference(spent, len(spent) + 3, others, len(others) + 1)
    if found is not None:
        assert found.low <= found.value <= found.high


def test_the_truth_lies_within_nineteen_times_of_twenty() -> None:
    """Newcombe's interval on shares of 30 and 20 of 100, 180 people against 20, 2 000 trials."""
    lots = random.Random(7)
    within = 0
    for _trial in range(2_000):
        back = sum(lots.random() < 0.30 for _one in range(180))
        other = sum(lots.random() < 0.20 for _one in range(20))
        found = difference(back, 180, other, 20)
        assert found is not None
        within += found.low <= 0.10 <= found.high
    assert 0.93 <= within / 2_000 <= 0.985


def test_what_can_be_seen_and_what_it_takes_agree() -> None:
    """412 against 46 show 22 points at worst; the people it takes for 38 against 22 of 100 show just that."""
    assert seen_from(412, 46) == pytest.approx(0.2178, abs=1e-4)
    assert seen_from(10, 0) is None
    needed = people_needed(0.38, 0.22, 0.10)
    assert needed is not None
    assert 590 <= needed <= 620
    half = people_needed(0.38, 0.22, 0.50)
    assert half is not None and half < needed / 2
    assert people_needed(0.3, 0.3, 0.1) is None
    assert people_needed(0.4, 0.3, 0.0) is None


def test_an_interval_of_so_many_people() -> None:
    assert Interval(2.0, -1.0, 5.0).times(10) == Interval(20.0, -10.0, 50.0)
