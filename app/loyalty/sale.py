"""A sale as rules see it, and what they may ask of who bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

GOODS, GIFT_CARD = "", "gift-card"
"""Kinds of line: goods, and gift cards sold."""


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line as rules see it; `quantity` in thousandths, `amount` in minor units before the discount on the
    sale; `kind` is "" for goods."""

    item: str
    category: str
    quantity: int
    amount: int
    kind: str = GOODS


@dataclass(frozen=True, slots=True)
class Who:
    """Facts of the customer on the sale's day, before it. Only those that the rules need are looked up.

    `tags` and `tier` are folded ids; `first`: no purchase before; `first_today`: none on that day before;
    `birthday` is (month, day); `joined_on` the day the card was made.
    """

    tags: frozenset[str] = frozenset()
    tier: str = ""
    first: bool = False
    first_today: bool = False
    birthday: tuple[int, int] | None = None
    joined_on: date | None = None


NOBODY = Who()


@dataclass(frozen=True, slots=True)
class Sale:
    """What rules may judge by.

    `amount` is what was paid, after `discount`, in minor units; `clock` the local time of the sale; `carried`
    the money, by rule, that filled no step before.
    """

    amount: int
    day: date
    discount: int = 0
    lines: tuple[SaleLine, ...] = ()
    at: datetime | None = None
    customer_id: int | None = None
    clock: time | None = None
    who: Who = NOBODY
    carried: Mapping[str, int] | None = None
