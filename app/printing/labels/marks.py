"""Lines that guide a knife: marks around cards that are cut afterwards, dashes where paper is torn."""

from __future__ import annotations

from app.printing.geometry import MM
from app.printing.labels.sheetfill import SheetFill
from app.printing.palette import LINE, MUTED
from app.printing.sheet import Sheet

_GAP, _LENGTH = 1.0 * MM, 4.0 * MM
_CROSS = 1.5 * MM
_FINE = 0.35
_DASH, _SPACE, _THICK = 3.0, 2.5, 0.6


def draw_cut_marks(sheet: Sheet, fill: SheetFill) -> None:
    """Marks in the margins for the edges of every column and row, and a fine cross where four cards meet."""
    stock = fill.stock
    first, last = fill.cell(0), fill.cell(stock.per_sheet - 1)
    columns = [fill.cell(place) for place in range(stock.columns)]
    rows = [fill.cell(place * stock.columns) for place in range(stock.rows)]
    xs = sorted({round(edge, 2) for cell in columns for edge in (cell.left, cell.right)})
    ys = sorted({round(edge, 2) for cell in rows for edge in (cell.top, cell.bottom)})
    for x in xs:
        sheet.upright(x, max(first.top - _GAP - _LENGTH, 0), first.top - _GAP, MUTED, _FINE)
        sheet.upright(x, last.bottom + _GAP, min(last.bottom + _GAP + _LENGTH, sheet.height), MUTED, _FINE)
    for y in ys:
        sheet.rule(first.left - _GAP - _LENGTH, first.left - _GAP, y, MUTED, _FINE)
        sheet.rule(last.right + _GAP, last.right + _GAP + _LENGTH, y, MUTED, _FINE)
    for x in xs[1:-1]:
        for y in ys[1:-1]:
            sheet.rule(x - _CROSS, x + _CROSS, y, LINE, _FINE)
            sheet.upright(x, y - _CROSS, y + _CROSS, LINE, _FINE)


def dashes_across(sheet: Sheet, left: float, right: float, y: float) -> None:
    """A dashed line across the paper."""
    half = _THICK / 2
    sheet.boxes([(a, y - half, b, y + half) for a, b in _dashes(left, right)], MUTED)


def dashes_down(sheet: Sheet, x: float, top: float, bottom: float) -> None:
    """A dashed line down the paper."""
    half = _THICK / 2
    sheet.boxes([(x - half, a, x + half, b) for a, b in _dashes(top, bottom)], MUTED)


def _dashes(start: float, end: float) -> list[tuple[float, float]]:
    count = max(1, int((end - start + _SPACE) / (_DASH + _SPACE)))
    step = (end - start - _DASH) / (count - 1) if count > 1 else 0.0
    return [(start + place * step, start + place * step + _DASH) for place in range(count)]
