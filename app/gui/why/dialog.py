"""Why 640? The lots a balance is made of, every movement, and both on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.gui.jobs import Jobs
from app.gui.models.why_view import WhyView, why_view
from app.gui.printing.out import Paper, PaperOut, ToPrint, paper_of
from app.gui.printing.paper_panel import PaperPanel
from app.gui.printing.told import PaperTold
from app.gui.widgets.buttons import Button
from app.gui.widgets.chips import FilterChips
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import PlainLabel
from app.gui.widgets.plain_table import PlainColumn, PlainTable
from app.kernel.i18n import _
from app.printing.documents.why import DOCUMENT

LOTS, ENTRIES, PAPER = "lots", "entries", "paper"


class WhyDialog(Dialog):
    """Changes nothing: the main button saves the answer as a PDF, another prints it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None, customer_id: int) -> None:
        super().__init__(_("Why this balance?"), parent, accept=_("Save PDF…"), cancel=_("Close"), width=640)
        self._jobs = jobs
        self._view: WhyView | None = None
        self.sentence = PlainLabel("", "body", wrap=True)
        self.chips = FilterChips(
            ((LOTS, _("What it is made of")), (ENTRIES, _("Every movement")), (PAPER, _("On paper")))
        )
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
        self.paper = PaperPanel(jobs)
        self.pages = QStackedWidget()
        for page in (self.lots, self.entries, self.paper):
            self.pages.addWidget(page)
        self.told = PaperTold()
        self.print_button = Button(_("Print…"), icon="print")
        for widget in (self.sentence, self.chips, self.pages, self.told):
            self.body.addWidget(widget, 1 if widget is self.pages else 0)
        self.buttons.insertWidget(self.buttons.indexOf(self.accept_button), self.print_button)
        self.out = PaperOut(jobs, self, self.told)
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
        shown = {LOTS: self.lots, ENTRIES: self.entries, PAPER: self.paper}[which]
        self.pages.setCurrentWidget(shown)
        if shown is self.paper and self.paper.paper is None and self._view is not None:
            self._jobs.run(
                self, "paper", paper_of, DOCUMENT, self._view.answer,
                done=self._show_paper, failed=self._failed,
            )  # fmt: skip

    def _show_paper(self, paper: Paper) -> None:
        self.paper.show_paper(paper, anew=True)

    def _wanted(self, view: WhyView) -> ToPrint:
        name = _("Why {name}").format(name=view.answer.customer_name)
        return ToPrint(DOCUMENT, view.answer, f"{name} {view.answer.on.isoformat()}")

    def _save(self) -> None:
        if self._view is not None:
            self.out.ask_place(self._wanted(self._view))

    def _print(self) -> None:
        if self._view is not None:
            self.out.ask_printer(self._wanted(self._view))
