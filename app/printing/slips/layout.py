"""A slip as pieces one below the other, each measured and ready to draw: all black, as the ink is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.kernel.i18n import _, plural
from app.printing.barcode import code128, in_fours
from app.printing.fonts import Region, Weight, region_of
from app.printing.formatting import money, number, short_day, signed
from app.printing.palette import BLACK
from app.printing.sheet import Align, Sheet
from app.printing.slips.data import SlipData, SlipStamps
from app.printing.slips.rolls import DOT, Roll
from app.printing.slips.words import balance_words, moment_words, ready_words, stamp_words, under_balance
from app.printing.text import plain
from app.printing.wrapping import fit, width_of, wrap
from app.shop.on_paper import Picture

LEADING = 1.32  # of the type size
GAP = 7.0
MOST_VOUCHERS = 4
MOST_CARDS = 4
DOTS_A_ROW = 10
BARS_HEIGHT = 88 * DOT
QUIET = 10  # modules that stay white to either side of a barcode
_MODULES = (3 * DOT, 2 * DOT)  # widths of the thinnest bar; a decoder wants two dots at least

Draw = Callable[[Sheet, float], None]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece: white space above it (not at the top of a page), its height, and how it is drawn."""

    gap: float
    height: float
    draw: Draw


def blocks(data: SlipData, roll: Roll) -> list[Block]:
    """The slip from top to bottom."""
    return _Writer(data, roll).blocks


def height_of(pieces: list[Block]) -> float:
    """How long they are together, in points."""
    return sum(piece.height for piece in pieces) + sum(piece.gap for piece in pieces[1:])


