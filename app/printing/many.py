"""A document printed for many: one file in the order of the post, or a file each.

The run is cut into parts that are kept beside the result until it is whole. Some processes draw parts while
this one puts them together; a run that was stopped, or cut off by a power cut, goes on where it was when the
same is asked for again on the same day. Memory does not grow with the number of people.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.kernel.book import Book
from app.kernel.errors import Refused, WorldFault
from app.kernel.i18n import _, plural
from app.kernel.progress import Cancelled, Progress
from app.kernel.whole_files import not_written, written_whole
from app.printing.alone import alone
from app.printing.document import About, Document, draw, gathered, render
from app.printing.drawing_parts import Errand, draw_part, open_errand
from app.printing.kept_parts import last_change, take_up
from app.printing.options import Options
from app.printing.run_summary import RunSummary, SummaryData
from app.printing.spool import Part, PdfPages

log = logging.getLogger("regulars.printing")

PART = 50
"""People in a part: a run that is stopped loses no more than these."""
FEW = 150
"""A run for fewer is drawn in this process: others take a second to start."""
MOST_WORKERS = 4


@dataclass(frozen=True)
class ManyPrinted:
    """What came of a run: how many were printed on how many pages (the summary's not counted), the files, who
    was left out as (reason, how many), how many of the printed had been drawn by an earlier run, and the
    document's own figures added up."""

    printed: int
    pages: int
    files: tuple[Path, ...]
    left_out: tuple[tuple[str, int], ...]
    resumed: int = 0
    sums: Mapping[str, int] = field(default_factory=dict)


class Stopped(Cancelled):
    """The person stopped it; what is drawn is kept for the next time."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done, self.total = done, total
        self.message = self.words(str)
        self.args = (self.message,)

    def words(self, number: Callable[[int], str]) -> str:
        """What a person is told, its numbers written by `number`."""
        words = plural(
            "Stopped. {done} of {total} is drawn; print the same again today and it goes on from there.",
            "Stopped. {done} of {total} are drawn; print the same again today and it goes on from there.",
            self.done,
        )
        return words.format(done=number(self.done), total=number(self.total))


def print_many(
    book: Book,
    document: Document[Any],
    ids: Sequence[int],
    options: Options,
    out: Path,
    *,
    each_own_file: bool = False,
    left_out: Sequence[tuple[str, int]] = (),
    progress: Progress | None = None,
    workers: int | None = None,
) -> ManyPrinted:
    """Print a document for each of `ids`, in their order; `options` are cleaned values of its fields.

    `out` is the PDF, or with `each_own_file` a folder, made when it is not there. `left_out` are those whom
    the choice of people left out already: the summary, a last page or a file of its own, names them with
    those whom the document leaves out. A document on shared sheets is printed in one go. `workers` is the
    number of processes, chosen by the machine and the number of people when None.

    Raises Refused when nobody is left, Stopped when somebody cancels, WorldFault when a file cannot be
    written; an older result stays until the new one is whole.
    """
    progress = progress or Progress()
    if not ids:
        raise Refused(_("There is nobody to print this for. Nothing was printed."), field="who")
    if document.about is not About.CUSTOMER:
        return _on_sheets(book, document, ids, options, out, left_out, progress)
    if each_own_file and out.exists() and not out.is_dir():
        raise Refused(_("“{name}” is no folder. Choose another place.").format(name=out.name), field="out")
    run = _Run(book, document, ids, options, out, each_own_file)
    with alone("run", out) as free, run.folder_made(free):
        run.draw(progress, _workers(workers, len(ids)))
        return run.put_together(progress, left_out)


def _on_sheets(
    book: Book, document: Document[Any], ids: Sequence[int], options: Options, out: Path,
    left_out: Sequence[tuple[str, int]], progress: Progress,
) -> ManyPrinted:  # fmt: skip
    words = _("Drawing")
    progress.step(0, None, words)
    data = book.ask(lambda view: gathered(document, view, ids, options))
    progress.check()

    def drawn(done: int, pages: int) -> None:
        progress.step(done, pages, words)

    rendered = render(document, data, out, options, drawn)
    here = tuple(getattr(data, "left_out", ()))
    printed = len(ids) - sum(count for _reason, count in here)
    return ManyPrinted(printed, rendered.pages, (out,), (*left_out, *here))


def _workers(asked: int | None, people: int) -> int:
    """How many processes draw; 0 is this one alone."""
    if asked is not None:
        return asked
    return 0 if people < FEW else min(os.cpu_count() or 1, MOST_WORKERS)


class _Run:
    """One run for many, and the folder where its parts are kept."""

    def __init__(
        self, book: Book, document: Document[Any], ids: Sequence[int], options: Options, out: Path,
        each_own_file: bool,
    ) -> None:  # fmt: skip
        self.book, self.document, self.ids, self.out = book, document, ids, out
        self.options = dict(options)
        self.each_own_file = each_own_file
        self.now = book.clock.now()
        self.chunks = [(at, tuple(ids[at : at + PART])) for at in range(0, len(ids), PART)]
        self.folder = out.with_name(f".{out.name[:60]}.parts")
        self.mark = self._mark()
        self.resumed = 0

    def _mark(self) -> str:
        """What tells this run from another: only parts of the very same are taken up."""
        today = self.book.ask(lambda view: view.today.isoformat())
        said = [
            str(self.book.path.resolve()), self.document.id, self.each_own_file, today,
            sorted((key, str(value)) for key, value in self.options.items()), list(self.ids),
        ]  # fmt: skip
        return sha256(json.dumps(said).encode()).hexdigest()[:16]

    def folder_made(self, free: bool) -> _Kept:
        """The folder of the parts. Refused unless `free`: another program prints there."""
        if not free:
            words = _("“{name}” is being printed already. Wait until that is done, or choose another name.")
            raise Refused(words.format(name=self.out.name), field="out")
        return _Kept(self)

    def part_at(self, at: int) -> Path:
        return self.folder / f"{at:09d}.part"

    def errand(self) -> Errand:
        book = self.book
        return Errand(
            book.path, self.now, book.context, self.document.id, self.options,
            self.out if self.each_own_file else None, len(str(len(self.ids))),
        )  # fmt: skip

    def draw(self, progress: Progress, workers: int) -> None:
        """Draw every part that is not there yet."""
        waiting = [(at, ids) for at, ids in self.chunks if not Part.is_whole(self.part_at(at))]
        self.resumed = len(self.ids) - sum(len(ids) for _at, ids in waiting)
        done = self.resumed
        words = _("Drawing")
        try:
            progress.step(done, len(self.ids), words)
            drawn = self._by_processes(waiting, workers) if workers else self._here(waiting)
            for count in drawn:
                done += count
                progress.step(done, len(self.ids), words)
        except Cancelled:
            raise Stopped(done, len(self.ids)) from None

    def _here(self, waiting: Sequence[tuple[int, tuple[int, ...]]]) -> Iterator[int]:
        errand = self.errand()
        for at, ids in waiting:
            draw_part(self.book, self.document, errand, at, ids, self.part_at(at))
            yield len(ids)

    def _by_processes(self, waiting: Sequence[tuple[int, tuple[int, ...]]], workers: int) -> Iterator[int]:
        """Parts as they are drawn. Only a few are handed out at a time, so that stopping is quick."""
        left = list(reversed(waiting))
        pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=open_errand, initargs=(self.errand(),)
        )
        running: dict[Future[None], int] = {}
        try:
            while left or running:
                while left and len(running) <= workers:
                    at, ids = left.pop()
                    running[pool.submit(draw_part_here, at, ids, self.part_at(at))] = len(ids)
                ended, _rest = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                count = 0
                for future in ended:
                    count += running.pop(future)
                    future.result()
                yield count
        except BrokenProcessPool as fault:
            log.warning("a drawing process ended: %s", fault)
            words = _(
                "A process that was drawing was ended from outside. What is drawn is kept: print it again."
            )
            raise WorldFault(words) from fault
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def put_together(self, progress: Progress, left_out: Sequence[tuple[str, int]]) -> ManyPrinted:
        """The result of all parts, and the summary."""
        reasons: Counter[str] = Counter()
        for reason, count in left_out:
            reasons[reason] += count
        sums: Counter[str] = Counter()
        heads = [Part.read_head(self.part_at(at)) for at, _ids in self.chunks]
        for head in heads:
            reasons.update(head.left_out)
            sums.update(head.sums)
        printed, pages = sum(head.items for head in heads), sum(len(head.pages) for head in heads)
        if self.each_own_file:
            pages = sum(head.own_pages for head in heads)
        if not printed:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise Refused(_nobody(reasons))
        told = tuple(reasons.items())
        summary = self.book.ask(SummaryData.of, self.document, printed, pages, told, self.options)
        if self.each_own_file:
            names = [name for head in heads for name in head.files]
            render(RunSummary(), summary, self.out / f"{_('Summary')}.pdf")
            files = tuple(self.out / name for name in names)
        else:
            self._into_one(progress, summary)
            files = (self.out,)
        shutil.rmtree(self.folder, ignore_errors=True)
        progress.finish(len(self.ids))
        return ManyPrinted(printed, pages, files, told, self.resumed, dict(sums))

    def _into_one(self, progress: Progress, summary: SummaryData) -> None:
        words = _("Putting the pages together")
        try:
            with written_whole(self.out) as file:
                pages: PdfPages | None = None
                for at, _ids in self.chunks:
                    progress.step(at, len(self.ids), words)
                    part = Part.read(self.part_at(at))
                    head = part.head
                    if pages is None and head.items:
                        pages = PdfPages(file, head.language)
                        pages.describe(head.title, head.author, self.document.label)
                    if pages is not None:
                        pages.take_part(part)
                if pages is not None:
                    draw(RunSummary(), summary, pages, self.options)
                    pages.finish()
        except Cancelled:
            raise Stopped(len(self.ids), len(self.ids)) from None


class _Kept:
    """The folder of a run's parts: it stays when the run is stopped and goes when nothing is in it."""

    def __init__(self, run: _Run) -> None:
        self._run = run

    def __enter__(self) -> None:
        run = self._run
        chunks = [(run.part_at(at), ids) for at, ids in run.chunks]
        own_files = run.out if run.each_own_file else None
        try:
            run.book.ask(
                lambda view: take_up(run.folder, run.mark, last_change(view), chunks, view, own_files)
            )
            if run.each_own_file:
                run.out.mkdir(exist_ok=True)
        except OSError as fault:
            raise WorldFault(not_written(fault, run.out)) from fault

    def __exit__(self, *_what: object) -> None:
        folder = self._run.folder
        if folder.exists() and not any(folder.glob("*.part")):
            shutil.rmtree(folder, ignore_errors=True)


def draw_part_here(at: int, ids: tuple[int, ...], path: Path) -> None:
    """In a process that was opened for an errand: draw one part."""
    from app.printing import drawing_parts

    drawing_parts.draw_in_errand(at, ids, path)


def _nobody(reasons: Counter[str]) -> str:
    why = "; ".join(f"{count} {reason}" for reason, count in reasons.items() if count)
    said = _("Nothing was printed: nobody is left.")
    return f"{said} {why}." if why else said
