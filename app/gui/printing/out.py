"""A document on its way out: saved as a PDF or sent to a printer, told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.gui.files import documents_folder, file_name
from app.gui.jobs import Jobs
from app.gui.printing.told import PaperTold
from app.kernel.i18n import _
from app.printing.document import Document, render
from app.printing.preview import page_count, page_size

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.gui.printing.printer import PrintEnd, PrintRun


@dataclass(frozen=True)
class Whose:
    """Of which document (its id) and which customers a paper is."""

    document: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Paper:
    """A document as it would be printed: the PDF itself or where it lies. Sizes are points, of the first
    page; `whose` for who wants to hear that it went out."""

    pdf: bytes | Path
    pages: int
    width: float
    height: float
    whose: Whose | None = None


@dataclass(frozen=True)
class ToPrint:
    """What is printed, and the name its file is offered; `whose` for who wants to hear that it went out."""

    document: Document[Any]
    data: Any
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    whose: Whose | None = None


def paper_of(document: Document[Any], data: Any, options: Mapping[str, Any] | None = None) -> Paper:
    """Print it into memory."""
    out = BytesIO()
    render(document, data, out, options)
    return paper_in(out.getvalue())


def paper_in(pdf: bytes | Path) -> Paper:
    """The paper a PDF holds."""
    width, height = page_size(pdf, 0)
    return Paper(pdf, page_count(pdf), width, height)


def place_dialog(owner: QWidget, name: str) -> QFileDialog:
    """The system's dialog for where a PDF goes; connect `fileSelected`, then `open()`."""
    place = documents_folder() / f"{Path(file_name(name)).stem}.pdf"
    dialog = QFileDialog(owner, _("Save as PDF"), str(place), _("PDF (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.finished.connect(dialog.deleteLater)
    return dialog


class PaperOut(QObject):
    """Saves and prints for a dialog or a page; `told` shows how far it is and how it ended.

    `began` tells that pages go to a printer; `ended` follows each saving and printing, whatever came of it.
    `went(Whose, pages)` tells of a paper with a `whose` which of its pages, from 0, are at the printer; None
    when it is saved, all of it.
    """

    began = Signal()
    ended = Signal()
    went = Signal(object, object)

    def __init__(self, jobs: Jobs, owner: QWidget, told: PaperTold) -> None:
        super().__init__(owner)
        self._jobs, self._owner, self.told = jobs, owner, told
        self._asked: ToPrint | None = None
        self._paper: Paper | None = None
        self._title = ""
        self._printer: QPrinter | None = None
        self._run: PrintRun | None = None
        self._last: PrintEnd | None = None
        told.stopped.connect(self.stop)
        told.accepted.connect(self.go_on)

    def ask_place(self, wanted: ToPrint) -> None:
        """Let the person choose where the PDF goes."""
        self._asked = wanted
        dialog = place_dialog(self._owner, wanted.name)
        dialog.fileSelected.connect(self._place_chosen)
        dialog.open()

    def _place_chosen(self, place: str) -> None:
        if self._asked is not None:
            self.save(self._asked, Path(place))

    def save(self, wanted: ToPrint, path: Path) -> None:
        """Write the PDF there, whole or not at all."""
        self._last = None
        self._jobs.run(
            self._owner, "save", render, wanted.document, wanted.data, path, wanted.options,
            done=partial(self._saved, path, wanted.whose), failed=self._not_done,
        )  # fmt: skip

    def _saved(self, path: Path, whose: Whose | None, _rendered: object) -> None:
        self.told.say(_("Saved as {file}").format(file=path.name))
        if whose is not None:
            self.went.emit(whose, None)
        self.ended.emit()

    def _not_done(self, error: Exception) -> None:
        self.told.say(str(error), good=False)
        self.ended.emit()

    def ask_printer(self, wanted: ToPrint) -> None:
        """Let the person choose a printer and pages; printing begins when they agree."""
        self._title = wanted.document.label
        self._jobs.run(
            self._owner, "paper-out", paper_of, wanted.document, wanted.data, wanted.options,
            done=self._choose_printer, failed=self._not_done,
        )  # fmt: skip

    def ask_printer_for(self, paper: Paper, title: str) -> None:
        """The same for paper that is there already; the printer's list of jobs shows the title."""
        self._title = title
        self._choose_printer(paper)

    def _choose_printer(self, paper: Paper) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from app.gui.printing.printer import printer_for

        self._paper = paper
        self._printer = printer_for(paper.width, paper.height, self._title)
        self._printer.setFromTo(1, paper.pages)
        dialog = QPrintDialog(self._printer, self._owner)
        dialog.setMinMax(1, paper.pages)
        dialog.finished.connect(self._printer_chosen)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own `open` wants a slot by name

    def _printer_chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted and self._printer is not None and self._paper is not None:
            self.print_on(self._printer, self._paper)
        else:
            self.ended.emit()

    def print_on(self, printer: QPrinter, paper: Paper, sent: int = 0) -> None:
        """Send the pages of the printer's range; the first `sent` of them went before."""
        from app.gui.printing.printer import PrintRun

        self._printer, self._paper, self._last = printer, paper, None
        self._run = PrintRun(self._jobs, self._owner, printer, paper.pdf, paper.pages, sent=sent)
        self._run.stepped.connect(self._stepped)
        self._run.ended.connect(self._printed)
        self.told.step(sent, paper.pages, _("To the printer…"))
        self.began.emit()
        self._run.begin()

    def _stepped(self, sent: int, of: int) -> None:
        self.told.step(sent, of, _("Page {page} of {pages}").format(page=sent, pages=of))

    def stop(self) -> None:
        """Send no more pages of a job that is under way."""
        if self._run is not None:
            self._run.stop()

    def go_on(self) -> None:
        """Print from where the last job stopped."""
        last = self._last
        if last is not None and self._printer is not None and self._paper is not None:
            self.print_on(self._printer, self._paper, last.sent)

    def forget(self) -> None:
        """What stopped on the way is not offered any more."""
        self._last = None

    def _printed(self, end: PrintEnd) -> None:
        from app.gui.printing.printer import end_words

        self._run = None
        if end.sent and self._paper is not None and self._paper.whose is not None:
            first = (self._printer.fromPage() or 1) - 1 if self._printer is not None else 0
            self.went.emit(self._paper.whose, range(first, first + end.sent))
        if end.problem:
            self._last = end
            self.told.offer(*end_words(end))
        else:
            self.told.say(_("Sent to the printer"))
        self.ended.emit()
