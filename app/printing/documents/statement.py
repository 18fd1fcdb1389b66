"""A customer's statement: every point of a period, to the last one, and what can be had for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from app.kernel.fields import Field, FieldKind, clean_values
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.statement import StatementData
from app.loyalty.statements import SOON, statement_data
from app.printing.barcode import draw_code128
from app.printing.document import Document, DrawPage, Imprint, LeftOut, gathered
from app.printing.flow import Flow, Item
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import number, period, signed
from app.printing.furniture import (
    DOT,
    FIGURES_HEIGHT,
    Letterhead,
    draw_address,
    draw_figures,
    draw_foot,
    draw_heading,
    draw_letterhead,
    draw_running_head,
)
from app.printing.geometry import Paper
from app.printing.movements import BODY, HEAD_HEIGHT, ROW, Movements
from app.printing.options import OWN_DAYS, Options, days_of, paper_field, period_fields
from app.printing.palette import MUTED
from app.printing.personal import merge_for
from app.printing.sheet import Sheet
from app.printing.statement_parts import HEADING, Parts
from app.printing.statement_rewards import Rewards
from app.printing.statement_words import lapses_below, opening_words
from app.printing.text import plain
from app.printing.wrapping import Span, fit, wrap, wrap_spans
from app.shop.queries import setting

LEADING = 13.5
GAP = 17.0  # between parts
CLOSER = ((17.0, 12.0), (15.5, 9.0))
"""Rows and gaps with which a statement that runs over by a little is tried again."""
MOST_PERSONAL = 8  # lines of the shop's own words
PERSONAL_LINE = "statement.personal_line"
"""The setting that holds the words a shop writes on every statement."""


class Statement(Document[StatementData]):
    """The statement as one document."""

    id = "statement"
    icon = "statement"
    order = 10

    @property
    def label(self) -> str:
        return _("Statement")

    @property
    def purpose(self) -> str:
        return _("Tells a customer every movement of their points in a period, and what they can have today.")

    @property
    def options(self) -> tuple[Field, ...]:
        return (
            *period_fields("quarter"),
            Field(
                "personal_line",
                _("A line of your own"),
                FieldKind.LONG_TEXT,
                max_length=1000,
                help=_(
                    "Printed above the movements; a field like {{first_name}} becomes the customer's own."
                ),
            ),
            Field("moved", _("Only with movement"), FieldKind.BOOLEAN, default=False),
            Field(
                "soon", _("Months of lapsing points"), FieldKind.INTEGER, minimum=1, maximum=24, default=SOON
            ),
            paper_field(),
        )

    def options_now(self, view: View) -> tuple[Field, ...]:
        """The line of one's own begins as the shop's setting says."""
        usual = setting(view, PERSONAL_LINE, "")
        return tuple(
            replace(field, default=usual or None) if field.id == "personal_line" else field
            for field in self.options
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> StatementData:
        start, end = days_of(options, view.today)
        data = statement_data(view, who[0], start, end, soon=int(options.get("soon", SOON)))
        if options.get("moved") and not data.lines:
            raise LeftOut(
                _("Nothing moved on the card of {name} in this time.").format(name=data.customer_name),
                _("had no movement"),
            )
        line = str(options.get("personal_line", ""))
        return replace(data, personal=merge_for(view, who[0], line, data)) if line else data

    def sums(self, data: StatementData) -> dict[str, int]:
        named = ("opening", "earned", "used", "lapsed", "closing")
        return {name: getattr(data, name) for name in named}

    def imprint(self, data: StatementData) -> Imprint:
        title = _("Loyalty statement {number}").format(number=data.number)
        when = period(data.start, data.end, data.shop.locale)
        subject = f"{plain(data.customer_name, 200)}, {when}"
        return Imprint.of_shop(data.shop, title, subject)

    def lay_out(self, data: StatementData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        pages = _Layout(data, paper, ROW, GAP, bars=True).pages()
        if len(pages) == 2:  # a little closer and it may go on one: a second page for three lines is waste
            for bars in (True, False) if data.vouchers else (True,):
                for row, gap in CLOSER:
                    closer = _Layout(data, paper, row, gap, bars=bars).pages()
                    if len(closer) == 1:
                        return closer
        return pages


def statement_of(view: View, customer_id: int, start: date, end: date) -> StatementData:
    """The statement of one customer for the days `start` to `end`, in the customer's language."""
    wanted = {"period": OWN_DAYS, "start": start, "end": end}
    return gathered(DOCUMENT, view, (customer_id,), clean_values(DOCUMENT.options_now(view), wanted))


