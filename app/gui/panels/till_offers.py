"""What a customer can have: full stamp cards, vouchers, rewards in reach, and those that are not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.gui.panels.till_stamps import StampSection
from app.gui.speech import Speech
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.rewards import RewardRow
from app.gui.widgets.surfaces import line
from app.kernel.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from app.loyalty.queries import Panel as Loyalty
    from app.loyalty.queries import RewardState, StampState, VoucherState

CARD, VOUCHER, REWARD = "stamps", "voucher", "reward"
"""What the part before the colon of an offer's key says: "voucher:12", "stamps:coffee", "reward:cake"."""

_MARGIN = 16


CREDIT_KEY = "credit:"
"""The key of paying with store credit."""


class Offers(QScrollArea):
    """`used(str)` carries an offer's key; `stamped(str, int)` a stamp card's id and how many stamps."""

    used = Signal(str)
    stamped = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(0)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(_MARGIN, 12, _MARGIN, 0)
        self._list.setSpacing(8)
        self.head = PlainLabel(_("Rewards"), "section")
        self.empty = PlainLabel("", "muted", wrap=True)
        self._list.addWidget(self.head)
        self._list.addWidget(self.empty)
        column.addLayout(self._cards)
        column.addLayout(self._list)
        column.addStretch(1)
        self.setWidget(inside)
        self.rows: list[RewardRow] = []
        self.cards: list[StampSection] = []
        self._lines: list[QWidget] = []
        self.verticalScrollBar().rangeChanged.connect(self._bar_moved)

    def _bar_moved(self, _least: int, _most: int) -> None:
        """The scroll bar stands in the margin: what is beside it ends where everything above it does."""
        margin = self._right_margin()
        self._list.setContentsMargins(_MARGIN, 12, margin, 0)
        for card in self.cards:
            card.set_right_margin(margin)

    def _right_margin(self) -> int:
        bar = self.verticalScrollBar()
        return _MARGIN - bar.sizeHint().width() if bar.maximum() > 0 else _MARGIN

    def begin_anew(self) -> None:
        """Somebody else comes: what they can use stands at the top."""
        self.verticalScrollBar().setValue(0)

    def show_nobody(self) -> None:
        """No card is open."""
        self._clear()
        self.head.setText(_("Rewards"))
        self.empty.setText(_("Open a card to see what the points can be used for."))
        self.empty.show()

    def show_offers(self, loyalty: Loyalty, speech: Speech, today: date) -> None:
        """Everything this customer has or could have, what can be used now first."""
        self._clear()
        for state in loyalty.stamps:
            section = StampSection(state, speech)
            section.stamped.connect(self.stamped)
            section.set_right_margin(self._right_margin())
            self._cards.addWidget(section)
            ruler = line()
            self._cards.addWidget(ruler)
            self.cards.append(section)
            self._lines.append(ruler)
        for voucher in loyalty.vouchers:
            self._add(_voucher_row(voucher, speech, today))
        for card in loyalty.stamps:
            if card.full > 0:
                self._add(_card_row(card, speech))
        if loyalty.credit > 0:
            said = _("{amount} there").format(amount=speech.money(loyalty.credit))
            self._add(RewardRow(CREDIT_KEY, _("Pay with store credit"), said, special=True))
        for reward in sorted(loyalty.rewards, key=_ready_first):
            self._add(_reward_row(reward, speech))
        ready = any(row.button.isEnabled() for row in self.rows)
        self.head.setText(_("Ready to use") if ready else _("Rewards"))
        self.empty.setText(_("The programme has no rewards yet."))
        self.empty.setVisible(not self.rows)

    def _add(self, row: RewardRow) -> None:
        row.used.connect(self.used)
        self._list.addWidget(row)
        self.rows.append(row)

    def _clear(self) -> None:
        for widget in (*self.rows, *self.cards, *self._lines):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self.rows, self.cards, self._lines = [], [], []

    def set_waiting(self, waiting: bool) -> None:
        """While something is being given no other can be asked for."""
        for row in self.rows:
            row.button.setEnabled(not waiting and row.ready)


def _voucher_row(voucher: VoucherState, speech: Speech, today: date) -> RewardRow:
    until = _("until {day} · once").format(day=speech.day(voucher.valid_until, today))
    said = until if voucher.words in voucher.name else f"{until} · {voucher.words}"
    return RewardRow(f"{VOUCHER}:{voucher.id}", voucher.name, said, special=True)


def _card_row(card: StampState, speech: Speech) -> RewardRow:
    said = _("{card} full").format(card=card.name)
    if card.full > 1:
        said = _("{card} full, {n} times").format(card=card.name, n=speech.number(card.full))
    return RewardRow(f"{CARD}:{card.card}", card.gives, said, special=True)


def _reward_row(reward: RewardState, speech: Speech) -> RewardRow:
    said = speech.points(reward.cost) if reward.cost else _("on us")
    if reward.why_not:
        said = f"{said} · {reward.why_not}"
    elif reward.missing:
        said = _("{cost} · {n} to go").format(cost=said, n=speech.number(reward.missing))
    return RewardRow(f"{REWARD}:{reward.id}", reward.name, said, ready=reward.ready)


def _ready_first(reward: RewardState) -> tuple[bool, int]:
    return (not reward.ready, -reward.cost if reward.ready else reward.cost)
