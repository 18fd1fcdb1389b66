"""Rows of a file of purchases, read, and put together to sales: lines of one receipt belong to one sale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import groupby
from typing import Any

from app.kernel.i18n import _
from app.sales.commands import Line

PURCHASE, REFUND = 0, 1
_APART = "\x1f"
"""Between the parts of what a sale is recognised by; cleaned text never has it."""


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One row of the file. `amount` None is not said (a refund of all that is left)."""

    customer_id: int
    at: datetime
    day: date
    kind: int
    receipt: str
    number: int
    amount: int | None
    item: str = ""
    category: str = ""
    quantity: int = 1000
    refund_of: str = ""
    spoiled: bool = False

    def packed(self) -> tuple[Any, ...]:
        """Plain values that sort: by customer, by time, sales before refunds, by receipt, by row."""
        return (
            self.customer_id, self.at.timestamp(), self.kind, self.receipt, self.number, self.day.toordinal(),
            -1 if self.amount is None else self.amount, self.item, self.category, self.quantity,
            self.refund_of, self.spoiled,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sale:
    """The rows that make one sale or one refund. `lines` add up to `amount`; None is all that is left.

    `spoiled`: a row of it could not be read and was rejected; `rows` are the others.
    """

    customer_id: int
    at: datetime
    day: date
    kind: int
    receipt: str
    rows: tuple[int, ...]
    amount: int | None
    lines: tuple[Line, ...]
    refund_of: str
    spoiled: bool

    def content(self) -> bytes:
        """What the sale is recognised by when its file comes again."""
        told: list[object] = [
            self.customer_id, self.at.isoformat(), self.kind, self.receipt, self.amount, self.refund_of
        ]  # fmt: skip
        for line in self.lines:
            told += (line.item, line.category, line.quantity, line.amount)
        return _APART.join(map(str, told)).encode()


def source_key(content: bytes, occurrence: int) -> str:
    """The key of the `occurrence`th sale of that content in a file: two equal coffees a day stay two."""
    return blake2b(content + occurrence.to_bytes(4, "big"), digest_size=20).hexdigest()


def sales(packed: Iterable[tuple[Any, ...]]) -> Iterator[Sale]:
    """The sales of rows that are sorted; rows of one customer, moment and receipt are lines of one."""
    for _key, rows in groupby(packed, key=_together):
        yield _sale(list(rows))


def _together(row: tuple[Any, ...]) -> tuple[Any, ...]:
    alone = row[2] == REFUND or not row[3]
    return (*row[:4], row[4] if alone else 0)


def _sale(rows: list[tuple[Any, ...]]) -> Sale:
    customer_id, instant, kind, receipt = rows[0][:4]
    amounts = [row[6] for row in rows]
    told = any(row[7] or row[8] for row in rows) and kind == PURCHASE
    lines = tuple(
        Line(row[7] or row[8] or _("Other"), row[8], row[9], row[6]) for row in rows
    ) if told else ()  # fmt: skip
    return Sale(
        customer_id,
        datetime.fromtimestamp(instant, UTC),
        date.fromordinal(rows[0][5]),
        kind,
        receipt,
        tuple(row[4] for row in rows if not row[11]),
        None if kind == REFUND and amounts[0] < 0 else sum(amounts),
        lines,
        rows[0][10],
        any(row[11] for row in rows),
    )
