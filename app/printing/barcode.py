"""Code 128: the card number as bars a till scanner reads from paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.code128 import Code128

from app.printing.palette import BLACK, INK
from app.printing.sheet import Align, Sheet

DOT = 0.24  # of a printer of 300 dots an inch, in points: bars begin and end on dots, so that none is blurred
USUAL_MODULE = 0.96  # width of the thinnest bar in points: four dots, 0.34 mm
SMALLEST_MODULE = 0.72  # three dots, 0.25 mm; thinner bars run together on office printers
NUMBER_SIZE = 6.8
NUMBER_DROP = 9.6  # from the foot of the bars to the baseline of the number


@dataclass(frozen=True, slots=True)
class Bars:
    """The pattern of a code in modules: (first, past the last) of each bar, and how wide the whole is."""

    edges: tuple[tuple[int, int], ...]
    modules: int

    def module_for(self, room: float) -> float | None:
        """How wide a module may be in `room` points; None when the code cannot be printed readably in it."""
        module = int(min(USUAL_MODULE, room / self.modules) / DOT + 1e-6) * DOT
        return module if module >= SMALLEST_MODULE - 1e-6 else None


@lru_cache(maxsize=1024)
def code128(value: str) -> Bars | None:
    """The bars of a value; None when it is empty or has characters the code lacks (it knows ASCII)."""
    if not value or not value.isascii() or not value.isprintable():
        return None
    code: Any = Code128(value)
    code.validate()
    if not code.valid:
        return None
    code.encode()
    code.decompose()
    edges: list[tuple[int, int]] = []
    at = 0
    for letter in code.decomposed:  # bars are capitals, spaces small letters, "a" one module wide
        wide = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            edges.append((at, at + wide))
        at += wide
    return Bars(tuple(edges), at)


def in_fours(number: str) -> str:
    """A card number as people read it: "2900 0041 4417". Anything but digits is left as it is."""
    if not number.isdigit() or len(number) <= 5:
        return number
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def draw_code128(sheet: Sheet, right: float, top: float, number: str, height: float, room: float) -> float:
    """Draw the bars with the number in fours beneath, ending at `right`, within `room` points.

    Gives the width used, 0 when the number has no code or the code no room: then nothing is drawn. The paper
    to both sides must stay white for ten modules; to the right that is the margin's work.
    """
    bars = code128(number)
    module = bars.module_for(room) if bars else None
    if bars is None or module is None:
        return 0.0
    left = draw_bars(sheet, bars, right - bars.modules * module, top, height, module)
    right = left + bars.modules * module
    centre = (left + right) / 2
    sheet.text(
        centre, top + height + NUMBER_DROP, in_fours(number), NUMBER_SIZE, colour=INK, align=Align.CENTRE
    )
    return right - left


def draw_bars(sheet: Sheet, bars: Bars, left: float, top: float, height: float, module: float) -> float:
    """Draw the bars alone from `left` on, a module in points as `Bars.module_for` gives it. Where they begin
    is moved to a printer's dot and given back."""
    left = int(left / DOT + 1e-6) * DOT
    edges = [(left + a * module, left + b * module) for a, b in bars.edges]
    sheet.bars(edges, top, top + height, BLACK)
    return left
