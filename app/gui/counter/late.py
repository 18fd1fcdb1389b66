"""What comes to the card once it is shown: whether its customer still is a regular."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.gui.counter.asking import standing
from app.gui.page import Shell
from app.gui.panels.customer_card import CustomerPanel

if TYPE_CHECKING:
    from app.gui.models.card_view import Standing

AFTER = 400
"""Milliseconds a card must rest before it is asked: whoever walks through the matches waits for nothing."""


class LateFacts(QWidget):
    """Asks for one customer at a time, in the background; the card is never waited for, nor is it told of
    what goes wrong here: it then has one fact less."""

    def __init__(self, shell: Shell, card: CustomerPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._shell = shell
        self._card = card
        self._wanted: int | None = None
        self._asked: int | None = None
        self._rest = QTimer(self, singleShot=True, interval=AFTER)
        self._rest.timeout.connect(self._ask)
        shell.jobs.closing.connect(self.forget)

    def want(self, customer_id: int) -> None:
        """A card is shown."""
        self._wanted = customer_id
        if self._shell.jobs.quiet:
            self._ask()
        else:
            self._rest.start()

    def forget(self) -> None:
        """No card is shown, or nobody sees it."""
        self._wanted = None
        self._rest.stop()

    def _ask(self) -> None:
        if self._wanted is None or self._asked is not None:
            return
        self._asked = self._wanted
        jobs = self._shell.jobs
        jobs.read_aside(self, "standing", standing, self._asked, done=self._show, failed=self._lost)

    def _show(self, found: Standing) -> None:
        self._answered()
        self._card.show_standing(found)

    def _lost(self, _error: Exception) -> None:
        self._answered()

    def _answered(self) -> None:
        """Whose card came meanwhile is asked next."""
        asked, self._asked = self._asked, None
        if self._wanted is not None and self._wanted != asked:
            self._rest.start()
