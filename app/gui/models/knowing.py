"""How we know what a card says: every number of a customer with the sentence of how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.customers.queries import card
from app.groups.facts import CardFacts, card_facts
from app.gui.speech import Speech
from app.insights.best_channel import channel_names
from app.insights.finding import Finding
from app.insights.foretelling.learnt import AHEAD_DAYS
from app.insights.insight import CustomerInsight, customer_insight, in_a_hundred
from app.insights.relationship.standing import Standing, StepEvidence
from app.insights.relationship.standing import standing as relationship
from app.insights.rfm import cell_names
from app.insights.sayings import Sayings
from app.insights.words import percent
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.queries import loyalty_panel

VISITS, USUAL, LAST, SPENT, AGAIN, POINTS = "visits", "usual", "last", "spent", "again", "points"
"""The facts of the card, by which a line is found; lines without one have the id ""."""
NOTHING = "–"
_MOST_EVIDENCE = 4


@dataclass(frozen=True)
class KnownLine:
    """A number: `figure` is "–" where there is too little history, which `how` then says. `id` is the fact of
    the card that opens it."""

    label: str
    figure: str
    how: str
    id: str = ""


@dataclass(frozen=True)
class KnownPart:
    """Lines under a heading."""

    title: str
    lines: tuple[KnownLine, ...]


@dataclass(frozen=True)
class Knowing:
    """All that is known of one customer, and how."""

    customer_id: int
    name: str
    parts: tuple[KnownPart, ...]
    note: str


def knowing(view: View, customer_id: int) -> Knowing:
    """Raises `NotFound`. The first time of a day it takes the shop's whole history."""
    found = customer_insight(view, customer_id)
    facts, stands = card_facts(view, customer_id), relationship(view, customer_id)
    speech, say = Speech(view.context), Sayings(view.context)
    points = loyalty_panel(view, customer_id).points
    parts = (
        KnownPart(_("On the card"), tuple(_card(found, facts, points, speech))),
        KnownPart(_("What to expect"), tuple(_ahead(found, speech, say))),
        KnownPart(_("What they like"), tuple(_likes(found))),
        KnownPart(_("When and how"), tuple(_when(found))),
        KnownPart(_("The relationship"), tuple(_relationship(stands, say))),
    )
    return Knowing(customer_id, card(view, customer_id).name, parts, found.note)


def _card(found: CustomerInsight, facts: CardFacts, points: int, speech: Speech) -> Iterator[KnownLine]:
    yield KnownLine(_("Visits"), speech.number(facts.visits), _visits(facts, found), VISITS)
    usual, late = found.usual_days, found.late
    words = NOTHING
    if usual.value is not None:
        days = plural("every day", "every {n} days", usual.value)
        words = days.format(n=speech.number(usual.value))
    yield KnownLine(_("Usual rhythm"), words, usual.how, USUAL)
    ago = NOTHING if facts.days_since is None else speech.ago(facts.days_since)
    if late.value:
        ago = _("{ago}, later than usual").format(ago=ago)
    yield KnownLine(_("Last visit"), ago, late.how, LAST)
    how = found.lifetime.how
    if found.lifetime.value is not None and found.lifetime.value != facts.spent:
        how += " " + _("Money that was kept though all came back is in it as well.")
    yield KnownLine(_("Spent in all"), speech.money(facts.spent), how, SPENT)
    yield KnownLine(_("Still a regular"), _share(found.still_regular, speech), found.still_regular.how, AGAIN)
    how = _("The sum of every entry: earned, used, lapsed. “Why this balance?” (Ctrl+B) shows each of them.")
    yield KnownLine(_("Points"), speech.number(points), how, POINTS)


def _visits(facts: CardFacts, found: CustomerInsight) -> str:
    if not facts.visits:
        return _("Nothing was bought yet.")
    how = _("Days with a purchase; two on one day are one visit.")
    apart = facts.visits - found.visits
    if apart > 0:
        words = plural(
            "{n} is left out below: all of it was brought back, or it is dated after today.",
            "{n} are left out below: all of it was brought back, or they are dated after today.",
            apart,
        )
        how += " " + words.format(n=apart)
    return how


def _share(one: Finding[float], speech: Speech) -> str:
    return NOTHING if one.value is None else percent(10 * in_a_hundred(one.value), speech.context.locale)


def _ahead(found: CustomerInsight, speech: Speech, say: Sayings) -> Iterator[KnownLine]:
    if found.expected_on is not None:
        how = _("The last visit and the usual gap after it.")
        yield KnownLine(_("Next visit would be usual on"), speech.long_day(found.expected_on), how)
    visits, spend, year, rank = found.visits_ahead, found.spend_ahead, found.lifetime_ahead, found.rank
    label = _("Visits in {days} days").format(days=AHEAD_DAYS)
    yield KnownLine(label, NOTHING if visits.value is None else say.tenths(visits.value), visits.how)
    label = _("Spends in {days} days").format(days=AHEAD_DAYS)
    yield KnownLine(label, _money(spend, speech), spend.how)
    yield KnownLine(_("Spent with the next year"), _money(year, speech), year.how)
    cell = NOTHING if rank.value is None else cell_names()[rank.value.cell]
    yield KnownLine(_("Standing"), cell, rank.how)


def _money(one: Finding[int], speech: Speech) -> str:
    return NOTHING if one.value is None else speech.sum(one.value)


def _likes(found: CustomerInsight) -> Iterator[KnownLine]:
    usual = ", ".join(one.item for one in found.favourites if one.usual)
    yield KnownLine(_("Usually buys"), usual or NOTHING, found.favourites_how)
    label = _("May like next")
    for one in found.suggestions.value or ():
        yield KnownLine(label, one.item, one.why)
        label = ""
    if not found.suggestions.value:
        yield KnownLine(label, NOTHING, found.suggestions.how)
    label = _("Goes with their usual")
    for beside in found.companions.value or ():
        yield KnownLine(label, beside.item, beside.how)
        label = ""
    if not found.companions.value:
        yield KnownLine(label, NOTHING, found.companions.how)


def _when(found: CustomerInsight) -> Iterator[KnownLine]:
    time, channel = found.best_time, found.best_channel
    yield KnownLine(_("Best time"), time.value.words if time.value else NOTHING, time.how)
    named = channel_names()[channel.value] if channel.value else NOTHING
    yield KnownLine(_("Best reached by"), named, channel.how)


def _relationship(stands: Standing, say: Sayings) -> Iterator[KnownLine]:
    yield KnownLine(_("Step"), stands.label or NOTHING, stands.how)
    yield KnownLine(_("Kind of relationship"), stands.kind.label or NOTHING, stands.kind.why)
    for step in stands.steps:
        if step.found or step.met:
            yield KnownLine(step.label, _met(step), "\n".join(_evidence(step, say)))
    label = _("What would lift them")
    for words in stands.next_lifts:
        yield KnownLine(label, "", words)
        label = ""


def _met(step: StepEvidence) -> str:
    if step.held_back:
        return _("held back")
    return _("holds") if step.met else _("not yet")


def _evidence(step: StepEvidence, say: Sayings) -> Iterator[str]:
    for one in step.found[:_MOST_EVIDENCE]:
        yield f"{say.day(one.on)}: {one.words}"
    more = len(step.found) - _MOST_EVIDENCE
    if more > 0:
        yield _("and {n} more").format(n=say.number(more))
    if not step.found:
        yield step.takes
