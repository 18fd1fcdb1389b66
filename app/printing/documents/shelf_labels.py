"""Shelf labels: what a product costs, and what it costs a member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.document import About, Imprint
from app.printing.labels.fields import fill_of
from app.printing.labels.left_out import counted, too_cheap
from app.printing.labels.price_face import draw_price
from app.printing.labels.prices import Priced, discounted, read_lines
from app.printing.labels.sheetfill import Cell, SheetFill
from app.printing.labels.sheets import LabelSheet
from app.printing.options import Options
from app.printing.sheet import Sheet
from app.sales.products import products_sold
from app.shop.on_paper import PaperShop, paper_shop

MOST = 5_000
"""Labels in one go."""


@dataclass(frozen=True, slots=True)
class ShelfLabels:
    """The labels to print. `left_out` says what has none and why: (reason, how many)."""

    shop: PaperShop
    fill: SheetFill
    products: tuple[Priced, ...]
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def count(self) -> int:
        return len(self.products)


class ShelfLabelSheet(LabelSheet[ShelfLabels]):
    """Sheets of prices: of the lines typed, else of what was sold lately."""

    id = "shelf-labels"
    about = About.SHOP
    icon = "price-tag"
    order = 44

    @property
    def label(self) -> str:
        return _("Shelf labels")

    @property
    def purpose(self) -> str:
        return _("Prices for the shelf, with what a member pays.")

    @property
    def own_options(self) -> tuple[Field, ...]:
        return (
            Field(
                "lines",
                _("Products"),
                FieldKind.LONG_TEXT,
                help=_("One a line: name; price; member price. Left empty, what you sold lately."),
            ),
            Field(
                "discount",
                _("Discount for members, per cent"),
                FieldKind.PERCENT,
                default=10,
                minimum=1,
                maximum=99,
                help=_("Taken off the price a product was last sold at."),
            ),
            Field(
                "days",
                _("Sold within the last days"),
                FieldKind.INTEGER,
                default=90,
                minimum=1,
                maximum=3660,
                help=_("Which products are printed where no lines are given."),
            ),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> ShelfLabels:
        fill = fill_of(options, self.usual)
        shop = paper_shop(view)
        text = str(options.get("lines") or "")
        left_out: tuple[tuple[str, int], ...] = ()
        if text.strip():
            products = read_lines(text, shop.currency, shop.locale)
        else:
            since = view.today - timedelta(days=int(options.get("days") or 90) - 1)
            products, cheap = discounted(products_sold(view, since), int(options.get("discount") or 10))
            left_out = counted((too_cheap(cheap), cheap))
        if not products:
            raise Refused(
                _("No product with a name was sold in these days. Type what to print, one a line."),
                field="lines",
            )
        if len(products) > MOST:
            raise Refused(
                _("These are {n} labels; {most} can be printed in one go.").format(
                    n=len(products), most=MOST
                ),
                field="days",
            )
        return ShelfLabels(shop, fill, products, left_out)

    def imprint(self, data: ShelfLabels) -> Imprint:
        subject = plural("{n} label", "{n} labels", data.count).format(n=data.count)
        return Imprint.of_shop(data.shop, self.label, subject)

    def draw_label(self, sheet: Sheet, data: ShelfLabels, index: int, cell: Cell) -> None:
        draw_price(sheet, data.shop, data.products[index], cell)


DOCUMENT = ShelfLabelSheet()
