"""A table on paper: columns as wide as their figures, text sharing the rest, the head on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.kernel.i18n import _
from app.printing.flow import Flow
from app.printing.fonts import Region, Weight
from app.printing.movements import BETWEEN, BODY, HEAD, HEAD_HEIGHT, INSET, MORE, ROW, baseline_in
from app.printing.palette import INK, LINE, MUTED
from app.printing.shaping import shape
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import wrap

LONGEST_CELL = 2000
MEASURED = 400
"""So many rows are measured to find how wide a column must be; a later, wider figure wraps."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. With `share` 0 it is as wide as its widest cell, else it takes that part of what is left;
    `most_lines` bounds the height of a cell, the rest of its text being cut with a mark."""

    label: str
    align: Align = Align.LEFT
    share: float = 0.0
    most_lines: int = 3
    weight: Weight = Weight.REGULAR


class Grid:
    """Rows of plain texts under their heads, between `left` and `right` in points.

    `total` is one more row, set bold under a strong rule. `flow_into` places everything on a flow.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        left: float,
        right: float,
        region: Region,
        *,
        total: Sequence[str] | None = None,
        row: float = ROW,
    ) -> None:
        self._columns, self._left, self._right = tuple(columns), left, right
        self._region, self._single = region, row
        self._rows, self._total = rows, total
        self._edges = self._stand()

    def flow_into(self, flow: Flow, draw_again: Callable[[Sheet, float], None] | None = None) -> None:
        """Place head and rows; every further page begins with `draw_again` (a heading) and the head.

        The last row never stands alone on a page when another could stand with it.
        """
        flow.place(HEAD_HEIGHT, self._draw_head)
        rows: list[tuple[Sequence[str], bool]] = [(row, False) for row in self._rows]
        if self._total is not None:
            rows.append((self._total, True))
        cells = [self._wrapped(row, strong) for row, strong in rows[:1]]
        for place, (_row, strong) in enumerate(rows):
            lines = cells.pop()
            if place + 1 < len(rows):
                cells.append(self._wrapped(*rows[place + 1]))
            height = self._height(lines)
            needed = height + (self._height(cells[0]) if cells and place == len(rows) - 2 and place else 0)
            if needed > flow.room:
                flow.break_page()
                if draw_again is not None:
                    flow.place(21, draw_again)
                flow.place(HEAD_HEIGHT, self._draw_head)
            flow.place(height, partial(self._draw_row, lines, strong))

    def height_of_head_and(self, rows: int) -> float:
        """What a heading must find room for so that it never stands alone: head and the first rows."""
        tall = [self._height(self._wrapped(row, False)) for row in self._rows[:rows]]
        return HEAD_HEIGHT + sum(tall)

    def _stand(self) -> list[tuple[float, float]]:
        """(left, right) of each column's text."""
        inner = self._right - self._left - 2 * INSET - BETWEEN * (len(self._columns) - 1)
        natural = [self._natural(at, column) for at, column in enumerate(self._columns)]
        shares = sum(column.share for column in self._columns)
        fixed = sum(wide for wide, column in zip(natural, self._columns, strict=True) if not column.share)
        rest = inner - fixed
        least = inner * 0.18 if shares else 0.0
        if rest < least:  # figures too wide for the page give way in proportion
            squeeze = (inner - least) / fixed
            natural = [wide * squeeze for wide in natural]
            rest = least
        edges, x = [], self._left + INSET
        spare = 0.0 if shares else rest / max(len(self._columns) - 1, 1)
        for wide, column in zip(natural, self._columns, strict=True):
            width = rest * column.share / shares if column.share else wide
            edges.append((x, x + width))
            x += width + BETWEEN + spare
        return edges

    def _natural(self, at: int, column: Column) -> float:
        if column.share:
            return 0.0
        seen = {row[at] for row in self._rows[:MEASURED]}
        if self._total is not None:
            seen.add(self._total[at])
        widths = [self._wide(plain(text, LONGEST_CELL), Weight.SEMIBOLD, BODY) for text in seen if text]
        return max([self._wide(column.label, Weight.SEMIBOLD, HEAD), *widths])

    def _wide(self, text: str, weight: Weight, size: float) -> float:
        return shape(text, weight, self._region, tabular=True).width_at(size) + 0.5

    def _wrapped(self, row: Sequence[str], strong: bool) -> tuple[tuple[str, ...], ...]:
        found = []
        for text, column, (left, right) in zip(row, self._columns, self._edges, strict=True):
            weight = Weight.SEMIBOLD if strong else column.weight
            shown = plain(text, LONGEST_CELL)
            lines = wrap(
                shown, weight, BODY, right - left, self._region, column.most_lines,
                tabular=column.align is Align.RIGHT,
            )  # fmt: skip
            found.append(tuple(lines))
        return tuple(found)

    def _height(self, cells: Sequence[Sequence[str]]) -> float:
        return self._single + MORE * (max((len(lines) for lines in cells), default=1) - 1 if cells else 0)

    def _draw_head(self, sheet: Sheet, top: float) -> None:
        for column, (left, right) in zip(self._columns, self._edges, strict=True):
            sheet.text(
                self._x(column, left, right), top + 9, column.label, HEAD, weight=Weight.SEMIBOLD,
                colour=MUTED, align=column.align,
            )  # fmt: skip
        sheet.rule(self._left, self._right, top + HEAD_HEIGHT, INK, 0.75)

    def _draw_row(self, cells: Sequence[Sequence[str]], strong: bool, sheet: Sheet, top: float) -> None:
        if strong:
            sheet.rule(self._left, self._right, top, INK, 0.75)
        base = top + baseline_in(self._single)
        for column, (left, right), lines in zip(self._columns, self._edges, cells, strict=True):
            for line, text in enumerate(lines):
                sheet.text(
                    self._x(column, left, right), base + MORE * line, text, BODY,
                    weight=Weight.SEMIBOLD if strong else column.weight, align=column.align,
                    tabular=column.align is Align.RIGHT,
                )  # fmt: skip
        if not strong:
            sheet.rule(self._left, self._right, top + self._height(cells), LINE)

    @staticmethod
    def _x(column: Column, left: float, right: float) -> float:
        return left + (right - left) * column.align.value


def continued(heading: str) -> str:
    """The heading of a table on a further page."""
    return _("{heading}, continued").format(heading=heading)