class _Layout:
    """One statement on its way to pages."""

    def __init__(self, data: StatementData, paper: Paper, row: float, gap: float, *, bars: bool) -> None:
        self.data = data
        self.row, self.gap = row, gap
        self.paper = paper
        self.locale = data.shop.locale
        self.region: Region = region_of(self.locale)
        self.name = plain(data.customer_name, 200)
        self.number = plain(data.number, 60)
        self.terms = plain(data.shop.terms, 400)
        self.head = Letterhead.of_shop(data.shop)
        self.flow = Flow(paper.body_top, paper.next_top, paper.body_bottom)
        self.parts = Parts(data, paper, self.region, self.flow, row, gap, self._draw_heading, bars=bars)
        self.rewards = Rewards(data, paper, self.region, self.flow, row, gap, self._draw_heading)

    def pages(self) -> list[DrawPage]:
        self._opening()
        self._personal()
        self._movements()
        if lapses_below(self.data):
            self.parts.lapsing()
        self.rewards.rewards()
        self.parts.vouchers()
        self.parts.money()
        self.rewards.stamps()
        self._closing()
        return [partial(self._draw_page, items) for items in self.flow.pages]

    def _draw_page(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        if page == 1:
            draw_letterhead(sheet, self.paper, self.head)
            draw_address(sheet, self.paper, self.head, (self.name, *self.data.address_lines))
        else:
            draw_running_head(sheet, self.paper, self.head.name, self.name)
        for item in items:
            item.draw(sheet, item.top)
        draw_foot(sheet, self.paper, self.terms, self.number, page, of)

    # What the first page opens with

    def _opening(self) -> None:
        flow = self.flow
        flow.place(48.5, self._draw_title)
        flow.place(FIGURES_HEIGHT + 8, self._draw_boxes)
        lines = wrap_spans(opening_words(self.data), BODY, self.paper.body_width, self.region, 6)
        for line in lines:
            flow.place(LEADING, partial(self._draw_line, line))

    def _personal(self) -> None:
        """The shop's own words, as many lines as a reader has patience for."""
        if not self.data.personal:
            return
        room = MOST_PERSONAL
        self.flow.skip(self.gap / 2)
        for paragraph in self.data.personal.splitlines():
            lines = wrap(
                plain(paragraph, 2000), Weight.REGULAR, BODY, self.paper.body_width, self.region, max(room, 1)
            )
            for line in lines[:room]:
                self.flow.place(LEADING, partial(self._draw_line, (Span(line),)))
            room -= len(lines)
            if room <= 0:
                return

    def _draw_title(self, sheet: Sheet, top: float) -> None:
        paper = self.paper
        card = plain(self.data.card_number, 40)
        wide = draw_code128(sheet, paper.right, top, card, 25.5, paper.body_width * 0.42)
        room = paper.body_width - wide - 14
        title = fit(_("Your loyalty statement"), Weight.BOLD, 15, room, self.region)
        sheet.text(paper.margin, top + 19, title, 15, weight=Weight.BOLD)
        when = period(self.data.start, self.data.end, self.locale)
        said = DOT.join(filter(None, (when, plain(self.data.membership, 120))))
        if not wide and card:
            said += DOT + card
        sheet.text(
            paper.margin, top + 35, fit(said, Weight.REGULAR, BODY, room, self.region), BODY, colour=MUTED
        )

    def _draw_boxes(self, sheet: Sheet, top: float) -> None:
        data, paper = self.data, self.paper
        figures = (
            (_("At the start"), number(data.opening, self.locale)),
            (_("Earned"), signed(data.earned, self.locale)),
            (_("Used"), signed(data.used, self.locale)),
            (_("Lapsed"), signed(data.lapsed, self.locale)),
            (_("Your points now"), number(data.closing, self.locale)),
        )
        draw_figures(sheet, paper, top, figures)

    def _draw_line(self, line: tuple[Span, ...], sheet: Sheet, top: float) -> None:
        x = self.paper.margin
        for span in line:
            x += sheet.text(x, top + 10, span.text, BODY, weight=span.weight)

    # The parts below

    def _movements(self) -> None:
        flow, data = self.flow, self.data
        flow.skip(self.gap)
        heading = _("Every movement")
        if not data.lines:
            flow.need(HEADING + self.row)
            flow.place(HEADING - 4, partial(self._draw_heading, heading))
            flow.place(
                ROW, partial(self._draw_quiet, _("Nothing moved in this time: no points came, none went."))
            )
            return
        table = Movements(
            data.lines, data.shop, self.paper, self.region, self.row,
            opening=data.opening, with_year=data.start.year != data.end.year,
        )  # fmt: skip
        flow.need(HEADING + HEAD_HEIGHT + 2 * self.row)
        flow.place(HEADING - 4, partial(self._draw_heading, heading))
        table.flow_into(flow, self._draw_heading)

    def _closing(self) -> None:
        lines = wrap(
            plain(self.data.shop.closing_line, 300),
            Weight.REGULAR,
            BODY,
            self.paper.body_width,
            self.region,
            3,
        )
        if not lines:
            return
        self.flow.skip(6)
        self.flow.need(LEADING * len(lines))
        for line in lines:
            self.flow.place(LEADING, partial(self._draw_quiet, line))

    def _draw_heading(self, text: str, sheet: Sheet, top: float) -> None:
        draw_heading(sheet, self.paper, top, text)

    def _draw_quiet(self, text: str, sheet: Sheet, top: float) -> None:
        shown = fit(text, Weight.REGULAR, BODY, self.paper.body_width, self.region)
        sheet.text(self.paper.margin, top + 10, shown, BODY, colour=MUTED)


DOCUMENT = Statement()
