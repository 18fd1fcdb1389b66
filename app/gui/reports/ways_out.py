"""A report on its way out of the window: as a PDF, as a file for a spreadsheet, or to a printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange.tables import save_table
from app.gui.files import documents_folder
from app.gui.jobs import Jobs
from app.gui.printing.out import PaperOut, ToPrint
from app.gui.printing.told import PaperTold
from app.gui.reports.asking import Answered
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.whole_files import file_stem
from app.printing.document import render
from app.printing.documents.report import ReportPaper, ReportSheet


def _claims() -> dict[str, str]:
    return {
        "pdf": _("PDF (*.pdf)"),
        "csv": _("Table for any program (*.csv)"),
        "xlsx": _("Spreadsheet (*.xlsx)"),
    }


class WaysOut(QObject):
    """`went(str)` says what was done, `failed(str)` what not; `step(int, int)` how far a file is, of how many
    rows (0 of 0 when nobody knows), `ended()` follows either. `told` shows how a printer is getting on."""

    went = Signal(str)
    failed = Signal(str)
    step = Signal(int, int)
    ended = Signal()
    _told = Signal(int, int)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner
        self._answer: Answered | None = None
        self._progress: Progress | None = None
        self.told = PaperTold()
        self._paper = PaperOut(jobs, owner, self.told)
        self._told.connect(self.step, Qt.ConnectionType.QueuedConnection)

    def take(self, answer: Answered) -> None:
        """What goes out from now on."""
        self._answer = answer
        self.told.let_go()

    def name(self) -> str:
        """What a file of it is called, without its ending."""
        if self._answer is None:
            return _("Report")
        data = self._answer.data
        return file_stem(f"{data.title} {data.subtitle}", _("Report"))

    def ask_printer(self) -> None:
        """Let the person choose a printer."""
        if self._answer is not None:
            report = ReportPaper(self._answer.report)
            self._paper.ask_printer(ToPrint(report, _sheet(self._answer), self.name()))

    def ask_place(self, form: str) -> None:
        """Let the person choose where the file goes; `form` is "pdf", "csv" or "xlsx"."""
        place = documents_folder() / f"{self.name()}.{form}"
        dialog = QFileDialog(self._owner, _("Save the report"), str(place), _claims()[form])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(self._place_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_chosen(self, place: str) -> None:
        self.save(Path(place))

    def save(self, path: Path) -> None:
        """Write it there, in the form the file's name ends in."""
        if self._answer is None:
            return
        self.stop()
        self._progress = Progress(self._tell)
        self.step.emit(0, 0)
        self._jobs.run(
            self._owner, "file", _save, self._answer, path, self._progress,
            done=partial(self._saved, path), failed=self._not_saved,
        )  # fmt: skip

    def stop(self) -> None:
        """Stop writing; nothing is left of the file."""
        if self._progress is not None:
            self._progress.cancel()

    def _tell(self, done: int, total: int | None, _words: str) -> None:
        self._told.emit(done, total or 0)

    def _saved(self, path: Path, _done: object) -> None:
        self._progress = None
        self.ended.emit()
        self.went.emit(_("Saved as {file}").format(file=path.name))

    def _not_saved(self, error: Exception) -> None:
        self._progress = None
        self.ended.emit()
        self.failed.emit(str(error))


def _sheet(answer: Answered) -> ReportSheet:
    return ReportSheet(answer.data, answer.shop)


def _save(answer: Answered, path: Path, progress: Progress) -> None:
    if path.suffix.lower() == ".pdf":
        render(ReportPaper(answer.report), _sheet(answer), path)
    else:
        save_table(answer.data, path, progress)
