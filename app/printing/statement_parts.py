"""The parts of a statement besides points: vouchers, money on cards, the days on which points lapse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.kernel.i18n import _, plural
from app.loyalty.statement import LapsingPoints, StatementData, StatementVoucher
from app.printing.barcode import NUMBER_DROP, draw_code128, in_fours
from app.printing.flow import Flow
from app.printing.fonts import Region, Weight
from app.printing.formatting import long_day, money, number, short_day
from app.printing.furniture import DOT
from app.printing.geometry import Paper
from app.printing.movements import BETWEEN, BODY, INSET, baseline_in
from app.printing.palette import MUTED
from app.printing.sheet import Align, Sheet
from app.printing.text import plain
from app.printing.wrapping import fit, width_of

HEADING = 25.0  # from the top of a heading to what it heads
MOST_VOUCHERS = 4
"""So many vouchers are printed with their numbers; of more, how many."""
BARS = 15.0
WITH_BARS = 34.0
SMALL = 8.0
DAYS_A_ROW = 4
MOST_DAYS = 24
FAR = 330  # days after the period, from which on a day carries its year


class Parts:
    """Places the parts of one statement on its flow; `bars` prints the vouchers' barcodes."""

    def __init__(
        self, data: StatementData, paper: Paper, region: Region, flow: Flow, row: float, gap: float,
        draw_heading: Callable[[str, Sheet, float], None], *, bars: bool,
    ) -> None:  # fmt: skip
        self._data, self._paper, self._region, self._flow = data, paper, region, flow
        self._row, self._gap, self._bars = row, gap, bars
        self._draw_heading = draw_heading
        self._locale = data.shop.locale

    def _head(self, text: str, below: float) -> None:
        """A heading that stands with at least `below` points of what it heads."""
        self._flow.skip(self._gap)
        self._flow.need(HEADING + below)
        self._flow.place(HEADING - 4, partial(self._draw_heading, text))

    # The days on which points lapse

    def lapsing(self) -> None:
        """A small table, read row by row: through which day how many points are valid."""
        days = list(self._data.lapsing)
        rest = days[MOST_DAYS - 1 :] if len(days) > MOST_DAYS else []
        cells = [(self._day(day), number(day.points, self._locale)) for day in days]
        if rest:
            del cells[MOST_DAYS - 1 :]
        across = self._across(cells)
        rows = [cells[at : at + across] for at in range(0, len(cells), across)]
        self._head(_("When points lapse"), self._row * min(len(rows), 2))
        for row in rows:
            self._flow.need(self._row)
            self._flow.place(self._row, partial(self._draw_days, row, across))
        if rest:
            points = number(sum(day.points for day in rest), self._locale)
            words = _("and {points} more by {day}").format(points=points, day=self._day(rest[-1]))
            self._flow.place(self._row, partial(self._draw_quiet, words))

    def _day(self, day: LapsingPoints) -> str:
        return short_day(day.on, self._locale, with_year=(day.on - self._data.end).days > FAR)

    def _across(self, cells: Sequence[tuple[str, str]]) -> int:
        """How many days stand side by side: as many as their figures leave room for."""
        widest = max(
            width_of(on, Weight.REGULAR, BODY, self._region)
            + width_of(points, Weight.REGULAR, BODY, self._region)
            for on, points in cells
        )
        return max(1, min(DAYS_A_ROW, int(self._paper.body_width // (widest + 2 * INSET + 2 * BETWEEN))))

    def _draw_days(self, row: Sequence[tuple[str, str]], across: int, sheet: Sheet, top: float) -> None:
        base, wide = top + baseline_in(self._row), self._paper.body_width / across
        for place, (on, points) in enumerate(row):
            left = self._paper.margin + wide * place
            right = left + wide - INSET - (BETWEEN if place + 1 < across else 0)
            sheet.text(left + INSET, base, on, BODY, colour=MUTED, tabular=True)
            sheet.text(right, base, points, BODY, align=Align.RIGHT, tabular=True)
        sheet.rule(self._paper.margin, self._paper.right, top + self._row)

    # Vouchers

    def vouchers(self) -> None:
        """The vouchers that can still be used, the soonest to end first."""
        vouchers = self._data.vouchers
        if not vouchers:
            return
        shown, height = vouchers[:MOST_VOUCHERS], WITH_BARS if self._bars else self._row
        self._head(_("Your vouchers"), height * len(shown))
        for voucher in shown:
            self._flow.need(height)
            draw = self._draw_voucher if self._bars else self._draw_short_voucher
            self._flow.place(height, partial(draw, voucher))
        more = len(vouchers) - len(shown)
        if more:
            words = plural(
                "and {n} more voucher: ask at the counter", "and {n} more vouchers: ask at the counter", more
            )
            self._flow.place(self._row, partial(self._draw_quiet, words.format(n=more)))

    def _days(self, voucher: StatementVoucher) -> str:
        far = (voucher.valid_until - self._data.end).days > FAR
        until = long_day(voucher.valid_until, self._locale, with_year=far)
        if voucher.valid_from > self._data.end:
            first = long_day(voucher.valid_from, self._locale)
            return _("valid from {first} until {last}").format(first=first, last=until)
        return _("valid until {day}").format(day=until)

    def _draw_voucher(self, voucher: StatementVoucher, sheet: Sheet, top: float) -> None:
        paper = self._paper
        wide = draw_code128(
            sheet, paper.right - INSET, top + 4, plain(voucher.code, 40), BARS, paper.body_width * 0.4
        )
        if not wide:
            self._draw_short_voucher(voucher, sheet, top)
            return
        room = paper.body_width - wide - 2 * INSET - 14
        name = fit(plain(voucher.name, 300), Weight.REGULAR, BODY, room, self._region)
        sheet.text(paper.margin + INSET, top + 14, name, BODY)
        said = DOT.join(filter(None, (plain(voucher.words, 200), self._days(voucher))))
        small = fit(said, Weight.REGULAR, SMALL, room, self._region)
        sheet.text(paper.margin + INSET, top + 4 + BARS + NUMBER_DROP - 3.1, small, SMALL, colour=MUTED)
        sheet.rule(paper.margin, paper.right, top + WITH_BARS)

    def _draw_short_voucher(self, voucher: StatementVoucher, sheet: Sheet, top: float) -> None:
        paper, base = self._paper, top + baseline_in(self._row)
        code = in_fours(plain(voucher.code, 40))
        wide = sheet.text(paper.right - INSET, base, code, BODY, align=Align.RIGHT, tabular=True)
        room = paper.body_width - wide - 2 * INSET - 14
        said = DOT.join(
            filter(None, (plain(voucher.name, 300), plain(voucher.words, 200), self._days(voucher)))
        )
        shown = fit(said, Weight.REGULAR, BODY, room, self._region)
        sheet.text(paper.margin + INSET, base, shown, BODY)
        sheet.rule(paper.margin, paper.right, top + self._row)

    # Money

    def money(self) -> None:
        """Store credit and what is on gift cards the customer bought."""
        data = self._data
        rows = [(_("Store credit"), data.credit)] if data.credit else []
        rows += [
            (_("Gift card ending in {digits}").format(digits=card.ending), card.balance)
            for card in data.gift_cards[:MOST_VOUCHERS]
        ]
        more = data.gift_cards[MOST_VOUCHERS:]
        if more:
            words = plural("{n} more gift card", "{n} more gift cards", len(more)).format(n=len(more))
            rows.append((words, sum(card.balance for card in more)))
        if not rows:
            return
        self._head(_("Your money with us"), self._row * len(rows))
        for what, minor in rows:
            self._flow.need(self._row)
            self._flow.place(self._row, partial(self._draw_money, what, minor))

    def _draw_money(self, what: str, minor: int, sheet: Sheet, top: float) -> None:
        paper, base = self._paper, top + baseline_in(self._row)
        amount = money(minor, self._data.shop.currency, self._locale)
        wide = sheet.text(paper.right - INSET, base, amount, BODY, align=Align.RIGHT, tabular=True)
        room = paper.body_width - wide - 2 * INSET - 14
        sheet.text(
            paper.margin + INSET, base, fit(plain(what, 200), Weight.REGULAR, BODY, room, self._region), BODY
        )
        sheet.rule(paper.margin, paper.right, top + self._row)

    def _draw_quiet(self, text: str, sheet: Sheet, top: float) -> None:
        room = self._paper.body_width - 2 * INSET
        shown = fit(text, Weight.REGULAR, BODY, room, self._region)
        sheet.text(self._paper.margin + INSET, top + baseline_in(self._row), shown, BODY, colour=MUTED)
