"""What stands around the text of every letter-like document: letterhead, address window, foot of the page."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.i18n import _
from app.printing.fonts import Weight
from app.printing.geometry import Paper
from app.printing.letterhead import DOT, Letterhead, draw_letterhead, shrunk
from app.printing.palette import INK, LINE, MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import address_rows
from app.printing.wrapping import fit, wrap

__all__ = [
    "DOT",
    "FIGURES_HEIGHT",
    "Letterhead",
    "draw_address",
    "draw_figures",
    "draw_foot",
    "draw_heading",
    "draw_letterhead",
    "draw_running_head",
]

FIGURES_HEIGHT = 49.5

_SMALL = 8.25
_FOOT_SIZE = 7.2
_FOOT_LEADING = 9.6
_FOOT_LINES = 2
_ADDRESS_SIZE = 9.75
_ADDRESS_LEADING = 14.25
_RETURN_SIZE = 6.75
_RETURN_GAP = 16.5


def draw_address(sheet: Sheet, paper: Paper, head: Letterhead, lines: Sequence[str]) -> None:
    """The address in the window, under a small line that says where to return the letter.

    Up to ten lines fit: the type grows smaller rather than leave the window. More are joined to ten.
    """
    window = paper.window
    sender = DOT.join((head.name, *head.address_lines))
    top = window.top + _RETURN_SIZE
    sheet.text(
        window.left,
        top,
        fit(sender, Weight.REGULAR, _RETURN_SIZE, window.width, sheet.region),
        _RETURN_SIZE,
        colour=MUTED,
    )
    shown = address_rows(lines, 10)
    if not shown:
        return
    first = top + _RETURN_GAP
    leading = _ADDRESS_LEADING
    if len(shown) > 1:
        leading = min(leading, (window.top + window.height - 2 - first) / (len(shown) - 1))
    size = min(_ADDRESS_SIZE, leading * 0.85)
    size = min(shrunk(sheet, line, Weight.REGULAR, size, window.width, 6.5) for line in shown)
    if len(shown) > 5:
        first -= 4
    for row, line in enumerate(shown):
        text = fit(line, Weight.REGULAR, size, window.width, sheet.region)
        sheet.text(window.left, first + row * leading, text, size)


def draw_running_head(sheet: Sheet, paper: Paper, left: str, right: str) -> None:
    """The head of the pages that follow: whose paper this is, in one line."""
    half = paper.body_width / 2 - 8
    shown = fit(left, Weight.BOLD, 10.5, half, sheet.region)
    sheet.text(paper.margin, 54, shown, 10.5, weight=Weight.BOLD, colour=sheet.accent.strong)
    sheet.text(
        paper.right,
        54,
        fit(right, Weight.REGULAR, _SMALL, half, sheet.region),
        _SMALL,
        colour=MUTED,
        align=Align.RIGHT,
    )


def draw_foot(sheet: Sheet, paper: Paper, terms: str, number: str, page: int, of: int) -> None:
    """The foot of every page: small print left, which page of how many and the number right."""
    rule = paper.height - 49.5
    sheet.rule(paper.margin, paper.right, rule, LINE)
    count = _("Page {page} of {pages}").format(page=page, pages=of)
    right = DOT.join(filter(None, (count, fit(number, Weight.REGULAR, _FOOT_SIZE, 160, sheet.region))))
    wide = sheet.text(paper.right, rule + 13.5, right, _FOOT_SIZE, colour=MUTED, align=Align.RIGHT)
    room = paper.body_width - wide - 14
    for row, line in enumerate(wrap(terms, Weight.REGULAR, _FOOT_SIZE, room, sheet.region, _FOOT_LINES)):
        sheet.text(paper.margin, rule + 13.5 + row * _FOOT_LEADING, line, _FOOT_SIZE, colour=MUTED)


def draw_figures(sheet: Sheet, paper: Paper, top: float, figures: Sequence[tuple[str, str]]) -> None:
    """Boxes across the page, each a label over a figure; the last, the result, on the shop's soft tint."""
    wide = paper.body_width / len(figures)
    bottom = top + FIGURES_HEIGHT
    sheet.box(paper.right - wide, top, paper.right, bottom, fill=sheet.accent.soft, radii=(0, 5, 5, 0))
    sheet.box(paper.margin, top, paper.right, bottom, line=LINE, radii=(5, 5, 5, 5))
    for place, (label, value) in enumerate(figures):
        left = paper.margin + wide * place
        if place:
            sheet.upright(left, top, bottom)
        room = wide - 14
        shown = fit(label, Weight.REGULAR, 7.6, room, sheet.region)
        sheet.text(left + 9, top + 18, shown, 7.6, colour=MUTED)
        figure = sheet.shape(value, Weight.BOLD, tabular=True)
        size = min(14.25, 14.25 * room / max(figure.width_at(14.25), 1))
        sheet.set(left + 9, top + 36.5, figure, round(size, 2))


def draw_heading(sheet: Sheet, paper: Paper, top: float, text: str) -> None:
    """A heading between parts of a page; its baseline lies 9 points below `top`."""
    shown = fit(text, Weight.SEMIBOLD, 9.0, paper.body_width, sheet.region)
    sheet.text(paper.margin, top + 9, shown, 9.0, weight=Weight.SEMIBOLD, colour=INK)
