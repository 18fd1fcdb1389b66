"""Reports: chosen at the left, asked by options above; figures, a chart and rows, to be saved or printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.page import Page, Shell
from app.gui.reports.asking import FOLLOW, Answered, answered
from app.gui.reports.charts import ReportCharts
from app.gui.reports.table import ReportTable
from app.gui.reports.ways_out import WaysOut
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.facts import Fact, FactStrip
from app.gui.widgets.form import Form
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.radio_cards import CardChoice, RadioCards
from app.gui.widgets.surfaces import Panel, line
from app.insights.registry import REPORTS
from app.insights.report import ReportData, Typed
from app.insights.words import say
from app.kernel.errors import Refused
from app.kernel.i18n import _

_TYPING_MS = 300
_LIST_WIDTH = 264


class ReportsPage(Page):
    """The latest question wins; what is shown stays until its answer is there."""

    topics = frozenset(
        {"customer", "activity", "purchase", "points", "programme", "shop", "tag", "tier", "voucher"}
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.answer: Answered | None = None
        self._wanted = ""
        self._chosen: dict[str, Mapping[str, Any]] = {}
        self.form: Form | None = None
        self.title = PlainLabel(_("Reports"), "page-title")
        self.when = ElidedLabel("", "muted")
        self.pdf_button = Button(_("Save PDF…"), "primary", icon="save")
        self.csv_button = Button(_("CSV…"), name=_("Save as CSV"))
        self.xlsx_button = Button(_("XLSX…"), name=_("Save as XLSX"))
        self.print_button = Button(_("Print…"), icon="print")
        cards = [CardChoice(one.id, one.label, one.purpose, one.icon) for one in REPORTS]
        self.list = RadioCards(cards, columns=1, name=_("Reports"))
        self.options = QWidget()
        self.problem = PlainLabel("", "error", wrap=True)
        self.facts = FactStrip()
        self.charts = ReportCharts()
        self.table = ReportTable(shell.jobs)
        self.count = PlainLabel("", "caption-strong")
        self.how_button = Button(_("How this was counted"), "link")
        self.notes = PlainLabel("", "caption", wrap=True)
        self.notes.hide()
        self.empty = EmptyState("report", "")
        self.bar = QProgressBar()
        self.stop_button = Button(_("Stop"))
        self.out = WaysOut(shell.jobs, self)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._connect()
        first = next(iter(REPORTS)).id
        self.list.set_current(first)
        self.choose(first)

    def _lay_out(self) -> None:
        self.header = self._head()
        cards = QScrollArea()
        cards.setWidgetResizable(True)
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addStretch(1)
        cards.setWidget(inner)
        cards.setFixedWidth(_LIST_WIDTH)
        cards.setAccessibleName(_("Reports"))
        panel = Panel(name=_("The report"))
        asked = QVBoxLayout(self.options)
        asked.setContentsMargins(16, 10, 16, 10)
        asked.setSpacing(6)
        asked.addWidget(self.problem)
        self.problem.hide()
        panel.add(self.options)
        self.body = QStackedWidget()
        self.body.addWidget(self._answer_part())
        self.body.addWidget(self.empty)
        panel.add_line()
        panel.add(self.body, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(12, 12, 12, 12)
        both.setSpacing(12)
        both.addWidget(cards)
        both.addWidget(panel, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        bar = QHBoxLayout(head)
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(10)
        bar.addWidget(self.title)
        bar.addWidget(self.when, 1)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(_("How far it is"))
        for widget in (self.bar, self.stop_button):
            widget.hide()
        for widget in (
            self.bar, self.stop_button, self.print_button, self.csv_button, self.xlsx_button, self.pdf_button,
        ):  # fmt: skip
            bar.addWidget(widget)
        return head

    def _answer_part(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.facts)
        column.addWidget(line())
        column.addWidget(self.charts)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 2, 12, 0)
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.how_button)
        column.addLayout(foot)
        self.notes.setContentsMargins(16, 0, 16, 8)
        column.addWidget(self.notes)
        return whole

    def _connect(self) -> None:
        self.list.chosen.connect(self.choose)
        self._typing.timeout.connect(self._ask)
        self.pdf_button.clicked.connect(self.out.ask_pdf)
        self.print_button.clicked.connect(self.out.ask_printer)
        self.csv_button.clicked.connect(self._ask_csv)
        self.xlsx_button.clicked.connect(self._ask_xlsx)
        self.stop_button.clicked.connect(self.out.stop)
        self.how_button.clicked.connect(self._show_how)
        self.out.went.connect(self._went)
        self.out.failed.connect(self._not_done)
        self.out.step.connect(self._show_step)
        self.out.ended.connect(self._hide_step)

    def open(self, **where: Any) -> None:
        """`report` names the one to show."""
        wanted = str(where.get("report", ""))
        if wanted in REPORTS:
            self.list.set_current(wanted)
            self.choose(wanted)

    def choose(self, report_id: str) -> None:
        """Show another report, with the options it had."""
        self._typing.stop()
        self._wanted = report_id
        self._read(self._chosen.get(report_id))

    def reload(self) -> None:
        self._read(self._chosen.get(self._wanted))

    def _read(self, options: Mapping[str, Any] | None) -> None:
        report = REPORTS.get(self._wanted)
        if report is not None:
            self._wait(True)
            self.shell.jobs.read(
                self, "report", answered, report, options, done=self._show,
                failed=partial(self._refused, self._wanted),
            )  # fmt: skip

    def _show(self, answer: Answered) -> None:
        fresh = self.answer is None or self.answer.report is not answer.report
        fresh = fresh or (self.answer is not None and self.answer.fields != answer.fields)
        self._wait(False)
        self._say("")
        self.answer = answer
        self._chosen[answer.report.id] = dict(answer.options)
        self.out.take(answer)
        data = answer.data
        self.title.setText(data.title)
        self.when.setText(data.subtitle)
        if fresh:
            self._make_form(answer)
        self.facts.set_facts(_facts(data))
        self.charts.show_report(data)
        self.table.show_report(data)
        self.notes.setText(" ".join(data.notes))
        self.count.setText(data.heading)
        self.empty.set_content(data.empty or _("There is nothing to show."), "", data.subtitle)
        self.body.setCurrentIndex(0 if data.rows else 1)

    def _make_form(self, answer: Answered) -> None:
        """The options of another report; what was typed into the last one is kept with it."""
        layout: QLayout | None = self.options.layout()
        if self.form is not None and layout is not None:
            layout.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = Form(answer.fields, across=True)
        self.form.set_values(answer.options)
        self._follow()
        self.form.changed.connect(self._option_changed)
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.form)
        self.options.setVisible(bool(answer.fields))

    def _follow(self) -> None:
        """Show fields only while the choice they belong to is made."""
        if self.form is None:
            return
        known = {field.id for field in self.form.fields}
        for field, (other, choice) in FOLLOW.items():
            if field in known and other in known:
                self.form.show_fields((field,), self.form.raw_of(other) == choice)

    def _option_changed(self, _field: str) -> None:
        self._follow()
        self._typing.start()

    def _ask(self) -> None:
        """Ask with what stands in the options; a sentence stands under one that does not fit."""
        if self.form is None or self.answer is None or self.answer.report.id != self._wanted:
            return
        problem: Refused | None = None
        try:
            values = self.form.values()
        except Refused as refused:
            problem = refused
        if problem is None:
            self.form.clear_problems()
            self._read(values)
        elif not self._is_empty(problem.field):
            self.form.show_problem(problem)

    def _is_empty(self, field: str | None) -> bool:
        """Whether the field that is missing has only just come up: nobody is scolded for that."""
        return field in FOLLOW and self.form is not None and not self.form.raw_of(field)

    def _refused(self, report_id: str, error: Exception) -> None:
        self._wait(False)
        if report_id != self._wanted:
            return
        shown = isinstance(error, Refused) and self.form is not None and self.form.show_problem(error)
        if not shown:
            self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _show_how(self) -> None:
        """Open the notes, or close them again."""
        self.notes.setVisible(self.notes.isHidden())

    def _wait(self, waiting: bool) -> None:
        ready = not waiting
        for button in (self.pdf_button, self.csv_button, self.xlsx_button, self.print_button):
            button.setEnabled(ready)
        if waiting:
            self.bar.setRange(0, 0)
        self.bar.setVisible(waiting)

    def _ask_csv(self) -> None:
        self.out.ask_table("csv")

    def _ask_xlsx(self) -> None:
        self.out.ask_table("xlsx")

    def _show_step(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(done * 1000 // total if total else 0)
        self.bar.show()
        self.stop_button.show()

    def _hide_step(self) -> None:
        self.bar.hide()
        self.stop_button.hide()

    def _went(self, words: str) -> None:
        self.shell.status.tell(words, "good")

    def _not_done(self, words: str) -> None:
        self.shell.status.tell(words, "warning")


def _facts(data: ReportData) -> list[Fact]:
    said = (say(Typed(one.value, one.kind), data.currency, data.locale) for one in data.figures)
    return [Fact(words or "–", one.label) for words, one in zip(said, data.figures, strict=True)]
