"""The right side: the replay while there is a draft, what the shop owes otherwise."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.gui.jobs import Jobs
from app.gui.loyalty.owed import OwedCard
from app.gui.loyalty.what_if import WhatIf
from app.gui.speech import Speech
from app.loyalty.rules import Rules


class Figures(QStackedWidget):
    """Shows one of the two cards."""

    def __init__(self, jobs: Jobs, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what_if = WhatIf(jobs, speech)
        self.owed = OwedCard(jobs, speech)
        self.addWidget(self.what_if)
        self.addWidget(self.owed)
        self.setMinimumWidth(296)
        self.setMaximumWidth(420)

    def show_rules(self, ours: Rules, draft: Rules | None, today: date, *, drafted: bool) -> None:
        """Show what the draft would have done, or, without one, what is owed now."""
        self.setCurrentWidget(self.what_if if drafted else self.owed)
        if drafted:
            self.what_if.show_rules(ours, draft, today)
        else:
            self.what_if.stop()
            self.owed.reload()
