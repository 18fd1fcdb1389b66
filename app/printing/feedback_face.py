"""The feedback slip as pieces one below the other: a question, figures or faces to tick, room for a word.

The same pieces stand on a roll of 58 or 80 mm, all black, and on a leaf of A6, in the shop's colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from app.kernel.i18n import _
from app.printing.fonts import Region, Weight, region_of
from app.printing.palette import BLACK, INK, LINE, MUTED, Colour
from app.printing.qr import QUIET, Squares, draw_qr, qr_code
from app.printing.sheet import Align, Sheet
from app.printing.slips.layout import LEADING, Block, Draw
from app.printing.text import plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop
from app.touchpoints.scores import TEN, lowest

_MOUTHS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""How the mouth of each of the five faces curves: down, straight, up."""


@dataclass(frozen=True, slots=True)
class FeedbackSlip:
    """One slip: whose it is ("" for anybody's), the scale it asks by, and its code's link, "" for none."""

    shop: PaperShop
    customer_name: str
    scale: int
    link: str


@dataclass(frozen=True, slots=True)
class Look:
    """How large a slip is set: from `left`, `width` points wide, sizes of type in points, the height of a
    line to write on. A slip on a roll is `black`."""

    left: float
    width: float
    title: float
    body: float
    small: float
    line: float
    lines: int
    black: bool = False

    @property
    def ink(self) -> Colour:
        return BLACK if self.black else INK

    @property
    def muted(self) -> Colour:
        return BLACK if self.black else MUTED


def pieces_of(data: FeedbackSlip, look: Look) -> list[Block]:
    """The slip from top to bottom."""
    return _Writer(data, look).blocks


