"""Everything the counter shows of one customer, gathered in one look at the file and put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from app.customers.consent import CHANNELS
from app.customers.queries import CustomerCard, card
from app.groups.facts import CardFacts, card_facts
from app.groups.feed import TimelinePage, timeline_page
from app.gui.models.tones import tier_tone
from app.gui.speech import Speech
from app.gui.widgets.banner import BannerTone
from app.gui.widgets.pill import Tone
from app.insights.finding import Finding
from app.insights.insight import in_a_hundred, still_regular
from app.insights.words import percent
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.queries import Panel, TierState, loyalty_panel
from app.touchpoints.queries import PromiseRow, open_promises

BIRTHDAY_AHEAD = 14
"""Days before a birthday from which the card says so."""
FIRST_PAGE = 40

FactRole = Literal["caption", "warning", "good"]


@dataclass(frozen=True)
class PillLine:
    """A pill in the head of the card."""

    text: str
    tone: Tone = "plain"
    icon: str = ""


@dataclass(frozen=True)
class FactLine:
    """A value and what it counts. `id` is one of those by which `models.knowing` tells how it came about."""

    value: str
    caption: str
    role: FactRole = "caption"
    short_value: str = ""
    short_caption: str = ""
    id: str = ""

    def fitting(self, narrow: bool) -> FactLine:
        """The same fact in fewer letters, where there are fewer, for a narrow card."""
        if not narrow:
            return self
        value, caption = self.short_value or self.value, self.short_caption or self.caption
        return replace(self, value=value, caption=caption)


@dataclass(frozen=True)
class Notice:
    """What must not be overlooked. `key` names what `action` acts on ("promise:12")."""

    key: str
    tone: BannerTone
    text: str
    strong: str = ""
    strong_end: str = ""
    action: str = ""


@dataclass(frozen=True)
class CardView:
    """A customer as the card shows them, and the raw card behind it for the dialogs."""

    id: int
    name: str
    reach: str
    pills: tuple[PillLine, ...]
    tags: tuple[PillLine, ...]
    facts: tuple[FactLine, ...]
    notices: tuple[Notice, ...]
    panel: Panel
    card: CustomerCard
    page: TimelinePage
    today: date


def counter_card(view: View, customer_id: int, group: str) -> CardView:
    """The card of one customer with the first page of the timeline. Raises `NotFound`."""
    speech = Speech(view.context)
    found = card(view, customer_id)
    facts = card_facts(view, customer_id)
    panel = loyalty_panel(view, customer_id)
    return CardView(
        id=customer_id,
        name=found.name,
        reach=_reach(found),
        pills=tuple(_pills(found, facts, panel.tier)),
        tags=tuple(_tags(found)),
        facts=_facts(facts, speech),
        notices=tuple(_notices(found, open_promises(view, customer_id), speech, view.today)),
        panel=panel,
        card=found,
        page=timeline_page(view, customer_id, limit=FIRST_PAGE, group=group),
        today=view.today,
    )


@dataclass(frozen=True)
class Standing:
    """What comes late to a card, once the card is shown: `fact` is None while there is too little history."""

    customer_id: int
    fact: FactLine | None


def standing(view: View, customer_id: int) -> Standing:
    """Whether a customer still is a regular. The first time of a day it takes the shop's whole history."""
    return Standing(customer_id, _still_regular(still_regular(view, customer_id), view.context.locale))


def _still_regular(found: Finding[float], locale: str) -> FactLine | None:
    if found.value is None:
        return None
    share = percent(10 * in_a_hundred(found.value), locale)
    return FactLine(share, _("still a regular"), id="again")


def grouped(number: str) -> str:
    """A card number in groups of four: "2900 0041 4417"."""
    if not number.isdigit() or len(number) < 8:
        return number
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def channel_labels() -> dict[str, str]:
    """The ways to reach a customer, in words."""
    return {"email": _("E-mail"), "phone": _("Phone"), "message": _("Messages"), "post": _("Post")}


def _reach(found: CustomerCard) -> str:
    parts = [_("Card {number}").format(number=grouped(found.card_number))] if found.card_number else []
    for kind in ("phone", "email"):
        parts += [contact.value for contact in found.contacts if contact.kind == kind][:1]
    return " · ".join(parts)


def _pills(found: CustomerCard, facts: CardFacts, tier: TierState | None) -> Iterable[PillLine]:
    if found.archived:
        yield PillLine(_("Archived"), "rose")
    if tier is not None and tier.rank > 0:
        yield PillLine(tier.name, tier_tone(tier.rank), "star")
    if facts.birthday_in is not None and facts.birthday_in <= BIRTHDAY_AHEAD:
        if facts.birthday_in == 0:
            yield PillLine(_("Birthday today"), "violet", "birthday")
        else:
            words = plural("Birthday in {n} day", "Birthday in {n} days", facts.birthday_in)
            yield PillLine(words.format(n=facts.birthday_in), "violet")


