"""Papers, and where things stand on them, in points (1/72 inch) from the top left corner.

The address must show through the window of an ordinary envelope however the sheet slides in it. For A4,
folded at 105 mm as DIN 5008 form B, that is true from 50 to 84 mm down, in DL and in C5 (window 20 mm from
the left, 90 x 45 mm) and, lying on its fold, in British DL (35 x 90 mm). For Letter in a #10 (window 7/8 inch
from the left, 1/2 inch up, 4 1/2 x 1 1/8 inch), folded in thirds, from 2.1 to 3.2 inch.
"""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
INCH = 72.0


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the sheet that is seen through the envelope."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet with its margins. `body_top` is where the first page's text begins, clear of the window."""

    id: str
    label: str
    width: float
    height: float
    window: Window
    body_top: float
    margin: float = 64.0  # as far in as the widest window starts, so that address and text share one edge
    next_top: float = 84.0
    foot: float = 62.0

    @property
    def right(self) -> float:
        return self.width - self.margin

    @property
    def body_width(self) -> float:
        return self.width - 2 * self.margin

    @property
    def body_bottom(self) -> float:
        return self.height - self.foot

    @property
    def size(self) -> tuple[float, float]:
        return self.width, self.height


A4 = Paper(
    id="a4",
    label="A4",
    width=210 * MM,
    height=297 * MM,
    window=Window(left=64.0, top=50 * MM, width=80 * MM, height=34 * MM),
    body_top=92 * MM,
)
LETTER = Paper(
    id="letter",
    label="Letter",
    width=8.5 * INCH,
    height=11 * INCH,
    window=Window(left=64.0, top=2.1 * INCH, width=4.2 * INCH, height=1.1 * INCH),
    body_top=3.7 * INCH,
)
PAPERS = {paper.id: paper for paper in (A4, LETTER)}

_LETTER_LANDS = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "PA", "DO", "PR"})


def usual_paper(locale: str) -> Paper:
    """The paper in the printers of a locale's country."""
    return LETTER if locale.replace("-", "_").rpartition("_")[2].upper() in _LETTER_LANDS else A4
