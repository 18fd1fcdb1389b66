"""Loyal: they have come by a rhythm of their own for half a year, and still do.

Who is away twice as long as is late by their rhythm, and two weeks at least, does not come any more: a
holiday throws nobody off the step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.insights.relationship.facts import Facts
from app.insights.relationship.rung import Found, Need, Person, Rung
from app.insights.rhythm import MIN_GAPS
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.insights.relationship.facts import Bools, Numbers

HALF_A_YEAR = 180
"""Days from the first visit to the last."""
TIMES, AT_LEAST = 2, 14
"""How many times as long as is late somebody may be away, and how many days at least."""


def _still_comes(f: Facts[Numbers]) -> Bools:
    away = f.on - f.last
    return (f.usual > 0) & ((away <= TIMES * f.late_after) | (away <= AT_LEAST))


def _quiet(facts: Facts[int]) -> bool:
    return facts.usual > 0 and facts.on - facts.last > max(TIMES * facts.late_after, AT_LEAST)


def _found(one: Person) -> Iterator[Found]:
    facts = one.facts
    if _quiet(facts):
        words = _("Not here for {days} days, where {longest} would be long for them.")
        away, longest = one.say.number(facts.on - facts.last), one.say.number(facts.late_after)
        yield one.found(facts.last, words.format(days=away, longest=longest), against=True)
    if facts.usual:
        words = _("Comes every {days} days as a rule.")
        yield one.found(facts.last, words.format(days=one.say.number(facts.usual)))
    if facts.last - facts.first >= HALF_A_YEAR:
        yield one.found(facts.first, _("The first visit: a customer for half a year and more."))
    if facts.redeemed:
        yield one.found(facts.redeemed_last, _("Uses what the programme gives."))


def _come_more(one: Person) -> str:
    words = _("A rhythm shows after {wanted} visits: they came on {n}.")
    return words.format(wanted=one.say.number(MIN_GAPS + 1), n=one.say.number(one.facts.visits))


def _longer(_one: Person) -> str:
    return _("Give it time: from the first visit to the last it is not half a year yet.")


def _call(one: Person) -> str:
    if not one.facts.usual:
        return ""
    return _("Call them or send them something: they were last here on {day}.").format(
        day=one.day(one.facts.last)
    )


RUNG = Rung(
    id="loyalty",
    label=_("Loyal"),
    order=50,
    takes=_("A rhythm of their own, kept for half a year or more, and they still come."),
    needs=(
        Need("rhythm", met=lambda f: f.usual > 0, lifts=_come_more),
        Need("long", met=lambda f: (f.visits > 0) & (f.last - f.first >= HALF_A_YEAR), lifts=_longer),
        Need("still", met=_still_comes, lifts=_call),
    ),
    found=_found,
)
