"""Plots on their way out of the window: as pictures, one or all, and as figures for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.files import documents_folder
from app.gui.insights.card import CSV, PICTURE, XLSX
from app.gui.jobs import Jobs
from app.insights.plot import PlotData
from app.insights.plot_name import plot_name
from app.kernel.i18n import _, plural
from app.kernel.progress import Progress

if TYPE_CHECKING:
    from app.shop.on_paper import PaperShop


def _claims() -> dict[str, str]:
    return {
        PICTURE: _("Picture (*.png)"),
        CSV: _("Table for any program (*.csv)"),
        XLSX: _("Spreadsheet (*.xlsx)"),
    }


class PlotsOut(QObject):
    """`went(str)` says what was done, `failed(str)` what not; `step(int, int)` how far it is, `ended()`
    follows either."""

    went = Signal(str)
    failed = Signal(str)
    step = Signal(int, int)
    ended = Signal()
    _told = Signal(int, int)

    def __init__(self, jobs: Jobs, owner: QWidget) -> None:
        super().__init__(owner)
        self._jobs, self._owner = jobs, owner
        self._progress: Progress | None = None
        self._plots: tuple[PlotData, ...] = ()
        self._shop: PaperShop | None = None
        self._told.connect(self.step, Qt.ConnectionType.QueuedConnection)

    def ask_place(self, data: PlotData, what: str, shop: PaperShop) -> None:
        """Let the person choose where the file of one plot goes."""
        self._plots, self._shop = (data,), shop
        ending = "png" if what == PICTURE else what
        place = documents_folder() / f"{plot_name(data)}.{ending}"
        dialog = QFileDialog(self._owner, _("Save “{title}”").format(title=data.title), str(place))
        dialog.setNameFilter(_claims()[what])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.fileSelected.connect(self._place_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_folder(self, plots: Sequence[PlotData], shop: PaperShop) -> None:
        """Let the person choose the folder for a picture of each."""
        self._plots, self._shop = tuple(plots), shop
        dialog = QFileDialog(self._owner, _("Save the pictures in"), str(documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _place_chosen(self, place: str) -> None:
        self.save(Path(place))

    def _folder_chosen(self, place: str) -> None:
        self.save_all(Path(place))

    def save(self, path: Path) -> None:
        """Write the one plot there, in the form the file's name ends in."""
        if self._shop is not None and self._plots:
            self._run(partial(_save, self._plots[0], self._shop, path), partial(self._saved, path))

    def save_all(self, folder: Path) -> None:
        """Write a picture of each into the folder."""
        if self._shop is not None:
            self._run(partial(_save_all, self._plots, self._shop, folder), self._saved_all)

    def stop(self) -> None:
        """Stop writing; what is written stays, nothing is left half written."""
        if self._progress is not None:
            self._progress.cancel()

    def _run(self, work: Callable[[Progress], object], done: Callable[[Any], None]) -> None:
        self.stop()
        self._progress = Progress(self._tell)
        self.step.emit(0, 0)
        self._jobs.run(self._owner, "file", work, self._progress, done=done, failed=self._not_saved)

    def _tell(self, done: int, total: int | None, _words: str) -> None:
        self._told.emit(done, total or 0)

    def _saved(self, path: Path, _done: object) -> None:
        self._end()
        self.went.emit(_("Saved as {file}").format(file=path.name))

    def _saved_all(self, files: Sequence[Path]) -> None:
        self._end()
        words = plural("{n} picture saved in {folder}", "{n} pictures saved in {folder}", len(files))
        self.went.emit(words.format(n=len(files), folder=files[0].parent.name if files else ""))

    def _not_saved(self, error: Exception) -> None:
        self._end()
        self.failed.emit(str(error))

    def _end(self) -> None:
        self._progress = None
        self.ended.emit()


def _save(data: PlotData, shop: PaperShop, path: Path, progress: Progress) -> None:
    """On a worker, which loads what draws and writes: the window needs none of it."""
    from app.exchange.tables import save_table
    from app.printing.plot_pictures import save_picture

    if path.suffix.lower() == ".png":
        save_picture(data, shop, path)
    else:
        save_table(data.as_report(), path, progress)


def _save_all(plots: Sequence[PlotData], shop: PaperShop, folder: Path, progress: Progress) -> list[Path]:
    from app.printing.plot_pictures import save_pictures

    return save_pictures(plots, shop, folder, progress)
