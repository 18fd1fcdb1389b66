"""The month report: a month in figures, then every question of Insights with its answer and its picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import func, select

from app.insights.chart import Chart
from app.insights.plot import Asked, PlotData
from app.insights.registry import PLOTS
from app.insights.report import ReportData
from app.insights.reports.programme_month import REPORT
from app.insights.words import month
from app.kernel.clock import add_months
from app.kernel.errors import Refused
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _, speaking
from app.kernel.unit import View
from app.printing.document import About, Document, DrawPage, Imprint
from app.printing.documents.report import ReportLayout, ReportSheet
from app.printing.figures import CHART, draw_figure, draw_sentence, figure_height, sentence_lines
from app.printing.fonts import Weight
from app.printing.geometry import Paper
from app.printing.options import Options, paper_field
from app.printing.palette import MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import Span, fit, wrap
from app.sales.models import Purchase
from app.sales.tables import run, table
from app.shop.on_paper import PaperShop, paper_shop

BACK = 12
"""Months the pictures look back."""
MOST_MONTHS = 60
"""So many months may be chosen."""

_MONTH = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")
_HEADING, _SENTENCE, _NOTE = 9.0, 8.5, 7.0
_LEADING, _NOTE_LEADING = 12.0, 9.5
_GAP, _SMALL_GAP = 20.0, 6.0
_MOST_LINES, _MOST_NOTES = 3, 6


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month's figures, the plots as they are on the day they were asked, and the shop."""

    figures: ReportData
    plots: tuple[PlotData, ...]
    shop: PaperShop


class MonthReport(Document[MonthSheet]):
    """It is read by who prints it, in the program's own language, as the reports are."""

    id = "month-report"
    icon = "report"
    about = About.SHOP
    order = 490

    @property
    def label(self) -> str:
        return _("Month report")

    @property
    def purpose(self) -> str:
        return _("A month in figures, and what the shop’s history answers, each with its picture.")

    @property
    def options(self) -> tuple[Field, ...]:
        written = _("Write it like 2026-10; the last month when it is left empty.")
        return (Field("month", _("Month"), help=written), *_other_fields())

    def options_now(self, view: View) -> tuple[Field, ...]:
        choices = tuple(
            (first.strftime("%Y-%m"), month(first, view.context.locale)) for first in _months(view)
        )
        usual = add_months(view.today.replace(day=1), -1).strftime("%Y-%m")
        chosen = Field("month", _("Month"), FieldKind.CHOICE, True, choices=choices, default=usual)
        return (chosen, *_other_fields())

    def gather(self, view: View, who: Sequence[int], options: Options) -> MonthSheet:
        first = _first_day(options, view.today)
        with speaking(None):
            figures = REPORT.gather(view, {"month": "other", "day": first.isoformat()})
            figures = replace(figures, title=_("Month report"), charts=())
            plots = tuple(plot.gather(view, Asked(BACK)) for plot in PLOTS)
            return MonthSheet(figures, plots, paper_shop(view))

    def imprint(self, data: MonthSheet) -> Imprint:
        return Imprint.of_shop(data.shop, data.figures.title, data.figures.subtitle)

    def lay_out(self, data: MonthSheet, paper: Paper, options: Options) -> Sequence[DrawPage]:
        with speaking(None):
            return _Layout(data, paper, bool(options.get("how", False))).pages()


def _other_fields() -> tuple[Field, ...]:
    how = Field("how", _("How we know"), FieldKind.BOOLEAN, default=False,
                help=_("Says under each picture how its numbers were counted."))  # fmt: skip
    return (how, paper_field())


def _months(view: View) -> list[date]:
    """From this month back to that of the first purchase, but to the last month at least."""
    bought = table(Purchase)
    begun = run(view.session, select(func.min(bought.c.business_date))).scalar_one()
    this = view.today.replace(day=1)
    oldest = min(begun or this, add_months(this, -1))
    firsts = [add_months(this, -back) for back in range(MOST_MONTHS)]
    return [first for first in firsts if first >= oldest.replace(day=1)]


def _first_day(options: Options, today: date) -> date:
    """The first day of the month asked for; of the last month where none is. Raises Refused for what is no
    month, and for one that has not begun."""
    text = str(options.get("month") or "")
    if not text:
        return add_months(today.replace(day=1), -1)
    found = _MONTH.fullmatch(text)
    if found is None or found[1] == "0000":
        raise Refused(_("“{text}” is no month; write it like 2026-10.").format(text=text[:20]), field="month")
    first = date(int(found[1]), int(found[2]), 1)
    if first > today:
        raise Refused(_("That month has not begun yet."), field="month")
    return first


class _Layout(ReportLayout):
    """The month as a report, without its charts; then the plots, each kept together."""

    def __init__(self, data: MonthSheet, paper: Paper, how: bool) -> None:
        super().__init__(ReportSheet(data.figures, data.shop), paper)
        self._plots, self._how = data.plots, how

    def fill(self) -> None:
        self.table()
        self.notes()
        for data in self._plots:
            self._plot(data)

    def _plot(self, data: PlotData) -> None:
        paper, flow = self.paper, self.flow
        lines = sentence_lines(data, _SENTENCE, paper.body_width, self.region, _MOST_LINES)
        tall = 0.0 if data.picture is None else _SMALL_GAP + figure_height(data.picture)
        notes = self._notes_of(data)
        flow.skip(_GAP)
        flow.need(_HEADING + 7 + _LEADING * len(lines) + tall + _NOTE_LEADING * len(notes))
        flow.place(_HEADING + 7, partial(self._draw_question, data))
        for line in lines:
            flow.place(_LEADING, partial(self._draw_sentence, line))
        if data.picture is not None:
            flow.place(tall, partial(self._draw_picture, data))
        for note in notes:
            flow.place(_NOTE_LEADING, partial(self._draw_note, note))

    def _notes_of(self, data: PlotData) -> list[str]:
        if not self._how or not data.how:
            return []
        room = self.paper.body_width
        return ["", *wrap(plain(data.how, 1200), Weight.REGULAR, _NOTE, room, self.region, _MOST_NOTES)]

    def _draw_question(self, data: PlotData, sheet: Sheet, top: float) -> None:
        """The question, and at the right the days its answer is about: those of a plot end today."""
        paper = self.paper
        wide = sheet.text(paper.right, top + 9, data.subtitle, _NOTE, colour=MUTED, align=Align.RIGHT)
        room = paper.body_width - wide - 10
        title = fit(plain(data.title, 200), Weight.SEMIBOLD, _HEADING, room, sheet.region)
        sheet.text(paper.margin, top + 9, title, _HEADING, weight=Weight.SEMIBOLD)

    def _draw_sentence(self, line: Sequence[Span], sheet: Sheet, top: float) -> None:
        draw_sentence(sheet, line, self.paper.margin, top + 8, _SENTENCE)

    def _draw_picture(self, data: PlotData, sheet: Sheet, top: float) -> None:
        height = CHART if isinstance(data.picture, Chart) else 0.0
        draw_figure(sheet, data, self.paper.margin, self.paper.right, top + _SMALL_GAP, height)

    def _draw_note(self, text: str, sheet: Sheet, top: float) -> None:
        sheet.text(self.paper.margin, top + 7, text, _NOTE, colour=MUTED)


DOCUMENT = MonthReport()
