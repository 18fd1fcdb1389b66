"""Purchases: one a row, or a line a row with the receipt's number on each; returns name the receipt."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from app.exchange.buyers import Buyers
from app.exchange.cells import bare, moment, money, quantity
from app.exchange.history import write_history
from app.exchange.importing import ImportFormat, Intake, Record
from app.exchange.late_refunds import LateRefund, known_refunds, refund_late
from app.exchange.purchase_columns import COLUMNS
from app.exchange.sales_rows import PURCHASE, REFUND, Sale, SaleRow, sales, source_key
from app.exchange.spill import Sorter
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import MAX_AMOUNT
from app.kernel.text import clean_text
from app.loyalty.bulk import BulkPurchase, BulkRefund, ring_up_many
from app.loyalty.commands import stand_again
from app.sales.bulk import known_keys
from app.sales.purchases import MAX_LINES

AT_ONCE = 4_000

_WANTED = tuple(column.id for column in COLUMNS)


def take(intake: Intake) -> None:
    """Read all rows, put them in order, and write them customer by customer."""
    with Sorter() as sorter:
        _read_all(intake, sorter)
        _Writing(intake, sorter).write()


def _read_all(intake: Intake, sorter: Sorter) -> None:
    buyers = Buyers(intake.unit)
    records = intake.records(_WANTED)
    while ahead := list(islice(records, AT_ONCE)):
        buyers.learn(record.cells[0] for record in ahead if record.cells[0])
        for record in ahead:
            try:
                sorter.add(_read(intake, buyers, record).packed())
            except Refused as refusal:
                intake.reject(record.number, refusal.message)


def _read(intake: Intake, buyers: Buyers, record: Record) -> SaleRow:
    customer, when, amount, receipt, item, category, count, refund_of = record.cells
    unit = intake.unit
    if not customer:
        raise Refused(_("The customer is missing."), field="customer")
    customer_id = buyers.id_of(customer)
    if not when:
        raise Refused(_("The date is missing."), field="date")
    day, at = moment(when, unit.context.country, unit.context.timezone)
    if day > unit.today + timedelta(days=1):
        raise Refused(_("{text} is still to come.").format(text=when[:40]), field="date")
    number = _text(bare(receipt), _("The receipt number"), 80)
    kind = REFUND if refund_of else PURCHASE
    try:
        return SaleRow(
            customer_id, at, day, kind, number, record.number, _amount(intake, amount, kind),
            _text(item, _("The item"), 200), _text(category, _("The category"), 120), quantity(count),
            _text(bare(refund_of), _("The receipt number"), 80),
        )  # fmt: skip
    except Refused as refusal:
        if not number or kind == REFUND:
            raise
        intake.reject(record.number, refusal.message)
        return SaleRow(customer_id, at, day, kind, number, record.number, 0, spoiled=True)


def _text(text: str, label: str, limit: int) -> str:
    """The text fit to keep. Plain printable ASCII, which is most, takes a short way to the same result."""
    if text.isascii() and text.isprintable() and len(text) <= limit and "  " not in text:
        return text.strip()
    return clean_text(text, label=label, limit=limit)


def _amount(intake: Intake, text: str, kind: int) -> int | None:
    if kind == REFUND:
        return abs(money(text, *_ways(intake))) if text else None
    if not text:
        raise Refused(_("The amount is missing."), field="amount")
    return money(text, *_ways(intake))


def _ways(intake: Intake) -> tuple[str, str]:
    context = intake.unit.context
    return context.currency, context.locale


class _Writing:
    """Writes sorted sales that are new, and says of each row what became of it."""

    def __init__(self, intake: Intake, sorter: Sorter) -> None:
        self._intake = intake
        self._unit = intake.unit
        self._sorter = sorter
        self._fed = array("q")  # the first row of each sale handed on
        self._late: list[LateRefund] = []
        self._receipts: dict[str, str] = {}
        self._buyers = array("q")

    def write(self) -> None:
        """Write everything; what cannot be is rejected by row."""
        intake, unit = self._intake, self._unit
        rows = self._rows()
        refused = ring_up_many(unit, rows).refused if intake.cmd.points else write_history(unit, rows)
        for place, why in refused:  # only returns are: sales were looked at before they were handed on
            intake.added -= 1
            intake.reject(self._fed[place], why)
        for late in self._late:
            intake.progress.check()
            try:
                refund_late(unit, late)
                intake.added += 1
            except Refused as refusal:
                intake.reject(late.row, refusal.message)
        stand_again(unit, self._buyers)

    def _rows(self) -> Iterator[BulkPurchase | BulkRefund]:
        keyed = self._keyed()
        customer = 0
        while ahead := list(islice(keyed, AT_ONCE)):
            keys = [key for _sale, key in ahead]
            before, returned = known_keys(self._unit, keys), known_refunds(self._unit, keys)
            for sale, key in ahead:
                if sale.customer_id != customer:
                    customer = sale.customer_id
                    self._receipts.clear()
                    self._buyers.append(customer)
                if key in before or key in returned:
                    self._intake.unchanged += len(sale.rows)
                elif (row := self._row(sale, key)) is not None:
                    self._fed.append(sale.rows[0])
                    self._intake.added += len(sale.rows)
                    yield row

    def _keyed(self) -> Iterator[tuple[Sale, str]]:
        """The sales that can be written, each with the key it is recognised by."""
        customer, seen = 0, Counter[bytes]()
        for number, sale in enumerate(sales(self._sorter)):
            if number % 500 == 0:
                self._intake.progress.step(number, self._intake.read, _("Writing purchases"))
            if why := _unfit(sale):
                for row in sale.rows:
                    self._intake.reject(row, why)
                continue
            if sale.customer_id != customer:
                customer = sale.customer_id
                seen.clear()
            content = sale.content()
            seen[content] += 1
            yield sale, source_key(content, seen[content])

    def _row(self, sale: Sale, key: str) -> BulkPurchase | BulkRefund | None:
        """The sale as the bulk writers take it; None for a return of something sold before this file."""
        if sale.kind == PURCHASE:
            if sale.receipt:
                self._receipts[sale.receipt] = key
            return BulkPurchase(
                sale.customer_id, sale.at, sale.day, sale.amount or 0, sale.receipt, sale.lines,
                source_key=key, key=key,
            )  # fmt: skip
        bought = self._receipts.get(sale.refund_of)
        if bought is not None:
            return BulkRefund(
                sale.customer_id, sale.at, sale.day, bought, sale.amount, source_key=key
            )  # fmt: skip
        self._late.append(
            LateRefund(sale.rows[0], sale.customer_id, sale.refund_of, sale.amount, sale.at, key)
        )
        return None


def _unfit(sale: Sale) -> str:
    """Why the sale cannot be written, in a sentence; "" when it can."""
    if sale.spoiled:
        return _("Another row of receipt {receipt} cannot be read.").format(receipt=sale.receipt)
    if sale.kind == REFUND:
        return _("Nothing is given back.") if sale.amount == 0 else ""
    if sale.amount is not None and sale.amount < 0:
        return _("The amount is below zero. A return names the receipt it belongs to as “refund_of”.")
    if sale.amount is not None and sale.amount > MAX_AMOUNT:
        return _("The amount is larger than Regulars can keep.")
    if len(sale.lines) > MAX_LINES:
        return _("A purchase can have {limit} lines at most.").format(limit=MAX_LINES)
    return ""


FORMAT = ImportFormat(
    id="purchases",
    label=_("Purchases"),
    columns=COLUMNS,
    needs=(("customer",), ("date",), ("amount",)),
    take=take,
)
