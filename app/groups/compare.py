"""Two groups beside one another: who is in both, who in one only, and what each is like."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from app.groups.membership import everybody, found
from app.groups.preview import Numbers, StillRegular, numbers_of, still_regular
from app.groups.rule import Rule
from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    numbers: Numbers
    still_regular: StillRegular


@dataclass(frozen=True, slots=True)
class Comparison:
    """`both` are in both; `of` is how many customers there are."""

    first: Side
    second: Side
    both: int
    only_first: int
    only_second: int
    of: int


def compare(view: View, first: Rule, second: Rule) -> Comparison:
    """The two as they are just now. The first time of a day the shop's models are fitted for it."""
    one, two = found(view, first), found(view, second)
    both = one & two
    return Comparison(
        _side(view, one),
        _side(view, two),
        len(both),
        len(one) - len(both),
        len(two) - len(both),
        everybody(view),
    )


def _side(view: View, ids: set[int]) -> Side:
    wanted = array("q", sorted(ids))
    return Side(numbers_of(view, wanted), still_regular(view, wanted))
