"""Expectations met: they came again, and nothing that went wrong is left open.

An open complaint, a promise that is still open after its day, or poor feedback that nobody answered breaks
this step, and with it all above, until it is put right.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.insights.relationship.rung import Found, Need, Person, Rung
from app.kernel.i18n import _, plural

AGAIN = 2
"""Days on which something was bought and kept: who came again was content."""


def _found(one: Person) -> Iterator[Found]:
    facts = one.facts
    if facts.complaints:
        words = plural(
            "{n} complaint has no answer yet.", "{n} complaints have no answer yet.", facts.complaints
        )
        yield one.found(facts.complaint_since, words.format(n=one.say.number(facts.complaints)), against=True)
    if facts.broken:
        words = plural(
            "{n} promise is still open after its day.", "{n} promises are still open after their day.",
            facts.broken,
        )  # fmt: skip
        yield one.found(facts.broken_due, words.format(n=one.say.number(facts.broken)), against=True)
    if facts.said_poor:
        yield one.found(facts.said, _("Their latest feedback is poor, and nobody answered."), against=True)
    if facts.visits >= AGAIN:
        words = plural("Came again: {n} visit.", "Came again: {n} visits.", facts.visits)
        yield one.found(facts.last, words.format(n=one.say.number(facts.visits)))
    if facts.said_good:
        yield one.found(facts.said, _("Their latest feedback is good."))


def _invite(one: Person) -> str:
    if not one.facts.visits:
        return _("Give them a reason to come: they have not bought anything yet.")
    return _("Give them a reason to come again: they came on one day only.")


def _put_right(one: Person) -> str:
    return _("Put the complaint of {day} right, and write down how.").format(
        day=one.day(one.facts.complaint_since)
    )


def _keep(one: Person) -> str:
    return _("Keep the promise that was due on {day}.").format(day=one.day(one.facts.broken_due))


def _answer(one: Person) -> str:
    return _("Answer their feedback of {day}.").format(day=one.day(one.facts.said))


RUNG = Rung(
    id="expectations",
    label=_("Expectations met"),
    order=30,
    takes=_("They came again, and no complaint, late promise or poor feedback is left open."),
    needs=(
        Need("complaint", met=lambda f: f.complaints == 0, lifts=_put_right),
        Need("promise", met=lambda f: f.broken == 0, lifts=_keep),
        Need("score", met=lambda f: f.said_poor == 0, lifts=_answer),
        Need("again", met=lambda f: f.visits >= AGAIN, lifts=_invite),
    ),
    found=_found,
)
