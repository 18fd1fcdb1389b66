"""An envelope, printed itself: the sender at the top left, the address where the post looks for it.

Sorting machines read an address in the lower right: below 40 mm from the top, where the stamps are, more than
15 mm from the sides and from the foot, which is kept for their own marks (Deutsche Post's and Royal Mail's
guides; USPS DMM 202 asks for 5/8 to 2 3/4 inch above the foot and 1/2 inch from the sides).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.customers.postal import address_lines
from app.customers.queries import names
from app.kernel.errors import NotFound
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.document import Document, DrawPage, Imprint, LeftOut
from app.printing.fonts import Weight
from app.printing.geometry import INCH, LETTER, MM, Paper, Window, usual_paper
from app.printing.options import AUTO, Options
from app.printing.palette import INK, MUTED
from app.printing.sheet import Sheet
from app.printing.text import address_rows, plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import PaperShop, paper_shop

MOST_LINES = 10
SIZE, LEADING = 12.0, 16.5
SENDER_SIZE, SENDER_LEADING = 8.5, 11.5
SMALLEST = 9.0
"""A line too long even so goes on in a second one."""
EDGE = 12 * MM  # what the sender keeps from the corner: more than a printer leaves white
SENDER_ROOM = 74 * MM


@dataclass(frozen=True, slots=True)
class EnvelopeData:
    """One envelope: who sends it, and the lines it goes to, the name first."""

    shop: PaperShop
    lines: tuple[str, ...]


def _envelope(envelope_id: str, label: str, width: float, height: float, window: Window) -> Paper:
    """An envelope as a paper; its window is where the address stands."""
    return Paper(envelope_id, label, width, height, window, body_top=window.top, margin=EDGE, foot=15 * MM)


DL = _envelope("dl", "DL", 220 * MM, 110 * MM, Window(105 * MM, 46 * MM, 98 * MM, 48 * MM))
C5 = _envelope("c5", "C5", 229 * MM, 162 * MM, Window(110 * MM, 80 * MM, 102 * MM, 62 * MM))
NO_10 = _envelope(
    "no10", "#10", 9.5 * INCH, 4.125 * INCH, Window(4.25 * INCH, 1.5 * INCH, 4.6 * INCH, 1.9 * INCH)
)
ENVELOPES = {paper.id: paper for paper in (DL, C5, NO_10)}


class EnvelopePaper(Document[EnvelopeData]):
    """An envelope for each customer."""

    id = "envelope"
    icon = "envelope"
    order = 60

    @property
    def label(self) -> str:
        return _("Envelope")

    @property
    def purpose(self) -> str:
        return _("Prints the address on the envelope itself: DL, C5 or #10.")

    @property
    def options(self) -> tuple[Field, ...]:
        sizes = (
            (AUTO, _("As the shop's paper")),
            (DL.id, _("DL, 220 × 110 mm")),
            (C5.id, _("C5, 229 × 162 mm")),
            (NO_10.id, _("#10, 9½ × 4⅛ in")),
        )
        return (
            Field("size", _("Size"), FieldKind.CHOICE, choices=sizes, default=AUTO),
            Field("sender", _("With the sender"), FieldKind.BOOLEAN, default=True),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> EnvelopeData:
        name = names(view, who[:1]).get(who[0])
        if name is None:
            raise NotFound(_("There is no customer {number}.").format(number=who[0]), field="customer")
        lines = address_lines(view, who[0])
        if not lines:
            raise LeftOut(
                _("There is no postal address of this customer."),
                _("have no postal address"),
                _("Write it on the customer's card."),
            )
        return EnvelopeData(paper_shop(view), (name, *lines))

    def imprint(self, data: EnvelopeData) -> Imprint:
        return Imprint.of_shop(data.shop, self.label, plain(data.lines[0], 200))

    def paper(self, data: EnvelopeData, options: Options) -> Paper:
        """The envelope that is chosen, else the one the shop's paper is folded into."""
        chosen = ENVELOPES.get(str(options.get("size", AUTO)))
        if chosen is not None:
            return chosen
        shop = data.shop
        american = shop.paper.lower() == LETTER.id if shop.paper else usual_paper(shop.locale) is LETTER
        return NO_10 if american else DL

    def lay_out(self, data: EnvelopeData, paper: Paper, options: Options) -> Sequence[DrawPage]:
        with_sender = bool(options.get("sender", True))

        def draw(sheet: Sheet, _page: int, _of: int) -> None:
            if with_sender:
                _draw_sender(sheet, data.shop)
            _draw_lines(sheet, paper.window, data.lines)

        return [draw]


def _draw_sender(sheet: Sheet, shop: PaperShop) -> None:
    lines = [plain(line, 200) for line in (shop.name, *shop.address_lines)][:5]
    for row, line in enumerate(filter(None, lines)):
        weight = Weight.REGULAR if row else Weight.SEMIBOLD
        shown = fit(line, weight, SENDER_SIZE, SENDER_ROOM, sheet.region)
        base = EDGE + SENDER_SIZE + row * SENDER_LEADING
        sheet.text(EDGE, base, shown, SENDER_SIZE, weight=weight, colour=MUTED if row else INK)


def _draw_lines(sheet: Sheet, window: Window, lines: Sequence[str]) -> None:
    """The address from the top of its place; more lines, or longer ones, are set smaller, none outside it."""
    shown = address_rows(lines, MOST_LINES)
    widest = max(sheet.shape(line, Weight.REGULAR).width_at(1) for line in shown)
    size = max(SMALLEST, min(SIZE, int(4 * window.width / widest) / 4))
    rows = [
        part for line in shown for part in wrap(line, Weight.REGULAR, size, window.width, sheet.region, 2)
    ]
    if len(rows) > MOST_LINES + 2:
        rows = [fit(line, Weight.REGULAR, size, window.width, sheet.region) for line in shown]
    leading = min(LEADING, window.height / len(rows))
    size = min(size, leading * 0.8)
    for row, text in enumerate(rows):
        sheet.text(window.left, window.top + size + row * leading, text, size)


DOCUMENT = EnvelopePaper()
