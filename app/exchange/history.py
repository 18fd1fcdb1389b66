"""Sales written as history alone: what was bought counts, but nobody is given points for it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.unit import Unit
from app.loyalty.bulk import BulkPurchase, BulkRefund
from app.sales.bulk import SalesWriter, Tally, activities

Row = BulkPurchase | BulkRefund

_AHEAD = 10_000


def write_history(unit: Unit, rows: Iterable[Row]) -> list[tuple[int, str]]:
    """Write the rows, which come customer by customer in order of time; (place from 0, why) of those refused.

    Takes the same rows as `ring_up_many` and keeps the same sales.
    """
    refused: list[tuple[int, str]] = []
    writer = SalesWriter(unit)
    place = waiting = 0
    for customer_id, group in groupby(rows, key=lambda row: row.customer_id):
        tally = Tally(activities(unit, [customer_id]).get(customer_id))
        bought: dict[str, dict[str, Any]] = {}
        sold = False
        for row in group:
            try:
                _write(unit, writer, row, tally, bought)
                sold = True
            except Refused as refusal:
                refused.append((place, refusal.message))
            place += 1
            waiting += 1
        if sold:
            writer.tally(customer_id, tally)
        if waiting >= _AHEAD:
            writer.flush()
            waiting = 0
    writer.flush()
    for topic in ("purchase", "activity"):
        unit.changed(topic)
    return refused


def _write(
    unit: Unit, writer: SalesWriter, row: Row, tally: Tally, bought: dict[str, dict[str, Any]]
) -> None:
    if isinstance(row, BulkPurchase):
        if not 0 <= row.amount <= MAX_AMOUNT:
            raise Refused(_("The amount is not one a sale can have."), field="amount")
        kept = writer.purchase(
            row.customer_id, row.at, row.business_date, row.amount, receipt=row.receipt, lines=row.lines,
            till=row.till, source_key=row.source_key,
        )  # fmt: skip
        tally.purchase(unit, row.at, row.business_date, row.amount)
        if row.key is not None:
            bought[row.key] = kept
        return
    sale = bought.get(row.key)
    if sale is None:
        raise Refused(_("There is no purchase “{key}” to refund.").format(key=row.key), field="refund_of")
    left = sale["amount"] - sale["refunded"]
    amount = left if row.amount is None else row.amount
    if not 0 < amount <= left:
        raise Refused(_("More is given back than is left of the purchase."), field="amount")
    writer.refund(
        sale, row.at, row.business_date, amount, reason=row.reason, till=row.till, source_key=row.source_key
    )
    tally.spent -= amount
