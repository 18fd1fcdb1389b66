"""A letter of the shop's to a customer: an address for the window, a few paragraphs, room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.outreach.kind import LETTER
from app.outreach.merging import merge
from app.printing.bidi import starts_rightward
from app.printing.document import Document, DrawPage, Imprint
from app.printing.flow import Flow, Item
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import long_day
from app.printing.furniture import Letterhead, draw_address, draw_foot, draw_letterhead, draw_running_head
from app.printing.geometry import LETTER as US_LETTER
from app.printing.geometry import MM, Paper
from app.printing.options import Options, paper_field
from app.printing.palette import INK, LINE, MUTED
from app.printing.posting import (
    BY_POST,
    chosen_wording,
    goes_to,
    in_its_language,
    paragraphs,
    posting_fields,
    sign_off,
    signed_by,
    signing_fields,
    wording_field,
)
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop, paper_shop

BODY, LEADING = 10.5, 15.0
TITLE, TITLE_LEADING = 14.0, 18.0
GAP = 9.0  # between paragraphs
SIGNING = 42.0  # room for a name by hand
MOST_LINES = 400  # of one paragraph; far more than any letter has
TOP_WITHOUT_ADDRESS = 124.0
FOLD = 4 * MM  # how long the marks are


@dataclass(frozen=True, slots=True)
class LetterData:
    """One letter. `body` are paragraphs of lines; `posted` asks for marks where it is folded."""

    shop: PaperShop
    customer_name: str
    address_lines: tuple[str, ...]
    on: date
    title: str
    body: tuple[tuple[str, ...], ...]
    sign_off: str
    signed: str
    posted: bool = True


class LetterPaper(Document[LetterData]):
    """A letter from one of the texts of `app.outreach`."""

    id = LETTER
    icon = "letter-paper"
    order = 40

    @property
    def label(self) -> str:
        return _("Letter")

    @property
    def purpose(self) -> str:
        return _("Writes to a customer in your own words, with what you know of them filled in.")

    @property
    def options(self) -> tuple[Field, ...]:
        return self._options(None)

    def options_now(self, view: View) -> tuple[Field, ...]:
        return self._options(view)

    def _options(self, view: View | None) -> tuple[Field, ...]:
        day = Field("day", _("Date of the letter"), FieldKind.DATE, help=_("Today where this is empty."))
        return (wording_field(LETTER, view), *posting_fields(), day, *signing_fields(), paper_field())

    def gather(self, view: View, who: Sequence[int], options: Options) -> LetterData:
        address = goes_to(view, who[0], options)
        wording = chosen_wording(view, LETTER, options)
        with in_its_language(view, wording):
            return compose(view, who[0], wording.title, wording.body, options, address)

    def imprint(self, data: LetterData) -> Imprint:
        return Imprint.of_shop(data.shop, data.title or self.label, data.customer_name)

    def lay_out(self, data: LetterData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return _Layout(data, paper).pages()


def compose(
    view: View,
    customer_id: int,
    title: str,
    body: str,
    options: Options,
    address: tuple[str, ...] = (),
) -> LetterData:
    """The letter of a title and a text with merge fields. Raises what `app.outreach.merging.merge` raises."""
    shop = paper_shop(view)
    day = options.get("day")
    return LetterData(
        shop=shop,
        customer_name=plain(merge(view, customer_id, "{{ name }}").text, 200),
        address_lines=address,
        on=date.fromisoformat(str(day)) if day else view.today,
        title=plain(merge(view, customer_id, title).text, 200),
        body=paragraphs(merge(view, customer_id, body).text),
        sign_off=sign_off(options),
        signed=signed_by(options, shop),
        posted=options.get("way", BY_POST) == BY_POST,
    )


class _Layout:
    """One letter on its way to pages."""

    def __init__(self, data: LetterData, paper: Paper) -> None:
        self.data, self.paper = data, paper
        self.region: Region = region_of(data.shop.locale)
        self.head = Letterhead.of_shop(data.shop)
        first = paper.body_top if data.address_lines else TOP_WITHOUT_ADDRESS
        self.flow = Flow(first, paper.next_top, paper.body_bottom)

    def pages(self) -> list[DrawPage]:
        flow, data = self.flow, self.data
        flow.place(LEADING + 8, self._draw_day)
        title = wrap(data.title, Weight.BOLD, TITLE, self.paper.body_width, self.region, 3)
        for line in title:
            flow.place(TITLE_LEADING, partial(self._draw_title, line))
        if title:
            flow.skip(GAP)
        for place, lines in enumerate(data.body):
            if place:
                flow.skip(GAP)
            self._paragraph(self._wrapped(lines), last=place == len(data.body) - 1)
        self._closing()
        return [partial(self._draw_page, items) for items in flow.pages]

    def _wrapped(self, lines: Sequence[str]) -> list[str]:
        width = self.paper.body_width
        return [
            part
            for line in lines
            for part in wrap(line, Weight.REGULAR, BODY, width, self.region, MOST_LINES)
        ]

    def _paragraph(self, lines: Sequence[str], *, last: bool) -> None:
        """No line of it stands alone at the end or the head of a page; the last lines keep the signature."""
        kept = self._closing_height() if last else 0.0
        for place, line in enumerate(lines):
            left = len(lines) - place
            if place == 0:
                together = left if left <= 3 else 2  # three lines do not part: one would be alone
                self.flow.need(LEADING * together + (kept if left <= 3 else 0))
            elif left == 2:
                self.flow.need(2 * LEADING + kept)
            self.flow.place(LEADING, partial(self._draw_line, line))

    def _closing_height(self) -> float:
        data = self.data
        words = GAP + LEADING if data.sign_off else GAP
        return words + SIGNING + LEADING if data.sign_off or data.signed else 0.0

    def _closing(self) -> None:
        data, flow = self.data, self.flow
        if not (data.sign_off or data.signed):
            return
        flow.need(self._closing_height())
        flow.skip(GAP)
        if data.sign_off:
            flow.place(LEADING, partial(self._draw_line, data.sign_off))
        flow.place(SIGNING, self._draw_signature)
        flow.place(LEADING, partial(self._draw_line, data.signed))

    def _draw_page(self, items: list[Item], sheet: Sheet, page: int, of: int) -> None:
        paper, data = self.paper, self.data
        if page == 1:
            draw_letterhead(sheet, paper, self.head)
            if data.address_lines:
                draw_address(sheet, paper, self.head, (data.customer_name, *data.address_lines))
            if data.posted:
                self._draw_folds(sheet)
        else:
            draw_running_head(sheet, paper, self.head.name, data.customer_name)
        for item in items:
            item.draw(sheet, item.top)
        if of > 1:
            draw_foot(sheet, paper, "", "", page, of)

    def _draw_folds(self, sheet: Sheet) -> None:
        """Marks at the left edge where the sheet is folded for its envelope."""
        third = self.paper.height / 3
        folds = (third, 2 * third) if self.paper.id == US_LETTER.id else (105 * MM, 210 * MM)
        for fold in folds:
            sheet.rule(4 * MM, 4 * MM + FOLD, fold, LINE, 0.6)

    def _draw_day(self, sheet: Sheet, top: float) -> None:
        day = long_day(self.data.on, self.data.shop.locale, with_year=True)
        sheet.text(self.paper.right, top + 10, day, 9.5, colour=MUTED, align=Align.RIGHT)

    def _draw_title(self, line: str, sheet: Sheet, top: float) -> None:
        self._set(sheet, top + 14, line, TITLE, Weight.BOLD)

    def _draw_line(self, line: str, sheet: Sheet, top: float) -> None:
        self._set(sheet, top + 11, line, BODY, Weight.REGULAR)

    def _set(self, sheet: Sheet, baseline: float, line: str, size: float, weight: Weight) -> None:
        """Text that runs from right to left begins at the right edge."""
        shown = fit(line, weight, size, self.paper.body_width, self.region)
        if starts_rightward(line):
            sheet.text(self.paper.margin, baseline, shown, size, weight=weight)
        else:
            sheet.text(self.paper.right, baseline, shown, size, weight=weight, align=Align.RIGHT)

    def _draw_signature(self, sheet: Sheet, top: float) -> None:
        sheet.rule(self.paper.margin, self.paper.margin + 170, top + SIGNING - 3, INK, 0.4)


DOCUMENT = LetterPaper()
