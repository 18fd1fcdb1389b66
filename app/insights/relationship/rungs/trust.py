"""Trust: they come as regulars do, and something shows that they may rely on the shop.

A promise kept on time, a complaint put right, a yes to being written to or called, or good feedback. Of the
promises done within a year, no more may have been late than on time.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.insights.relationship.rung import Found, Need, Person, Rung
from app.kernel.i18n import _, plural

VISITS = 3
"""Visits of a regular, as everywhere."""


def _found(one: Person) -> Iterator[Found]:
    facts = one.facts
    if facts.late_year > facts.kept_year:
        words = plural(
            "{n} promise was kept late within a year.", "{n} promises were kept late within a year.",
            facts.late_year,
        )  # fmt: skip
        yield one.found(facts.late_last, words.format(n=one.say.number(facts.late_year)), against=True)
    if facts.kept:
        words = plural("{n} promise kept on time.", "{n} promises kept on time.", facts.kept)
        yield one.found(facts.kept_last, words.format(n=one.say.number(facts.kept)))
    if facts.put_right:
        words = plural("{n} complaint put right.", "{n} complaints put right.", facts.put_right)
        yield one.found(facts.put_right_last, words.format(n=one.say.number(facts.put_right)))
    if facts.consents:
        yield one.found(facts.consents_last, _("They agreed to hear from the shop."))
    if facts.said_good:
        yield one.found(facts.said, _("Their latest feedback is good."))
    if facts.visits >= VISITS:
        words = plural("{n} visit.", "{n} visits.", facts.visits)
        yield one.found(facts.last, words.format(n=one.say.number(facts.visits)))


def _come(one: Person) -> str:
    words = plural(
        "Welcome them by name: they came on {n} day, a regular on {wanted}.",
        "Welcome them by name: they came on {n} days, a regular on {wanted}.",
        one.facts.visits,
    )
    return words.format(n=one.say.number(one.facts.visits), wanted=one.say.number(VISITS))


RUNG = Rung(
    id="trust",
    label=_("Trust"),
    order=40,
    takes=_(
        "Three visits or more, and a sign that they may rely on the shop: a promise kept on time, a "
        "complaint put right, a yes to hearing from the shop, or good feedback."
    ),
    needs=(
        Need("visits", met=lambda f: f.visits >= VISITS, lifts=_come),
        Need(
            "word",
            met=lambda f: f.kept_year >= f.late_year,
            lifts=lambda _one: _("Keep the next promise by its day: of late more were late than on time."),
        ),
        Need(
            "sign",
            met=lambda f: (f.kept + f.put_right + f.consents + f.said_good) > 0,
            lifts=lambda _one: _("Promise them something and keep it by its day, or ask how they like it."),
        ),
    ),
    found=_found,
)
