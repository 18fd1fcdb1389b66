"""The parts of a statement that look ahead: what the points can be had for, and the stamp cards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.kernel.i18n import _
from app.loyalty.statement import StampProgress, StatementData, StatementReward
from app.printing.flow import Flow
from app.printing.fonts import Region, Weight
from app.printing.geometry import Paper
from app.printing.movements import BODY, INSET, ROW, baseline_in
from app.printing.palette import GOLD, INK
from app.printing.sheet import Align, Sheet
from app.printing.statement_parts import HEADING
from app.printing.statement_words import cost_words, reward_words, stamp_words
from app.printing.text import plain
from app.printing.wrapping import fit, width_of

LEADING = 13.5
DOTS_A_ROW = 20
DOT_STEP = 15.6
MOST_TOGETHER = 10  # rewards that are kept on one page


class Rewards:
    """Places rewards and stamp cards of one statement on its flow."""

    def __init__(
        self, data: StatementData, paper: Paper, region: Region, flow: Flow, row: float, gap: float,
        draw_heading: Callable[[str, Sheet, float], None],
    ) -> None:  # fmt: skip
        self._data, self._paper, self._region, self._flow = data, paper, region, flow
        self._row, self._gap = row, gap
        self._draw_heading = draw_heading
        self._locale = data.shop.locale

    def rewards(self) -> None:
        """Every reward of the programme, and how far it is."""
        rewards = self._data.rewards
        if not rewards:
            return
        flow = self._flow
        flow.skip(self._gap)
        flow.need(HEADING + self._row * (len(rewards) if len(rewards) <= MOST_TOGETHER else 3))
        flow.place(HEADING - 4, partial(self._draw_heading, _("What you can have today")))
        for reward in rewards:
            flow.need(self._row)
            flow.place(self._row, partial(self._draw_reward, reward))

    def _draw_reward(self, reward: StatementReward, sheet: Sheet, top: float) -> None:
        paper, base = self._paper, top + baseline_in(self._row)
        middle = paper.right - paper.body_width * 0.26
        state = reward_words(reward, self._locale)
        cost = cost_words(reward.cost, self._locale)
        wide = sheet.text(middle, base, cost, BODY, align=Align.RIGHT, tabular=True)
        room = middle - wide - 12 - paper.margin - INSET
        name = fit(plain(reward.name, 600), Weight.REGULAR, BODY, room, self._region)
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
        sheet.rule(paper.margin, paper.right, top + self._row)

    def stamps(self) -> None:
        """Every card that was begun, a dot for each stamp."""
        for stamp in self._data.stamps:
            if stamp.of <= 0:
                continue
            rows = -(-stamp.of // DOTS_A_ROW) if stamp.of <= 3 * DOTS_A_ROW else 0
            beside = self._words_beside(stamp)
            height = ROW * max(rows, 1) + (0 if beside or not rows else LEADING)
            self._flow.skip(self._gap)
            self._flow.need(HEADING + height)
            self._flow.place(
                HEADING - 6, partial(self._draw_heading, plain(stamp.card, 120) or _("Stamp card"))
            )
            self._flow.place(height, partial(self._draw_stamps, stamp, rows, beside))

    def _words_beside(self, stamp: StampProgress) -> bool:
        """Whether the sentence fits on the line of the dots."""
        wide = width_of(stamp_words(stamp), Weight.REGULAR, BODY, self._region)
        return stamp.of <= DOTS_A_ROW and wide < self._paper.body_width - stamp.of * DOT_STEP - 12

    def _draw_stamps(self, stamp: StampProgress, rows: int, beside: bool, sheet: Sheet, top: float) -> None:
        left = self._paper.margin
        for place in range(stamp.of if rows else 0):
            x = left + 5 + DOT_STEP * (place % DOTS_A_ROW)
            y = top + 7.5 + ROW * 0.8 * (place // DOTS_A_ROW)
            sheet.dot(x, y, 4.6, GOLD, filled=place < stamp.have)
        words = stamp_words(stamp)
        if beside:
            sheet.text(left + DOT_STEP * stamp.of + 7.5, top + 10.7, words, BODY)
        else:
            sheet.text(left, top + 10.7 + ROW * 0.8 * rows, words, BODY)
