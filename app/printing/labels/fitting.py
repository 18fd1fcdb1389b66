"""One line of type in the room there is: smaller first, cut with a mark only when it must be."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.fonts import Weight
from app.printing.palette import INK, Colour
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit

_MOST = 300  # characters of one line that are looked at


@dataclass(frozen=True, slots=True)
class Type:
    """How a line is set: its size in points where there is room, and how small it may become."""

    size: float
    smallest: float
    weight: Weight = Weight.REGULAR
    colour: Colour = INK
    tabular: bool = False

    def size_for(self, sheet: Sheet, text: str, room: float) -> float:
        """The size at which a plain text stands within `room` points, in steps of a quarter point."""
        wide = sheet.shape(text, self.weight, tabular=self.tabular).width_at(self.size)
        return self.size if wide <= room else max(self.smallest, int(self.size * room / wide * 4) / 4)


def set_line(
    sheet: Sheet, text: str, kind: Type, x: float, baseline: float, room: float, align: Align = Align.LEFT
) -> float:
    """Set a line of any text within `room` points of `x`; gives its width."""
    shown = plain(text, _MOST)
    if not shown or room <= 0:
        return 0.0
    size = kind.size_for(sheet, shown, room)
    if size <= kind.smallest:
        shown = fit(shown, kind.weight, size, room, sheet.region, tabular=kind.tabular)
    return sheet.text(
        x, baseline, shown, size, weight=kind.weight, colour=kind.colour, align=align, tabular=kind.tabular
    )
