"""The rows history comes in, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from app.sales.purchases import Line


@dataclass(frozen=True, slots=True)
class BulkPurchase:
    """One sale of history. `amount` may be zero (an old file's free copy). `key` names it for a `BulkRefund`;
    `source_key` is kept and must be new to the file."""

    customer_id: int
    at: datetime
    business_date: date
    amount: int
    receipt: str = ""
    lines: tuple[Line, ...] = ()
    discount: int = 0
    source_key: str | None = None
    key: str | None = None
    staff_id: int | None = None
    till: str = ""


@dataclass(frozen=True, slots=True)
class BulkRefund:
    """Money given back for a sale of the same customer earlier in the same run, by its `key` (or its
    `source_key`); `amount` None is all that is left."""

    customer_id: int
    at: datetime
    business_date: date
    key: str
    amount: int | None = None
    reason: str = ""
    source_key: str | None = None
    staff_id: int | None = None
    till: str = ""


@dataclass(frozen=True, slots=True)
class BulkRedeem:
    """A reward, by its id, if the points suffice on that day; left out silently if not."""

    customer_id: int
    at: datetime
    business_date: date
    reward: str
    staff_id: int | None = None
    till: str = ""


@dataclass(frozen=True, slots=True)
class BulkOpening:
    """Points a customer brings along."""

    customer_id: int
    at: datetime
    business_date: date
    points: int


BulkRow = BulkPurchase | BulkRefund | BulkRedeem | BulkOpening


@dataclass
class BulkResult:
    """How much was written; `refused` are (row number from 0, why) of rows that could not be."""

    purchases: int = 0
    refunds: int = 0
    redemptions: int = 0
    openings: int = 0
    entries: int = 0
    points: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
