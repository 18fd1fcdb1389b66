"""Right of the counter: ring up, the balance, and what it can be used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.panels.till_basket import Basket
from app.gui.panels.till_offers import Offers
from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.meter import Meter
from app.gui.widgets.money_edit import MoneyEdit
from app.gui.widgets.pressable import PressableLabel
from app.gui.widgets.rewards import RewardRow
from app.gui.widgets.surfaces import Panel
from app.kernel.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from app.loyalty.queries import Panel as Loyalty
    from app.loyalty.queries import RewardState, TierState

_MISSING_WIDEST = 164
"""Pixels: a long name of the next tier leaves room for the tier there is."""


class TillPanel(Panel):
    """`amount_changed(str)` and `add_wanted(str)` carry what was typed; `offer_used(str)` the key of an offer
    (`till_offers`); `stamped(str, int)` a stamp card's id and how many; `why_wanted()` asks why so many."""

    amount_changed = Signal(str)
    add_wanted = Signal(str)
    offer_used = Signal(str)
    stamped = Signal(str, int)
    why_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Till"))
        self.setMinimumWidth(268)
        self._ring_up()
        self._balance()
        self.add_line()
        self.offers = Offers()
        self.offers.used.connect(self.offer_used)
        self.offers.stamped.connect(self.stamped)
        self.add(self.offers, 1)
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
        self.basket = Basket()
        section.column.addWidget(self.basket)
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
        self.points = PressableLabel("0", "display", _("Why this balance?"))
        self.points.pressed.connect(self.why_wanted)
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
        self.next_name = ElidedLabel("", "caption")
        self.next_missing = ElidedLabel("", "caption")
        self.next_missing.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.next_missing.setMaximumWidth(_MISSING_WIDEST)
        self.beside_points = ElidedLabel("", "caption")
        self.beside_points.hide()
        section.column.addWidget(self.beside_points)
        section.column.addWidget(self.meter)
        foot = QHBoxLayout()
        foot.addWidget(self.next_name, 1)
        foot.addWidget(self.next_missing)
        section.column.addLayout(foot)

    def _ask_add(self, *_args: object) -> None:
        if self.add_button.isEnabled():
            self.add_wanted.emit(self.amount.text().strip())

    def show_nobody(self) -> None:
        """No customer is open: nothing can be rung up."""
        self.setEnabled(False)
        self.points.setText("–")
        for label in (self.worth, self.lapse, self.next_name, self.next_missing, self._words):
            label.setText("")
        self.beside_points.hide()
        self.meter.set_progress(0, 1)
        self.meter.show()
        self._earning = ""
        self.basket.set_categories(())
        self.basket.set_lines(())
        self.offers.show_nobody()
        self.say_gain(None)

    def show_panel(self, loyalty: Loyalty, speech: Speech, today_lapse: str, today: date) -> None:
        """Show a customer's points and what they can have. `today_lapse`: "120 lapse on 30 Nov", or ""."""
        self.setEnabled(True)
        self.points.setText(speech.number(loyalty.points))
        self.points.setAccessibleName(
            _("{points}: why this balance?").format(points=speech.points(loyalty.points))
        )
        self.worth.setText(
            _("worth {amount}").format(amount=speech.money(loyalty.worth)) if loyalty.worth else ""
        )
        self.lapse.setText(today_lapse)
        self._earning = loyalty.earning_line
        self._words.setText(self._earning)
        self.basket.set_categories(loyalty.categories)
        self.meter.show()
        self.beside_points.setText(_beside_points(loyalty, speech))
        self.beside_points.setVisible(bool(self.beside_points.full_text()))
        if loyalty.tier is not None:
            self._show_tier(loyalty.tier, speech, today)
        else:
            self._show_next(loyalty, speech)
        self.offers.show_offers(loyalty, speech, today)

    @property
    def reward_rows(self) -> list[RewardRow]:
        """What the customer can have or could have, in the order shown."""
        return self.offers.rows

    def _show_tier(self, tier: TierState, speech: Speech, today: date) -> None:
        """How far to the next tier: the bar, since when, and what is missing."""
        self.meter.set_progress(tier.amount if tier.next_name else 1, tier.next_at if tier.next_name else 1)
        name = tier.name
        if tier.since is not None and tier.name:
            name = _("{tier} since {when}").format(tier=tier.name, when=speech.since_when(tier.since, today))
        if tier.drops_on is not None:
            name = _("{tier} until {day}").format(tier=tier.name, day=speech.day(tier.drops_on, today))
        self.next_name.setText(name)
        missing = speech.at_least(tier.missing) if tier.by == "spend" else speech.number(tier.missing)
        ahead = _("{missing} to {tier}").format(missing=missing, tier=tier.next_name)
        self.next_missing.setText(ahead if tier.next_name and tier.by != "hand" else "")

    def _show_next(self, loyalty: Loyalty, speech: Speech) -> None:
        missing = [reward for reward in loyalty.rewards if reward.missing]
        if not missing:
            self.meter.set_progress(1, 1)
            self.meter.setVisible(bool(loyalty.rewards))
            self.next_name.setText(_("Every reward is in reach") if loyalty.rewards else "")
            self.next_missing.setText("")
            return
        ahead = min(missing, key=_missing)
        self.meter.set_progress(max(loyalty.points, 0), ahead.cost)
        self.next_name.setText(_("Next: {reward}").format(reward=ahead.name))
        self.next_missing.setText(_("{n} to go").format(n=speech.number(ahead.missing)))

    def say_gain(self, points: int | None, speech: Speech | None = None, words: str = "") -> None:
        """What the typed amount would give, on the button, and below it in `words` which rules gave what;
        None when nothing sensible is typed: then the rules themselves are said."""
        self.add_button.set_extra("" if not points or speech is None else speech.signed(points))
        self._words.setText(words or self._earning)

    def said(self) -> str:
        """What stands under the amount: which rules gave what, or how points are earned."""
        return self._words.text()

    def discount_said(self) -> str:
        """What stands of the rewards that go with the sale, "" for none."""
        return self._discount.text()

    def say_discount(self, words: str) -> None:
        """Which rewards this sale takes off; "" for none."""
        self._discount.setText(words)
        self._discount.setVisible(bool(words))

    def set_busy(self, busy: bool) -> None:
        """While a purchase is being kept the button waits, so that a double Enter is one."""
        self.add_button.setEnabled(not busy)


def _missing(reward: RewardState) -> int:
    return reward.missing


def _beside_points(loyalty: Loyalty, speech: Speech) -> str:
    """What else stands with the balance: store credit, and who shares it."""
    parts = []
    if loyalty.credit:  # first: the names may be cut, the money must be seen
        parts.append(_("{amount} store credit").format(amount=speech.money(loyalty.credit)))
    if loyalty.household:
        parts.append(loyalty.household)
    return " · ".join(parts)
