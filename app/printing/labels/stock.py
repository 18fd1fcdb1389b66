"""Sheets of labels and cards as they come from the packet, in millimetres.

The label's size, the margins and the pitch (from one label's edge to the same edge of the next), as label
programs commonly have them. Lists differ by a millimetre here and there, and printers pull a little: the test
print and the nudge are for that. Compared with two lists each:

- Avery L7160 and L7163: 63.5 x 38.1 and 99.1 x 38.1 mm, in the middle of A4 with 15.15 mm above and below,
  columns some 2.5 mm apart, rows without a gap (gLabels' `avery-iso-templates.xml` has a pitch of 187.2
  points, 66.04 mm, for L7160).
- Avery 5160, 5163 and 5371: 2 5/8 x 1, 4 x 2 and 3 1/2 x 2 inches; half an inch above; 3/16, 5/32 and 3/4
  inch at the side; pitch 2 3/4, 4 3/16 and 3 1/2 inches (gLabels' `avery-us-templates.xml`, and the table of
  measures in gist.github.com/armadsen/5084458).
- Cards as large as a bank card: ISO/IEC 7810 ID-1 ("CR80"), 85.60 x 53.98 mm with corners of 3.18 mm, here
  ten to a sheet edge to edge, to be cut along marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.printing.geometry import A4, LETTER, MM, Paper

INCH = 25.4


@dataclass(frozen=True)
class LabelStock:
    """One kind of sheet. Everything in millimetres: the size of a label, the margin left of and above the
    first one, the pitch `across` and `down`, the radius of the corners. `cut` sheets are plain card that is
    cut afterwards, so marks are printed; the others are cut already."""

    id: str
    name: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    corner: float = 0.0
    cut: bool = False

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    @property
    def label(self) -> str:
        """Its name with what it holds: "Avery L7160 · 63.5 × 38.1 mm, 21 × A4"."""
        said = f"{self.size}, {self.per_sheet} × {self.paper.label}"
        return f"{self.name} · {said}" if self.name else said

    @property
    def size(self) -> str:
        """The label's size as people write it: "63.5 × 38.1 mm"."""
        return f"{self.width:.4g} × {self.height:.4g} mm"

    @cached_property
    def wide(self) -> float:
        """The width of a label in points."""
        return self.width * MM

    @cached_property
    def tall(self) -> float:
        """The height of a label in points."""
        return self.height * MM

    @property
    def radius(self) -> float:
        """The corners in points."""
        return self.corner * MM

    def corner_of(self, place: int) -> tuple[float, float]:
        """Left and top of the label at `place` of a sheet, from 0 along the rows, in points."""
        row, column = divmod(place, self.columns)
        return (self.left + column * self.across) * MM, (self.top + row * self.down) * MM


def _cards(paper: Paper) -> LabelStock:
    """Ten cards of bank-card size in the middle of a sheet."""
    width, height = 85.6, 53.98
    return LabelStock(
        id=f"cr80-{paper.id}",
        name="CR80",
        paper=paper,
        columns=2,
        rows=5,
        width=width,
        height=height,
        left=(paper.width / MM - 2 * width) / 2,
        top=(paper.height / MM - 5 * height) / 2,
        across=width,
        down=height,
        corner=3.18,
        cut=True,
    )


def _inches(
    number: str,
    grid: tuple[int, int],
    size: tuple[float, float],
    margin: tuple[float, float],
    pitch: tuple[float, float],
    corner: float,
) -> LabelStock:
    """A sheet of Avery's for Letter, whose measures are in inches."""
    width, height, left, top, across, down = (side * INCH for side in (*size, *margin, *pitch))
    return LabelStock(
        number, f"Avery {number}", LETTER, *grid, width, height, left, top, across, down, corner * INCH
    )


L7160 = LabelStock("l7160", "Avery L7160", A4, 3, 7, 63.5, 38.1, 7.21, 15.15, 66.04, 38.1, 2.0)
L7163 = LabelStock("l7163", "Avery L7163", A4, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1, 2.0)
STOCKS = {
    stock.id: stock
    for stock in (
        L7160,
        L7163,
        _inches("5160", (3, 10), (2.625, 1.0), (0.1875, 0.5), (2.75, 1.0), 1 / 16),
        _inches("5163", (2, 5), (4.0, 2.0), (0.15625, 0.5), (4.1875, 2.0), 1 / 8),
        _inches("5371", (2, 5), (3.5, 2.0), (0.75, 0.5), (3.5, 2.0), 0.0),
        _cards(A4),
        _cards(LETTER),
    )
}
