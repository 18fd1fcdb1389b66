"""When a rule or a reward holds: conditions of several kinds, one file each.

A rule carries the fields of its conditions beside those of its own kind ("category", "weekdays", "from"). A
condition either picks lines of a sale or holds for a sale as a whole; all that a rule names must hold.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.kernel.fields import Field
from app.kernel.registry import Registry
from app.kernel.unit import View
from app.loyalty.reading import Values
from app.loyalty.sale import Sale, SaleLine

Holds = Callable[[Sale], bool]
Picks = Callable[[SaleLine], bool]


@dataclass(frozen=True)
class Condition:
    """One kind of condition. It is asked when a rule has a value for one of `fields`.

    `holds(values)` makes the test of a whole sale, `picks(values)` that of a line; one of the two is given.
    `needs` are the names of `Who`'s facts it looks at; `words(values, view)` says it ("Tuesday, 14:00"),
    `brief` in a word or two ("Crime"), and `phrase` as it follows what a rule does ("double" ... "on Crime");
    without those it is said by its words.
    `for_rewards`: whether a reward may name it as well as an earning rule.
    """

    id: str
    label: str
    fields: tuple[Field, ...]
    words: Callable[[Values, View], str]
    holds: Callable[[Values], Holds] | None = None
    picks: Callable[[Values], Picks] | None = None
    needs: frozenset[str] = frozenset()
    for_rewards: bool = True
    order: int = 100
    brief: Callable[[Values, View], str] | None = None
    phrase: Callable[[Values, View], str] | None = None

    def named_by(self, values: Values) -> bool:
        """Whether a rule with these values asks this condition."""
        return any(field.id in values for field in self.fields)


@lru_cache(maxsize=1)
def conditions() -> Registry[Condition]:
    """Every kind of condition."""
    return Registry[Condition](sys.modules[__name__], "CONDITION")


@lru_cache(maxsize=2)
def condition_fields(*, rewards: bool = False) -> tuple[Field, ...]:
    """The fields of all conditions that an earning rule (or a reward) may name."""
    return tuple(
        field
        for condition in conditions()
        if condition.for_rewards or not rewards
        for field in condition.fields
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """The conditions of one rule, ready to be asked. `picks` None: the rule looks at the whole sale."""

    holds: tuple[Holds, ...]
    picks: Picks | None
    needs: frozenset[str]

    def hold(self, sale: Sale) -> bool:
        """Whether all conditions on the sale as a whole hold."""
        for test in self.holds:  # noqa: SIM110 - a generator costs more than the tests
            if not test(sale):
                return False
        return True


def bind(values: Values) -> Bound:
    """The conditions that a rule's values name."""
    named = [condition for condition in conditions() if condition.named_by(values)]
    holds = tuple(condition.holds(values) for condition in named if condition.holds is not None)
    picks = [condition.picks(values) for condition in named if condition.picks is not None]
    needs = frozenset(fact for condition in named for fact in condition.needs)
    return Bound(holds, _all_of(picks), needs)


def _all_of(picks: Sequence[Picks]) -> Picks | None:
    if len(picks) < 2:
        return picks[0] if picks else None
    return lambda line: all(pick(line) for pick in picks)


def conditions_brief(values: Mapping[str, object], view: View, *, after: bool) -> str:
    """The conditions of a rule in as few words as can be; `after`: as they follow what the rule does."""
    said = []
    for condition in conditions():
        if condition.named_by(values):
            say = (condition.phrase if after else condition.brief) or condition.brief or condition.words
            said.append(say(values, view))
    return " ".join(said) if after else ", ".join(said)


def conditions_words(values: Mapping[str, object], view: View) -> str:
    """The conditions of a rule as people read them, "" for none."""
    said = [condition.words(values, view) for condition in conditions() if condition.named_by(values)]
    return ", ".join(said)