class _Writer:
    def __init__(self, data: FeedbackSlip, look: Look) -> None:
        self.data, self.look = data, look
        self.region: Region = region_of(data.shop.locale)
        self.centre = look.left + look.width / 2
        self.blocks: list[Block] = []
        ten = data.scale == TEN
        self._lines(plain(data.shop.name, 200), look.body, Weight.BOLD, accent=True, most=2, gap=0)
        self._add(look.body * 0.35, 1, self._draw_rule)
        self._lines(_("How was it?"), look.title, Weight.BOLD, gap=look.body * 0.9)
        if ten:
            asked = _("Would you recommend us to friends?")
            self._lines(asked, look.body, most=3, gap=2)
        else:
            self._lines(_("Tick what fits best."), look.body, most=2, gap=2)
        self._ticks(ten)
        self._lines(_("A word why:"), look.body, gap=look.body * 0.9, align=Align.LEFT)
        for _row in range(look.lines):
            self._add(0, look.line, self._draw_writing_line)
        self._code()
        if data.customer_name:
            self._lines(plain(data.customer_name, 200), look.small, muted=True, most=2, gap=look.body * 0.7)
        self._lines(
            _("Thank you! Leave this slip at the till."),
            look.small,
            most=2,
            muted=True,
            gap=2 if data.customer_name else look.body * 0.7,
        )

    def _ticks(self, ten: bool) -> None:
        look = self.look
        values = list(range(lowest(self.data.scale), self.data.scale + 1))
        rows = 1 if not ten or look.width / len(values) >= look.body * 1.85 else 2
        per_row = -(-len(values) // rows)
        step = look.width / per_row
        side = min(step * 0.86, look.body * (4.2 if not ten else 2.2))
        for row in range(rows):
            some = values[row * per_row : (row + 1) * per_row]
            draw = (
                partial(self._draw_boxes, some, step, side) if ten else partial(self._draw_faces, step, side)
            )
            height = side + (0 if ten else look.body * 1.5)
            self._add(look.body * (0.9 if row == 0 else 0.45), height, draw)
        if ten:
            self._add(2, look.small * LEADING, self._draw_ends)

    def _code(self) -> None:
        squares = qr_code(self.data.link)
        room = min(self.look.width, 190.0)
        module = squares.module_for(room) if squares is not None else None
        if squares is None or module is None:
            if self.data.link:
                words = _("Or tell us here: {link}").format(link=self.data.link)
                self._lines(words, self.look.small, most=3, gap=self.look.body * 0.8)
            return
        module = min(module, 1.92)
        self._lines(_("Or tell us by telephone camera:"), self.look.small, most=2, gap=self.look.body * 0.8)
        side = squares.side(module)
        self._add(QUIET * module * 0.6, side, partial(self._draw_code, squares, module, side))

    def _add(self, gap: float, height: float, draw: Draw) -> None:
        self.blocks.append(Block(gap, height, draw))

    def _lines(
        self,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        *,
        most: int = 1,
        gap: float = 0,
        align: Align = Align.CENTRE,
        accent: bool = False,
        muted: bool = False,
    ) -> None:
        for row, line in enumerate(wrap(text, weight, size, self.look.width, self.region, most)):
            shown = fit(line, weight, size, self.look.width, self.region)
            draw = partial(self._draw_text, shown, size, weight, align, accent, muted)
            self._add(0 if row else gap, size * LEADING, draw)

    def _draw_text(
        self, text: str, size: float, weight: Weight, align: Align, accent: bool, muted: bool, sheet: Sheet,
        top: float,
    ) -> None:  # fmt: skip
        colour = self.look.muted if muted else self.look.ink
        if accent and not self.look.black:
            colour = sheet.accent.strong
        x = {Align.LEFT: self.look.left, Align.CENTRE: self.centre}[align]
        sheet.text(x, top + size, text, size, weight=weight, colour=colour, align=align)

    def _draw_rule(self, sheet: Sheet, top: float) -> None:
        colour = BLACK if self.look.black else LINE
        sheet.rule(self.look.left, self.look.left + self.look.width, top, colour, 0.75)

    def _draw_writing_line(self, sheet: Sheet, top: float) -> None:
        foot = top + self.look.line - 1
        sheet.rule(self.look.left, self.look.left + self.look.width, foot, self.look.muted, 0.5)

    def _draw_boxes(self, values: list[int], step: float, side: float, sheet: Sheet, top: float) -> None:
        size = side * 0.5
        start = self.centre - step * len(values) / 2
        for place, value in enumerate(values):
            middle = start + step * (place + 0.5)
            corner = (side * 0.18,) * 4
            sheet.box(
                middle - side / 2, top, middle + side / 2, top + side, line=self.look.ink, radii=corner,
                thickness=0.9,
            )  # fmt: skip
            sheet.text(
                middle, top + side / 2 + size * 0.36, str(value), size, weight=Weight.SEMIBOLD,
                colour=self.look.ink, align=Align.CENTRE, tabular=True,
            )  # fmt: skip

    def _draw_ends(self, sheet: Sheet, top: float) -> None:
        size, half = self.look.small, self.look.width / 2 - 4
        for text, x, align in (
            (_("not at all"), self.look.left, Align.LEFT),
            (_("very gladly"), self.look.left + self.look.width, Align.RIGHT),
        ):
            shown = fit(text, Weight.REGULAR, size, half, self.region)
            sheet.text(x, top + size, shown, size, colour=self.look.muted, align=align)

    def _draw_faces(self, step: float, side: float, sheet: Sheet, top: float) -> None:
        for place, curve in enumerate(_MOUTHS):
            middle = self.look.left + step * (place + 0.5)
            _draw_face(sheet, middle, top + side / 2, side / 2, curve, self.look.ink)
            sheet.text(
                middle, top + side + self.look.body * 1.2, str(place + 1), self.look.body,
                weight=Weight.SEMIBOLD, colour=self.look.ink, align=Align.CENTRE, tabular=True,
            )  # fmt: skip

    def _draw_code(self, squares: Squares, module: float, side: float, sheet: Sheet, top: float) -> None:
        draw_qr(sheet, squares, self.centre - side / 2, top, module)


def _draw_face(sheet: Sheet, x: float, y: float, radius: float, curve: float, colour: Colour) -> None:
    """A ring with two eyes and a mouth that curves from -1 (down) to 1 (up)."""
    thick = max(0.9, radius * 0.075)
    r = radius - thick / 2
    sheet.box(x - r, y - r, x + r, y + r, line=colour, radii=(r, r, r, r), thickness=thick)
    for side in (-1, 1):
        sheet.dot(x + side * radius * 0.34, y - radius * 0.22, radius * 0.1, colour, filled=True)
    wide, bend = radius * 0.42, radius * 0.34 * curve
    mouth = y + radius * 0.36 - bend * 0.35
    sheet.outline(
        [[(x - wide, mouth), (x - wide / 2, mouth + bend, x + wide / 2, mouth + bend, x + wide, mouth)]],
        line=colour,
        thickness=thick,
    )
