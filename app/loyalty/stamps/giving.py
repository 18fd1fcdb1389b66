"""Stamps by the button: given by hand at the till, and taken back by undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _, plural
from app.kernel.journal import undoes
from app.kernel.money import format_number
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.loyalty.booking import already_reversed, booked, customer_name, earning_day, facts, reverse
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.rules import Rules
from app.loyalty.stamps.card import MOST_STAMPS, StampCard
from app.loyalty.versions import rules_on, version_on
from app.sales.purchases import moment


@dataclass(frozen=True)
class AddStamps:
    """Put `count` stamps on a card, named by its id or its exact name."""

    customer_id: int
    card: str
    count: int = 1
    reason: str = ""
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class StampsAdded:
    """The entry, the stamps given, those on the card after it, how many fill it, and the card's name."""

    entry: int
    stamps: int
    have: int
    of: int
    card: str
    already_done: bool = False


def add_stamps(unit: Unit, cmd: AddStamps) -> StampsAdded:
    """Stamps by hand. Refused for none, for fewer than none, for more than a hundred at once, on a card there
    is not, and for an archived customer."""
    if cmd.count < 1:
        words = _("Stamps by hand are given, never taken; undo takes back a mistake. Nothing was saved.")
        raise Refused(words, field="count")
    if cmd.count > MOST_STAMPS:
        words = _("{most} stamps at once are the most. Nothing was saved.")
        raise Refused(words.format(most=MOST_STAMPS), field="count")
    reason = clean_text(cmd.reason, label=_("The reason"), limit=300, field="reason")
    forbid_payment_numbers(unit, reason, "reason")
    name = customer_name(unit, cmd.customer_id, standing=True)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    version = version_on(unit, day)
    card = card_named(version.rules, cmd.card)
    ledgers = Ledgers(unit, day)
    ledger = ledgers.of(cmd.customer_id, card.unit)
    what = facts(
        unit, EntryKind.STAMP, day=day, at=at, programme_id=version.id, detail={"card": card.id},
        reason=reason,
    )  # fmt: skip
    given_on = earning_day(ledger, day, cmd.at)
    posted = ledger.gain(what, cmd.count, given_on, card.last_day(given_on))
    place = ledger.posted.index(posted)
    entry_id = ledgers.save()[place]
    words = _("{stamps} on “{card}” for {name}")
    unit.remember(
        words.format(stamps=stamps_text(cmd.count, unit), card=card.name, name=name),
        customer_id=cmd.customer_id,
        undo_kind="stamps",
        undo={"entry": entry_id},
    )
    return StampsAdded(entry_id, cmd.count, ledger.tip.balance, card.of, card.name)


def card_named(rules: Rules, text: str) -> StampCard:
    """The stamp card of that id or name; `NotFound` names those there are."""
    card = rules.stamp_card(text)
    if card is not None:
        return card
    if not rules.stamp_cards:
        raise NotFound(_("There are no stamp cards in the programme yet."), field="card")
    known = ", ".join(f"“{card.name}”" for card in rules.stamp_cards)
    words = _("There is no stamp card “{text}”; there are {known}.")
    raise NotFound(words.format(text=text[:60], known=known), field="card")


def stamps_text(stamps: int, view: View) -> str:
    """`2` as "2 stamps"."""
    words = plural("{n} stamp", "{n} stamps", abs(stamps))
    return words.format(n=format_number(stamps, view.context.locale))


def signed_stamps(stamps: int, view: View) -> str:
    """`2` as "+2 stamps", `-10` as "−10 stamps"."""
    return ("+" if stamps >= 0 else "−") + stamps_text(abs(stamps), view)


@undoes("stamps")
def undo_stamps(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Stamps by mistake: the opposite entry. What was used of them is owed or waived, as with points."""
    entry = booked(unit, int(undo["entry"]))
    if already_reversed(unit, entry.id):
        raise Refused(_("That was already undone."))
    ledgers = Ledgers(unit, unit.today)
    what = facts(unit, EntryKind.UNDO, day=unit.today, at=unit.now, reverses_id=entry.id)
    may_owe = None if rules_on(unit, unit.today).may_owe else 0
    reverse(ledgers.account(entry.account_id), unit, entry, what, may_owe)
    ledgers.save()
