"""Reports on paper: every report there is, drawn from the same answer as screen and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.insights.chart import Chart
from app.insights.registry import REPORTS
from app.insights.report import Column, Kind, Report, ReportData, Row, Typed, total_place, typed
from app.insights.words import day, say
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, speaking
from app.kernel.unit import View
from app.printing import charts
from app.printing.charts import draw_chart
from app.printing.document import About, Document, DrawPage, Imprint
from app.printing.flow import Flow, Item
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import number
from app.printing.furniture import (
    DOT,
    FIGURES_HEIGHT,
    Letterhead,
    draw_figures,
    draw_foot,
    draw_heading,
    draw_letterhead,
    draw_running_head,
)
from app.printing.geometry import Paper
from app.printing.grid import Column as GridColumn
from app.printing.grid import Grid, continued
from app.printing.movements import BODY
from app.printing.options import AUTO, Options, paper_field
from app.printing.palette import MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop, paper_shop

UPRIGHT, ACROSS = "upright", "across"
MUCH = 10.0
"""A table that wants more than this stands better on paper turned on its side (`_wants`)."""
MOST_ROWS = 5_000
"""So many rows are printed, some 200 pages; a file for a spreadsheet has them all."""

_ACROSS_MARGIN = 36.0
_GAP = 17.0
_BETWEEN = 26.0
_LEADING = 11.5
_NOTE = 8.0
_ROW = 17.5


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A report and the shop that prints it."""

    report: ReportData
    shop: PaperShop


class ReportPaper(Document[ReportSheet]):
    """One report as a document of the shop.

    It is read by who prints it, in the program's own language, not in that of the shop's customers.
    """

    about = About.SHOP

    def __init__(self, report: Report) -> None:
        self._report = report
        self.id = f"report-{report.id}"
        self.icon = report.icon
        self.order = 500 + report.order

    @property
    def label(self) -> str:
        return self._report.label

    @property
    def purpose(self) -> str:
        return self._report.purpose

    @property
    def options(self) -> tuple[Field, ...]:
        return (*self._report.options, *_paper_fields())

    def options_now(self, view: View) -> tuple[Field, ...]:
        return (*self._report.options_now(view), *_paper_fields())

    def gather(self, view: View, who: Sequence[int], options: Options) -> ReportSheet:
        with speaking(None):
            return ReportSheet(self._report.gather(view, options), paper_shop(view))

    def imprint(self, data: ReportSheet) -> Imprint:
        return Imprint.of_shop(data.shop, data.report.title, data.report.subtitle)

    def paper(self, data: ReportSheet, options: Options) -> Paper:
        paper = super().paper(data, options)
        way = str(options.get("layout", AUTO))
        if way == UPRIGHT or (way == AUTO and _wants(data.report.columns) <= MUCH):
            return paper
        return replace(paper, width=paper.height, height=paper.width, margin=_ACROSS_MARGIN)

    def lay_out(self, data: ReportSheet, paper: Paper, options: Options) -> Sequence[DrawPage]:
        with speaking(None):
            return ReportLayout(data, paper).pages()


def _paper_fields() -> tuple[Field, ...]:
    ways = ((AUTO, _("As it fits")), (UPRIGHT, _("Upright")), (ACROSS, _("Across")))
    return (
        paper_field(),
        Field("layout", _("The sheet"), FieldKind.CHOICE, True, choices=ways, default=AUTO),
    )


