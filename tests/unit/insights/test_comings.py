"""Who is lost when: the count beside a plain reading of the rule, day by day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.insights.comings import VISITS, Comings

TODAY = 300


def by_hand(days: list[int], after: int) -> dict[str, list[int]]:
    """Walk through every day and look whether the rule holds on it."""
    found: dict[str, list[int]] = {"first": [], "regular": [], "lost": [], "back": []}
    is_lost = False
    for today in range(TODAY + 1):
        seen = [day for day in days if day < today]
        here = today in days
        if here and not seen:
            found["first"].append(today)
        if here and len(seen) == VISITS - 1:
            found["regular"].append(today)
        if len(seen) >= VISITS and not is_lost and today - max(seen) == after and not here:
            is_lost = True
            found["lost"].append(today)
        elif here and is_lost:
            is_lost = False
            found["back"].append(today)
    return found


@given(st.sets(st.integers(0, TODAY), max_size=12), st.integers(7, 90))
def test_counts_are_those_of_the_rule(days: set[int], after: int) -> None:
    comings = Comings()
    comings.count(sorted(days), after, TODAY)
    expected = by_hand(sorted(days), after)
    for what, counted in expected.items():
        assert sorted(getattr(comings, what).elements()) == counted, what


def test_who_comes_on_the_very_day_is_not_lost() -> None:
    comings = Comings()
    comings.count([1, 2, 3, 33], 30, TODAY)
    assert 33 not in comings.lost and not comings.back
    comings = Comings()
    comings.count([1, 2, 3, 34], 30, TODAY)
    assert comings.lost[33] == 1 and comings.back[34] == 1
