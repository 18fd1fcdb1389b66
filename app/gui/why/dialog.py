"""Why 640? The lots a balance is made of, every movement, and both on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.gui.jobs import Jobs
from app.gui.models.why_view import WhyView, why_view
from app.gui.paper_out import PaperOut
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.plain_table import PlainColumn, PlainTable
from app.kernel.i18n import _
from app.printing.documents.why import DOCUMENT

LOTS, ENTRIES = "lots", "entries"


class WhyDialog(Dialog):
    """Changes nothing: the main button saves the answer as a PDF, another prints it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None, customer_id: int) -> None:
        super().__init__(_("Why this balance?"), parent, accept=_("Save PDF…"), cancel=_("Close"), width=640)
        self._view: WhyView | None = None
        self.sentence = PlainLabel("", "body", wrap=True)
        self.chips = FilterChips(((LOTS, _("What it is made of")), (ENTRIES, _("Every movement"))))
        self.lots = PlainTable(
            (
                PlainColumn(_("Came on")),
                PlainColumn(_("From"), wide=True),
                PlainColumn(_("Points"), figures=True),
                PlainColumn(_("Left"), figures=True),
                PlainColumn(_("Valid through"), figures=True),
            ),
            name=_("What the points are made of"),
        )
        self.entries = PlainTable(
            (
                PlainColumn(_("Date")),
                PlainColumn(_("What"), wide=True),
                PlainColumn(_("Spent"), figures=True),
                PlainColumn(_("Points"), figures=True),
                PlainColumn(_("Balance"), figures=True),
            ),
            name=_("Every movement"),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.lots)
        self.pages.addWidget(self.entries)
        self.done_words = PlainLabel("", "good", wrap=True)
        self.done_words.hide()
        self.print_button = Button(_("Print…"), icon="print")
        for widget in (self.sentence, self.chips, self.pages, self.done_words):
            self.body.addWidget(widget, 1 if widget is self.pages else 0)
        self.buttons.insertWidget(self.buttons.indexOf(self.accept_button), self.print_button)
        self.paper = PaperOut(jobs, self, DOCUMENT)
        self.paper.went.connect(self._went)
        self.paper.failed.connect(self.say)
        self.chips.chosen.connect(self._choose)
        self.print_button.clicked.connect(self._print)
        self.confirmed.connect(self._save)
        self._ready(False)
        self.resize(760, 560)
        jobs.read(self, "why", why_view, customer_id, done=self._show, failed=self._failed)

    def _show(self, view: WhyView) -> None:
        self._view = view
        self._title.setText(view.title)
        self.setWindowTitle(view.title)
        self.sentence.setText(view.sentence)
        self.lots.set_rows(view.lots)
        self.entries.set_rows(view.entries)
        self._ready(True)
        self.lots.setFocus()

    def _failed(self, error: Exception) -> None:
        self.say(str(error))
        self._ready(False)

    def _ready(self, ready: bool) -> None:
        self.accept_button.setEnabled(ready)
        self.print_button.setEnabled(ready)

    def _choose(self, which: str) -> None:
        self.pages.setCurrentWidget(self.lots if which == LOTS else self.entries)

    def _went(self, words: str) -> None:
        self.done_words.setText(words)
        self.done_words.show()

    def _save(self) -> None:
        if self._view is not None:
            name = _("Why {name}").format(name=self._view.answer.customer_name)
            self.paper.ask_place(self._view.answer, f"{name} {self._view.answer.on.isoformat()}")

    def _print(self) -> None:
        if self._view is not None:
            self.paper.ask_printer(self._view.answer)
