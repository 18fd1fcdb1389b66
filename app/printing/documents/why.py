"""Why a balance is what it is, on paper: the points it is made of, and every movement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.loyalty.statement import StatementLine
from app.loyalty.why import Why, WhyLot, WhyMove
from app.loyalty.why import why as why_balance
from app.printing.document import Document, DrawPage, Imprint
from app.printing.flow import Flow, Item
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import long_day, money, number, short_day, signed
from app.printing.furniture import (
    DOT,
    Letterhead,
    draw_foot,
    draw_heading,
    draw_letterhead,
    draw_running_head,
)
from app.printing.geometry import Paper
from app.printing.movements import BETWEEN, BODY, HEAD, HEAD_HEIGHT, INSET, MORE, ROW, Movements, baseline_in
from app.printing.options import Options
from app.printing.palette import INK, MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, width_of, wrap

HEADING = 25.0
GAP = 17.0
SMALL = 8.0
LEADING = 13.5
TITLE = 46.0
ALSO = 12.0  # a line of what happened to a lot
MOST_MOVES = 12
"""So many movements of one lot are printed under it; the table below has them all."""


class WhyPaper(Document[Why]):
    """The answer to "why 640?" for the customer to take home."""

    id = "why"
    icon = "why"
    order = 20

    @property
    def label(self) -> str:
        return _("Why this balance")

    @property
    def purpose(self) -> str:
        return _("Tells a customer what their points are made of, when they lapse, and every movement.")

    def gather(self, view: View, who: Sequence[int], options: Options) -> Why:
        return why_balance(view, who[0])

    def imprint(self, data: Why) -> Imprint:
        return Imprint.of_shop(data.shop, _title(data), plain(data.customer_name, 200))

    def lay_out(self, data: Why, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return _Layout(data, paper).pages()


def _title(data: Why) -> str:
    return plural("Why {n} point?", "Why {n} points?", data.balance).format(
        n=number(data.balance, data.shop.locale)
    )


class _Layout:
    """One answer on its way to pages."""

    def __init__(self, data: Why, paper: Paper) -> None:
        self.data, self.paper = data, paper
        self.locale = data.shop.locale
        self.region: Region = region_of(self.locale)
        self.name = plain(data.customer_name, 200)
        self.head = Letterhead.of_shop(data.shop)
        self.flow = Flow(112.0, paper.next_top, paper.body_bottom)
        self._stand()

    def _stand(self) -> None:
        """Where the columns of the lots end: as far apart as their figures need."""

        def wide(texts: Iterable[str], size: float, weight: Weight) -> float:
            return max((width_of(text, weight, size, self.region) for text in set(texts)), default=0.0)

        lots, figure = self.data.lots, partial(number, locale=self.locale)
        until = wide(map(self._until, lots), BODY, Weight.REGULAR)
        left = wide((figure(lot.left) for lot in lots), BODY, Weight.SEMIBOLD)
        came = wide((figure(lot.points) for lot in lots), BODY, Weight.REGULAR)
        took = wide((figure(move.points) for lot in lots for move in lot.moves), SMALL, Weight.REGULAR)
        until, left, came = (
            max(found, wide([head], HEAD, Weight.SEMIBOLD))
            for found, head in ((until, _("Valid through")), (left, _("Left")), (max(came, took), _("Came")))
        )
        self.lapse_right = self.paper.right - INSET
        self.left_right = self.lapse_right - max(until + BETWEEN, 84.0)
        self.came_right = self.left_right - max(left + BETWEEN, 52.0)
        self.what_right = self.came_right - max(came + BETWEEN, 50.0)

    def _until(self, lot: WhyLot) -> str:
        if lot.lapses_on is None:
            return _("they do not lapse")
        far = lot.lapses_on.year != self.data.on.year
        return short_day(lot.lapses_on, self.locale, with_year=far)

    def pages(self) -> list[DrawPage]:
        flow = self.flow
        flow.place(TITLE, self._draw_title)
        for line in wrap(self._sentence(), Weight.REGULAR, BODY, self.paper.body_width, self.region, 4):
            flow.place(LEADING, partial(self._draw_text, line))
        self._lots()
        self._movements()
        return [partial(self._draw_page, items) for items in flow.pages]

    def _draw_page(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        if page == 1:
            draw_letterhead(sheet, self.paper, self.head)
        else:
            draw_running_head(sheet, self.paper, self.head.name, self.name)
        for item in items:
            item.draw(sheet, item.top)
        draw_foot(sheet, self.paper, plain(self.data.shop.terms, 400), "", page, of)

    def _draw_title(self, sheet: Sheet, top: float) -> None:
        paper = self.paper
        title = fit(_title(self.data), Weight.BOLD, 15, paper.body_width, self.region)
        sheet.text(paper.margin, top + 15, title, 15, weight=Weight.BOLD)
        day = DOT + long_day(self.data.on, self.locale, with_year=True)
        room = paper.body_width - width_of(day, Weight.REGULAR, BODY, self.region)
        name = fit(self.name, Weight.REGULAR, BODY, room, self.region)
        wide = sheet.text(paper.margin, top + 31, name, BODY, colour=MUTED)
        sheet.text(paper.margin + wide, top + 31, day, BODY, colour=MUTED)

    def _sentence(self) -> str:
        data = self.data
        if not data.entries:
            return _("No points have come yet, and none went.")
        left = sum(lot.left for lot in data.lots)
        said = plural(
            "The balance is what is left of one purchase or gift of points.",
            "The balance is what is left of {n} purchases and gifts of points.",
            len(data.lots),
        ).format(n=number(len(data.lots), self.locale))
        if not data.lots:
            said = _("Nothing is left of the points that came.")
        if data.owed:
            owed = _(
                "{left} are left and {owed} are still owed, for points that were used and then taken back."
            )
            said = owed.format(left=number(left, self.locale), owed=number(data.owed, self.locale))
        if data.worth:
            worth = money(data.worth, data.shop.currency, self.locale)
            said += " " + _("It is worth {worth}.").format(worth=worth)
        return said

    def _draw_text(self, line: str, sheet: Sheet, top: float) -> None:
        sheet.text(self.paper.margin, top + 10, line, BODY)

    def _lots(self) -> None:
        if not self.data.lots:
            return
        flow = self.flow
        flow.skip(GAP)
        flow.need(HEADING + HEAD_HEIGHT + ROW)
        flow.place(HEADING - 4, partial(self._draw_heading, _("What the points are made of")))
        flow.place(HEAD_HEIGHT, self._draw_head)
        for lot in self.data.lots:
            moves = lot.moves[-MOST_MOVES:]
            height = ROW + ALSO * (len(moves) + (len(lot.moves) > MOST_MOVES))
            if flow.need(height):
                flow.place(HEAD_HEIGHT, self._draw_head)
            flow.place(height, partial(self._draw_lot, lot, moves))

    def _draw_head(self, sheet: Sheet, top: float) -> None:
        base = top + 9
        sheet.text(self.paper.margin + INSET, base, _("From"), HEAD, weight=Weight.SEMIBOLD, colour=MUTED)
        for right, text in (
            (self.came_right, _("Came")),
            (self.left_right, _("Left")),
            (self.lapse_right, _("Valid through")),
        ):
            sheet.text(right, base, text, HEAD, weight=Weight.SEMIBOLD, colour=MUTED, align=Align.RIGHT)
        sheet.rule(self.paper.margin, self.paper.right, top + HEAD_HEIGHT, INK, 0.75)

    def _draw_lot(self, lot: WhyLot, moves: Sequence[WhyMove], sheet: Sheet, top: float) -> None:
        paper, base = self.paper, top + baseline_in(ROW)
        day = short_day(lot.earned_on, self.locale, with_year=lot.earned_on.year != self.data.on.year)
        room = self.what_right - paper.margin - INSET
        what = fit(f"{day}{DOT}{plain(lot.what, 400)}", Weight.REGULAR, BODY, room, self.region)
        sheet.text(paper.margin + INSET, base, what, BODY)
        came, left = number(lot.points, self.locale), number(lot.left, self.locale)
        sheet.text(self.came_right, base, came, BODY, align=Align.RIGHT, tabular=True)
        sheet.text(self.left_right, base, left, BODY, weight=Weight.SEMIBOLD, align=Align.RIGHT, tabular=True)
        sheet.text(self.lapse_right, base, self._until(lot), BODY, align=Align.RIGHT, tabular=True)
        earlier = len(lot.moves) - len(moves)
        if earlier:
            words = plural(
                "{n} earlier movement stands in the table below",
                "{n} earlier movements stand in the table below",
                earlier,
            ).format(n=number(earlier, self.locale))
            sheet.text(paper.margin + INSET + 12, base + MORE, words, SMALL, colour=MUTED)
        for place, move in enumerate(moves, start=bool(earlier)):
            line = base + MORE + ALSO * place
            when = short_day(move.on, self.locale, with_year=move.on.year != self.data.on.year)
            said = fit(f"{when}{DOT}{plain(move.what, 400)}", Weight.REGULAR, SMALL, room - 12, self.region)
            sheet.text(paper.margin + INSET + 12, line, said, SMALL, colour=MUTED)
            points = signed(move.points, self.locale)
            sheet.text(self.came_right, line, points, SMALL, colour=MUTED, align=Align.RIGHT, tabular=True)
        sheet.rule(paper.margin, paper.right, top + ROW + ALSO * (len(moves) + bool(earlier)))

    def _movements(self) -> None:
        entries = self.data.entries
        if not entries:
            return
        lines = [StatementLine(told.on, told.what, told.spent, told.points, told.balance) for told in entries]
        with_year = entries[0].on.year != entries[-1].on.year
        flow = self.flow
        flow.skip(GAP)
        flow.need(HEADING + HEAD_HEIGHT + 2 * ROW)
        flow.place(HEADING - 4, partial(self._draw_heading, _("Every movement")))
        table = Movements(lines, self.data.shop, self.paper, self.region, with_year=with_year)
        table.flow_into(flow, self._draw_heading)

    def _draw_heading(self, text: str, sheet: Sheet, top: float) -> None:
        draw_heading(sheet, self.paper, top, text)


DOCUMENT = WhyPaper()
