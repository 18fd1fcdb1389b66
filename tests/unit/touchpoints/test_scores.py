"""Two scales, never mixed; one measure to put them in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.touchpoints.scores import FIVE, TEN, Score, lowest, net_promoter, score_in


@pytest.mark.parametrize(
    ("data", "score"),
    [
        ({"score": 4}, Score(4, FIVE)),
        ({"score": 4, "scale": "5"}, Score(4, FIVE)),
        ({"score": 0, "scale": "10"}, Score(0, TEN)),
        ({"stars": 2}, Score(2, FIVE)),
        ({"score": 0}, None),
        ({"score": 6}, None),
        ({"score": 11, "scale": "10"}, None),
        ({"score": True}, None),
        ({"score": "5"}, None),
        ({}, None),
    ],
)
def test_the_score_that_data_holds(data: dict[str, object], score: Score | None) -> None:
    assert score_in(data) == score


def test_both_scales_run_from_nothing_to_a_hundred() -> None:
    assert [Score(value, FIVE).hundred for value in range(1, 6)] == [0, 25, 50, 75, 100]
    assert [Score(value, TEN).hundred for value in range(11)] == [10 * value for value in range(11)]
    assert (str(Score(4)), str(Score(9, TEN))) == ("4/5", "9/10")


def test_good_is_four_of_five_and_seven_of_ten() -> None:
    assert [value for value in range(1, 6) if Score(value, FIVE).good] == [4, 5]
    assert [value for value in range(11) if Score(value, TEN).good] == [7, 8, 9, 10]


@pytest.mark.parametrize(
    ("given", "net"),
    [
        ([], None),
        ([10], 100),
        ([6], -100),
        ([7, 8], 0),
        ([9, 10, 8, 6], 25),
        ([9] * 50 + [7] * 30 + [0] * 20, 30),
    ],
)
def test_the_net_promoter_score_is_promoters_less_detractors(given: list[int], net: int | None) -> None:
    assert net_promoter(given) == net


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_net_promoter_score_stays_in_its_bounds(values: list[int]) -> None:
    net = net_promoter(values)
    assert net is not None
    assert -100 <= net <= 100
    assert lowest(TEN) == 0
