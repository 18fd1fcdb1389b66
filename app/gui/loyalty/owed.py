"""The right card while no rules are drafted: what today's programme costs, and what the shop owes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.loyalty.figures_card import FiguresCard
from app.gui.speech import Speech
from app.kernel.i18n import _


class OwedCard(FiguresCard):
    """`reload()` asks the file."""

    def __init__(self, jobs: Jobs, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(_("What the shop owes"), parent)
        self._jobs, self._speech = jobs, speech

    def reload(self) -> None:
        """Ask anew."""
