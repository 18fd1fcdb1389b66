"""A group while it is built: what stands on lines and in boxes comes to a rule and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.groups.rule import AllOf, AnyOf, Is, Not, Rule, Unread
from app.gui.models.group_draft import (
    ALL,
    ANY,
    NONE,
    Box,
    Line,
    added,
    draft_of,
    laid,
    node_at,
    removed,
    replaced,
    walk,
)
from tests.exploring import tries

SEEN = Is("visits", {"at_least": 3})
RICH = Is("points", {"at_least": 100})
LEAVES = st.sampled_from([SEEN, RICH, Unread({"is": "nonsense"}, "there is no such criterion")])
RULES: st.SearchStrategy[Rule] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


def met(rule: Rule, facts: tuple[bool, bool]) -> bool | None:
    """Whether somebody of whom it is known if they were seen and are rich matches; None: nobody does, nor the
    opposite."""
    match rule:
        case Is("visits"):
            return facts[0]
        case Is("points"):
            return facts[1]
        case Not(part):
            inner = met(part, facts)
            return None if inner is None else not inner
        case AllOf(parts):
            return _joined([met(part, facts) for part in parts], False)
        case AnyOf(parts):
            return _joined([met(part, facts) for part in parts], True)
        case _:
            return None


def _joined(told: list[bool | None], enough: bool) -> bool | None:
    if enough in told:
        return enough
    return None if None in told else not enough


@tries(150)
@given(RULES)
def test_a_rule_comes_back_from_its_draft_with_the_same_meaning(rule: Rule) -> None:
    again = laid(draft_of(rule)).rule
    for facts in ((False, False), (False, True), (True, False), (True, True)):
        assert met(again, facts) == met(rule, facts)
    assert laid(draft_of(again)).rule == again


@tries(80)
@given(RULES)
def test_places_lead_to_the_very_parts(rule: Rule) -> None:
    draft = draft_of(rule)
    made = laid(draft)
    for path, node in walk(draft):
        part: Rule = made.rule
        for at in made.places[path]:
            part = part.part if isinstance(part, Not) else part.parts[at]  # type: ignore[union-attr]
        if isinstance(node, Line):
            assert part == node.rule()


def test_a_line_that_lacks_something_waits_and_narrows_nobody() -> None:
    draft = Box(ALL, (Line("tag", {}), Line("points", {"at_least": 100})))
    made = laid(draft)
    assert made.rule == AllOf((RICH,))
    assert made.waiting == ((0,),)
    assert made.places == {(): (), (1,): (0,)}
    assert "at least one" in node_at(draft, (0,)).lacks().message


@pytest.mark.parametrize("joint", [ALL, ANY, NONE])
def test_nothing_at_all_is_everybody_and_an_empty_box_is_left_out(joint: str) -> None:
    assert laid(Box(joint)).rule == AllOf()
    inner = Box(ALL, (Line("points", {"at_least": 100}), Box(joint), Box(joint, (Line("tag"),))))
    assert laid(inner).rule == AllOf((RICH,))


def test_none_of_these_is_the_opposite_of_any() -> None:
    draft = Box(NONE, (Line("points", {"at_least": 100}), Line("visits", {"at_least": 3}, opposite=True)))
    made = laid(draft)
    assert made.rule == Not(AnyOf((RICH, Not(SEEN))))
    assert made.places[(1,)] == (0, 1)
    assert draft_of(made.rule).joint == NONE


def test_parts_are_added_changed_and_taken_out_where_they_stand() -> None:
    draft, box = added(Box(), (), Box(ANY))
    draft, line = added(draft, box, Line("points", {"at_least": 100}))
    draft, _other = added(draft, (), Line("visits", {"at_least": 3}))
    assert line == (0, 0)
    draft = replaced(draft, line, Line("points", {"at_least": 5}))
    assert laid(draft).rule == AllOf((AnyOf((Is("points", {"at_least": 5}),)), SEEN))
    assert laid(removed(draft, box)).rule == AllOf((SEEN,))
    assert removed(draft, ()) == Box()
    with pytest.raises(IndexError):
        node_at(draft, (0, 0, 0))
