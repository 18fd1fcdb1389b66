"""The test print: whether labels come out of this printer where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.document import About, Imprint
from app.printing.fonts import Weight
from app.printing.geometry import MM
from app.printing.labels.fields import fill_of
from app.printing.labels.fitting import Type, set_line
from app.printing.labels.sheetfill import Cell, SheetFill
from app.printing.labels.sheets import LabelSheet
from app.printing.options import Options
from app.printing.palette import ACCENT, INK, MUTED, WHITE, mixed
from app.printing.sheet import Align, Sheet
from app.printing.wrapping import wrap
from app.shop.on_paper import PaperShop, paper_shop

OUTLINE = 0.4  # thickness of the outlines, in points
_RULER = 4.5 * MM  # from the paper's edge to the ruler's line; printers leave some 4 mm of the edge white
_TICKS = ((10, 2.4 * MM), (5, 1.7 * MM), (1, 1.0 * MM))
_CROSS = 8.0 * MM
_FINE = 0.3
_INSET = 22.0
_LINE = 1.35
_SIZES = (6.8, 6.0, 5.2, 4.4)


@dataclass(frozen=True, slots=True)
class LabelTest:
    """What the test is printed of."""

    shop: PaperShop
    fill: SheetFill

    @property
    def count(self) -> int:
        return self.fill.stock.per_sheet - self.fill.start + 1


class LabelTestSheet(LabelSheet[LabelTest]):
    """One sheet with the outline of every label and a ruler along two edges."""

    id = "label-test"
    about = About.SHOP
    icon = "ruler"
    order = 48

    @property
    def label(self) -> str:
        return _("Test print for labels")

    @property
    def purpose(self) -> str:
        return _("Outlines and rulers on plain paper, to hold against a sheet of labels first.")

    def gather(self, view: View, who: Sequence[int], options: Options) -> LabelTest:
        return LabelTest(paper_shop(view), fill_of(options, self.usual))

    def imprint(self, data: LabelTest) -> Imprint:
        return Imprint.of_shop(data.shop, self.label, data.fill.stock.label)

    def draw_label(self, sheet: Sheet, data: LabelTest, index: int, cell: Cell) -> None:
        if index == 0:
            _draw_rulers(sheet)
            _draw_crosshair(sheet)
        r = min(data.fill.stock.radius, cell.wide / 2, cell.tall / 2)
        sides = (cell.left, cell.top, cell.right, cell.bottom)
        sheet.box(*sides, line=ACCENT, radii=(r, r, r, r), thickness=OUTLINE)
        inset = min(_INSET, cell.wide * 0.12)
        room = cell.wide - inset - min(_INSET, 8.0)
        size = min(9.0, cell.tall * 0.2)
        number = Type(size, 5.0, Weight.SEMIBOLD, ACCENT, tabular=True)
        base = cell.top + min(_INSET, cell.tall * 0.2) + size * 0.5
        set_line(sheet, str(data.fill.start + index), number, cell.left + inset, base, room)
        base += size * 0.45
        _draw_words(sheet, _said(data).get(index, ()), cell, cell.left + inset, base, room)


def _draw_words(sheet: Sheet, said: Sequence[str], cell: Cell, left: float, top: float, room: float) -> None:
    """A heading and what follows, as large as they stand between `top` and the foot of the cell; on the
    smallest labels what finds no room is not said."""
    for size in _SIZES:
        lines = [
            (line, place)
            for place, text in enumerate(said)
            for line in wrap(text, _weight(place), size, room, sheet.region, 6)
        ]
        if top + len(lines) * _LINE * size < cell.bottom - 2:
            break
    for row, (line, place) in enumerate(lines):
        base = top + (row + 0.8) * _LINE * size
        if base > cell.bottom - 2:
            return
        sheet.text(left, base, line, size, weight=_weight(place), colour=MUTED if place else INK)


def _weight(place: int) -> Weight:
    return Weight.REGULAR if place else Weight.SEMIBOLD


def _said(data: LabelTest) -> dict[int, tuple[str, ...]]:
    """What stands in the first labels: what this sheet is, and what to do with it."""
    fill, stock = data.fill, data.fill.stock
    return {
        0: (
            stock.name or _("Other labels"),
            _("{size}, {count} to a sheet").format(size=stock.size, count=stock.per_sheet),
            _("Paper: {paper}").format(paper=stock.paper.label),
            *_moved(fill),
        ),
        1: (
            _("Print at 100 %"),
            _("Do not let it be fitted to the page: ten millimetres on the rulers must be ten millimetres."),
        ),
        2: (
            _("Hold it against a sheet of labels"),
            _("Against the light you see where lines are off. Move the print by tenths of a millimetre."),
        ),
    }


def _moved(fill: SheetFill) -> tuple[str, ...]:
    """How the labels are moved against the sheet; nothing where they are not."""
    across = _("{mm} mm to the right") if fill.right > 0 else _("{mm} mm to the left")
    along = _("{mm} mm down") if fill.down > 0 else _("{mm} mm up")
    parts = [
        words.format(mm=f"{abs(tenths) / 10:.1f}")
        for words, tenths in ((across, fill.right), (along, fill.down))
        if tenths
    ]
    return (_("Moved: {parts}").format(parts=", ".join(parts)),) if parts else ()


def _draw_rulers(sheet: Sheet) -> None:
    """Millimetres from the paper's edges, along the top and the left. They are not moved with the labels."""
    grey = mixed(MUTED, WHITE, 0.35)
    kind = Type(5.2, 5.0, colour=grey, tabular=True)
    wide, tall = int(sheet.width / MM), int(sheet.height / MM)
    sheet.rule(0, sheet.width, _RULER, grey, _FINE)
    sheet.upright(_RULER, 0, sheet.height, grey, _FINE)
    for at in range(1, wide + 1):
        sheet.upright(at * MM, _RULER, _RULER + _tick(at), grey, _FINE)
        if at % 10 == 0 and 10 < at < wide - 2:
            set_line(sheet, str(at), kind, at * MM, _RULER + 4.6 * MM, 20, Align.CENTRE)
    for at in range(1, tall + 1):
        sheet.rule(_RULER, _RULER + _tick(at), at * MM, grey, _FINE)
        if at % 10 == 0 and 10 < at < tall - 2:
            set_line(sheet, str(at), kind, _RULER + 3.0 * MM, at * MM + 1.9, 20)


def _draw_crosshair(sheet: Sheet) -> None:
    """The middle of the paper."""
    x, y = sheet.width / 2, sheet.height / 2
    sheet.rule(x - _CROSS, x + _CROSS, y, INK, _FINE)
    sheet.upright(x, y - _CROSS, y + _CROSS, INK, _FINE)
    sheet.dot(x, y, 2.0 * MM, INK, filled=False)


def _tick(at: int) -> float:
    return next(length for step, length in _TICKS if at % step == 0)


DOCUMENT = LabelTestSheet()
