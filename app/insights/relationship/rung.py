"""What a step of the ladder is: the needs that make it, what was found of it, what would lift somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.insights.relationship.facts import Facts
from app.insights.sayings import Sayings

if TYPE_CHECKING:
    from app.insights.relationship.facts import Bools, Numbers


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the book that speaks for a step, or `against` it, with its day and a sentence."""

    on: date
    words: str
    against: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One customer as the steps tell of them: the facts, the words on the card, and the shop's figures."""

    facts: Facts[int]
    favourite: str
    tags: tuple[str, ...]
    say: Sayings

    @property
    def on(self) -> date:
        """The day that is told of."""
        return date.fromordinal(self.facts.on)

    def day(self, ordinal: int) -> str:
        """A day of the facts in words."""
        return self.say.day(date.fromordinal(ordinal))

    def found(self, ordinal: int, words: str, *, against: bool = False) -> Found:
        """Something found, dated by a day of the facts."""
        return Found(date.fromordinal(ordinal), words, against)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a step takes. `met` is asked of many at once and gives an array of shape (n,); `lifts` says
    what to do for somebody who lacks it."""

    id: str
    met: Callable[[Facts[Numbers]], Bools]
    lifts: Callable[[Person], str]


@dataclass(frozen=True)
class Rung:
    """One step. Its id is kept by saved groups and never changes; `order` is its place, lowest first.
    `takes` says in a sentence what it takes. All of `needs` must be met; `found` tells what there is."""

    id: str
    label: str
    order: int
    takes: str
    needs: tuple[Need, ...]
    found: Callable[[Person], Iterable[Found]]