class ReportLayout:
    """One report on its way to pages."""

    def __init__(self, data: ReportSheet, paper: Paper) -> None:
        self.report, self.shop, self.paper = data.report, data.shop, paper
        self.region: Region = region_of(data.shop.locale)
        self.head = Letterhead.of_shop(data.shop)
        self.title = plain(self.report.title, 200)
        self.flow = Flow(112.0, paper.next_top, paper.body_bottom)

    def pages(self) -> list[DrawPage]:
        """All of it, in the order in which it stands."""
        self.flow.place(46, self._draw_title)
        if self.report.figures:
            self.flow.place(FIGURES_HEIGHT + 4, self._draw_figures)
        self.fill()
        return [partial(self._draw_page, items) for items in self.flow.pages]

    def fill(self) -> None:
        """What stands under title and figures."""
        self.charts()
        self.table()
        self.notes()

    def _draw_page(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        with speaking(None):
            self._draw_all(items, sheet, page, of)

    def _draw_all(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        if page == 1:
            draw_letterhead(sheet, self.paper, self.head)
        else:
            draw_running_head(sheet, self.paper, self.head.name, f"{self.title}{DOT}{self.report.subtitle}")
        for item in items:
            item.draw(sheet, item.top)
        asked = _("As of {day}").format(day=day(self.report.asked_on, self.report.locale))
        draw_foot(sheet, self.paper, asked, "", page, of)

    def _draw_title(self, sheet: Sheet, top: float) -> None:
        paper = self.paper
        title = fit(self.title, Weight.BOLD, 15, paper.body_width, self.region)
        sheet.text(paper.margin, top + 15, title, 15, weight=Weight.BOLD)
        when = fit(plain(self.report.subtitle, 200), Weight.REGULAR, BODY, paper.body_width, self.region)
        sheet.text(paper.margin, top + 31, when, BODY, colour=MUTED)

    def _draw_figures(self, sheet: Sheet, top: float) -> None:
        shown = [(one.label, self._said(Typed(one.value, one.kind)) or "–") for one in self.report.figures]
        draw_figures(sheet, self.paper, top, shown)

    def charts(self) -> None:
        """The first over the whole width where their number is odd, the others side by side."""
        left = list(self.report.charts)
        while left:
            row = [left.pop(0)] if len(left) % 2 else [left.pop(0), left.pop(0)]
            self.flow.skip(_GAP)
            self.flow.need(charts.HEIGHT)
            self.flow.place(charts.HEIGHT, partial(self._draw_charts, row))

    def _draw_charts(self, row: Sequence[Chart], sheet: Sheet, top: float) -> None:
        paper, shop = self.paper, self.shop
        wide = (paper.body_width - _BETWEEN * (len(row) - 1)) / len(row)
        for at, chart in enumerate(row):
            left = paper.margin + at * (wide + _BETWEEN)
            draw_chart(sheet, chart, left, left + wide, top, shop.currency, shop.locale)

    def table(self) -> None:
        report, paper, flow = self.report, self.paper, self.flow
        flow.skip(_GAP)
        if not report.rows:
            flow.need(20)
            flow.place(20, partial(self._draw_line, report.empty, BODY))
            return
        cut = len(report.rows) > MOST_ROWS
        grid = Grid(
            [_grid_column(column) for column in report.columns],
            [self._written(row) for row in report.rows[:MOST_ROWS]],
            paper.margin,
            paper.right,
            self.region,
            total=self._total() if report.totals else None,
            row=_ROW,
        )
        heading = plain(report.heading, 200)
        flow.need(21 + grid.height_of_head_and(2))
        flow.place(21, partial(self._draw_heading, heading))
        grid.flow_into(flow, partial(self._draw_heading, continued(heading)))
        if cut:
            words = _("The first {most} of {rows} rows are printed; a file for a spreadsheet has them all.")
            said = words.format(
                most=number(MOST_ROWS, self.shop.locale), rows=number(len(report.rows), self.shop.locale)
            )
            flow.need(20)
            flow.place(20, partial(self._draw_line, said, BODY))

    def _written(self, row: Row) -> tuple[str, ...]:
        return tuple(
            self._said(typed(column, cell)) or column.blank
            for column, cell in zip(self.report.columns, row, strict=True)
        )

    def _total(self) -> tuple[str, ...]:
        """The totals, called so in the first column that has none."""
        columns = self.report.columns
        said = [
            self._said(typed(column, cell))
            for column, cell in zip(columns, self.report.totals, strict=True)
        ]  # fmt: skip
        first = total_place(columns)
        if first is not None:
            said[first] = _("Total")
        return tuple(said)

    def notes(self) -> None:
        """One paragraph, kept together."""
        said = plain(" ".join(self.report.notes), 2000)
        lines = wrap(said, Weight.REGULAR, _NOTE, self.paper.body_width, self.region, 10)
        self.flow.skip(9)
        self.flow.need(_LEADING * len(lines))
        for line in lines:
            self.flow.place(_LEADING, partial(self._draw_line, line, _NOTE))

    def _said(self, cell: Typed) -> str:
        return say(cell, self.shop.currency, self.shop.locale, number)

    def _draw_heading(self, text: str, sheet: Sheet, top: float) -> None:
        draw_heading(sheet, self.paper, top, text)

    def _draw_line(self, text: str, size: float, sheet: Sheet, top: float) -> None:
        shown = fit(text, Weight.REGULAR, size, self.paper.body_width, self.region)
        sheet.text(self.paper.margin, top + 9, shown, size, colour=MUTED)


def _wants(columns: Sequence[Column]) -> float:
    """How much room columns want: figures and days one part, texts more."""
    plain_texts = sum(1.5 for one in columns if not one.wide and one.kind is Kind.TEXT)
    wide = sum(2.0 for one in columns if one.wide)
    return plain_texts + wide + sum(1.0 for one in columns if not one.wide and one.kind is not Kind.TEXT)


def _grid_column(column: Column) -> GridColumn:
    align = Align.RIGHT if column.figures else Align.LEFT
    return GridColumn(column.label, align, share=column.wide, most_lines=2)


DOCUMENTS = tuple(ReportPaper(report) for report in REPORTS)
