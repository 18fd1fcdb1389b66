"""What follows from a sale besides its points: stamps, tiers, what friends bring. One file each.

A follower hears of every sale in the same transaction, after its points are booked, and of every sale that
comes back. What it books on a ledger with the sale's `purchase_id` needs no return of its own: returning
takes back what a purchase gave on any account (`app.loyalty.returning`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.kernel.registry import Registry
from app.kernel.unit import Unit
from app.loyalty.ledgers import Ledgers
from app.loyalty.rules import Rules
from app.loyalty.sale import Sale


@dataclass(frozen=True, slots=True)
class Bought:
    """A sale as it was booked on a customer: `customer_id`, the purchase, the `sale` as its rules saw it, and
    those rules with their version. `moved`: it came from another customer's card."""

    customer_id: int
    purchase_id: int
    sale: Sale
    rules: Rules
    version: int | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A sale that came back, in part or whole: `refunded` of `amount` in all so far. `refund_id` None: it was
    moved to another customer."""

    customer_id: int
    purchase_id: int
    refund_id: int | None
    refunded: int
    amount: int
    rules: Rules

    @property
    def whole(self) -> bool:
        """Whether nothing of the sale is left with this customer."""
        return self.refunded >= self.amount


def _nothing(_unit: Unit, _ledgers: Ledgers, _event: object) -> None:
    """What a follower does that does not care."""


@dataclass(frozen=True)
class Follower:
    """`bought` hears of a sale, `returned` of one that came back, `restored` of a return that was undone.
    What they post on `ledgers` is written with the rest."""

    id: str
    label: str
    bought: Callable[[Unit, Ledgers, Bought], None] = _nothing
    returned: Callable[[Unit, Ledgers, Returned], None] = _nothing
    restored: Callable[[Unit, Ledgers, Returned], None] = _nothing
    order: int = 100


@lru_cache(maxsize=1)
def followers() -> Registry[Follower]:
    """Everything that follows sales."""
    return Registry[Follower](sys.modules[__name__], "FOLLOWER")


def tell_bought(unit: Unit, ledgers: Ledgers, bought: Bought) -> None:
    """Let every follower hear of a sale."""
    for follower in followers():
        follower.bought(unit, ledgers, bought)


def tell_returned(unit: Unit, ledgers: Ledgers, returned: Returned) -> None:
    """Let every follower hear of a sale that came back."""
    for follower in followers():
        follower.returned(unit, ledgers, returned)


def tell_restored(unit: Unit, ledgers: Ledgers, returned: Returned) -> None:
    """Let every follower hear of a return that was undone."""
    for follower in followers():
        follower.restored(unit, ledgers, returned)
