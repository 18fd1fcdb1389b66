"""A customer's statement: every point of a period, to the last one, and what can be had for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.statement import StampProgress, StatementData, StatementReward
from app.loyalty.statements import statement_data
from app.printing.barcode import draw_code128
from app.printing.document import Document, DrawPage, Imprint, gathered
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
from app.printing.movements import BODY, HEAD_HEIGHT, INSET, ROW, Movements, baseline_in
from app.printing.options import OWN_DAYS, Options, days_of, paper_field, period_fields
from app.printing.palette import GOLD, INK, MUTED
from app.printing.sheet import Align, Sheet
from app.printing.statement_words import cost_words, opening_words, reward_words, stamp_words
from app.printing.text import plain
from app.printing.wrapping import Span, fit, width_of, wrap, wrap_spans

LEADING = 13.5
HEADING = 25.0  # from the top of a heading to what it heads
GAP = 17.0  # between parts
TIGHT_ROW, TIGHT_GAP = 17.0, 12.0
DOTS_A_ROW = 20
MOST_TOGETHER = 10  # rewards that are kept on one page
DOT_STEP = 15.6


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
        return (*period_fields("quarter"), paper_field())

    def gather(self, view: View, who: Sequence[int], options: Options) -> StatementData:
        start, end = days_of(options, view.today)
        return statement_data(view, who[0], start, end)

    def sums(self, data: StatementData) -> dict[str, int]:
        named = ("opening", "earned", "used", "lapsed", "closing")
        return {name: getattr(data, name) for name in named}

    def imprint(self, data: StatementData) -> Imprint:
        title = _("Loyalty statement {number}").format(number=data.number)
        when = period(data.start, data.end, data.shop.locale)
        subject = f"{plain(data.customer_name, 200)}, {when}"
        return Imprint.of_shop(data.shop, title, subject)

    def lay_out(self, data: StatementData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        pages = _Layout(data, paper, ROW, GAP).pages()
        if len(pages) == 2:  # a little closer and it may go on one: a second page for three lines is waste
            tight = _Layout(data, paper, TIGHT_ROW, TIGHT_GAP).pages()
            return tight if len(tight) == 1 else pages
        return pages


def statement_of(view: View, customer_id: int, start: date, end: date) -> StatementData:
    """The statement of one customer for the days `start` to `end`, in the customer's language."""
    return gathered(DOCUMENT, view, (customer_id,), {"period": OWN_DAYS, "start": start, "end": end})


class _Layout:
    """One statement on its way to pages."""

    def __init__(self, data: StatementData, paper: Paper, row: float, gap: float) -> None:
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

    def pages(self) -> list[DrawPage]:
        self._opening()
        self._movements()
        self._rewards()
        self._stamps()
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
        lines = wrap_spans(opening_words(self.data), BODY, self.paper.body_width, self.region, 4)
        for line in lines:
            flow.place(LEADING, partial(self._draw_line, line))

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

    def _rewards(self) -> None:
        rewards = self.data.rewards
        if not rewards:
            return
        flow = self.flow
        flow.skip(self.gap)
        flow.need(HEADING + self.row * (len(rewards) if len(rewards) <= MOST_TOGETHER else 3))
        flow.place(HEADING - 4, partial(self._draw_heading, _("What you can have today")))
        for reward in rewards:
            flow.need(self.row)
            flow.place(self.row, partial(self._draw_reward, reward))

    def _draw_reward(self, reward: StatementReward, sheet: Sheet, top: float) -> None:
        paper, base = self.paper, top + baseline_in(self.row)
        middle = paper.right - paper.body_width * 0.26
        state = reward_words(reward, self.locale)
        cost = cost_words(reward.cost, self.locale)
        wide = sheet.text(middle, base, cost, BODY, align=Align.RIGHT, tabular=True)
        room = middle - wide - 12 - paper.margin - INSET
        name = fit(plain(reward.name, 600), Weight.REGULAR, BODY, room, self.region)
        sheet.text(paper.margin + INSET, base, name, BODY)
        strong = sheet.accent.strong
        weight, colour = (Weight.SEMIBOLD, strong) if reward.missing <= 0 else (Weight.REGULAR, INK)
        sheet.text(
            paper.right - INSET,
            base,
            state,
            BODY,
            weight=weight,
            colour=colour,
            align=Align.RIGHT,
            tabular=True,
        )
        sheet.rule(paper.margin, paper.right, top + self.row)

    def _stamps(self) -> None:
        for stamp in self.data.stamps:
            if stamp.of <= 0:
                continue
            rows = -(-stamp.of // DOTS_A_ROW) if stamp.of <= 3 * DOTS_A_ROW else 0
            beside = self._words_beside(stamp)
            height = ROW * max(rows, 1) + (0 if beside or not rows else LEADING)
            self.flow.skip(self.gap)
            self.flow.need(HEADING + height)
            self.flow.place(
                HEADING - 6, partial(self._draw_heading, plain(stamp.card, 120) or _("Stamp card"))
            )
            self.flow.place(height, partial(self._draw_stamps, stamp, rows, beside))

    def _words_beside(self, stamp: StampProgress) -> bool:
        """Whether the sentence fits on the line of the dots."""
        wide = width_of(stamp_words(stamp), Weight.REGULAR, BODY, self.region)
        return stamp.of <= DOTS_A_ROW and wide < self.paper.body_width - stamp.of * DOT_STEP - 12

    def _draw_stamps(self, stamp: StampProgress, rows: int, beside: bool, sheet: Sheet, top: float) -> None:
        left = self.paper.margin
        for place in range(stamp.of if rows else 0):
            x = left + 5 + DOT_STEP * (place % DOTS_A_ROW)
            y = top + 7.5 + ROW * 0.8 * (place // DOTS_A_ROW)
            sheet.dot(x, y, 4.6, GOLD, filled=place < stamp.have)
        words = stamp_words(stamp)
        if beside:
            sheet.text(left + DOT_STEP * stamp.of + 7.5, top + 10.7, words, BODY)
        else:
            sheet.text(left, top + 10.7 + ROW * 0.8 * rows, words, BODY)

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