def _tags(found: CustomerCard) -> Iterable[PillLine]:
    if found.favourite:
        yield PillLine(_("Usual: {what}").format(what=found.favourite), "accent")
    for tag in found.tags:
        yield PillLine(tag)
    yield from _welcome(found.consents)


def _welcome(consents: Iterable[tuple[str, bool]]) -> Iterable[PillLine]:
    """Which news is welcome and which is not; nothing of what the customer never spoke of."""
    said = dict(consents)
    if all(said.get(channel) is False for channel in CHANNELS):
        yield PillLine(_("No contact wanted"), "rose")
        return
    labels = channel_labels()
    refused = {
        "email": _("No e-mail"),
        "phone": _("No calls"),
        "message": _("No messages"),
        "post": _("No post"),
    }
    for channel, given in said.items():
        yield PillLine(f"{labels[channel]} ✓") if given else PillLine(refused[channel], "rose")


def _facts(facts: CardFacts, speech: Speech) -> tuple[FactLine, ...]:
    if facts.visits == 0:
        return (
            FactLine("0", _("visits yet"), id="visits"),
            FactLine("–", _("usual rhythm"), id="usual"),
            FactLine("–", _("last visit"), id="last"),
            FactLine(speech.money(facts.spent), _("spent in all"), id="spent"),
        )
    since = plural("visit since {year}", "visits since {year}", facts.visits)
    return (
        FactLine(
            speech.number(facts.visits),
            since.format(year=facts.since),
            short_caption=_("visits"),
            id="visits",
        ),
        _rhythm(facts, speech),
        FactLine(
            speech.ago(facts.days_since or 0),
            _("later than usual") if facts.late else _("last visit"),
            "warning" if facts.late else "caption",
            short_value=speech.ago(facts.days_since or 0).removesuffix(_(" ago")),
            short_caption=_("late") if facts.late else _("since then"),
            id="last",
        ),
        FactLine(speech.sum(facts.spent), _("spent in all"), id="spent"),
    )


def _rhythm(facts: CardFacts, speech: Speech) -> FactLine:
    if facts.rhythm_days is None:
        return FactLine("–", _("too few visits for a rhythm"), short_caption=_("rhythm"), id="usual")
    if facts.rhythm_days <= 1:
        return FactLine(_("every day"), _("usual rhythm"), id="usual")
    days = speech.number(facts.rhythm_days)
    return FactLine(
        _("every {n} days").format(n=days),
        _("usual rhythm"),
        short_value=_("{n} days").format(n=days),
        short_caption=_("rhythm"),
        id="usual",
    )


def _notices(
    found: CustomerCard, promises: Iterable[PromiseRow], speech: Speech, today: date
) -> Iterable[Notice]:
    if found.alert:
        head, _stop, rest = found.alert.partition(". ")
        strong, text = (f"{head}.", rest) if rest else (found.alert, "")
        yield Notice("alert", "rose", text, strong=strong)
    for promise in promises:
        yield owed_notice(promise, speech, today)


def owed_notice(promise: PromiseRow, speech: Speech, today: date) -> Notice:
    """The banner of an open promise or reservation."""
    said = _reserved if promise.kind == "reservation" else _promised
    words, state = said(promise, " ".join(promise.text.split())[:160], speech, today)
    return Notice(f"promise:{promise.id}", "gold", words, strong_end=state, action=_("Done"))


def _promised(promise: PromiseRow, text: str, speech: Speech, today: date) -> tuple[str, str]:
    """The banner of a promise, and how it stands."""
    words = _("Promised on {day}: {text} —").format(day=speech.day(promise.made_on, today), text=text)
    if promise.due_on is None:
        return words, _("still open")
    if promise.overdue:
        return words, _("overdue since {day}").format(day=speech.day(promise.due_on, today))
    if promise.due_on == today:
        return words, _("due today")
    return words, _("due {day}").format(day=speech.day(promise.due_on, today))


def _reserved(promise: PromiseRow, text: str, speech: Speech, today: date) -> tuple[str, str]:
    """The banner of a reservation, and how it stands where that is to be said."""
    if promise.due_on is None:
        made = speech.day(promise.made_on, today)
        return _("Reserved on {day}: {text} —").format(day=made, text=text), _("still open")
    if promise.due_on == today:
        return _("Reserved for today: {text}").format(text=text), ""
    day = speech.day(promise.due_on, today)
    if promise.overdue:
        return _("Reserved for {day}: {text} —").format(day=day, text=text), _("still open")
    return _("Reserved for {day}: {text}").format(day=day, text=text), ""
