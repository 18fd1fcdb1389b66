"""Slips of paper with a stub to tear off, three to a sheet: what a voucher and a gift card are printed as.

The shop's name or logo, a panel that says what it is worth, for whom and how long, bars for the till; right
of a dashed line the stub with the number, which stays with the shop.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.printing.barcode import in_fours
from app.printing.document import Document, DrawPage
from app.printing.fonts import Weight
from app.printing.geometry import Paper
from app.printing.labels.codes import bars_in, squares_in
from app.printing.labels.fitting import Type, set_line
from app.printing.labels.marks import dashes_across, dashes_down
from app.printing.labels.sheetfill import Cell
from app.printing.options import Options
from app.printing.palette import INK, MUTED, Colour, brand_of, mixed, on_colour
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import wrap
from app.shop.on_paper import PaperShop

A_PAGE = 3
_STUB_LINES = 3
_STUB = 0.25  # of the sheet's width
_SIDE, _ABOVE = 38.0, 30.0
_PANEL = 84.0
_BARS = 34.0
_EDGE = 14.0  # dashes begin so far from the paper's edge
_BODY = 9.5
_TWO_LINES = 18.0  # what is worth more words than fit at this size stands on two lines
_SMALL = 7.2


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `kind` says what it is ("Voucher"), `worth` what it gives, large; `title` stands under it;
    `facts` and `stub` are (label, value); `code` what the till scans; `terms` the small print."""

    kind: str
    worth: str
    title: str
    facts: tuple[tuple[str, str], ...]
    code: str
    stub: tuple[tuple[str, str], ...]
    terms: str


@dataclass(frozen=True, slots=True)
class Slips:
    """Slips to print. `filled` panels are in the shop's full colour, others in a tint of it.
    `left_out` says what is not printed and why: (reason, how many)."""

    shop: PaperShop
    slips: tuple[Slip, ...]
    filled: bool = False
    left_out: tuple[tuple[str, int], ...] = ()


def terms_field() -> Field:
    """The small print, the same for every slip."""
    return Field(
        "terms",
        _("Small print"),
        FieldKind.LONG_TEXT,
        max_length=300,
        help=_("Left empty, the usual words are printed."),
    )


