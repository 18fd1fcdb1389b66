"""Writing a purchase down: its checks, its row, its lines, and the visit it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from app.customers.payment_cards import forbid_issued_numbers
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT, check_amount
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.sales.activity import note_purchase
from app.sales.models import Purchase, PurchaseLine
from app.sales.tables import inserted, run, table

MAX_LINES = 500
MAX_QUANTITY = 10**9
"""A million of one thing, in thousandths."""

_NEW_PURCHASE = insert(table(Purchase))
_NEW_LINES = insert(table(PurchaseLine))


@dataclass(frozen=True)
class Line:
    """One line of a sale. `quantity` in thousandths; `amount` in minor units for the whole line, before the
    discount on the sale; below zero for something taken back in the same sale. `kind` is "" for goods."""

    item: str
    category: str = ""
    quantity: int = 1000
    amount: int = 0
    kind: str = ""


@dataclass(frozen=True)
class RecordPurchase:
    """What was paid (`amount`, after `discount`), when, and for what. `at` None is now.

    Where lines are given they must add up to amount and discount together: points are counted from both.
    """

    customer_id: int
    amount: int
    at: datetime | None = None
    receipt: str = ""
    lines: tuple[Line, ...] = ()
    discount: int = 0
    source_key: str | None = None


@dataclass(frozen=True)
class PurchaseRecorded:
    """The purchase's id and the business date it counts for; `lines` as they were kept."""

    purchase: int
    at: datetime
    business_date: date
    lines: tuple[Line, ...]


def record_purchase(unit: Unit, cmd: RecordPurchase) -> PurchaseRecorded:
    """Keep a purchase. Refused for amounts, days and texts that cannot be."""
    check_amount(cmd.amount)
    at = moment(unit, cmd.at)
    day = unit.day_of(at)
    receipt = clean_text(cmd.receipt, label=_("The receipt number"), limit=80, field="receipt")
    lines = checked_lines(cmd.lines, cmd.amount, cmd.discount)
    forbid_issued_numbers(unit, receipt, "receipt")
    for line in lines:
        forbid_issued_numbers(unit, line.item, "lines")
        forbid_issued_numbers(unit, line.category, "lines")
    purchase_id = inserted(
        unit.session,
        _NEW_PURCHASE,
        {
            "customer_id": cmd.customer_id,
            "at": at,
            "business_date": day,
            "amount": cmd.amount,
            "discount": cmd.discount,
            "refunded": 0,
            "receipt": receipt or None,
            "note": "",
            "staff_id": unit.actor.staff_id,
            "till": unit.actor.till,
            "source_key": cmd.source_key,
        },
    )
    if lines:
        run(unit.session, _NEW_LINES, line_rows(purchase_id, lines))
    note_purchase(unit, cmd.customer_id, at, day, cmd.amount)
    unit.changed("purchase", cmd.customer_id)
    return PurchaseRecorded(purchase_id, at, day, lines)


def moment(view: View, at: datetime | None) -> datetime:
    """The instant of an action: now unless another is given; Refused beyond tomorrow."""
    if at is None:
        return view.now
    if view.day_of(at) > view.today + timedelta(days=1):
        raise Refused(_("That day is still to come. Nothing was saved."), field="at")
    return at


def checked_lines(lines: Sequence[Line], amount: int, discount: int) -> tuple[Line, ...]:
    """The lines cleaned; Refused when one is no line, or when they do not add up."""
    if not 0 <= discount <= MAX_AMOUNT:
        raise Refused(_("The discount cannot be below zero."), field="discount")
    if not lines:
        return ()
    if len(lines) > MAX_LINES:
        raise Refused(_("A purchase can have {limit} lines at most.").format(limit=MAX_LINES), field="lines")
    cleaned = tuple(_checked_line(line) for line in lines)
    if sum(line.amount for line in cleaned) != amount + discount:
        raise Refused(
            _("The lines do not add up to the amount. Nothing was saved; correct one or the other."),
            field="lines",
        )
    return cleaned


def _checked_line(line: Line) -> Line:
    item = clean_text(line.item, label=_("The item"), limit=200, field="lines")
    category = clean_text(line.category, label=_("The category"), limit=120, field="lines")
    if not item and not category:
        raise Refused(_("A line needs an item."), field="lines")
    if abs(line.amount) > MAX_AMOUNT:
        raise Refused(_("The amount is larger than Regulars can keep."), field="lines")
    if not 0 < line.quantity <= MAX_QUANTITY:
        raise Refused(_("A quantity must be more than nothing."), field="lines")
    return replace(line, item=item or category, category=category)


def line_rows(purchase_id: int, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The rows of a purchase's lines."""
    return [
        {
            "purchase_id": purchase_id,
            "position": position,
            "item": line.item,
            "category": line.category,
            "quantity": line.quantity,
            "amount": line.amount,
            "kind": line.kind,
        }
        for position, line in enumerate(lines)
    ]
