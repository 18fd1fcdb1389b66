"""QR codes: what telephones and camera scanners read; square, they stand where bars find no room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from app.printing.barcode import DOT
from app.printing.palette import BLACK
from app.printing.sheet import Sheet

QUIET = 4  # modules that stay white on every side (ISO/IEC 18004, 5.3.8)
USUAL_MODULE = 2.4  # ten dots, 0.85 mm: larger helps no reader
SMALLEST_MODULE = 0.96  # four dots, 0.34 mm: below, telephones and worn scanners give up
LONGEST = 300
_MASK = 0
"""Any of the eight can be read, and on codes as small as these the chequered one is the calmest on average.
Trying all eight would take ten times as long, for each of ten thousand cards."""


@dataclass(frozen=True, slots=True)
class Squares:
    """The pattern of a code in modules: (row, first, past the last) of each dark stretch, and its side."""

    stretches: tuple[tuple[int, int, int], ...]
    modules: int

    def module_for(self, room: float) -> float | None:
        """How wide a module may be in `room` points, the quiet zone included; None when there is no room."""
        module = int(min(USUAL_MODULE, room / (self.modules + 2 * QUIET)) / DOT + 1e-6) * DOT
        return module if module >= SMALLEST_MODULE - 1e-6 else None

    def side(self, module: float) -> float:
        """The side of the pattern in points, without the quiet zone."""
        return self.modules * module


@lru_cache(maxsize=256)
def qr_code(value: str) -> Squares | None:
    """The pattern of a value, with a spare of 15 % (level M); None for what a card number cannot be."""
    if not value or len(value) > LONGEST or not value.isascii() or not value.isprintable():
        return None
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(value)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    stretches: list[tuple[int, int, int]] = []
    for row, line in enumerate(code.modules):
        at = 0
        for dark, run in groupby(map(bool, line)):
            past = at + len(list(run))
            if dark:
                stretches.append((row, at, past))
            at = past
    return Squares(tuple(stretches), code.getModuleCount())


def draw_qr(sheet: Sheet, squares: Squares, left: float, top: float, module: float) -> float:
    """Draw the pattern with its corner at (`left`, `top`), moved to a printer's dot; gives its side.

    Four modules around it must stay white: who places it sees to that.
    """
    left, top = (int(side / DOT + 1e-6) * DOT for side in (left, top))
    sheet.boxes(
        [
            (left + first * module, top + row * module, left + past * module, top + (row + 1) * module)
            for row, first, past in squares.stretches
        ],
        BLACK,
    )
    return squares.side(module)
