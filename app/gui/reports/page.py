"""Reports: chosen at the left, asked by options above; figures, a chart and rows, to be saved or printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.page import Page, Shell
from app.gui.reports.asking import Answered, answered
from app.gui.reports.charts import ReportCharts
from app.gui.reports.options import ReportOptions
from app.gui.reports.table import ReportTable
from app.gui.reports.ways_out import WaysOut
from app.gui.widgets.buttons import Button
from app.gui.widgets.empty import EmptyState
from app.gui.widgets.facts import Fact, FactStrip
from app.gui.widgets.labels import ElidedLabel, PlainLabel
from app.gui.widgets.radio_cards import CardChoice, RadioCards
from app.gui.widgets.surfaces import Panel, line
from app.gui.widgets.tab_order import follow_layout
from app.insights.registry import REPORTS
from app.insights.report import ReportData, Typed
from app.insights.words import say
from app.kernel.i18n import _

_LIST_WIDTH = 264
_PATIENCE_MS = 300


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
        self.title = PlainLabel(_("Reports"), "page-title")
        self.when = ElidedLabel("", "muted")
        self.pdf_button = Button(_("Save PDF…"), "primary", icon="save")
        self.csv_button = Button(_("CSV…"), name=_("Save as CSV"))
        self.xlsx_button = Button(_("XLSX…"), name=_("Save as XLSX"))
        self.print_button = Button(_("Print…"), icon="print")
        cards = [CardChoice(one.id, one.label, one.purpose, one.icon) for one in REPORTS]
        self.list = RadioCards(cards, columns=1, name=_("Reports"))
        self.options = ReportOptions()
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
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._lay_out()
        self._connect()
        first = next(iter(REPORTS)).id
        self.list.set_current(first)
        self.choose(first)

    def _lay_out(self) -> None:
        self.header = self._head()
        cards = QScrollArea()
        cards.setWidgetResizable(True)
        cards.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        panel.add(self.options)
        self.out.told.setContentsMargins(16, 0, 16, 10)
        panel.add(self.out.told)
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
        self._patience.timeout.connect(self._show_waiting)
        self.options.chosen.connect(self._asked)
        self.pdf_button.clicked.connect(self._ask_pdf)
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
        self.list.focus()

    def choose(self, report_id: str) -> None:
        """Show another report, with the options it had."""
        self.options.stop()
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
        self.answer = answer
        self._wait(False)
        self.options.say("")
        self._chosen[answer.report.id] = dict(answer.options)
        self.out.take(answer)
        data = answer.data
        self.title.setText(data.title)
        self.when.setText(data.subtitle)
        if fresh:
            self.options.ask(answer.fields, answer.options)
            follow_layout(self)
        self.facts.set_facts(_facts(data))
        self.charts.show_report(data)
        self.table.show_report(data)
        self.notes.setText(" ".join(data.notes))
        self.count.setText(data.heading)
        self.empty.set_content(data.empty or _("There is nothing to show."), "", data.subtitle)
        self.body.setCurrentIndex(0 if data.rows else 1)

    def _asked(self, values: dict[str, object]) -> None:
        if self.answer is not None and self.answer.report.id == self._wanted:
            self._read(values)

    def _refused(self, report_id: str, error: Exception) -> None:
        self._wait(False)
        if report_id != self._wanted:
            return
        self.options.show_problem(error)

    def _show_how(self) -> None:
        """Open the notes, or close them again."""
        self.notes.setVisible(self.notes.isHidden())

    def _wait(self, waiting: bool) -> None:
        """While another report is asked for there is nothing to save; a bar shows only what takes long."""
        ready = self.answer is not None and self.answer.report.id == self._wanted
        for button in (self.pdf_button, self.csv_button, self.xlsx_button, self.print_button):
            button.setEnabled(ready)
        if waiting:
            self._patience.start()
        else:
            self._patience.stop()
            self.bar.hide()

    def _show_waiting(self) -> None:
        self.bar.setRange(0, 0)
        self.bar.show()

    def _ask_pdf(self) -> None:
        self.out.ask_place("pdf")

    def _ask_csv(self) -> None:
        self.out.ask_place("csv")

    def _ask_xlsx(self) -> None:
        self.out.ask_place("xlsx")

    def _show_step(self, done: int, total: int) -> None:
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(done * 1000 // total if total else 0)
        self.bar.show()
        self.stop_button.setVisible(bool(total))

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
