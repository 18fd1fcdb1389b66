"""The panels of a greeting card: what is drawn on each, and which way up it stands on the sheet.

Folded twice, everything is printed on one side. The sheet is folded backwards across its middle, then once
more along it: the lower right quarter is then the front, the lower left the back, and the upper half, printed
on its head, is the inside. Folded once, the second page is printed on the back of the first, turned on the
short edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.printing.bidi import starts_rightward
from app.printing.brush import Brush
from app.printing.card_pictures import PICTURES, Inks
from app.printing.fonts import Region, Weight
from app.printing.geometry import MM
from app.printing.palette import LINE, MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import CUT_MARK, plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop

MARGIN = 11 * MM
MARK = 4 * MM  # how long a fold's mark is
LARGEST, SMALLEST = 12.0, 7.0  # of the words inside, for a quarter of A4
USUAL_WIDTH = 105 * MM
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class CardData:
    """One card. `front` are the words on it, `inside` paragraphs of lines, `picture` a key of `PICTURES`
    or ""."""

    shop: PaperShop
    customer_name: str
    front: str
    inside: tuple[tuple[str, ...], ...]
    picture: str
    sign_off: str
    signed: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One side of the folded card, in points on its page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def scale(self) -> float:
        """How large it is beside a quarter of A4."""
        return self.width / USUAL_WIDTH


def draw_quarters(data: CardData, sheet: Sheet, _page: int, _of: int) -> None:
    """The one page of a card that is folded twice."""
    wide, tall = sheet.width / 2, sheet.height / 2
    lower_left, lower_right = Panel(0, tall, wide, tall), Panel(wide, tall, wide, tall)
    _draw_front(sheet, data, lower_right)
    _draw_back(sheet, data, lower_left)
    with sheet.upside_down():
        _draw_inside(sheet, data, lower_right)
    _mark_across(sheet)
    _mark_along(sheet)


def draw_outside(data: CardData, sheet: Sheet, _page: int, _of: int) -> None:
    """The first page of a card that is folded once."""
    wide = sheet.width / 2
    _draw_front(sheet, data, Panel(wide, 0, wide, sheet.height))
    _draw_back(sheet, data, Panel(0, 0, wide, sheet.height))
    _mark_along(sheet)


def draw_inner(data: CardData, sheet: Sheet, _page: int, _of: int) -> None:
    """Its second page."""
    wide = sheet.width / 2
    _draw_inside(sheet, data, Panel(wide, 0, wide, sheet.height))


def _draw_front(sheet: Sheet, data: CardData, panel: Panel) -> None:
    inks = Inks.of(sheet.accent.strong)
    room = panel.width - 2 * MARGIN
    size = 25 * panel.scale
    lines = wrap(data.front, Weight.BOLD, size, room, sheet.region, 3)
    leading = size * 1.2
    words_top = panel.top + panel.height - MARGIN - 14 * panel.scale - leading * len(lines)
    if data.picture:
        side = min(room, words_top - panel.top - 2 * MARGIN)
        top = panel.top + MARGIN + max(0.0, (words_top - panel.top - MARGIN - side) / 2)
        PICTURES[data.picture](Brush(sheet, panel.middle - side / 2, top, side / 100), inks)
    else:
        words_top = panel.top + (panel.height - leading * len(lines)) / 2
    for row, line in enumerate(lines):
        base = words_top + size + row * leading
        sheet.text(panel.middle, base, line, size, weight=Weight.BOLD, colour=inks.strong, align=Align.CENTRE)


def _draw_back(sheet: Sheet, data: CardData, panel: Panel) -> None:
    """The shop, small, at the foot of the back."""
    shop, room = data.shop, panel.width - 2 * MARGIN
    size = 8.0 * min(panel.scale, 1.25)
    small = [plain(line, 200) for line in (shop.tagline, " · ".join(shop.address_lines), shop.phone)]
    small = [line for line in small if line]
    base = panel.top + panel.height - MARGIN - len(small) * size * 1.4
    name = fit(plain(shop.name, 200), Weight.SEMIBOLD, size * 1.2, room, sheet.region)
    strong = sheet.accent.strong
    sheet.text(
        panel.middle, base, name, size * 1.2, weight=Weight.SEMIBOLD, colour=strong, align=Align.CENTRE
    )
    for row, line in enumerate(small, start=1):
        shown = fit(line, Weight.REGULAR, size, room, sheet.region)
        sheet.text(panel.middle, base + row * size * 1.4, shown, size, colour=MUTED, align=Align.CENTRE)


def _draw_inside(sheet: Sheet, data: CardData, panel: Panel) -> None:
    """The words, in the middle of the right-hand side, as large as they fit."""
    room, height = panel.width - 2 * MARGIN, panel.height - 2 * MARGIN
    size = LARGEST * min(panel.scale, 1.3)
    while (tall := sum(row.height for row in _rows(data, size, room, sheet.region))) > height:
        if size <= SMALLEST:
            break
        size -= 0.5
    rows = _kept(_rows(data, size, room, sheet.region), height)
    y = panel.top + MARGIN + max(0.0, (height - tall) / 2)
    for row in rows:
        _draw_row(sheet, row, panel.left + MARGIN, panel.left + panel.width - MARGIN, y, size)
        y += row.height


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the words inside, with the space below it; `closing` is how the card is signed."""

    text: str
    height: float
    weight: Weight = Weight.REGULAR
    closing: bool = False


def _rows(data: CardData, size: float, room: float, region: Region) -> list[_Row]:
    leading = size * 1.45
    rows: list[_Row] = []
    for lines in data.inside:
        parts = [
            part for line in lines for part in wrap(line, Weight.REGULAR, size, room, region, MOST_LINES)
        ]
        rows += [_Row(part, leading) for part in parts[:-1]]
        rows += [_Row(part, leading * 1.6) for part in parts[-1:]]
    if data.sign_off:
        rows.append(_Row(fit(data.sign_off, Weight.REGULAR, size, room, region), leading, closing=True))
    if data.signed:
        shown = fit(data.signed, Weight.SEMIBOLD, size, room, region)
        rows.append(_Row(shown, leading, Weight.SEMIBOLD, closing=True))
    return rows


def _kept(rows: Sequence[_Row], height: float) -> list[_Row]:
    """What there is room for: words that are too many end in a mark, and the card is signed all the same."""
    room = height - sum(row.height for row in rows if row.closing)
    kept: list[_Row] = []
    for row in rows:
        if not row.closing and room < row.height:
            if kept:
                kept[-1] = replace(kept[-1], text=f"{kept[-1].text.rstrip(' .,;:')} {CUT_MARK}")
            break
        room -= 0 if row.closing else row.height
        kept.append(row)
    return [*(row for row in kept if not row.closing), *(row for row in rows if row.closing)]


def _draw_row(sheet: Sheet, row: _Row, left: float, right: float, top: float, size: float) -> None:
    rightward = starts_rightward(row.text)
    x, align = (left, Align.LEFT) if rightward else (right, Align.RIGHT)
    sheet.text(x, top + size, row.text, size, weight=row.weight, align=align)


def _mark_across(sheet: Sheet) -> None:
    for left in (MARK, sheet.width - 2 * MARK):
        sheet.rule(left, left + MARK, sheet.height / 2, LINE, 0.6)


def _mark_along(sheet: Sheet) -> None:
    for top in (MARK, sheet.height - 2 * MARK):
        sheet.upright(sheet.width / 2, top, top + MARK, LINE, 0.6)
