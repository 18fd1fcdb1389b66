"""What goes with what, on the receipts of a grocer: the hit rate of what was left out, against what is bought
most and against the other way that was tried."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.insights.suggesting.baskets import Pairs
from app.insights.suggesting.model import DRAWN, ease
from app.insights.suggesting.together import Shared, Together
from app.insights.surely import surely
from tests.unit.insights.groceries import ITEMS, hit_rate, pairs, receipts


def weigh(found: Pairs) -> Any:
    return ease(Together.of(found, ITEMS).counts)


def most_bought(found: Pairs) -> Any:
    return np.tile(np.diag(Together.of(found, ITEMS).counts).astype(float), (ITEMS, 1))


def cosine(found: Pairs) -> Any:
    """Drawn towards nothing by 100."""
    counts = Together.of(found, ITEMS).counts.astype(float)
    own = np.diag(counts)
    weights = counts / (own[:, None] ** 0.7 * own[None, :] ** 0.3 + 100)
    np.fill_diagonal(weights, 0)
    return weights


def test_the_receipts_are_those_that_were_published() -> None:
    found = receipts()
    assert (len(found), sum(len(one) for one in found)) == (9_835, 43_367)
    assert len({item for one in found for item in one}) == ITEMS
    whole_milk = sum(0 in one for one in found)
    assert whole_milk == 2_513


def test_it_finds_what_was_left_out_more_often_than_the_most_bought_and_than_cosine() -> None:
    ours, popular, near = hit_rate(weigh), hit_rate(most_bought), hit_rate(cosine)
    assert popular == pytest.approx(0.257, abs=0.001)
    assert near == pytest.approx(0.271, abs=0.001)
    assert ours == pytest.approx(0.279, abs=0.001)
    assert ours >= 0.268


def test_counts_are_counts() -> None:
    found = Together.of(pairs([(0, 1), (0, 1, 2), (2,)]), 4)
    assert found.counts.tolist() == [[2, 2, 1, 0], [2, 2, 1, 0], [1, 1, 2, 0], [0, 0, 0, 0]]
    assert (found.rows, found.beside.tolist(), found.had) == (3, [3, 3, 2, 0], 6)
    assert found.shared(2, 0) == Shared(both=1, have=2, without=1, others=1, at_random=pytest.approx(2 / 3))


def test_the_weights_are_those_of_the_regression_they_stand_for() -> None:
    """Row by row least squares with a fine, its own thing kept out."""
    lots = np.random.default_rng(2)
    has = (lots.random((400, 6)) < (0.2, 0.5, 0.3, 0.1, 0.4, 0.25)).astype(float)
    has[:, 1] = np.maximum(has[:, 1], has[:, 0])
    weights = ease((has.T @ has).astype(np.int32))
    for target in range(6):
        others = [at for at in range(6) if at != target]
        x = has[:, others]
        best = np.linalg.solve(x.T @ x + DRAWN * np.eye(5), x.T @ has[:, target])
        assert weights[others, target] == pytest.approx(best, abs=1e-6)
        assert weights[target, target] == 0


def test_nothing_at_all_is_weighed_without_a_fault() -> None:
    none = Pairs(0, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    assert ease(Together.of(none, 0).counts).shape == (0, 0)
    assert ease(Together.of(none, 3).counts).tolist() == [[0, 0, 0]] * 3


@pytest.mark.parametrize(("part", "whole"), [(5, 10), (0, 20), (7, 7), (12, 40), (1, 100_000)])
def test_the_interval_ends_where_what_was_seen_would_just_be_likely_enough(part: int, whole: int) -> None:
    low, high = surely(part, whole)
    for end in (low, high):
        off = 2.576 * (end * (1 - end) / whole) ** 0.5
        assert abs(part / whole - end) == pytest.approx(off, abs=1e-7) or end in (0, 1)
    assert 0 <= low <= part / whole <= high <= 1
    assert surely(0, 0) == (0, 1)


def test_few_or_near_are_not_sure() -> None:
    assert Shared(30, 40, 50, 1_000, 2.0).sure > 0.4
    assert Shared(4, 4, 0, 1_000, 0.0).sure == 0.0, "all of four are too few"
    assert Shared(12, 40, 25, 100, 5.0).sure < 0
    assert Shared(5, 100, 300, 1_000, 5.0).sure < 0, "bought less often with it"
    assert Shared(5, 5, 0, 0, 5.0).sure < 0, "everybody has everything"


def test_buying_much_is_no_reason() -> None:
    """Half of the customers buy two things, half buy fifteen, all at random: any two go together by count."""
    lots = np.random.default_rng(5)
    baskets = [
        tuple(int(item) for item in lots.choice(20, size=2 if at % 2 else 15, replace=False))
        for at in range(400)
    ]
    found = Together.of(pairs(baskets), 20)
    both = [found.shared(one, other) for one in range(20) for other in range(20) if one != other]
    by_count_alone = [surely(one.both, one.have)[0] > surely(one.without, one.others)[1] for one in both]
    assert sum(by_count_alone) > 300
    assert not any(one.sure > 0 for one in both)
