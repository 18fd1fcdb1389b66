"""Which label of which sheet comes next, from the first one that is still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.printing.geometry import MM
from app.printing.labels.stock import LabelStock


@dataclass(frozen=True, slots=True)
class Cell:
    """A label on its page, in points from the top left corner of the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def tall(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class SheetFill:
    """How sheets are filled: from the label `start` (from 1) of the first one; everything moved to the
    `right` and `down` by tenths of a millimetre, for a printer that does not pull straight."""

    stock: LabelStock
    start: int = 1
    right: int = 0
    down: int = 0

    def pages(self, count: int) -> int:
        """How many sheets `count` labels take; one at least."""
        return max(1, -(-(self.start - 1 + count) // self.stock.per_sheet))

    def cell(self, place: int) -> Cell:
        """The label at `place` of a sheet, from 0."""
        left, top = self.stock.corner_of(place)
        left, top = left + self.right * MM / 10, top + self.down * MM / 10
        return Cell(left, top, left + self.stock.wide, top + self.stock.tall)

    def on_page(self, page: int, count: int) -> Iterator[tuple[int, Cell]]:
        """Which of `count` things stand on a page (from 0), each with its label."""
        per_sheet = self.stock.per_sheet
        first = page * per_sheet - (self.start - 1)
        for index in range(max(first, 0), min(first + per_sheet, count)):
            yield index, self.cell(index - first)
