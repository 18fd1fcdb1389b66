"""The table of movements: one row each, its head again on every page, the balance carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from app.kernel.i18n import _
from app.loyalty.statement import StatementLine
from app.printing.flow import Flow
from app.printing.fonts import Region, Weight
from app.printing.formatting import money, number, short_day, signed
from app.printing.geometry import Paper
from app.printing.palette import INK, LINE, MUTED
from app.printing.shaping import shape
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import wrap
from app.shop.on_paper import PaperShop

BODY = 9.0
HEAD = 7.5
ROW = 20.5  # the usual height of a row
MORE = 11.5  # for each further line of a row
HEAD_HEIGHT = 17.0
INSET = 4.5  # table text stands a little inside its rules
BETWEEN = 14.0  # between columns
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One movement as it is printed."""

    day: str
    what: tuple[str, ...]
    spent: str
    points: str
    balance: str

    def height(self, single: float) -> float:
        """Its height where a row of one line is `single` high."""
        return single + MORE * (max(len(self.what), 1) - 1)


def baseline_in(row: float) -> float:
    """From the top of a row to the baseline of its first line."""
    return row / 2 + 3.6


class Movements:
    """The rows of movements, and where their columns stand: wider where the figures need it. `opening` is the
    balance before the first, `with_year` whether days carry their year."""

    def __init__(
        self,
        lines: Sequence[StatementLine],
        shop: PaperShop,
        paper: Paper,
        region: Region,
        row: float = ROW,
        *,
        opening: int = 0,
        with_year: bool = False,
    ) -> None:
        self._shop = shop
        self._opening = opening
        self._paper = paper
        self._region = region
        self._row = row
        self._locale = shop.locale
        self._with_year = with_year
        figures = [
            (self._spent(line), signed(line.points, self._locale), self._number(line)) for line in lines
        ]
        self._balance_right = paper.right - INSET
        widths = [self._widest(column) for column in zip(*figures, strict=True)]
        heads = (_("Spent"), _("Points"), _("Balance"))
        spent, points, balance = (
            max(wide, self._wide(head, Weight.SEMIBOLD, HEAD))
            for wide, head in zip(widths, heads, strict=True)
        )
        self._points_right = self._balance_right - max(balance + BETWEEN, 50.0)
        self._spent_right = self._points_right - max(points + BETWEEN, 43.0)
        self._day_left = paper.margin + INSET
        days = {self._day(line) for line in lines}
        self._what_left = self._day_left + max(self._widest(days) + BETWEEN, 53.0)
        room = self._spent_right - spent - BETWEEN - self._what_left
        self.rows = [
            Row(self._day(line), self._what(line, room), *row)
            for line, row in zip(lines, figures, strict=True)
        ]

    def flow_into(self, flow: Flow, draw_heading: Callable[[str, Sheet, float], None]) -> None:
        """Place head and rows; every further page begins with heading, head and the balance carried over."""
        flow.place(HEAD_HEIGHT, self._draw_head)
        last = len(self.rows) - 1
        for place, row in enumerate(self.rows):
            # The last row never stands alone at the top of a page.
            needed = row.height(self._row)
            if place == last - 1 and place:
                needed += self.rows[last].height(self._row)
            if needed > flow.room:
                flow.break_page()
                flow.place(21, partial(draw_heading, _("Every movement, continued")))
                flow.place(HEAD_HEIGHT, self._draw_head)
                carried = self.rows[place - 1].balance if place else number(self._opening, self._locale)
                flow.place(self._row, partial(self._draw_carried, carried))
            flow.place(row.height(self._row), partial(self._draw_row, row))

    def _draw_head(self, sheet: Sheet, top: float) -> None:
        base = top + 9
        for left, text in ((self._day_left, _("Date")), (self._what_left, _("What"))):
            sheet.text(left, base, text, HEAD, weight=Weight.SEMIBOLD, colour=MUTED)
        for right, text in self._columns(_("Spent"), _("Points"), _("Balance")):
            sheet.text(right, base, text, HEAD, weight=Weight.SEMIBOLD, colour=MUTED, align=Align.RIGHT)
        sheet.rule(self._paper.margin, self._paper.right, top + HEAD_HEIGHT, INK, 0.75)

    def _draw_carried(self, balance: str, sheet: Sheet, top: float) -> None:
        base = top + baseline_in(self._row)
        sheet.text(self._what_left, base, _("Balance brought forward"), BODY, colour=MUTED)
        sheet.text(self._balance_right, base, balance, BODY, colour=MUTED, align=Align.RIGHT, tabular=True)
        sheet.rule(self._paper.margin, self._paper.right, top + self._row)

    def _draw_row(self, row: Row, sheet: Sheet, top: float) -> None:
        base = top + baseline_in(self._row)
        sheet.text(self._day_left, base, row.day, BODY, tabular=True)
        for line, text in enumerate(row.what):
            sheet.text(self._what_left, base + MORE * line, text, BODY)
        for right, text in self._columns(row.spent, row.points, row.balance):
            if text:
                sheet.text(right, base, text, BODY, align=Align.RIGHT, tabular=True)
        sheet.rule(self._paper.margin, self._paper.right, top + row.height(self._row), LINE)

    def _columns(self, spent: str, points: str, balance: str) -> tuple[tuple[float, str], ...]:
        return (self._spent_right, spent), (self._points_right, points), (self._balance_right, balance)

    def _spent(self, line: StatementLine) -> str:
        return "" if line.spent is None else money(line.spent, self._shop.currency, self._locale)

    def _number(self, line: StatementLine) -> str:
        return number(line.balance, self._locale)

    def _day(self, line: StatementLine) -> str:
        return short_day(line.on, self._locale, with_year=self._with_year)

    def _what(self, line: StatementLine, room: float) -> tuple[str, ...]:
        return tuple(wrap(plain(line.what, 600), Weight.REGULAR, BODY, room, self._region, MOST_LINES))

    def _widest(self, texts: Iterable[str]) -> float:
        return max((self._wide(text, Weight.REGULAR, BODY) for text in set(texts)), default=0.0)

    def _wide(self, text: str, weight: Weight, size: float) -> float:
        return shape(text, weight, self._region, tabular=True).width_at(size)
