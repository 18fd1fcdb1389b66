"""What a printed statement says, as plain values.

The loyalty queries fill these; `app.printing.documents` sets them on paper. Nothing here computes: the
numbers on paper are the ledger's numbers, and the document only arranges them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.shop.on_paper import PaperShop


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement: `spent` in minor units (None when no money changed hands), `balance` after it."""

    on: date
    what: str
    spent: int | None
    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class StatementReward:
    """A reward and how far it is: `missing` is 0 when the customer can have it today."""

    name: str
    cost: int
    missing: int


@dataclass(frozen=True, slots=True)
class LapsingPoints:
    """Points of one day's lots that are valid through the end of `on` and then lapse."""

    points: int
    on: date


@dataclass(frozen=True, slots=True)
class StampProgress:
    """A stamp card: `have` stamps of the `of` it needs."""

    card: str
    have: int
    of: int


@dataclass(frozen=True, slots=True)
class TierProgress:
    """What is left to the next tier: `missing` in minor units where `by` is "spend", points where it is
    "points"."""

    next_name: str
    missing: int
    by: str


@dataclass(frozen=True, slots=True)
class StatementVoucher:
    """A voucher that was not used: what it is called, what it gives ("10 % off"), its number and its days."""

    name: str
    words: str
    code: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class StatementGiftCard:
    """A gift card the customer bought, by the end of its number: whoever reads the whole may spend it.
    `balance` in minor units."""

    ending: str
    balance: int


@dataclass(frozen=True, slots=True)
class StatementData:
    """One customer's statement for the days `start` to `end`, both included.

    `opening + earned + used + lapsed == closing`; `used` and `lapsed` are 0 or negative. `worth` is what
    `closing` is worth in minor units, None where points have no price. `lines` are in ledger order, `lapsing`
    and `vouchers` soonest first, `rewards` in the order to print. `credit` is store credit in minor units,
    `shared_with` the names of the others whose balance it is, `tier` the way to the next one. `personal` are
    the shop's own words to this customer, "" for none.
    """

    shop: PaperShop
    number: str
    customer_name: str
    address_lines: tuple[str, ...]
    card_number: str
    membership: str
    start: date
    end: date
    opening: int
    earned: int
    used: int
    lapsed: int
    closing: int
    worth: int | None
    visits: int
    lines: tuple[StatementLine, ...]
    lapsing: tuple[LapsingPoints, ...]
    rewards: tuple[StatementReward, ...]
    stamps: tuple[StampProgress, ...] = ()
    tier_name: str = ""
    tier: TierProgress | None = None
    vouchers: tuple[StatementVoucher, ...] = ()
    gift_cards: tuple[StatementGiftCard, ...] = ()
    credit: int = 0
    shared_with: tuple[str, ...] = ()
    personal: str = ""
