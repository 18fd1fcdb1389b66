"""The last page of a run for many: how many were printed, and why others were left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.document import Document, DrawPage, Imprint, Printable
from app.printing.flow import Flow, Item
from app.printing.fonts import Weight, region_of
from app.printing.formatting import long_day, number, period
from app.printing.furniture import Letterhead, draw_foot, draw_heading, draw_letterhead
from app.printing.geometry import Paper
from app.printing.grid import Column, Grid
from app.printing.options import Options, days_of
from app.printing.palette import MUTED
from app.printing.sheet import Align, Sheet
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop, paper_shop

BODY = 9.0
LEADING = 13.5


@dataclass(frozen=True, slots=True)
class SummaryData:
    """What a run came to. `left_out` are (reason, how many); `days` those it covers, where it covers any."""

    shop: PaperShop
    label: str
    on: date
    printed: int
    pages: int
    left_out: tuple[tuple[str, int], ...]
    days: tuple[date, date] | None = None

    @classmethod
    def of(
        cls, view: View, document: Document[Any], printed: int, pages: int,
        left_out: tuple[tuple[str, int], ...], options: Options,
    ) -> SummaryData:  # fmt: skip
        days = days_of(options, view.today) if "period" in options else None
        return cls(paper_shop(view), document.label, view.today, printed, pages, left_out, days)


class RunSummary(Printable[SummaryData]):
    """In no list: every run for many ends with it."""

    def imprint(self, data: SummaryData) -> Imprint:
        return Imprint.of_shop(data.shop, _("Summary"), data.label)

    def lay_out(self, data: SummaryData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return _Layout(data, paper).pages()


class _Layout:
    def __init__(self, data: SummaryData, paper: Paper) -> None:
        self.data, self.paper = data, paper
        self.locale, self.region = data.shop.locale, region_of(data.shop.locale)
        self.head = Letterhead.of_shop(data.shop)
        self.flow = Flow(112.0, paper.next_top, paper.body_bottom)

    def pages(self) -> list[DrawPage]:
        flow, data = self.flow, self.data
        flow.place(46.0, self._draw_title)
        for line in wrap(self._sentence(), Weight.REGULAR, BODY, self.paper.body_width, self.region, 3):
            flow.place(LEADING, partial(self._draw_line, line))
        if data.left_out:
            flow.skip(17)
            flow.place(21, partial(self._draw_heading, _("Who was left out")))
            rows = [(reason, number(count, self.locale)) for reason, count in data.left_out]
            total = (_("In all"), number(sum(count for _reason, count in data.left_out), self.locale))
            columns = (Column(_("Because they"), share=1), Column(_("How many"), Align.RIGHT))
            grid = Grid(
                columns, rows, self.paper.margin, self.paper.right, self.region,
                total=total if len(rows) > 1 else None,
            )  # fmt: skip
            grid.flow_into(flow)
        return [partial(self._draw_page, items) for items in flow.pages]

    def _sentence(self) -> str:
        data = self.data
        said = plural("Printed for {people} person", "Printed for {people} people", data.printed)
        pages = plural("on {pages} page.", "on {pages} pages.", data.pages)
        sentence = f"{said} {pages}".format(
            people=number(data.printed, self.locale), pages=number(data.pages, self.locale)
        )
        return sentence if data.left_out else f"{sentence} " + _("Nobody was left out.")

    def _draw_title(self, sheet: Sheet, top: float) -> None:
        title = _("{document}: summary").format(document=self.data.label)
        sheet.text(
            self.paper.margin, top + 15, fit(title, Weight.BOLD, 15, self.paper.body_width, self.region), 15,
            weight=Weight.BOLD,
        )  # fmt: skip
        when = long_day(self.data.on, self.locale, with_year=True)
        if self.data.days:
            when = period(*self.data.days, self.locale) + " · " + _("printed {day}").format(day=when)
        sheet.text(self.paper.margin, top + 31, when, BODY, colour=MUTED)

    def _draw_line(self, line: str, sheet: Sheet, top: float) -> None:
        sheet.text(self.paper.margin, top + 10, line, BODY)

    def _draw_heading(self, text: str, sheet: Sheet, top: float) -> None:
        draw_heading(sheet, self.paper, top, text)

    def _draw_page(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        draw_letterhead(sheet, self.paper, self.head)
        for item in items:
            item.draw(sheet, item.top)
        draw_foot(sheet, self.paper, "", "", page, of)
