"""The bar at the top of the loyalty page: what holds since when, and what can be done about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.pill import Pill, Tone
from app.kernel.i18n import _
from app.loyalty.queries import ProgrammeState


class Head(QWidget):
    """The title, the pill and the buttons. A draft can be thrown away or started; else one is begun."""

    discard_asked = Signal()
    start_asked = Signal()
    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill = Pill()
        self.pill.hide()
        self.discard = Button(_("Discard draft"))
        self.start = Button(_("Start these rules"), "primary")
        self.change = Button(_("Change the rules"), "primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        line.addWidget(PlainLabel(_("Loyalty programme"), "page-title"))
        line.addWidget(self.pill)
        line.addStretch(1)
        for button, signal in (
            (self.discard, self.discard_asked),
            (self.start, self.start_asked),
            (self.change, self.change_asked),
        ):
            button.hide()
            button.clicked.connect(signal)
            line.addWidget(button)

    def show_state(
        self, state: ProgrammeState, speech: Speech, today: date, starts_on: date, *, draft: bool, empty: bool
    ) -> None:
        """Say how things stand; `starts_on` is the day the draft would begin."""
        self.pill.set_content(*_pill(state, speech, today))
        self.pill.show()
        day = _("today") if starts_on == today else speech.day(starts_on, today)
        self.start.setText(
            _("Start these rules today")
            if starts_on == today
            else _("Start these rules on {day}").format(day=day)
        )
        self.discard.setVisible(draft)
        self.start.setVisible(draft)
        self.change.setVisible(not draft and not empty)


def _pill(state: ProgrammeState, speech: Speech, today: date) -> tuple[str, Tone]:
    """The words and tone of the pill."""
    holds = state.rules.earning or state.rules.rewards or state.rules.stamp_cards
    if holds and state.since is not None:
        return _("Live since {day}").format(day=speech.long_day(state.since)), "accent"
    if state.scheduled:
        first = state.scheduled[0].first_day
        return _("Starts on {day}").format(day=speech.day(first, today) if first else ""), "gold"
    return _("No programme yet"), "plain"
