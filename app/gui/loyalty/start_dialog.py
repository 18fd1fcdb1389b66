"""When new rules begin: today, tomorrow, on the first of the next month, or on a day of one's choice."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.speech import Speech
from app.gui.widgets.choosers import DayEdit
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.radio_cards import CardChoice, RadioCards
from app.kernel.clock import add_months
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.ids import new_request_id
from app.loyalty.commands import StartDraft, start_draft

TODAY, TOMORROW, MONTH, OTHER = "today", "tomorrow", "month", "other"


def first_of_next_month(today: date) -> date:
    """The day most programmes change."""
    return add_months(today.replace(day=1), 1)


class StartDialog(Dialog):
    """Starts the draft. `started` carries what the command gave."""

    started = Signal(object)

    def __init__(self, jobs: Jobs, speech: Speech, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("When do these rules begin?"), parent, accept=_("Start the rules"), width=520)
        self._jobs, self._today = jobs, today
        self._request_id = new_request_id()
        self._days = {
            TODAY: today,
            TOMORROW: today + timedelta(days=1),
            MONTH: first_of_next_month(today),
        }
        tomorrow, month = (speech.day(self._days[one], today) for one in (TOMORROW, MONTH))
        self.choices = RadioCards(
            [
                CardChoice(
                    MONTH,
                    _("On {day}").format(day=month),
                    _("With the new month. Can be called off until then."),
                ),
                CardChoice(TOMORROW, _("Tomorrow"), _("On {day}, from the first sale.").format(day=tomorrow)),
                CardChoice(TODAY, _("Today"), _("Purchases from now on are judged by them.")),
                CardChoice(OTHER, _("On another day"), _("Any day from today on.")),
            ],
            name=_("First day"),
        )
        self.choices.set_current(MONTH)
        self.choices.chosen.connect(self._chosen)
        self.day = DayEdit(self._days[MONTH], name=_("First day"))
        self.box = FieldBox(_("First day"), self.day)
        self.box.hide()
        self.day.textChanged.connect(self._typed)
        self.day.returnPressed.connect(self.confirm_by_key)
        words = _("Each purchase is judged by the rules of its day. What customers have, they keep.")
        self.body.addWidget(PlainLabel(words, "muted", wrap=True))
        self.body.addWidget(self.choices)
        self.body.addWidget(self.box)
        self.confirmed.connect(self._go)

    def first_day(self) -> date | None:
        """The chosen day; None when what is typed is none."""
        return self._days.get(self.choices.current()) or self.day.day()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choices.cards[self.choices.current()].setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, choice: str) -> None:
        self.box.setVisible(choice == OTHER)
        if choice == OTHER:
            self.make_room()
            self.box.focus()
            self.day.selectAll()

    def _typed(self, _text: str) -> None:
        self.box.say("")

    def _go(self) -> None:
        day = self.first_day()
        if day is None:
            self.box.say(_("This is not a day of the calendar."))
            self.make_room()
            self.box.focus()
            return
        self.set_busy(True)
        wish = StartDraft(day, self._request_id)
        self._jobs.write(self, start_draft, wish, done=self._started, failed=self._refused)

    def _started(self, result: object) -> None:
        self.started.emit(result)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._request_id = new_request_id()
        self.set_busy(False)
        if isinstance(error, Refused) and error.field == "starts_on" and self.choices.current() == OTHER:
            self.box.say(error.message)
            self.make_room()
            self.box.focus()
        else:
            self.say(str(error))
