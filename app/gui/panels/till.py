"""Right of the counter: ring up, the balance, and what it can be used for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.meter import Meter
from app.gui.widgets.money_edit import MoneyEdit
from app.gui.widgets.rewards import RewardRow
from app.gui.widgets.surfaces import Panel
from app.kernel.i18n import _

if TYPE_CHECKING:
    from app.loyalty.queries import Panel as Loyalty
    from app.loyalty.queries import RewardState


class TillPanel(Panel):
    """`amount_changed(str)` and `add_wanted(str)` carry what was typed; `reward_used(str)` a reward's id."""

    amount_changed = Signal(str)
    add_wanted = Signal(str)
    reward_used = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Till"))
        self.setMinimumWidth(268)
        self._ring_up()
        self._balance()
        self._rewards_section()
        self.show_nobody()

    def _ring_up(self) -> None:
        section = self.section(tint=True)
        section.column.addWidget(PlainLabel(_("Ring up a purchase"), "section"))
        self.amount = MoneyEdit(name=_("Amount of the purchase"))
        self.add_button = Button(_("Add"), "primary")
        self.add_button.setMinimumHeight(46)
        self.add_button.setMinimumWidth(84)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.amount, 1)
        row.addWidget(self.add_button)
        section.column.addLayout(row)
        self._words = PlainLabel("", "muted", wrap=True)
        section.column.addWidget(self._words)
        self._discount = PlainLabel("", "gold", wrap=True)
        self._discount.hide()
        section.column.addWidget(self._discount)
        self.amount.amount_changed.connect(self.amount_changed)
        self.amount.submitted.connect(self._ask_add)
        self.add_button.clicked.connect(self._ask_add)

    def _balance(self) -> None:
        section = self.section()
        section.column.addWidget(PlainLabel(_("Points"), "section"))
        section.column.setSpacing(4)
        self.points = PlainLabel("0", "display")
        self.worth = PlainLabel("", "muted")
        self.lapse = PlainLabel("", "warning")
        for label in (self.worth, self.lapse):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(self.worth)
        beside.addWidget(self.lapse)
        beside.addSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.points)
        row.addStretch(1)
        row.addLayout(beside)
        section.column.addLayout(row)
        self.meter = Meter()
        self.next_name = PlainLabel("", "caption")
        self.next_missing = PlainLabel("", "caption")
        section.column.addWidget(self.meter)
        foot = QHBoxLayout()
        foot.addWidget(self.next_name)
        foot.addStretch(1)
        foot.addWidget(self.next_missing)
        section.column.addLayout(foot)

    def _rewards_section(self) -> None:
        self.add_line()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 4, 8)
        column.setSpacing(8)
        self.rewards_head = PlainLabel(_("Ready to use"), "section")
        column.addWidget(self.rewards_head)
        self._no_rewards = PlainLabel("", "muted", wrap=True)
        column.addWidget(self._no_rewards)
        inside = QWidget()
        inside.setProperty("ground", "none")
        self._rewards = QVBoxLayout(inside)
        self._rewards.setContentsMargins(0, 0, 12, 0)
        self._rewards.setSpacing(8)
        self._rewards.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._scroll = scroll
        column.addWidget(scroll, 1)
        self.add(holder, 1)
        self.reward_rows: list[RewardRow] = []

    def _ask_add(self, *_args: object) -> None:
        if self.add_button.isEnabled():
            self.add_wanted.emit(self.amount.text().strip())

    def show_nobody(self) -> None:
        """No customer is open: nothing can be rung up."""
        self.setEnabled(False)
        self.points.setText("–")
        for label in (self.worth, self.lapse, self.next_name, self.next_missing, self._words):
            label.setText("")
        self.meter.set_progress(0, 1)
        self._clear()
        self.rewards_head.setText(_("Rewards"))
        self._no_rewards.setText(_("Open a card to see what the points can be used for."))
        self._no_rewards.show()
        self.say_gain(None)

    def show_panel(self, loyalty: Loyalty, speech: Speech, today_lapse: str) -> None:
        """Show a customer's points and rewards. `today_lapse`: "120 lapse on 30 Nov", or ""."""
        self.setEnabled(True)
        self.points.setText(speech.number(loyalty.points))
        self.worth.setText(
            "" if loyalty.worth is None else _("worth {amount}").format(amount=speech.money(loyalty.worth))
        )
        self.lapse.setText(today_lapse)
        self._words.setText(loyalty.earning_line)
        self._show_next(loyalty, speech)
        self._fill(loyalty.rewards, speech)
        ready = any(reward.ready for reward in loyalty.rewards)
        self.rewards_head.setText(_("Ready to use") if ready else _("Rewards"))
        self._no_rewards.setText(_("The programme has no rewards yet."))
        self._no_rewards.setVisible(not loyalty.rewards)

    def _show_next(self, loyalty: Loyalty, speech: Speech) -> None:
        missing = [reward for reward in loyalty.rewards if not reward.ready]
        if not missing:
            self.meter.set_progress(1, 1)
            self.next_name.setText(_("Every reward is in reach") if loyalty.rewards else "")
            self.next_missing.setText("")
            return
        ahead = min(missing, key=_missing)
        self.meter.set_progress(max(loyalty.points, 0), ahead.cost)
        self.next_name.setText(_("Next: {reward}").format(reward=ahead.name))
        self.next_missing.setText(_("{n} to go").format(n=speech.number(ahead.missing)))

    def _clear(self) -> None:
        for row in self.reward_rows:
            self._rewards.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.reward_rows = []

    def _fill(self, rewards: Sequence[RewardState], speech: Speech) -> None:
        self._clear()
        ordered = sorted(rewards, key=_ready_first)
        for at, reward in enumerate(ordered):
            subtitle = speech.points(reward.cost)
            if not reward.ready:
                togo = _("{n} to go").format(n=speech.number(reward.missing))
                subtitle = f"{subtitle} · {togo}"
            row = RewardRow(reward.id, reward.name, subtitle, ready=reward.ready)
            row.used.connect(self.reward_used)
            self._rewards.insertWidget(at, row)
            self.reward_rows.append(row)

    def say_gain(self, points: int | None, speech: Speech | None = None) -> None:
        """What the typed amount would give, on the button; None when nothing sensible is typed."""
        self.add_button.set_extra("" if not points or speech is None else speech.signed(points))

    def say_discount(self, words: str) -> None:
        """Which rewards this sale takes off; "" for none."""
        self._discount.setText(words)
        self._discount.setVisible(bool(words))

    def set_busy(self, busy: bool) -> None:
        """While a purchase is being kept the button waits, so that a double Enter is one."""
        self.add_button.setEnabled(not busy)


def _missing(reward: RewardState) -> int:
    return reward.missing


def _ready_first(reward: RewardState) -> tuple[bool, int]:
    return (not reward.ready, -reward.cost if reward.ready else reward.cost)
