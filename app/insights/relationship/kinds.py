"""What kind of relationship it is, by the same evidence: the closest of five for which there is some.

Closest first: advocacy (they speak for the shop), community (they come to what the shop holds), personal (one
knows each other and talks), loyalty (they keep coming, or use what the programme gives), transaction (they
buy). The kind looks at what was done, never at the ladder: a relationship may be personal while a complaint
keeps it on a low step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.insights.relationship.facts import Facts
from app.insights.relationship.rung import Person
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.insights.relationship.facts import Bools, Numbers

EVENTS, TALKS = 2, 2
"""Events somebody came to for belonging, and talks within a year for being close."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The id and label of a kind, "" where there is too little history, and why it is this one."""

    id: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class _Sort:
    id: str
    label: str
    holds: Callable[[Facts[Numbers]], Bools]
    why: Callable[[Person], str]


def kind_of(many: Facts[Numbers], one: Person) -> Kind:
    """The kind of the one customer whose facts these are, as an array of one and as numbers."""
    for sort in _sorts():
        if bool(sort.holds(many)[0]):
            return Kind(sort.id, sort.label, sort.why(one))
    return Kind("", "", _("Too little history: nothing was bought or said yet."))


def kind_names() -> dict[str, str]:
    """The labels of all kinds by their ids, the closest first."""
    return {sort.id: sort.label for sort in _sorts()}


def _advocacy(one: Person) -> str:
    facts, said = one.facts, []
    if facts.friends:
        words = plural("They sent {n} friend.", "They sent {n} friends.", facts.friends)
        said.append(words.format(n=one.say.number(facts.friends)))
    if facts.praise:
        words = plural(
            "They wrote about the shop in public {n} time.", "They wrote about the shop in public {n} times.",
            facts.praise,
        )  # fmt: skip
        said.append(words.format(n=one.say.number(facts.praise)))
    return " ".join(said)


def _community(one: Person) -> str:
    words = plural(
        "They came to {n} event, the last on {day}.", "They came to {n} events, the last on {day}.",
        one.facts.events,
    )  # fmt: skip
    return words.format(n=one.say.number(one.facts.events), day=one.day(one.facts.events_last))


def _personal(one: Person) -> str:
    words = plural(
        "They called, wrote or came to talk {n} time within a year, and what they like is written down.",
        "They called, wrote or came to talk {n} times within a year, and what they like is written down.",
        one.facts.talks_year,
    )
    return words.format(n=one.say.number(one.facts.talks_year))


def _loyalty(one: Person) -> str:
    facts, said = one.facts, []
    if facts.usual:
        words = plural(
            "They come every {n} day as a rule.", "They come every {n} days as a rule.", facts.usual
        )
        said.append(words.format(n=one.say.number(facts.usual)))
    if facts.redeemed:
        words = plural(
            "They used {n} reward or voucher.", "They used {n} rewards or vouchers.", facts.redeemed
        )
        said.append(words.format(n=one.say.number(facts.redeemed)))
    return " ".join(said)


def _transaction(one: Person) -> str:
    words = plural(
        "They bought something on {n} day; nothing in the book tells of more.",
        "They bought something on {n} days; nothing in the book tells of more.",
        one.facts.visits,
    )
    return words.format(n=one.say.number(one.facts.visits))


@lru_cache(maxsize=1)
def _sorts() -> tuple[_Sort, ...]:
    return (
        _Sort("advocacy", _("Advocacy"), lambda f: f.friends + f.praise > 0, _advocacy),
        _Sort("community", _("Community"), lambda f: f.events >= EVENTS, _community),
        _Sort("personal", _("Personal"), lambda f: (f.talks_year >= TALKS) & (f.preferences > 0), _personal),
        _Sort("loyalty", _("Loyalty"), lambda f: (f.usual > 0) | (f.redeemed > 0), _loyalty),
        _Sort("transaction", _("Transaction"), lambda f: f.visits > 0, _transaction),
    )
