"""First contact: the shop and the customer know of each other."""

from __future__ import annotations

from collections.abc import Iterator

from app.insights.relationship.rung import Found, Need, Person, Rung
from app.kernel.i18n import _, plural


def _found(one: Person) -> Iterator[Found]:
    facts = one.facts
    if facts.carded <= facts.on:
        yield one.found(facts.carded, _("The card was made."))
    if facts.visits:
        words = plural("{n} visit with a purchase.", "{n} visits with a purchase.", facts.visits)
        yield one.found(facts.last, words.format(n=one.say.number(facts.visits)))
    if facts.talks:
        words = plural(
            "{n} time they called, wrote or came by.", "{n} times they called, wrote or came by.", facts.talks
        )
        yield one.found(facts.talks_last, words.format(n=one.say.number(facts.talks)))


RUNG = Rung(
    id="first-contact",
    label=_("First contact"),
    order=10,
    takes=_("A card, or anything that happened."),
    needs=(
        Need(
            "known",
            met=lambda many: many.joined <= many.on,
            lifts=lambda _one: _("Make a card for them."),
        ),
    ),
    found=_found,
)
