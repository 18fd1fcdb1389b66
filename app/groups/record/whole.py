"""A whole record, and the same as plain data for a file.

Which tables hold personal data is said here: `PARTS` shows them, `NOT_SHOWN` says of the others that name a
customer why they are not. What a higher layer keeps of a customer it adds as parts of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.groups.record.campaigns import CAMPAIGNS
from app.groups.record.dealings import DEALINGS
from app.groups.record.given import GIVEN
from app.groups.record.journal import JOURNAL
from app.groups.record.part import Column, Part, PartKind, Shape
from app.groups.record.person import PERSON
from app.groups.record.points import ACCOUNTS
from app.kernel.clock import zone
from app.kernel.money import decimal_string
from app.kernel.unit import View
from app.loyalty.booking import customer_name
from app.shop.on_paper import PaperShop, paper_shop

PARTS: tuple[PartKind, ...] = (*PERSON, *DEALINGS, *ACCOUNTS, *GIVEN, CAMPAIGNS, JOURNAL)
NOT_SHOWN = {
    "allocation": "which lot a movement was taken from: arithmetic over movements and lots that are shown",
}
"""Tables that lead to a customer and are not shown, and why."""
STAFF = "staff_id"
"""Who of the shop wrote a row is that person's data."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that the shop knows of one customer on the day `on`. Instants are shown in `timezone`."""

    shop: PaperShop
    customer_id: int
    customer_name: str
    address_lines: tuple[str, ...]
    on: date
    at: datetime
    timezone: str
    parts: tuple[Part, ...]


def customer_record(
    view: View, customer_id: int, address_lines: tuple[str, ...] = (), more: Sequence[PartKind] = ()
) -> Record:
    """The record of a customer, archived or not; `more` are the parts of higher layers. `NotFound` for an
    unknown customer."""
    return Record(
        shop=paper_shop(view),
        customer_id=customer_id,
        customer_name=customer_name(view, customer_id),
        address_lines=address_lines,
        on=view.today,
        at=view.now,
        timezone=view.context.timezone,
        parts=tuple(part.look(view, customer_id) for part in (*PARTS, *more)),
    )


def as_plain(record: Record) -> dict[str, Any]:
    """The record as JSON holds it, nothing cut: money as decimal strings in the shop's currency, instants
    as ISO 8601 in the shop's zone."""
    return {
        "shop": record.shop.name,
        "currency": record.shop.currency,
        "customer": record.customer_id,
        "name": record.customer_name,
        "made_at": _moment(record.at, record),
        "parts": {
            part.id: {
                "title": part.title,
                "from": part.told,
                "rows": [
                    {
                        column.id: _plain(column, value, record)
                        for column, value in zip(part.columns, row, strict=True)
                    }
                    for row in part.rows
                ],
            }
            for part in record.parts
        },
    }


def _plain(column: Column, value: Any, record: Record) -> Any:
    if value is None:
        return None
    if column.shape is Shape.MONEY:
        return decimal_string(value, record.shop.currency)
    if column.shape is Shape.QUANTITY:
        return quantity(value)
    if column.shape is Shape.YES:
        return bool(value)
    if isinstance(value, datetime):
        return _moment(value, record)
    return value.isoformat() if isinstance(value, date) else value


def quantity(thousandths: int) -> str:
    """A quantity as people write it: "2", "1.5"."""
    whole, part = divmod(abs(thousandths), 1000)
    written = f"{whole}.{part:03d}".rstrip("0").rstrip(".") if part else str(whole)
    return f"-{written}" if thousandths < 0 else written


def _moment(at: datetime, record: Record) -> str:
    return at.astimezone(UTC).astimezone(zone(record.timezone)).isoformat(timespec="seconds")
