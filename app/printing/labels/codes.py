"""The code on a label: bars where they find room, else a QR code, else nothing."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.barcode import Bars, code128, draw_bars
from app.printing.qr import QUIET, Squares, draw_qr, qr_code
from app.printing.sheet import Sheet

BARS, QR = "bars", "qr"
QUIET_BARS = 10  # modules that stay white beside bars (ISO/IEC 15417, 4.5.1)
LOWEST_BARS = 14.0  # 5 mm: lower bars are missed by a hand that is in a hurry


@dataclass(frozen=True, slots=True)
class PlacedBars:
    """Bars with the width of a module found for them."""

    bars: Bars
    module: float

    @property
    def wide(self) -> float:
        return self.bars.modules * self.module

    @property
    def quiet(self) -> float:
        """How much stays white on either side."""
        return QUIET_BARS * self.module

    def draw(self, sheet: Sheet, left: float, top: float, height: float) -> None:
        draw_bars(sheet, self.bars, left, top, height, self.module)


@dataclass(frozen=True, slots=True)
class PlacedSquares:
    """A QR code with the width of a module found for it."""

    squares: Squares
    module: float

    @property
    def side(self) -> float:
        return self.squares.side(self.module)

    @property
    def quiet(self) -> float:
        return QUIET * self.module

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        draw_qr(sheet, self.squares, left, top, self.module)


def bars_in(value: str, width: float, height: float) -> PlacedBars | None:
    """The bars of a value within a width that includes the quiet zones; None when they find no room."""
    bars = code128(value)
    if bars is None or height < LOWEST_BARS:
        return None
    module = bars.module_for(width * bars.modules / (bars.modules + 2 * QUIET_BARS))
    return None if module is None else PlacedBars(bars, module)


def squares_in(value: str, room: float) -> PlacedSquares | None:
    """The QR code of a value within a square that includes the quiet zone; None when it finds no room."""
    squares = qr_code(value)
    module = squares.module_for(room) if squares else None
    return None if squares is None or module is None else PlacedSquares(squares, module)