class TearOff(Document[Slips]):
    """A document of slips."""

    @property
    @abstractmethod
    def stub_words(self) -> str:
        """What is said over the stub."""

    def lay_out(self, data: Slips, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return [partial(self._draw_page, data, start) for start in range(0, len(data.slips), A_PAGE)]

    def _draw_page(self, data: Slips, start: int, sheet: Sheet, page: int, of: int) -> None:
        tall = sheet.height / A_PAGE
        stub = sheet.width * (1 - _STUB)
        for row, slip in enumerate(data.slips[start : start + A_PAGE]):
            top, bottom = row * tall, (row + 1) * tall
            _draw_slip(sheet, data, slip, Cell(_SIDE, top + _ABOVE, stub - 20, bottom - 22))
            _draw_stub(
                sheet, slip, self.stub_words, Cell(stub + 20, top + _ABOVE, sheet.width - 24, bottom - 22)
            )
            dashes_down(sheet, stub, top + _EDGE, bottom - _EDGE)
            if row < A_PAGE - 1:
                dashes_across(sheet, _EDGE, sheet.width - _EDGE, bottom)


def _draw_slip(sheet: Sheet, data: Slips, slip: Slip, cell: Cell) -> None:
    _draw_head(sheet, data.shop, slip, cell)
    panel = cell.top + 34
    _draw_panel(sheet, data, slip, Cell(cell.left, panel, cell.right, panel + _PANEL))
    terms = wrap(plain(slip.terms, 600), Weight.REGULAR, _SMALL, cell.wide, sheet.region, 2)
    foot = cell.bottom - 9.5 * (len(terms) - 1)
    for row, line in enumerate(terms):
        sheet.text(cell.left, foot + 9.5 * row, line, _SMALL, colour=MUTED)
    lowest = foot - 18 if terms else cell.bottom
    taken = _draw_code(sheet, slip.code, Cell(cell.left, panel + _PANEL + 14, cell.right, lowest))
    base = panel + _PANEL + 26
    for label, value in slip.facts:
        set_line(sheet, label, Type(_SMALL, 6.0, colour=MUTED), cell.left, base, cell.wide - taken - 20)
        set_line(
            sheet, value, Type(11.0, 8.0, Weight.SEMIBOLD), cell.left, base + 13.5, cell.wide - taken - 20
        )
        base += 32


def _draw_head(sheet: Sheet, shop: PaperShop, slip: Slip, cell: Cell) -> None:
    """Whose slip it is, left; what it is, right."""
    base = cell.top + 18
    kind = set_line(
        sheet,
        slip.kind,
        Type(10.0, 8.0, Weight.SEMIBOLD, MUTED),
        cell.right,
        base,
        cell.wide * 0.4,
        Align.RIGHT,
    )
    left, room = cell.left, cell.wide - kind - 16
    if shop.logo is not None:
        scale = min(26.0 / shop.logo.height, room * 0.4 / shop.logo.width)
        wide, tall = shop.logo.width * scale, shop.logo.height * scale
        middle = base - 5
        sheet.picture(shop.logo, left, middle - tall / 2, left + wide, middle + tall / 2)
        left, room = left + wide + 10, room - wide - 10
    set_line(sheet, shop.name, Type(15.0, 9.0, Weight.BOLD, sheet.accent.strong), left, base, room)


def _draw_panel(sheet: Sheet, data: Slips, slip: Slip, cell: Cell) -> None:
    ground, large, small = sheet.accent.soft, sheet.accent.strong, INK
    if data.filled:
        ground = brand_of(data.shop.colour)
        large = on_colour(ground)
        small = mixed(large, ground, 0.15)
    sheet.box(cell.left, cell.top, cell.right, cell.bottom, fill=ground, radii=(8, 8, 8, 8))
    room = cell.wide - 36
    _draw_worth(sheet, slip.worth, large, cell, room)
    set_line(sheet, slip.title, Type(10.5, 8.0, colour=small), cell.left + 18, cell.top + 65, room)


def _draw_worth(sheet: Sheet, worth: str, colour: Colour, cell: Cell, room: float) -> None:
    """What it gives, as large as it stands on one line, else on two."""
    shown = plain(worth, 300)
    kind = Type(32.0, _TWO_LINES, Weight.BOLD, colour)
    if kind.size_for(sheet, shown, room) > _TWO_LINES:
        set_line(sheet, shown, kind, cell.left + 18, cell.top + 45, room)
        return
    for row, line in enumerate(wrap(shown, kind.weight, 15.0, room, sheet.region, 2)):
        sheet.text(cell.left + 18, cell.top + 29 + 19 * row, line, 15.0, weight=kind.weight, colour=colour)


def _draw_code(sheet: Sheet, code: str, cell: Cell) -> float:
    """The code at the right with its number beneath, at the foot of the cell; gives the width taken."""
    shown = in_fours(code)
    bars = bars_in(code, cell.wide * 0.6, _BARS)
    if bars is not None:
        left = cell.right - bars.wide
        bars.draw(sheet, left, cell.bottom - 13 - _BARS, _BARS)
        kind = Type(_BODY, 6.0, tabular=True)
        set_line(sheet, shown, kind, left + bars.wide / 2, cell.bottom, bars.wide + 20, Align.CENTRE)
        return bars.wide + bars.quiet
    square = squares_in(code, cell.tall)
    if square is None:
        return set_line(sheet, shown, Type(_BODY, 6.0), cell.right, cell.bottom, cell.wide * 0.6, Align.RIGHT)
    square.draw(sheet, cell.right - square.side, cell.bottom - 13 - square.side)
    wide = set_line(sheet, shown, Type(8.0, 5.0), cell.right, cell.bottom, cell.wide * 0.5, Align.RIGHT)
    return max(wide, square.side + square.quiet)


def _draw_stub(sheet: Sheet, slip: Slip, words: str, cell: Cell) -> None:
    """What stays with the shop."""
    base = cell.top + 18
    for line in wrap(words, Weight.SEMIBOLD, 8.0, cell.wide, sheet.region, 2):
        sheet.text(cell.left, base, line, 8.0, weight=Weight.SEMIBOLD, colour=MUTED)
        base += 11
    base = cell.top + 52
    for label, value in (*slip.stub, (_("Number"), in_fours(slip.code))):
        set_line(sheet, label, Type(_SMALL, 6.0, colour=MUTED), cell.left, base, cell.wide)
        shown = plain(value, 200)
        for line in wrap(shown, Weight.SEMIBOLD, _BODY, cell.wide, sheet.region, _STUB_LINES, tabular=True):
            base += 12.5
            sheet.text(cell.left, base, line, _BODY, weight=Weight.SEMIBOLD, tabular=True)
        base += 19
