"""Who is left out by chance: how many, reproducibly, and each as likely as any other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.campaigns.drawing import MOST_PERCENT, draw, held_out_count
from tests.exploring import tries


@pytest.mark.parametrize(
    ("people", "percent", "left_out"),
    [
        (0, 10, 0), (1, 50, 0), (2, 1, 1), (2, 50, 1), (3, 50, 1), (9, 10, 1), (10, 10, 1), (14, 10, 1),
        (15, 10, 2), (458, 10, 46), (458, 0, 0), (100_000, 50, 50_000),
    ],
)  # fmt: skip
def test_how_many_are_left_out(people: int, percent: int, left_out: int) -> None:
    assert held_out_count(people, percent) == left_out


@tries(60)
@given(
    st.frozensets(st.integers(1, 10_000), max_size=80),
    st.integers(0, MOST_PERCENT),
    st.text(max_size=20),
)
def test_a_draw_is_part_of_the_group_and_repeats(customers: frozenset[int], percent: int, seed: str) -> None:
    out = draw(customers, percent, seed)
    assert out <= customers
    assert len(out) == held_out_count(len(customers), percent)
    assert out == draw(sorted(customers, reverse=True), percent, seed)
    assert 2 * len(out) <= len(customers)


def test_everybody_is_left_out_as_often_as_anybody() -> None:
    """Of 4 000 draws of 5 out of 50, each is in 400 on average; the chi-square of 49 degrees of freedom is
    below 85.4 in 99.9 of 100 such trials."""
    draws = 4_000
    counts = dict.fromkeys(range(1, 51), 0)
    for trial in range(draws):
        for one in draw(range(1, 51), 10, f"request-{trial}"):
            counts[one] += 1
    assert sum(counts.values()) == draws * 5
    # Without replacement the counts vary by (1 - 5/50) less than the chi-square takes them to.
    squares = sum((count - 400) ** 2 / (400 * (1 - 5 / 50)) for count in counts.values())
    assert squares * 49 / 50 < 85.4


def test_two_requests_draw_different_people() -> None:
    assert draw(range(1, 501), 10, "one") != draw(range(1, 501), 10, "two")
