"""Printing for many beside the window: how far it is, stopped and taken up again, told before and after."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.jobs import Jobs
from app.gui.print_page.asking import document_of, left_out_words
from app.gui.printing.out import Paper, paper_in
from app.gui.printing.told import PaperTold
from app.gui.speech import Speech
from app.kernel.i18n import _, plural
from app.kernel.progress import Cancelled, Progress
from app.printing.many import ManyPrinted, Stopped, print_many


@dataclass(frozen=True)
class ManyWish:
    """One run: the same wish asked again goes on where it stopped."""

    document: str
    ids: tuple[int, ...]
    options: Mapping[str, Any]
    out: Path
    each_own_file: bool
    left_out: tuple[tuple[str, int], ...] = ()
    to_printer: bool = False


class ManyRun(QObject):
    """`begin(wish)` prints; `ended()` follows. `ready(object)` is the paper of a run for the printer,
    `saved(object)` the wish of one that is in its place."""

    ended = Signal()
    saved = Signal(object)
    ready = Signal(object)
    _told = Signal(int, int, str)

    def __init__(self, jobs: Jobs, owner: QWidget, told: PaperTold) -> None:
        super().__init__(owner)
        self._jobs, self._owner, self.told = jobs, owner, told
        self._progress: Progress | None = None
        self._wish: ManyWish | None = None
        self._stopped: ManyWish | None = None
        self._folder: Path | None = None
        self._told.connect(self._show_step, Qt.ConnectionType.QueuedConnection)
        told.stopped.connect(self.stop)
        told.accepted.connect(self.go_on)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether a run is under way."""
        return self._progress is not None

    def place_for_printer(self) -> Path:
        """Where a run for the printer puts its PDF: gone with the program."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="regulars-print-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder / "print.pdf"

    def begin(self, wish: ManyWish) -> None:
        """Print it; a run under way is not disturbed."""
        if self.busy:
            return
        self._wish, self._stopped = wish, None
        self._progress = Progress(self._tell)
        self.told.step(0, len(wish.ids), _("Beginning…"))
        self._jobs.run(
            self._owner, "many", partial(_print, self._jobs.book, wish, self._progress),
            done=self._done, failed=self._failed,
        )  # fmt: skip

    def stop(self) -> None:
        """Stop at the next one; what is done is kept for when the same is asked again."""
        if self._progress is not None:
            self._progress.cancel()

    def go_on(self) -> None:
        """Take up the run that was stopped."""
        if self._stopped is not None:
            self.begin(self._stopped)

    def forget(self) -> None:
        """What was stopped is not offered any more."""
        self._stopped = None

    def _tell(self, done: int, total: int | None, words: str) -> None:
        """Called on the worker's thread."""
        self._told.emit(done, total or 0, words)

    def _show_step(self, done: int, total: int, _words: str) -> None:
        if self._progress is not None:
            number = Speech(self._jobs.book.context).number
            self.told.step(done, total, _("{n} of {total}").format(n=number(done), total=number(total)))

    def _done(self, printed: ManyPrinted) -> None:
        self._progress = None
        wish = self._wish
        speech = Speech(self._jobs.book.context)
        self.told.say(after_words(printed, speech, "" if wish is None or wish.to_printer else wish.out.name))
        if wish is not None and not wish.to_printer:
            self.saved.emit(wish)
        elif wish is not None:
            self._jobs.run(self._owner, "many-paper", paper_in, wish.out, done=self._paper, failed=self._bad)
        self.ended.emit()

    def _paper(self, paper: Paper) -> None:
        self.ready.emit(paper)

    def _bad(self, error: Exception) -> None:
        self.told.say(str(error), good=False)

    def _failed(self, error: Exception) -> None:
        self._progress = None
        if isinstance(error, Cancelled):
            self._stopped = self._wish
            number = Speech(self._jobs.book.context).number
            kept = isinstance(error, Stopped)
            words = error.words(number) if isinstance(error, Stopped) else str(error)
            # It stays there while another paper is looked at: so it says which it was.
            label = "" if self._wish is None else document_of(self._wish.document).label
            action = _("Go on: {paper}") if kept else _("Begin again: {paper}")
            self.told.offer(words, action.format(paper=label))
        else:
            self.told.say(str(error), good=False)
        self.ended.emit()


def _print(book: Any, wish: ManyWish, progress: Progress) -> ManyPrinted:
    return print_many(
        book,
        document_of(wish.document),
        wish.ids,
        wish.options,
        wish.out,
        each_own_file=wish.each_own_file,
        left_out=wish.left_out,
        progress=progress,
    )


def after_words(printed: ManyPrinted, speech: Speech, place: str) -> str:
    """ "118 printed on 236 pages in Statements.pdf; 12 have no postal address."."""
    count, pages = speech.number(printed.printed), speech.number(printed.pages)
    said = plural("{n} printed on {pages}", "{n} printed on {pages}", printed.printed).format(
        n=count, pages=plural("{n} page", "{n} pages", printed.pages).format(n=pages)
    )
    if place:
        said = _("{said} in {place}").format(said=said, place=place)
    parts = [said, left_out_words(tuple(printed.left_out), speech)]
    if printed.resumed:
        parts.append(_("{n} had been drawn before").format(n=speech.number(printed.resumed)))
    return "; ".join(part for part in parts if part) + "."
