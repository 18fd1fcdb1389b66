"""Advocates: they sent a friend, or spoke well of the shop in public."""

from __future__ import annotations

from collections.abc import Iterator

from app.insights.relationship.rung import Found, Need, Person, Rung
from app.kernel.i18n import _, plural


def _found(one: Person) -> Iterator[Found]:
    facts = one.facts
    if facts.friends:
        words = plural("Sent {n} friend.", "Sent {n} friends.", facts.friends)
        yield one.found(facts.friends_last, words.format(n=one.say.number(facts.friends)))
    if facts.praise:
        words = plural(
            "Wrote about the shop in public {n} time.", "Wrote about the shop in public {n} times.",
            facts.praise,
        )  # fmt: skip
        yield one.found(facts.praise_last, words.format(n=one.say.number(facts.praise)))


RUNG = Rung(
    id="advocacy",
    label=_("Advocates"),
    order=60,
    takes=_("They sent a friend, or wrote well of the shop in public."),
    needs=(
        Need(
            "praise",
            met=lambda f: (f.friends + f.praise) > 0,
            lifts=lambda _one: _("Ask them to bring a friend, or to write where others read it."),
        ),
    ),
    found=_found,
)
