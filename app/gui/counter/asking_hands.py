"""Asking the customer whose card is open how it was; and the link and the slip that ask later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.page import Shell
from app.gui.panels.customer_card import CustomerPanel
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id

if TYPE_CHECKING:
    from app.gui.models.asking import ToAsk
    from app.gui.panels.how_was_it import HowWasIt
    from app.outreach.feedback_request import FeedbackRequest
    from app.touchpoints.asked import AskedNoted


@dataclass(frozen=True)
class _Draft:
    """What was chosen and written for a customer when the next one came."""

    score: int | None
    words: str


class AskingHands(QObject):
    """Tell `show` whose card is open. The queue is not kept waiting: whoever comes next puts the question
    away, and what was begun is there when the card is opened and asked again."""

    def __init__(self, shell: Shell, owner: QWidget, card: CustomerPanel) -> None:
        super().__init__(owner)
        self._shell, self._owner, self._card = shell, owner, card
        self._customer: int | None = None
        self._asked: ToAsk | None = None
        self._request = ""
        self._panel: HowWasIt | None = None
        self._drafts: dict[int, _Draft] = {}
        card.ask_wanted.connect(self.open)

    @property
    def panel(self) -> HowWasIt:
        """The question; made when it is first asked."""
        if self._panel is None:
            from app.gui.panels.how_was_it import HowWasIt

            self._panel = HowWasIt()
            self._panel.hide()
            self._panel.given.connect(self._give)
            self._panel.unanswered.connect(self._note_unanswered)
            self._panel.left.connect(self._leave)
            self._card.place_question(self._panel)
        return self._panel

    @property
    def is_open(self) -> bool:
        """Whether somebody is being asked."""
        return self._panel is not None and not self._panel.isHidden()

    def show(self, customer_id: int | None) -> None:
        """The card of this customer is open now, or none."""
        if customer_id != self._customer:
            self._put_away()
            self._customer = customer_id

    def open(self) -> None:
        """Ask the customer whose card is open."""
        if self._customer is None:
            self._shell.status.tell(_("Open a card first: it is for somebody's answer."), "warning")
            return
        if self.is_open:
            self.panel.focus()
            return
        from app.gui.models.asking import to_ask

        self._shell.jobs.read(self._owner, "to-ask", to_ask, self._customer, done=self._begin)

    def _begin(self, asked: ToAsk) -> None:
        if asked.customer_id != self._customer or self.is_open:
            return
        self._asked, self._request = asked, new_request_id()
        begun = self._drafts.pop(asked.customer_id, _Draft(None, ""))
        fits = begun.score is None or begun.score <= asked.scale
        self.panel.ask(asked.scale, begun.score if fits else None, begun.words)
        self._card.ask(self.panel, True)
        self.panel.focus()

    def _give(self) -> None:
        asked, panel = self._asked, self.panel
        if asked is None:
            return
        from app.touchpoints.commands import AddTouchpoint, add_touchpoint

        data = {"asked_by": "till", "purchase": asked.purchase}
        if panel.score is not None:
            data |= {"score": panel.score, "scale": str(panel.scale)}
        wish = AddTouchpoint(asked.customer_id, "feedback", panel.words, data=data, request_id=self._request)
        panel.set_busy(True)
        self._shell.jobs.write(self._owner, add_touchpoint, wish, done=self._given, failed=self._failed)

    def _note_unanswered(self) -> None:
        """They were asked and did not say; to have opened the question is not to have asked it."""
        if self._asked is None:
            return
        from app.touchpoints.asked import NoteAsked, note_asked

        wish = NoteAsked((self._asked.customer_id,), request_id=self._request)
        self.panel.set_busy(True)
        self._shell.jobs.write(self._owner, note_asked, wish, done=self._noted, failed=self._failed)

    def _noted(self, asked: AskedNoted) -> None:
        if not asked.noted:
            self._shell.status.tell(_("Asked today already: it is written down once a day."))
        self._given(asked)

    def _given(self, _result: object) -> None:
        if self.is_open:
            self._leave()

    def _failed(self, error: Exception) -> None:
        self.panel.set_busy(False)
        if isinstance(error, Refused):
            self._request = new_request_id()  # what is changed now is another wish
        if self.is_open:
            self.panel.say(str(error))
        else:
            self._shell.status.tell(str(error), "warning")

    def _leave(self) -> None:
        """Away with the question and what was begun; the keys go to the amount."""
        self._asked = None
        self._card.ask(self.panel, False)
        self._shell.actions.run("ring-up")

    def _put_away(self) -> None:
        if self.is_open and self._asked is not None:
            panel, busy = self.panel, not self.panel.save.isEnabled()
            if not busy and (panel.score is not None or panel.words):
                self._drafts[self._asked.customer_id] = _Draft(panel.score, panel.words)
            self._asked = None
            self._card.ask(panel, False)

    # The ways to ask later

    def fill(self, menu: QMenu) -> None:
        """Offer what asks the customer whose card is open."""
        for label, run in (
            (_("How was it?…"), self.open),
            (_("Print a feedback slip…"), self.print_slip),
            (_("Copy the words that ask for feedback"), self.copy_link),
        ):
            offer = QAction(label, menu)
            offer.triggered.connect(run)
            menu.addAction(offer)

    def print_slip(self) -> None:
        """The slip to tick, on the print page."""
        if self._customer is not None:
            self._shell.go("print", document="feedback-slip", customer=self._customer)

    def copy_link(self) -> None:
        """The sentence with the shop's address, ready to be pasted into a message."""
        if self._customer is not None:
            from app.outreach.feedback_request import feedback_request

            self._shell.jobs.read(
                self._owner, "link", feedback_request, self._customer,
                done=self._copied, failed=self._no_link,
            )  # fmt: skip

    def _copied(self, asked: FeedbackRequest) -> None:
        from app.touchpoints.asked import NoteAsked, note_asked
        from app.touchpoints.kinds.asked import LINK

        QGuiApplication.clipboard().setText(asked.text)
        self._shell.status.tell(_("Copied: paste it into a message. Nothing was sent."))
        self._shell.jobs.write(self._owner, note_asked, NoteAsked((asked.customer_id,), LINK))

    def _no_link(self, error: Exception) -> None:
        self._shell.status.tell(str(error), "warning")
