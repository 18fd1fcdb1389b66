"""Address labels: name and address, as large as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.customers.on_labels import AddressedCustomer, addressed_customers
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.document import Imprint, LeftOut
from app.printing.fonts import Weight
from app.printing.labels.fields import fill_of
from app.printing.labels.left_out import counted, without_address
from app.printing.labels.sheetfill import Cell, SheetFill
from app.printing.labels.sheets import LabelSheet
from app.printing.options import Options
from app.printing.sheet import Sheet
from app.printing.text import CUT_MARK, address_rows
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop, paper_shop

_SIDE = 14.0  # some 5 mm: what a printer may be off by, and a margin besides
_ABOVE = 5.0
_SIZE, _LEADING = 10.5, 1.32
_WRAPPED = 7.5  # a line goes on below rather than be set smaller than this
_SMALLEST = 5.0
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class AddressLabels:
    """The labels to print. `left_out` says why others have none: (reason, how many)."""

    shop: PaperShop
    fill: SheetFill
    labels: tuple[AddressedCustomer, ...]
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def count(self) -> int:
        return len(self.labels)


class AddressLabelSheet(LabelSheet[AddressLabels]):
    """Sheets of addresses."""

    id = "address-labels"
    icon = "labels"
    order = 42

    @property
    def label(self) -> str:
        return _("Address labels")

    @property
    def purpose(self) -> str:
        return _("Names and addresses on sheets of labels, for parcels and for envelopes without a window.")

    def gather(self, view: View, who: Sequence[int], options: Options) -> AddressLabels:
        fill = fill_of(options, self.usual)
        customers = addressed_customers(view, who)
        labels = tuple(customer for customer in customers if customer.lines)
        without = len(customers) - len(labels)
        reason = without_address(without)
        if not labels:
            raise LeftOut(
                _("No postal address is known here, so there is no label to print."),
                reason,
                _("Write it on the customer's card."),
            )
        return AddressLabels(paper_shop(view), fill, labels, counted((reason, without)))

    def imprint(self, data: AddressLabels) -> Imprint:
        subject = plural("{n} label", "{n} labels", data.count).format(n=data.count)
        return Imprint.of_shop(data.shop, self.label, subject)

    def draw_label(self, sheet: Sheet, data: AddressLabels, index: int, cell: Cell) -> None:
        who = data.labels[index]
        lines = address_rows((who.name, *who.lines), _MOST_LINES)
        side = min(_SIDE, cell.wide * 0.08)
        room, height = cell.wide - 2 * side, cell.tall - 2 * min(_ABOVE, cell.tall * 0.08)
        size, rows = _set(sheet, lines, room, height)
        leading = min(size * _LEADING, height / max(len(rows), 1))
        first = (cell.top + cell.bottom - leading * len(rows)) / 2 + leading * 0.76
        for row, (text, weight) in enumerate(rows):
            sheet.text(cell.left + side, first + row * leading, text, size, weight=weight)


def _set(
    sheet: Sheet, lines: Sequence[str], room: float, height: float
) -> tuple[float, list[tuple[str, Weight]]]:
    """The largest size at which all lines stand in the room, and the lines so set, the name first and bolder.
    A line too wide goes on below once the type is small already; at the smallest size lines are joined
    and cut at their ends, so that the town is still on the label."""
    weights = [Weight.SEMIBOLD, *[Weight.REGULAR] * (len(lines) - 1)]
    size = _SIZE
    while True:
        rows: list[tuple[str, Weight]] = []
        whole = True
        for line, weight in zip(lines, weights, strict=True):
            parts = wrap(line, weight, size, room, sheet.region, 2)
            whole = whole and not parts[-1].endswith(CUT_MARK)
            rows += [(part, weight) for part in parts]
        wrapped = len(rows) > len(lines)
        if len(rows) * size * _LEADING <= height and whole and (not wrapped or size <= _WRAPPED):
            return size, rows
        if size <= _SMALLEST:
            most = max(int(height / size), 1)
            if len(rows) > most:
                kept = address_rows(lines, max(most, 3))[-most:]
                rows = [
                    (fit(line, weight, size, room, sheet.region), weight)
                    for line, weight in zip(kept, weights, strict=False)
                ]
            return size, rows
        size -= 0.5


DOCUMENT = AddressLabelSheet()
