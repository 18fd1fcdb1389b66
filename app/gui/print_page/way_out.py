"""From the print page to file and printer: one paper at once, many by a run that can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.files import documents_folder
from app.gui.jobs import Jobs
from app.gui.print_page.asking import Looked, document_of
from app.gui.print_page.many_run import ManyRun, ManyWish
from app.gui.printing.out import Paper, PaperOut, ToPrint, Whose, place_dialog
from app.gui.printing.told import PaperTold
from app.kernel.i18n import _


class WayOut(QObject):
    """`save` and `print` ask where to and begin; `busy_changed()` follows beginnings and ends. What a paper
    has written into the book is written once it is out."""

    busy_changed = Signal()

    def __init__(self, jobs: Jobs, owner: QWidget, told: PaperTold) -> None:
        super().__init__(owner)
        self._jobs, self._owner, self._told = jobs, owner, told
        self.out = PaperOut(jobs, owner, told)
        self.run = ManyRun(jobs, owner, told)
        self._wish: ManyWish | None = None
        self._label, self._whose = "", Whose("", ())
        self.out.went.connect(self._went)
        self.run.saved.connect(self._saved)
        self.out.began.connect(self.busy_changed)
        self.out.ended.connect(self.busy_changed)
        self.run.ended.connect(self.busy_changed)
        self.run.ready.connect(self._print_many)

    @property
    def busy(self) -> bool:
        """Whether a run for many, or a printer, is at work."""
        return self._told.busy

    def save(self, looked: Looked, *, many: bool, own_files: bool) -> None:
        """Ask where the PDF, or the folder of files, goes."""
        document = document_of(looked.wish.document)
        self._forget()
        if not many:
            name = document.file_name(looked.data)
            self.out.ask_place(ToPrint(document, looked.data, name, looked.wish.options, _whose(looked)))
            return
        self._wish = _many(looked, Path(), own_files=own_files)
        if own_files:
            dialog = QFileDialog(
                self._owner, _("A folder for the files"), str(documents_folder() / document.label)
            )
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.finished.connect(dialog.deleteLater)
        else:
            dialog = place_dialog(self._owner, document.label)
        dialog.fileSelected.connect(self.save_many_to)
        dialog.open()

    def save_many_to(self, place: str) -> None:
        """The place was chosen: print for all of them."""
        if self._wish is not None:
            self.begin(replace(self._wish, out=Path(place)))

    def print(self, looked: Looked, paper: Paper | None, *, many: bool) -> None:
        """Ask for a printer; many are put into one file first."""
        self._label, self._whose = document_of(looked.wish.document).label, _whose(looked)
        self._forget()
        if many:
            place = self.run.place_for_printer()
            self.begin(replace(_many(looked, place, own_files=False), to_printer=True))
        elif paper is not None:
            self.out.ask_printer_for(replace(paper, whose=self._whose), self._label)

    def begin(self, wish: ManyWish) -> None:
        """Print for all of the wish."""
        self.run.begin(wish)
        self.busy_changed.emit()

    def _print_many(self, paper: Paper) -> None:
        self.out.ask_printer_for(replace(paper, whose=self._whose), self._label)

    def _saved(self, wish: ManyWish) -> None:
        self._went(Whose(wish.document, wish.ids), None)

    def _went(self, whose: Whose, pages: Sequence[int] | None) -> None:
        """What is written down of papers that are out; such have a page for each customer."""
        ids = whose.ids if pages is None else [whose.ids[at] for at in pages if at < len(whose.ids)]
        writing = document_of(whose.document).once_out(ids)
        if writing is not None:
            self._jobs.write(self._owner, *writing)

    def _forget(self) -> None:
        self.out.forget()
        self.run.forget()


def _whose(looked: Looked) -> Whose:
    return Whose(looked.wish.document, tuple(looked.people.ids))


def _many(looked: Looked, out: Path, *, own_files: bool) -> ManyWish:
    wish, people = looked.wish, looked.people
    return ManyWish(wish.document, tuple(people.ids), wish.options, out, own_files, people.left_out)
