"""Getting to know: something of what the customer likes or needs is written down.

The favourite, the alert, the remarks or a tag on the card, or a note on the timeline. A birthday is told, but
alone it says nothing of what somebody needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.insights.relationship.rung import Found, Need, Person, Rung
from app.kernel.i18n import _, plural


def _found(one: Person) -> Iterator[Found]:
    facts = one.facts
    if facts.favourite:
        words = _("Favourite on the card: {what}.")
        yield one.found(facts.carded, words.format(what=one.favourite))
    if facts.alert:
        yield one.found(facts.carded, _("The card says what to mind."))
    if facts.remarks:
        yield one.found(facts.carded, _("There are remarks on the card."))
    if facts.tagged:
        yield one.found(facts.carded, _("Tags on the card: {tags}.").format(tags=", ".join(one.tags)))
    if facts.birthday:
        yield one.found(facts.carded, _("The birthday is known."))
    if facts.notes:
        words = plural("{n} note was written.", "{n} notes were written.", facts.notes)
        yield one.found(facts.notes_last, words.format(n=one.say.number(facts.notes)))


RUNG = Rung(
    id="understanding",
    label=_("Getting to know"),
    order=20,
    takes=_("What they like or need is written down: a favourite, an alert, remarks, a tag or a note."),
    needs=(
        Need(
            "preference",
            met=lambda f: f.preferences > 0,
            lifts=lambda _one: _("Ask them what they like: their card names no favourite yet."),
        ),
    ),
    found=_found,
)