class _Writer:
    def __init__(self, data: SlipData, roll: Roll) -> None:
        self.data, self.roll = data, roll
        self.locale = data.shop.locale
        self.region: Region = region_of(self.locale)
        self.left, self.width = roll.margin, roll.text_width
        self.right, self.centre = self.left + self.width, self.left + self.width / 2
        self.blocks: list[Block] = []
        self._shop()
        self._sale()
        self._balance()
        self._rewards()
        self._stamps()
        self._vouchers()
        self._card()
        self._closing()

    # The parts

    def _shop(self) -> None:
        shop = self.data.shop
        if shop.logo is not None:
            from app.printing.slips.logo import logo_in_dots

            logo = logo_in_dots(shop.logo, self.roll)
            self._add(0, (logo.height + 8) * DOT, partial(self._draw_logo, logo))
        self._lines(plain(shop.name, 200), self.roll.name, Weight.BOLD, Align.CENTRE, most=3, gap=0)
        address = " · ".join(plain(line, 120) for line in shop.address_lines)
        self._lines(address, self.roll.small, align=Align.CENTRE, most=3, gap=1.5)
        self._rule()

    def _sale(self) -> None:
        sale = self.data.sale
        receipt = (
            _("Receipt {number}").format(number=plain(sale.receipt, 80)) if sale and sale.receipt else ""
        )
        self._pair(moment_words(self.data), receipt, self.roll.small)
        self._lines(plain(self.data.customer_name, 200), self.roll.body, Weight.SEMIBOLD, most=3, gap=2)
        if self.data.tier:
            self._lines(plain(self.data.tier, 80), self.roll.small, most=2, gap=0)
        if sale is not None:
            amount = money(sale.amount, self.data.shop.currency, self.locale)
            self._pair(_("Your purchase"), amount, self.roll.body, gap=4)
            self._pair(_("Points earned"), signed(sale.points, self.locale), self.roll.body, Weight.SEMIBOLD)
        self._rule()

    def _balance(self) -> None:
        roll = self.roll
        self._lines(_("Your points"), roll.small, align=Align.CENTRE, gap=0)
        words = balance_words(self.data)
        wide = width_of(words, Weight.BOLD, roll.balance, self.region)
        size = min(roll.balance, roll.balance * self.width / max(wide, 1))
        self._lines(words, size, Weight.BOLD, Align.CENTRE, gap=0)
        for line in under_balance(self.data):
            self._lines(line, roll.small, align=Align.CENTRE, most=3, gap=0)

    def _rewards(self) -> None:
        reward = self.data.next_reward
        self._lines(ready_words(self.data), self.roll.body, Weight.SEMIBOLD, most=6, gap=GAP)
        if reward is None:
            return
        missing = _("{points} to go").format(points=number(reward.missing, self.locale))
        self._pair(plain(reward.name, 120), missing, self.roll.body, gap=GAP)
        if reward.cost > 0:
            part = max(0.0, min(1.0, (reward.cost - reward.missing) / reward.cost))
            self._add(2, 8 * DOT * 2, partial(self._draw_meter, part))

    def _stamps(self) -> None:
        for card in self.data.stamps[:MOST_CARDS]:
            count = _("{have} of {of}").format(have=card.have, of=card.of)
            self._pair(plain(card.name, 80), count, self.roll.body, gap=GAP)
            rows = -(-card.of // DOTS_A_ROW)
            self._add(2, rows * self._step, partial(self._draw_stamps, card))
            self._lines(stamp_words(card), self.roll.small, most=2, gap=1)

    def _vouchers(self) -> None:
        vouchers, small = self.data.vouchers, self.roll.small
        for voucher in vouchers[:MOST_VOUCHERS]:
            name = _("Voucher: {name}").format(name=plain(voucher.name, 120))
            self._lines(name, self.roll.body, Weight.SEMIBOLD, most=2, gap=GAP)
            until = short_day(voucher.until, self.locale, with_year=True)
            self._pair(in_fours(plain(voucher.code, 40)), _("through {day}").format(day=until), small)
        more = len(vouchers) - MOST_VOUCHERS
        if more > 0:
            words = plural("and {n} more voucher", "and {n} more vouchers", more).format(n=more)
            self._lines(words, small, gap=1)
        if self.data.credit:
            credit = money(self.data.credit, self.data.shop.currency, self.locale)
            self._pair(_("Store credit"), credit, self.roll.body, gap=GAP)

    def _card(self) -> None:
        number_ = plain(self.data.card_number, 40)
        bars = code128(number_)
        module = next((m for m in _MODULES if bars and (bars.modules + 2 * QUIET) * m <= self._paper), None)
        if bars is None or module is None:
            self._lines(in_fours(number_), self.roll.body, align=Align.CENTRE, gap=GAP)
            return
        left = round((self.centre - bars.modules * module / 2) / DOT) * DOT
        edges = [(left + a * module, left + b * module) for a, b in bars.edges]
        self._add(GAP * 1.5, BARS_HEIGHT, partial(self._draw_bars, edges))
        self._lines(in_fours(number_), self.roll.small, align=Align.CENTRE, gap=2)

    @property
    def _paper(self) -> float:
        return self.roll.mm * 8 * DOT

    def _closing(self) -> None:
        closing = plain(self.data.shop.closing_line, 300)
        self._lines(closing, self.roll.small, align=Align.CENTRE, most=4, gap=GAP)

    # How they are set

    def _add(self, gap: float, height: float, draw: Draw) -> None:
        self.blocks.append(Block(gap, height, draw))

    def _lines(
        self,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        *,
        most: int = 1,
        gap: float = 2.0,
    ) -> None:
        for row, line in enumerate(wrap(text, weight, size, self.width, self.region, most)):
            shown = fit(line, weight, size, self.width, self.region)
            self._add(0 if row else gap, size * LEADING, partial(self._draw_text, shown, size, weight, align))

    def _pair(
        self, left: str, right: str, size: float, weight: Weight = Weight.REGULAR, *, gap: float = 1.0
    ) -> None:
        """Words left and a figure right on one line; where they have no room, on lines of their own."""
        wide = width_of(right, weight, size, self.region)
        room = self.width - wide - size
        if right and width_of(left, weight, size, self.region) > room:
            self._lines(left, size, weight, most=3, gap=gap)
            self._lines(right, size, weight, Align.RIGHT, most=2, gap=0)
            return
        self._add(gap, size * LEADING, partial(self._draw_pair, left, right, size, weight))

    def _rule(self) -> None:
        self._add(5, DOT, self._draw_rule)
        self._add(0, 4, _draw_nothing)

    @property
    def _step(self) -> float:
        """From stamp to stamp, in points: a whole number of dots, the same on every row."""
        return int(min(self.width / DOTS_A_ROW, 40 * DOT) / DOT) * DOT

    # Drawing

    def _draw_text(
        self, text: str, size: float, weight: Weight, align: Align, sheet: Sheet, top: float
    ) -> None:
        x = {Align.LEFT: self.left, Align.CENTRE: self.centre, Align.RIGHT: self.right}[align]
        sheet.text(x, top + size * 1.02, text, size, weight=weight, colour=BLACK, align=align)

    def _draw_pair(
        self, left: str, right: str, size: float, weight: Weight, sheet: Sheet, top: float
    ) -> None:
        self._draw_text(left, size, weight, Align.LEFT, sheet, top)
        base = top + size * 1.02
        sheet.text(
            self.right, base, right, size, weight=weight, colour=BLACK, align=Align.RIGHT, tabular=True
        )

    def _draw_logo(self, logo: Picture, sheet: Sheet, top: float) -> None:
        left = round((self.centre - logo.width * DOT / 2) / DOT) * DOT
        top = sheet.height - round((sheet.height - top) / DOT) * DOT
        sheet.picture(logo, left, top, left + logo.width * DOT, top + logo.height * DOT)

    def _draw_rule(self, sheet: Sheet, top: float) -> None:
        sheet.rule(self.left, self.right, top + DOT, BLACK, 2 * DOT)

    def _draw_meter(self, part: float, sheet: Sheet, top: float) -> None:
        bottom = top + 14 * DOT
        sheet.box(self.left + DOT, top + DOT, self.right - DOT, bottom, line=BLACK, thickness=2 * DOT)
        if part > 0:
            sheet.box(
                self.left + DOT,
                top + DOT,
                self.left + DOT + (self.width - 2 * DOT) * part,
                bottom,
                fill=BLACK,
            )

    def _draw_stamps(self, card: SlipStamps, sheet: Sheet, top: float) -> None:
        step = self._step
        radius = min(step * 0.4, 14 * DOT)
        for place in range(card.of):
            x = self.left + radius + step * (place % DOTS_A_ROW)
            y = top + step / 2 + step * (place // DOTS_A_ROW)
            sheet.dot(x, y, radius, BLACK, filled=place < card.have)

    def _draw_bars(self, edges: list[tuple[float, float]], sheet: Sheet, top: float) -> None:
        sheet.bars(edges, top, top + BARS_HEIGHT, BLACK)


def _draw_nothing(_sheet: Sheet, _top: float) -> None:
    """White space that is kept at the foot of a page too."""
