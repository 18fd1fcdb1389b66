"""The feedback slip: five faces or eleven figures to tick, for a customer or for whoever takes one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.customers.queries import names
from app.kernel.errors import NotFound
from app.kernel.fields import Field
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.document import About, Document, DrawPage, Imprint, Writing
from app.printing.feedback_face import FeedbackSlip, Look, pieces_of
from app.printing.feedback_options import FOUR, LEAF, four_to_cut, scale_field, size_field, sizes
from app.printing.geometry import MM, Paper, Window
from app.printing.labels.marks import dashes_across, dashes_down
from app.printing.options import AUTO, Options, paper_field
from app.printing.sheet import Sheet
from app.printing.slips.layout import Block, height_of
from app.printing.slips.rolls import FOOT, TOP, roll_of
from app.printing.text import plain
from app.shop.on_paper import paper_shop
from app.touchpoints.asked import NoteAsked, note_asked
from app.touchpoints.asking import asking, feedback_link
from app.touchpoints.kinds.asked import SLIP

_MARGIN = 9 * MM
_LINES = (4, 3, 2)
"""So many lines to write on where there is room, else fewer."""
_EDGE = 14.0
A6 = Paper(LEAF, "A6", 105 * MM, 148 * MM, Window(0, 0, 0, 0), _MARGIN, _MARGIN, _MARGIN, _MARGIN)


class FeedbackSlips(Document[FeedbackSlip]):
    """Slips with nobody's name, to lie at the till: four on a sheet, or one on a leaf or a roll."""

    id = "feedback-slips"
    about = About.SHOP
    icon = "feedback"
    order = 85

    @property
    def label(self) -> str:
        return _("Feedback slips")

    @property
    def purpose(self) -> str:
        return _("“How was it?”, to lie at the till: four on a sheet, to cut.")

    @property
    def options(self) -> tuple[Field, ...]:
        return (size_field((four_to_cut(), *sizes()), FOUR), scale_field(), paper_field())

    def gather(self, view: View, who: Sequence[int], options: Options) -> FeedbackSlip:
        return FeedbackSlip(paper_shop(view), "", _scale(view, options), feedback_link(view))

    def imprint(self, data: FeedbackSlip) -> Imprint:
        return Imprint.of_shop(data.shop, self.label, plain(data.customer_name, 200))

    def paper(self, data: FeedbackSlip, options: Options) -> Paper:
        size = self._size(options)
        if size == FOUR:
            return super().paper(data, options)
        if size == LEAF:
            return A6
        return roll_of(size).paper(TOP + height_of(pieces_of(data, _roll_look(size))) + FOOT)

    def lay_out(self, data: FeedbackSlip, paper: Paper, options: Options) -> Sequence[DrawPage]:
        size = self._size(options)
        if size in (FOUR, LEAF):
            across = 2 if size == FOUR else 1
            return [partial(_draw_leaves, data, across)]
        return [partial(_draw_pieces, pieces_of(data, _roll_look(size)), TOP)]

    def _size(self, options: Options) -> str:
        return str(options.get("size", FOUR))


class FeedbackSlipOf(FeedbackSlips):
    """One slip with the customer's name, and their code where the shop has a feedback address."""

    id = "feedback-slip"
    about = About.CUSTOMER

    @property
    def label(self) -> str:
        return _("Feedback slip")

    @property
    def purpose(self) -> str:
        return _("Asks a customer how it was: to tick, with a word why.")

    @property
    def options(self) -> tuple[Field, ...]:
        return (size_field(sizes(), LEAF), scale_field())

    def gather(self, view: View, who: Sequence[int], options: Options) -> FeedbackSlip:
        name = names(view, who[:1]).get(who[0])
        if name is None:
            raise NotFound(_("There is no customer {number}.").format(number=who[0]), field="customer")
        return FeedbackSlip(paper_shop(view), name, _scale(view, options), feedback_link(view, who[0]))

    def once_out(self, who: Sequence[int]) -> Writing | None:
        return (note_asked, NoteAsked(tuple(who), SLIP)) if who else None

    def _size(self, options: Options) -> str:
        return str(options.get("size", LEAF))


def _scale(view: View, options: Options) -> int:
    chosen = str(options.get("scale", AUTO))
    return asking(view).scale if chosen == AUTO else int(chosen)


def _roll_look(size: str) -> Look:
    roll = roll_of(size)
    return Look(
        roll.margin, roll.text_width, roll.name * 1.1, roll.body, roll.small, roll.body * 2.4, 3, black=True
    )


def _draw_leaves(data: FeedbackSlip, across: int, sheet: Sheet, _page: int, _of: int) -> None:
    """One leaf that fills the page, or four with dashes between."""
    wide, tall = sheet.width / across, sheet.height / across
    for row in range(across):
        for column in range(across):
            pieces = _fitted(data, column * wide + _MARGIN, wide - 2 * _MARGIN, tall - 2 * _MARGIN)
            spare = max(tall - height_of(pieces), 0)
            _draw_pieces(pieces, row * tall + min(spare / 2, _MARGIN * 2), sheet, 0, 0)
    if across > 1:
        dashes_across(sheet, _EDGE, sheet.width - _EDGE, sheet.height / 2)
        dashes_down(sheet, sheet.width / 2, _EDGE, sheet.height - _EDGE)


def _fitted(data: FeedbackSlip, left: float, wide: float, tall: float) -> list[Block]:
    """The pieces as large as they can stand in their place, with as many lines to write on."""
    pieces: list[Block] = []
    for size in (11.0, 10.0, 9.0, 8.0, 7.0):
        for lines in _LINES:
            look = Look(left, wide, size * 1.9, size, size * 0.82, size * 2.1, lines)
            pieces = pieces_of(data, look)
            if height_of(pieces) <= tall:
                return pieces
    return pieces


def _draw_pieces(pieces: Sequence[Block], top: float, sheet: Sheet, _page: int, _of: int) -> None:
    for place, piece in enumerate(pieces):
        top += piece.gap if place else 0
        piece.draw(sheet, top)
        top += piece.height


DOCUMENTS = (FeedbackSlipOf(), FeedbackSlips())
