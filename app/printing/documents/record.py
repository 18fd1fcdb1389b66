"""The customer record: all that the shop knows of one person, for a request under data protection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.groups.record.part import Part
from app.groups.record.whole import Record
from app.kernel.i18n import _, plural
from app.kernel.unit import View
from app.printing.document import Document, DrawPage, Imprint
from app.printing.flow import Flow, Item
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import long_day, number
from app.printing.furniture import (
    Letterhead,
    draw_address,
    draw_foot,
    draw_heading,
    draw_letterhead,
    draw_running_head,
)
from app.printing.geometry import Paper
from app.printing.grid import Column, Grid, continued
from app.printing.movements import BODY, INSET
from app.printing.options import Options
from app.printing.palette import MUTED
from app.printing.record_words import MOST_LINES, MOST_OF_NOTES, Told, tell
from app.printing.records import record_of
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, width_of, wrap

LEADING = 13.5
HEADING = 31.0  # from the top of a heading over its line of small print to what they head
GAP = 17.0
SMALL = 8.0
ROW = 17.0
FACTS, MOST_FACTS = 0.28, 0.42  # of the width, for the labels of a list of facts


class RecordPaper(Document[Record]):
    """The answer to "what do you know of me?"."""

    id = "record"
    icon = "record"
    order = 30

    @property
    def label(self) -> str:
        return _("Customer record")

    @property
    def purpose(self) -> str:
        return _("All that the shop knows of one person, for a request under data protection.")

    def gather(self, view: View, who: Sequence[int], options: Options) -> Record:
        return record_of(view, who[0])

    def imprint(self, data: Record) -> Imprint:
        return Imprint.of_shop(data.shop, _("All that we know of you"), plain(data.customer_name, 200))

    def lay_out(self, data: Record, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return _Layout(data, paper).pages()


class _Layout:
    """One record on its way to pages."""

    def __init__(self, data: Record, paper: Paper) -> None:
        self.data, self.paper = data, paper
        self.locale = data.shop.locale
        self.region: Region = region_of(self.locale)
        self.name = plain(data.customer_name, 200)
        self.head = Letterhead.of_shop(data.shop)
        self.flow = Flow(paper.body_top, paper.next_top, paper.body_bottom)
        self.told = [tell(part, data) for part in data.parts]
        self.cut = sum(told.cut for told in self.told)

    def pages(self) -> list[DrawPage]:
        flow = self.flow
        flow.place(40, self._draw_title)
        for sentence in self._opening():
            for line in wrap(sentence, Weight.REGULAR, BODY, self.paper.body_width, self.region, 4):
                flow.place(LEADING, partial(self._draw_text, line))
        for part, told in zip(self.data.parts, self.told, strict=True):
            if part.rows and told.facts:
                self._facts(part, told)
            elif part.rows:
                self._table(part, told)
        self._nothing()
        return [partial(self._draw_page, items) for items in flow.pages]

    def _draw_page(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        if page == 1:
            draw_letterhead(sheet, self.paper, self.head)
            draw_address(sheet, self.paper, self.head, (self.name, *self.data.address_lines))
        else:
            draw_running_head(sheet, self.paper, self.head.name, self.name)
        for item in items:
            item.draw(sheet, item.top)
        when = long_day(self.data.on, self.locale, with_year=True)
        draw_foot(sheet, self.paper, _("Customer record of {day}").format(day=when), "", page, of)

    def _draw_title(self, sheet: Sheet, top: float) -> None:
        title = fit(_("All that we know of you"), Weight.BOLD, 15, self.paper.body_width, self.region)
        sheet.text(self.paper.margin, top + 15, title, 15, weight=Weight.BOLD)
        when = long_day(self.data.on, self.locale, with_year=True)
        sheet.text(self.paper.margin, top + 31, when, BODY, colour=MUTED)

    def _opening(self) -> list[str]:
        words = [
            _(
                "This is everything that {shop} keeps of you, part by part, and where it came from. Other "
                "people are named only where it is about you; our staff are not."
            ).format(shop=plain(self.data.shop.name, 120)),
            _("The same is there as a file for programs to read. Ask for it at the counter."),
        ]
        if self.cut:
            cut = plural(
                "{n} long text is cut on this paper, where “…” and a count stand; the file has it whole.",
                "{n} long texts are cut on this paper, where “…” and a count stand; the file has them whole.",
                self.cut,
            )
            words.append(cut.format(n=number(self.cut, self.locale)))
        return words

    def _draw_text(self, line: str, sheet: Sheet, top: float) -> None:
        sheet.text(self.paper.margin, top + 10, line, BODY)

    def _head(self, part: Part, below: float) -> None:
        self.flow.skip(GAP)
        self.flow.need(HEADING + below)
        self.flow.place(HEADING, partial(self._draw_head, part))

    def _draw_head(self, part: Part, sheet: Sheet, top: float) -> None:
        draw_heading(sheet, self.paper, top, _(part.title))
        told = fit(_(part.told), Weight.REGULAR, SMALL, self.paper.body_width, self.region)
        sheet.text(self.paper.margin, top + 21, told, SMALL, colour=MUTED)

    def _facts(self, part: Part, told: Told) -> None:
        """One row as a list of what it says, however long that is."""
        self._head(part, ROW * 2)
        left = self.paper.margin + INSET + self._label_width(told)
        room = self.paper.right - INSET - left
        for label, text in told.facts:
            first = True
            for paragraph in text.splitlines():
                for line in wrap(paragraph, Weight.REGULAR, BODY, room, self.region, MOST_OF_NOTES):
                    self.flow.need(LEADING)
                    self.flow.place(LEADING, partial(self._draw_fact, label if first else "", line, left))
                    first = False

    def _label_width(self, told: Told) -> float:
        """What the widest label takes, and the same on most cards."""
        widest = max(width_of(label, Weight.REGULAR, BODY, self.region) for label, _text in told.facts)
        return min(max(self.paper.body_width * FACTS, widest + 9), self.paper.body_width * MOST_FACTS)

    def _draw_fact(self, label: str, line: str, left: float, sheet: Sheet, top: float) -> None:
        if label:
            room = left - self.paper.margin - INSET - 8
            shown = fit(label, Weight.REGULAR, BODY, room, self.region)
            sheet.text(self.paper.margin + INSET, top + 10, shown, BODY, colour=MUTED)
        sheet.text(left, top + 10, line, BODY)

    def _table(self, part: Part, told: Told) -> None:
        columns = [
            Column(
                label,
                Align.RIGHT if figures else Align.LEFT,
                share=share,
                most_lines=MOST_LINES if share else 2,
            )
            for label, figures, share in told.columns
        ]
        grid = Grid(columns, told.rows, self.paper.margin, self.paper.right, self.region, row=ROW)
        self._head(part, min(grid.height_of_head_and(2), self.flow.page_room / 3))
        again = partial(self._draw_heading, continued(_(part.title)))
        grid.flow_into(self.flow, again)

    def _draw_heading(self, text: str, sheet: Sheet, top: float) -> None:
        draw_heading(sheet, self.paper, top, text)

    def _nothing(self) -> None:
        """What nothing is kept under, so that it is said and not only missing."""
        empty = [_(part.title) for part in self.data.parts if not part.rows]
        if not empty:
            return
        words = _("Nothing is kept of you under: {parts}.").format(parts="; ".join(empty))
        lines = wrap(words, Weight.REGULAR, BODY, self.paper.body_width, self.region, 12)
        self.flow.skip(GAP)
        self.flow.need(LEADING * len(lines))
        for line in lines:
            self.flow.place(LEADING, partial(self._draw_text, line))


DOCUMENT = RecordPaper()
