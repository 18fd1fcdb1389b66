"""The face of a shelf label: the product, its price, and the member's in a panel of the shop's colour."""

from __future__ import annotations

from app.kernel.i18n import _
from app.printing.fonts import Weight
from app.printing.formatting import money
from app.printing.labels.fitting import Type, set_line
from app.printing.labels.prices import Priced
from app.printing.labels.sheetfill import Cell
from app.printing.palette import INK, MUTED, brand_of, mixed, on_colour
from app.printing.sheet import Sheet
from app.printing.text import plain
from app.printing.wrapping import wrap
from app.shop.on_paper import PaperShop

_USUAL_HEIGHT = 108.0


def draw_price(sheet: Sheet, shop: PaperShop, product: Priced, cell: Cell) -> None:
    """Draw one label; everything grows and shrinks with its height."""
    scale = min(1.5, max(0.35, cell.tall / _USUAL_HEIGHT), cell.wide / 120)
    side, edge = 10 * scale, 6.5 * scale
    left, room = cell.left + side, cell.wide - 2 * side
    size = 11.5 * scale
    name = plain(product.name, 500)
    lines = wrap(name, Weight.SEMIBOLD, size, room, sheet.region, 1)
    if lines and lines[0] != name:
        size = 10.0 * scale
        lines = wrap(name, Weight.SEMIBOLD, size, room, sheet.region, 3)
    for row, line in enumerate(lines):
        base = cell.top + edge + 11.5 * scale + row * size * 1.2
        sheet.text(left, base, line, size, weight=Weight.SEMIBOLD)

    colour = brand_of(shop.colour)
    on = on_colour(colour)
    top = cell.bottom - edge - 48 * scale
    split = cell.left + cell.wide * 0.42
    r = 5 * scale
    sheet.box(split, top, cell.right - edge, cell.bottom - edge, fill=colour, radii=(r, r, r, r))
    inside = cell.right - edge - split - 2 * 8 * scale
    quiet = Type(7.2 * scale, 3.0, colour=mixed(on, colour, 0.12))
    loud = Type(23 * scale, 5.0, Weight.BOLD, on, tabular=True)
    set_line(sheet, _("Member price"), quiet, split + 8 * scale, top + 14 * scale, inside)
    set_line(sheet, _money(product.member_price, shop), loud, split + 8 * scale, top + 37 * scale, inside)

    beside = split - left - 6 * scale
    set_line(sheet, _("Price"), Type(7.2 * scale, 3.0, colour=MUTED), left, top + 14 * scale, beside)
    usual = Type(14 * scale, 4.0, Weight.REGULAR, INK, tabular=True)
    set_line(sheet, _money(product.price, shop), usual, left, top + 37 * scale, beside)


def _money(minor: int, shop: PaperShop) -> str:
    return money(minor, shop.currency, shop.locale)
