"""The rolls of receipt printers. All of them print eight dots a millimetre."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.kernel.i18n import _
from app.printing.geometry import MM, Paper, Window

DOT = MM / 8
"""One dot of the print head in points: what begins and ends on dots is printed sharp."""
_INSET = 6


@dataclass(frozen=True, slots=True)
class Roll:
    """A width of paper. `mm` is the paper's, `dots` what the head prints across; the rest stays white at both
    sides. Type sizes are in points."""

    id: str
    mm: int
    dots: int
    body: float
    small: float
    name: float
    balance: float

    @property
    def label(self) -> str:
        return _("{mm} mm").format(mm=self.mm)

    @property
    def margin(self) -> float:
        """The white at either side of the text, in points: what the head does not reach, and a little more
        for letters that lean out."""
        return ((self.mm * 8 - self.dots) // 2 + _INSET) * DOT

    @property
    def text_width(self) -> float:
        return (self.dots - 2 * _INSET) * DOT

    def paper(self, height: float) -> Paper:
        """A piece of the roll at least `height` points long: a whole number of dots."""
        long = math.ceil(height / DOT - 1e-6) * DOT
        return Paper(
            id=f"roll-{self.id}",
            label=self.label,
            width=self.mm * MM,
            height=long,
            window=Window(0, 0, 0, 0),
            body_top=TOP,
            margin=self.margin,
            next_top=TOP,
            foot=FOOT,
        )


TOP, FOOT = 24 * DOT, 16 * DOT

NARROW = Roll("58", 58, 384, body=8.0, small=7.0, name=12.0, balance=17.0)
WIDE = Roll("80", 80, 576, body=9.0, small=7.75, name=14.5, balance=20.0)
ROLLS = {roll.id: roll for roll in (NARROW, WIDE)}
USUAL = WIDE.id


def roll_of(width: object) -> Roll:
    """The roll of that width in millimetres; the usual one where there is none."""
    return ROLLS.get(str(width), ROLLS[USUAL])
