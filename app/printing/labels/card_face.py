"""The face of a membership card, on anything from a bank card to an address label.

A card of some height has a panel in the shop's colour with its name in it, or its logo over a rule; a label
has the name and a fine rule. Under it the member's name, and the code: bars with the number beneath, or a QR
code at the right with the number beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.printing.barcode import in_fours
from app.printing.fonts import Weight
from app.printing.labels.codes import BARS, PlacedBars, PlacedSquares, bars_in, squares_in
from app.printing.labels.fitting import Type, set_line
from app.printing.labels.sheetfill import Cell
from app.printing.palette import LINE, MUTED, Colour, brand_of, mixed, on_colour
from app.printing.sheet import Align, Sheet
from app.printing.wrapping import width_of, wrap
from app.shop.on_paper import PaperShop, Picture

_PANEL_FROM = (200.0, 130.0)  # width and height in points from which a card has a panel
_PANEL_INSET = 6.5
_SIDE, _PANEL_SIDE = 10.0, 16.0  # where text begins on a label, and on a card
_USUAL_HEIGHT = 108.0  # the height of a label at which type has its usual size


@dataclass(frozen=True)
class CardFace:
    """How the cards of one sheet look. `wide` and `tall` are the cell's, in points; `wanted` the code asked
    for: "bars" or "qr"."""

    shop: PaperShop
    wide: float
    tall: float
    wanted: str = BARS
    member: str = ""

    @cached_property
    def colour(self) -> Colour:
        return brand_of(self.shop.colour)

    @cached_property
    def has_panel(self) -> bool:
        return self.wide >= _PANEL_FROM[0] and self.tall >= _PANEL_FROM[1]

    @cached_property
    def side(self) -> float:
        """How far from the edges text stands."""
        return _PANEL_SIDE if self.has_panel else _SIDE

    @cached_property
    def scale(self) -> float:
        """How large type is, against the usual."""
        return min(1.0, max(0.6, self.tall / _USUAL_HEIGHT))

    @cached_property
    def head(self) -> float:
        """Where what is about the member begins, from the top of the card."""
        if self.has_panel:
            return _PANEL_INSET + 47.0
        return (20.5 if self.scale > 0.75 else 16.5) * self.scale + 3

    @cached_property
    def name_base(self) -> float:
        """The baseline of the member's name, from the top of the card."""
        return self.head + (24.5 if self.has_panel else 13.5 * self.scale)

    @cached_property
    def number_base(self) -> float:
        return self.tall - (12.0 if self.has_panel else 8.0 * self.scale + 1)

    @cached_property
    def bars_bottom(self) -> float:
        return self.number_base - (11.5 if self.has_panel else 10.0 * max(self.scale, 0.8))

    @cached_property
    def bars_height(self) -> float:
        """What is left for bars between the name and the number."""
        return min(self.bars_bottom - self.name_base - (9.0 if self.has_panel else 6.5 * self.scale), 34.0)

    def code_of(self, number: str) -> PlacedBars | PlacedSquares | None:
        """The code a number is printed as: the one asked for if it finds room, else the other, else none."""
        bars = bars_in(number, self.wide, self.bars_height)
        if bars is not None and self.wanted == BARS:
            return bars
        top = self.head if self.has_panel else 0.0
        return squares_in(number, min(self.tall - top, self.wide * 0.5)) or bars

    def draw(self, sheet: Sheet, cell: Cell, name: str, number: str) -> None:
        """Draw one card."""
        code = self.code_of(number)
        left, right = cell.left + self.side, cell.right - self.side
        if isinstance(code, PlacedSquares):
            margin = max(code.quiet, self.side)
            beside = cell.right - margin - code.side - code.quiet - 2
            self._draw_head(sheet, cell, right if self.has_panel else beside)
            self._draw_member(sheet, cell, left, beside, name, number)
            top = cell.top + (self.head if self.has_panel else 0.0)
            code.draw(sheet, cell.right - margin - code.side, (top + cell.bottom - code.side) / 2)
            return
        self._draw_head(sheet, cell, right)
        self._draw_name(sheet, cell, left, right, name)
        base = cell.top + self.number_base
        number_type = Type(9.0 if self.has_panel else max(6.0, 8.5 * self.scale), 5.0, tabular=True)
        if code is None:
            set_line(sheet, in_fours(number), number_type, left, base, right - left)
            return
        start = cell.left + max(self.side, code.quiet)
        code.draw(sheet, start, cell.top + self.bars_bottom - self.bars_height, self.bars_height)
        wide = max(set_line(sheet, in_fours(number), number_type, start, base, code.wide), code.wide)
        self._draw_contacts(sheet, right, base, right - start - wide - code.quiet)

    def _draw_head(self, sheet: Sheet, cell: Cell, right: float) -> None:
        if not self.has_panel:
            self._draw_slim_head(sheet, cell, right)
        elif self.shop.logo is not None:
            self._draw_logo_head(sheet, cell, self.shop.logo)
        else:
            self._draw_panel(sheet, cell)

    def _draw_panel(self, sheet: Sheet, cell: Cell) -> None:
        top, ground = cell.top + _PANEL_INSET, on_colour(self.colour)
        sheet.box(
            cell.left + _PANEL_INSET,
            top,
            cell.right - _PANEL_INSET,
            cell.top + self.head - 3,
            fill=self.colour,
            radii=(6, 6, 6, 6),
        )
        left, room = cell.left + self.side, cell.wide - 2 * self.side
        quiet = Type(7.4, 5.5, colour=mixed(ground, self.colour, 0.18))
        set_line(sheet, self.shop.name, Type(16.0, 8.0, Weight.BOLD, ground), left,
                 top + (22.5 if self.shop.tagline else 27.5), room)  # fmt: skip
        set_line(sheet, self.shop.tagline, quiet, left, top + 34.0, room)

    def _draw_logo_head(self, sheet: Sheet, cell: Cell, logo: Picture) -> None:
        left, right, top = cell.left + self.side, cell.right - self.side, cell.top + _PANEL_INSET + 3
        scale = min(36.0 / logo.height, cell.wide * 0.42 / logo.width)
        wide, tall = logo.width * scale, logo.height * scale
        sheet.picture(logo, left, top + (36.0 - tall) / 2, left + wide, top + (36.0 + tall) / 2)
        room = right - left - wide - 10
        set_line(sheet, self.shop.name, Type(10.5, 7.0, Weight.SEMIBOLD, sheet.accent.strong), right,
                 top + (17.0 if self.shop.tagline else 22.0), room, Align.RIGHT)  # fmt: skip
        set_line(sheet, self.shop.tagline, Type(7.0, 5.5, colour=MUTED), right, top + 28.0, room, Align.RIGHT)
        sheet.rule(left, right, cell.top + self.head - 3, self.colour, 1.6)

    def _draw_slim_head(self, sheet: Sheet, cell: Cell, right: float) -> None:
        left, base = cell.left + _SIDE, cell.top + self.head - 6.5
        kind = Type(max(5.5, 8.8 * self.scale), 5.0, Weight.SEMIBOLD, sheet.accent.strong)
        room = right - left
        logo = self.shop.logo
        if logo is not None:
            tall = self.head - 8
            scale = min(tall / logo.height, cell.wide * 0.3 / logo.width)
            wide, high = logo.width * scale, logo.height * scale
            middle = base - kind.size * 0.36
            sheet.picture(logo, left, middle - high / 2, left + wide, middle + high / 2)
            left, room = left + wide + 5, room - wide - 5
        set_line(sheet, self.shop.name, kind, left, base, room)
        sheet.rule(cell.left + _SIDE, right, cell.top + self.head - 2.5, LINE, 0.6)

    def _draw_name(self, sheet: Sheet, cell: Cell, left: float, right: float, name: str) -> None:
        kind = Type(13.0 if self.has_panel else 11.5 * self.scale, 6.0, Weight.SEMIBOLD)
        if self.has_panel and self.member:
            set_line(sheet, self.member, Type(6.8, 5.5, colour=MUTED), left, cell.top + self.head + 9.5,
                     right - left)  # fmt: skip
        set_line(sheet, name, kind, left, cell.top + self.name_base, right - left)

    def _draw_member(
        self, sheet: Sheet, cell: Cell, left: float, right: float, name: str, number: str
    ) -> None:
        """Name and number beside a QR code."""
        self._draw_name(sheet, cell, left, right, name)
        size = 9.0 if self.has_panel else max(6.0, 8.5 * self.scale)
        base = cell.top + self.name_base + (17.0 if self.has_panel else 13.0 * self.scale)
        shown = in_fours(number)
        if width_of(shown, Weight.REGULAR, size, sheet.region, tabular=True) > right - left:
            size = max(5.5, size * 0.75)
        lines = wrap(shown, Weight.REGULAR, size, right - left, sheet.region, 3, tabular=True)
        for row, line in enumerate(lines):
            sheet.text(left, base + row * size * 1.25, line, size, tabular=True)
        self._draw_contacts(sheet, left, cell.top + self.number_base, right - left, Align.LEFT)

    def _draw_contacts(
        self, sheet: Sheet, x: float, base: float, room: float, align: Align = Align.RIGHT
    ) -> None:
        """How to reach the shop, where there is room to spare."""
        lines = [line for line in (self.shop.phone, self.shop.email) if line]
        if not self.has_panel or room < 60:
            return
        for row, line in enumerate(reversed(lines)):
            set_line(sheet, line, Type(6.8, 5.5, colour=MUTED), x, base - 9.5 * row, room, align)
