"""Today's sheet for the counter: one page to tick off with a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.groups.today import birthdays, lapsing_counts, newcomers, owed
from app.kernel.fields import Field, FieldKind
from app.kernel.i18n import _
from app.kernel.unit import View
from app.printing.day_sheet import DayPart, DayRow, DaySheet, lapsing_sentence, parts_of
from app.printing.document import About, Document, DrawPage, Imprint
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import weekday_and_day
from app.printing.furniture import Letterhead, draw_foot, draw_heading, draw_letterhead
from app.printing.geometry import Paper
from app.printing.movements import BODY
from app.printing.options import Options, paper_field
from app.printing.palette import INK, LINE, MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, wrap
from app.shop.on_paper import paper_shop

AHEAD = 7
TOP = 112.0
TITLE = 46.0
HEADING = 23.0
GAP = 10.0
ROW = 18.0
MORE = 11.5  # for each further line of a row
MOST_LINES = 2  # of what was promised
BOX = 8.5
LEFT = 17.0  # from the margin to the name, past the box
NAME = 0.26  # of the width
RIGHT = 0.34
PEN = 22.0  # between lines to write on
PEN_LINES = 6


class TodaySheet(Document[DaySheet]):
    """The day on one page."""

    id = "today"
    icon = "today-sheet"
    about = About.SHOP
    order = 40

    @property
    def label(self) -> str:
        return _("Today's sheet")

    @property
    def purpose(self) -> str:
        return _("Birthdays, promises, reservations and who is new, for the counter, to tick off with a pen.")

    @property
    def options(self) -> tuple[Field, ...]:
        return (
            Field("day", _("Day"), FieldKind.DATE, help=_("Today when it is left empty.")),
            Field("ahead", _("Days ahead"), FieldKind.INTEGER, minimum=0, maximum=31, default=AHEAD),
            paper_field(),
        )

    def gather(self, view: View, who: Sequence[int], options: Options) -> DaySheet:
        chosen = options.get("day")
        day = date.fromisoformat(str(chosen)) if chosen else view.today
        ahead = int(options.get("ahead", AHEAD))
        new, count = newcomers(view, day - timedelta(days=1))
        return DaySheet(
            paper_shop(view), day, tuple(birthdays(view, day, ahead)), tuple(owed(view, day, ahead)),
            tuple(new), count, lapsing_counts(view) if day == view.today else (),
        )  # fmt: skip

    def imprint(self, data: DaySheet) -> Imprint:
        return Imprint.of_shop(
            data.shop, _("The day at the counter"), weekday_and_day(data.day, data.shop.locale)
        )

    def lay_out(self, data: DaySheet, paper: Paper, options: Options) -> Sequence[DrawPage]:
        return [_Layout(data, paper).draw]


class _Layout:
    """The one page: rows give way, the longest part first, until all of it fits."""

    def __init__(self, data: DaySheet, paper: Paper) -> None:
        self.data, self.paper = data, paper
        self.region: Region = region_of(data.shop.locale)
        self.head = Letterhead.of_shop(data.shop)
        self.left = paper.margin + LEFT
        self.what_left = self.left + paper.body_width * NAME
        self.right_room = paper.body_width * RIGHT
        self.what_room = paper.right - self.right_room - 10 - self.what_left
        room = paper.body_bottom - TOP - TITLE
        sentence = lapsing_sentence(data.lapsing, data.shop.locale)
        self.lapsing = wrap(sentence, Weight.REGULAR, BODY, paper.body_width, self.region, 3)
        self.parts = self._fitting(parts_of(data), room - GAP - 13.5 * len(self.lapsing))

    def draw(self, sheet: Sheet, page: int, of: int) -> None:
        paper = self.paper
        draw_letterhead(sheet, paper, self.head)
        sheet.text(paper.margin, TOP + 15, _("The day at the counter"), 15, weight=Weight.BOLD)
        day = weekday_and_day(self.data.day, self.data.shop.locale)
        sheet.text(paper.margin, TOP + 31, day, BODY, colour=MUTED)
        y = TOP + TITLE
        for part in self.parts:
            y = self._draw_part(part, sheet, y)
        if not self.parts:
            sheet.text(paper.margin, y + 10, _("Nothing is waiting today."), BODY)
            y += ROW
        for line in self.lapsing:
            sheet.text(paper.margin, y + GAP + 10, line, BODY)
            y += 13.5
        self._draw_pen_lines(sheet, y + 2 * GAP)
        draw_foot(sheet, paper, "", "", page, of)

    def _fitting(self, parts: list[DayPart], room: float) -> list[DayPart]:
        """The parts cut to the room; what is dropped is counted."""
        most = int(room / ROW)
        parts = [
            replace(part, rows=part.rows[:most], more=part.more + max(0, len(part.rows) - most))
            for part in parts
        ]
        heights = [[self._row_height(row) for row in part.rows] for part in parts]
        while parts and sum(map(self._height, parts, heights)) > room:
            at = max(range(len(parts)), key=lambda place: (len(parts[place].rows), place))
            part = parts[at]
            if len(part.rows) > 1:
                parts[at] = replace(part, rows=part.rows[:-1], more=part.more + 1)
                heights[at].pop()
            else:
                del parts[at], heights[at]
        return parts

    @staticmethod
    def _height(part: DayPart, rows: Sequence[float]) -> float:
        return GAP + HEADING + sum(rows) + (ROW if part.more else 0)

    def _row_height(self, row: DayRow) -> float:
        return ROW + MORE * (max(len(self._lines(row)) + bool(row.mind), 1) - 1)

    def _lines(self, row: DayRow) -> list[str]:
        what = plain(row.what, 600)
        return wrap(what, Weight.REGULAR, BODY, self.what_room, self.region, MOST_LINES)

    def _draw_part(self, part: DayPart, sheet: Sheet, top: float) -> float:
        y = top + GAP
        draw_heading(sheet, self.paper, y, part.title)
        y += HEADING - 6
        sheet.rule(self.paper.margin, self.paper.right, y, INK)
        y += 6
        for row in part.rows:
            self._draw_row(row, sheet, y)
            y += self._row_height(row)
            sheet.rule(self.paper.margin, self.paper.right, y, LINE)
        if part.more:
            words = _("and {n} more: the program has them all").format(n=part.more)
            sheet.text(self.left, y + 12, words, BODY, colour=MUTED)
            y += ROW
        return y

    def _draw_row(self, row: DayRow, sheet: Sheet, top: float) -> None:
        base, margin = top + 12.6, self.paper.margin
        sheet.box(margin + 2, base - BOX + 1, margin + 2 + BOX, base + 1, line=INK, radii=(1, 1, 1, 1))
        name = fit(plain(row.name, 200), Weight.SEMIBOLD, BODY, self.what_left - self.left - 8, self.region)
        sheet.text(self.left, base, name, BODY, weight=Weight.SEMIBOLD)
        lines = self._lines(row)
        for place, line in enumerate(lines):
            sheet.text(self.what_left, base + MORE * place, line, BODY)
        right = fit(plain(row.right, 300), Weight.REGULAR, BODY, self.right_room, self.region)
        sheet.text(self.paper.right, base, right, BODY, colour=MUTED, align=Align.RIGHT)
        if row.mind:
            words = _("Mind: {what}").format(what=plain(row.mind, 400))
            room = self.paper.right - self.what_left if lines else self.what_room
            shown = fit(words, Weight.SEMIBOLD, BODY, room, self.region)
            sheet.text(self.what_left, base + MORE * len(lines), shown, BODY, weight=Weight.SEMIBOLD)

    def _draw_pen_lines(self, sheet: Sheet, top: float) -> None:
        """Room to write, where the day left some."""
        bottom = self.paper.body_bottom - 8
        lines = min(PEN_LINES, int((bottom - top - HEADING) / PEN))
        if lines < 2:
            return
        draw_heading(sheet, self.paper, top, _("Notes"))
        for line in range(lines):
            sheet.rule(self.paper.margin, self.paper.right, top + HEADING + PEN * line + 8, LINE)


DOCUMENT = TodaySheet()
