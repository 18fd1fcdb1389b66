"""A customer's statement before it is paper: which days, how it will look, and then saved or printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.paper_out import Paper, PaperOut, paper_of
from app.gui.paper_view import PaperView, image_of
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
from app.printing.preview import page_images

_ZOOMS = (0.6, 0.8, 1.0, 1.25, 1.6, 2.0)
"""Times the width of the place for the page."""
_PLAIN = _ZOOMS.index(1.0)


class StatementDialog(Dialog):
    """Nothing here changes the book: the main button saves the PDF, another prints it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None, customer_id: int) -> None:
        super().__init__(_("Statement"), parent, accept=_("Save PDF…"), cancel=_("Close"), width=900)
        self._jobs = jobs
        self._customer_id = customer_id
        self._today = local_date(jobs.book.clock.now(), jobs.book.context.timezone)  # type: ignore[attr-defined]
        self._data: StatementData | None = None
        self._paper: Paper | None = None
        self._page, self._zoom = 0, _PLAIN
        self.period = ComboBox(period_choices(), name=_("Period"))
        self.start, self.end = DayEdit(name=_("From")), DayEdit(name=_("To"))
        self.boxes = {
            "period": FieldBox(_("Period"), self.period),
            "start": FieldBox(_("From"), self.start),
            "end": FieldBox(_("To"), self.end),
        }
        self.who = PlainLabel("", "heading", wrap=True)
        self.sums = PlainLabel("", "muted", wrap=True)
        self.saved = PlainLabel("", "good", wrap=True)
        self.view = PaperView()
        self.where = PlainLabel("", "caption")
        self.back = Button(icon="left", name=_("Page before"))
        self.forward = Button(icon="right", name=_("Next page"))
        self.smaller = Button("−", name=_("Smaller"))
        self.larger = Button("+", name=_("Larger"))
        self.print_button = Button(_("Print…"), icon="print")
        self.out = PaperOut(jobs, self, DOCUMENT)
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
        side.addWidget(self.saved)
        holder = QWidget()
        holder.setFixedWidth(230)
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for widget in (self.back, self.forward):
            tools.addWidget(widget)
        tools.addSpacing(8)
        tools.addWidget(self.where)
        tools.addStretch(1)
        for widget in (self.smaller, self.larger):
            tools.addWidget(widget)
        ground = QWidget()
        ground.setProperty("ground", "paper")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        under = QVBoxLayout(ground)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.view)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(ground, 1)
        right.addLayout(tools)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(holder)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)
        self.buttons.insertWidget(self.buttons.indexOf(self.accept_button), self.print_button)

    def _connect(self) -> None:
        self.period.chosen.connect(self._take_period)
        self.start.editingFinished.connect(self._days_typed)
        self.end.editingFinished.connect(self._days_typed)
        self.back.clicked.connect(self._page_back)
        self.forward.clicked.connect(self._page_on)
        self.smaller.clicked.connect(self._zoom_out)
        self.larger.clicked.connect(self._zoom_in)
        self.print_button.clicked.connect(self.ask_printer)
        self.confirmed.connect(self._ask_place)
        self.out.went.connect(self._went)
        self.out.failed.connect(self.say)

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
        self._paper = paper
        self._page = 0
        self.saved.setText("")
        self._ready(True)
        self._show_page()

    def _ready(self, ready: bool) -> None:
        self.accept_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _show_page(self) -> None:
        paper = self._paper
        if paper is None:
            return
        words = _("Page {page} of {pages}").format(page=self._page + 1, pages=paper.pages)
        self.where.setText(words)
        self.back.setEnabled(self._page > 0)
        self.forward.setEnabled(self._page + 1 < paper.pages)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(_ZOOMS))
        scale = self.view.room() / paper.width * _ZOOMS[self._zoom] * self.devicePixelRatioF()
        self._jobs.run(
            self, "page", page_images, paper.pdf, self._page, scale, done=self._draw, failed=self._refused
        )

    def _draw(self, picture: tuple[int, int, bytes]) -> None:
        image = image_of(picture)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.view.set_picture(image)

    def _page_back(self) -> None:
        self._page -= 1
        self._show_page()

    def _page_on(self) -> None:
        self._page += 1
        self._show_page()

    def _zoom_out(self) -> None:
        self._zoom -= 1
        self._show_page()

    def _zoom_in(self) -> None:
        self._zoom += 1
        self._show_page()

    def _ask_place(self) -> None:
        if self._data is not None:
            days = f"{self._data.start.isoformat()} {self._data.end.isoformat()}"
            name = _("Statement {name}").format(name=self._data.customer_name)
            self.out.ask_place(self._data, f"{name} {days}")

    def save_to(self, place: str) -> None:
        """Write the PDF there, whole or not at all."""
        if self._data is not None:
            self.set_busy(True)
            self.out.save(self._data, Path(place))

    def _went(self, words: str) -> None:
        self.set_busy(False)
        self.saved.setText(words)

    def ask_printer(self) -> None:
        """Let the person choose a printer and pages; printing begins when they agree."""
        if self._data is not None:
            self.out.ask_printer(self._data)
