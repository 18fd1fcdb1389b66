"""Scores in fifths, equals together, and a cell for every customer."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.insights.rfm import Scores, cell_names, ranking, scored, steps


@given(st.lists(st.integers(0, 30), min_size=1, max_size=80))
def test_a_score_counts_the_fifths_strictly_below(values: list[int]) -> None:
    import numpy as np

    begins = steps(np.array(values))
    by_rule = [1 + 5 * sum(other < value for other in values) // len(values) for value in values]
    assert [begins.score(value) for value in values] == by_rule
    assert scored(np.array(values), begins).tolist() == by_rule


def test_equals_share_a_score_and_what_lies_between_follows() -> None:
    import numpy as np

    begins = steps(np.array([1] * 50 + [2] * 20 + [3] * 20 + [9] * 10))
    assert [begins.score(n) for n in (0, 1, 2, 3, 8, 9, 100)] == [1, 1, 3, 4, 4, 5, 5]


def test_where_all_are_alike_nobody_is_better() -> None:
    import numpy as np

    assert steps(np.array([4.0] * 30)).score(4) == 1


def test_few_customers_are_not_ranked() -> None:
    import numpy as np

    assert ranking(*[np.arange(24)] * 3) is None
    found = ranking(*[np.arange(25)] * 3)
    assert found is not None
    assert str(found.scores(24, 24, 0)) == "5-5-1"


def test_every_scores_have_a_named_cell() -> None:
    cells = {Scores(*three).cell for three in product(range(1, 6), repeat=3)}
    assert cells == set(cell_names())


def test_the_cells_say_what_they_are_called() -> None:
    said = {
        (5, 5, 5): "champions", (4, 5, 2): "regulars", (5, 3, 3): "promising", (5, 1, 1): "new",
        (3, 5, 5): "regulars", (3, 2, 5): "rarer", (2, 4, 1): "slipping", (1, 1, 5): "slipping",
        (2, 2, 2): "asleep", (1, 3, 4): "lost",
    }  # fmt: skip
    assert {three: Scores(*three).cell for three in said} == said
