"""A customer's statement before it is paper: which days, how it will look, and then saved or printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.printing.out import Paper, PaperOut, ToPrint, paper_of
from app.gui.printing.paper_panel import PaperPanel
from app.gui.printing.told import PaperTold
from app.gui.speech import Speech
from app.gui.widgets.buttons import Button
from app.gui.widgets.choosers import ComboBox, DayEdit
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.field_box import FieldBox
from app.gui.widgets.labels import PlainLabel
from app.kernel.clock import local_date
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.loyalty.statement import StatementData
from app.printing.documents.statement import DOCUMENT, statement_of
from app.printing.options import period_choices, period_of


class StatementDialog(Dialog):
    """Nothing here changes the book: the main button saves the PDF, another prints it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None, customer_id: int) -> None:
        super().__init__(_("Statement"), parent, accept=_("Save PDF…"), cancel=_("Close"), width=900)
        self._jobs = jobs
        self._customer_id = customer_id
        self._today = local_date(jobs.book.clock.now(), jobs.book.context.timezone)  # type: ignore[attr-defined]
        self._data: StatementData | None = None
        self.period = ComboBox(period_choices(), name=_("Period"))
        self.start, self.end = DayEdit(name=_("From")), DayEdit(name=_("To"))
        self.boxes = {
            "period": FieldBox(_("Period"), self.period),
            "start": FieldBox(_("From"), self.start),
            "end": FieldBox(_("To"), self.end),
        }
        self.who = PlainLabel("", "heading", wrap=True)
        self.sums = PlainLabel("", "muted", wrap=True)
        self.told = PaperTold()
        self.paper = PaperPanel(jobs)
        self.print_button = Button(_("Print…"), icon="print")
        self.out = PaperOut(jobs, self, self.told)
        self._lay_out()
        self._connect()
        self.resize(940, 660)
        self._take_period("month")
        self.period.setFocus()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.who)
        for box in self.boxes.values():
            side.addWidget(box)
        side.addWidget(self.sums)
        side.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(230)
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(holder)
        both.addWidget(self.paper, 1)
        self.body.addLayout(both, 1)
        self.body.addWidget(self.told)
        self.buttons.insertWidget(self.buttons.indexOf(self.accept_button), self.print_button)

    def _connect(self) -> None:
        self.period.chosen.connect(self._take_period)
        self.start.editingFinished.connect(self._days_typed)
        self.end.editingFinished.connect(self._days_typed)
        self.paper.hear_keys_of(self)
        self.print_button.clicked.connect(self.ask_printer)
        self.confirmed.connect(self._ask_place)
        self.out.ended.connect(self._out_ended)

    def days(self) -> tuple[date, date]:
        """The days asked for; `Refused` by field when one is none."""
        start, end = self.start.day(), self.end.day()
        if start is None:
            raise Refused(_("That is no day."), field="start")
        if end is None:
            raise Refused(_("That is no day."), field="end")
        return start, end

    def _take_period(self, choice: str) -> None:
        own = choice == "days"
        for edit in (self.start, self.end):
            edit.setEnabled(own)
        if own:
            self.start.setFocus()
            return
        start, end = period_of(choice, self._today)
        self.start.set_day(start)
        self.end.set_day(end)
        self._load()

    def _days_typed(self) -> None:
        if self.start.isEnabled():
            self._load()

    def _load(self) -> None:
        self.say("")
        for box in self.boxes.values():
            box.say("")
        try:
            start, end = self.days()
        except Refused as refused:
            self._refused(refused)
            return
        self._ready(False)
        self._jobs.read(
            self,
            "statement",
            statement_of,
            self._customer_id,
            start,
            end,
            done=self._print_it,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        box = self.boxes.get(getattr(error, "field", None) or "")
        if box is None:
            self.say(str(error))
        else:
            box.say(str(error))
        self._ready(False)

    def _print_it(self, data: StatementData) -> None:
        self._data = data
        speech = Speech(self._jobs.book.context)
        self.who.setText(data.customer_name)
        self.sums.setText(
            _("{opening} before, {earned} earned, {used} used, {lapsed} lapsed: {closing} now.").format(
                opening=speech.points(data.opening),
                earned=speech.number(data.earned),
                used=speech.number(-data.used),
                lapsed=speech.number(-data.lapsed),
                closing=speech.points(data.closing),
            )
        )
        self._jobs.run(self, "paper", paper_of, DOCUMENT, data, done=self._show_paper, failed=self._refused)

    def _show_paper(self, paper: Paper) -> None:
        self.told.clear()
        self._ready(True)
        self.paper.show_paper(paper, anew=True)

    def _ready(self, ready: bool) -> None:
        self.accept_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _wanted(self, data: StatementData) -> ToPrint:
        days = f"{data.start.isoformat()} {data.end.isoformat()}"
        name = _("Statement {name}").format(name=data.customer_name)
        return ToPrint(DOCUMENT, data, f"{name} {days}")

    def _ask_place(self) -> None:
        if self._data is not None:
            self.out.ask_place(self._wanted(self._data))

    def save_to(self, place: str) -> None:
        """Write the PDF there, whole or not at all."""
        if self._data is not None:
            self.set_busy(True)
            self.out.save(self._wanted(self._data), Path(place))

    def _out_ended(self) -> None:
        self.set_busy(False)

    def ask_printer(self) -> None:
        """Let the person choose a printer and pages; printing begins when they agree."""
        if self._data is not None:
            self.out.ask_printer(self._wanted(self._data))
