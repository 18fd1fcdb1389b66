"""The free one: a full card is used like a reward, and taken back like one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.kernel.unit import Unit
from app.loyalty.booking import customer_name, facts
from app.loyalty.enough import check_enough
from app.loyalty.given import keep_given, part_of
from app.loyalty.ledger import EntryKind
from app.loyalty.ledgers import Ledgers
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.stamps.card import StampCard
from app.loyalty.stamps.giving import card_named
from app.loyalty.versions import version_on
from app.sales.purchases import moment

FREE_ITEM = "free_item"


@dataclass(frozen=True)
class UseStamps:
    """Give what a full card is good for; the card by its id, its name, or the name of what it gives. With
    `purchase_id`, as part of that sale."""

    customer_id: int
    card: str
    purchase_id: int | None = None
    at: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class StampsUsed:
    """The entry, the redemption, the stamps used, those left, what was given and what it may cost at most;
    `unit` names the card's account ("stamps:coffee")."""

    entry: int
    redemption: int
    stamps: int
    balance: int
    gives: str
    value: int | None = None
    unit: str = ""
    already_done: bool = False

    @property
    def reward_name(self) -> str:
        """What was given, by the name rewards have."""
        return self.gives


def use_stamps(unit: Unit, cmd: UseStamps) -> StampsUsed:
    """Take the stamps of one full card and give what it is good for. Refused, with what is missing, when the
    card is not full."""
    name = customer_name(unit, cmd.customer_id, standing=True)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    if cmd.purchase_id is not None:
        part_of(unit, cmd.purchase_id, cmd.customer_id)
    version = version_on(unit, day)
    card = full_card(version.rules, cmd.card) or card_named(version.rules, cmd.card)
    ledgers = Ledgers(unit, day)
    ledger = ledgers.of(cmd.customer_id, card.unit)
    ledger.settle(ledger.booked_on(day))
    check_enough(unit, ledger, name, card.of)
    what = facts(
        unit, EntryKind.USE, day=day, at=at, purchase_id=cmd.purchase_id, reward=card.unit,
        programme_id=version.id, detail={"card": card.id},
    )  # fmt: skip
    ledger.spend(what, card.of)
    entry_id = ledgers.save()[-1]
    redemption = keep_given(
        unit, cmd.customer_id, name, Reward(card.unit, card.gives, FREE_ITEM, card.of), entry_id=entry_id,
        purchase_id=cmd.purchase_id, points=card.of, value=card.up_to, at=at,
    )  # fmt: skip
    return StampsUsed(entry_id, redemption, card.of, ledger.tip.balance, card.gives, card.up_to, card.unit)


def full_card(rules: Rules, text: str) -> StampCard | None:
    """The stamp card of that id or name, or the first that gives what is named so."""
    wanted = text.strip().casefold()
    gives = (card for card in rules.stamp_cards if card.gives.casefold() == wanted)
    return rules.stamp_card(text) or next(gives, None)
