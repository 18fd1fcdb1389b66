"""The loyalty slip: what a receipt printer gives after a sale, and its preview."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.document import Document, DrawPage, Imprint
from app.printing.flow import Item
from app.printing.geometry import Paper
from app.printing.options import Options
from app.printing.sheet import Sheet
from app.printing.slips.data import SlipData, last_sale, slip_data
from app.printing.slips.layout import blocks, height_of
from app.printing.slips.rolls import FOOT, ROLLS, TOP, USUAL, roll_of
from app.printing.text import plain

LAST, NONE = "last", "none"


class SlipPaper(Document[SlipData]):
    """The slip on a piece of roll as long as it needs."""

    id = "slip"
    icon = "slip"
    order = 90

    @property
    def label(self) -> str:
        return _("Till slip")

    @property
    def purpose(self) -> str:
        return _("Tells a customer after a purchase what it gave, what they have and what comes next.")

    @property
    def options(self) -> tuple[Field, ...]:
        widths = tuple((roll.id, roll.label) for roll in ROLLS.values())
        sales = ((LAST, _("The last purchase")), (NONE, _("No purchase, only the balance")))
        return (
            Field("width", _("Width of the roll"), FieldKind.CHOICE, choices=widths, default=USUAL),
            Field("sale", _("The slip is of"), FieldKind.CHOICE, choices=sales, default=LAST),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> SlipData:
        sale = None if options.get("sale") == NONE else last_sale(view, who[0])
        return slip_data(view, who[0], sale)

    def imprint(self, data: SlipData) -> Imprint:
        return Imprint(self.label, data.shop.name, plain(data.customer_name, 200), data.shop.locale)

    def paper(self, data: SlipData, options: Options) -> Paper:
        roll = roll_of(options.get("width"))
        return roll.paper(TOP + height_of(blocks(data, roll)) + FOOT)

    def lay_out(self, data: SlipData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        """One page: the paper is as long as the slip."""
        items, top = [], TOP
        for place, block in enumerate(blocks(data, roll_of(options.get("width")))):
            top += block.gap if place else 0
            items.append(Item(top, block.draw))
            top += block.height
        return [partial(_draw_page, items)]


def _draw_page(items: list[Item], sheet: Sheet, _page: int, _of: int) -> None:
    for item in items:
        item.draw(sheet, item.top)


DOCUMENT = SlipPaper()
