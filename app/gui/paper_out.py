"""A document on its way out of a dialog: saved as a PDF or sent to a printer, told in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.gui.files import documents_folder, file_name
from app.gui.jobs import Jobs
from app.kernel.i18n import _
from app.printing.document import Document, render
from app.printing.preview import page_count, page_size


@dataclass(frozen=True)
class Paper:
    """A document as it would be printed. Sizes are points, of the first page."""

    pdf: bytes
    pages: int
    width: float
    height: float


def paper_of(document: Document[Any], data: Any) -> Paper:
    """Print it into memory."""
    out = BytesIO()
    render(document, data, out)
    pdf = out.getvalue()
    width, height = page_size(pdf, 0)
    return Paper(pdf, page_count(pdf), width, height)


class PaperOut(QObject):
    """Saves and prints one document for a dialog. `went(str)` says what was done, `failed(str)` what not."""

    went = Signal(str)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, owner: QWidget, document: Document[Any]) -> None:
        super().__init__(owner)
        self._jobs, self._owner, self._document = jobs, owner, document
        self._data: Any = None

    def ask_place(self, data: Any, name: str) -> None:
        """Let the person choose where the PDF goes; `name` is offered for it."""
        self._data = data
        place = documents_folder() / f"{Path(file_name(name)).stem}.pdf"
        dialog = QFileDialog(self._owner, _("Save as PDF"), str(place), _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self._place_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_chosen(self, place: str) -> None:
        self.save(self._data, Path(place))

    def save(self, data: Any, path: Path) -> None:
        """Write the PDF there, whole or not at all."""
        self._jobs.run(
            self._owner, "save", render, self._document, data, path,
            done=partial(self._saved, path), failed=self._not_done,
        )  # fmt: skip

    def _saved(self, path: Path, _rendered: object) -> None:
        self.went.emit(_("Saved as {file}").format(file=path.name))

    def _not_done(self, error: Exception) -> None:
        self.failed.emit(str(error))

    def ask_printer(self, data: Any) -> None:
        """Let the person choose a printer and pages; printing begins when they agree."""
        self._data = data
        self._jobs.run(
            self._owner, "paper", paper_of, self._document, data, done=self._choose_printer,
            failed=self._not_done,
        )  # fmt: skip

    def _choose_printer(self, paper: Paper) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from app.gui.printing import printer_for

        self._paper = paper
        self._printer = printer_for(paper.width, paper.height, self._document.label)
        self._printer.setFromTo(1, paper.pages)
        dialog = QPrintDialog(self._printer, self._owner)
        dialog.setMinMax(1, paper.pages)
        dialog.finished.connect(self._printer_chosen)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own `open` wants a slot by name

    def _printer_chosen(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            from app.gui.printing import PrintRun

            run = PrintRun(self._jobs, self._owner, self._printer, self._paper.pdf, self._paper.pages)
            run.ended.connect(self._printed)
            run.begin()

    def _printed(self, problem: str) -> None:
        if problem:
            self.failed.emit(problem)
        else:
            self.went.emit(_("Sent to the printer"))
