"""Paper through the system's printers: pages of a PDF drawn as pictures at the printer's resolution."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.printing.paper_view import image_of
from app.kernel.i18n import _, plural
from app.printing.preview import page_images

MOST_DPI = 300
"""More shows on no paper, and makes a page of a hundred megabytes."""
_POINTS_AN_INCH = 72
_DEAD = frozenset({QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error})


@dataclass(frozen=True)
class PrintEnd:
    """How a job ended: `sent` of `of` pages went to the printer, with those of the runs before it.

    `next_page` is where to go on, from 1; 0 when all went. `problem` says why not, "" when all went.
    """

    sent: int
    of: int
    next_page: int = 0
    problem: str = ""


def printer_for(width: float, height: float, title: str) -> QPrinter:
    """The usual printer, set to paper of that size in points, edge to edge: the page has its own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    turned = width > height
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)),
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.FuzzyOrientationMatch,
    )
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    return printer


class PrintRun(QWidget):
    """One job on a printer, a page at a time, so that memory holds one.

    `stepped(int, int)` tells how many of how many went, `ended(object)` carries a `PrintEnd`. `sent` pages of
    the printer's range went in runs before and are passed over. Never shown; a widget only so that answers
    for a closed window are dropped.
    """

    stepped = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self, jobs: Jobs, parent: QWidget, printer: QPrinter, pdf: bytes | Path, pages: int, *, sent: int = 0
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._jobs, self._printer, self._pdf = jobs, printer, pdf
        first = printer.fromPage() or 1
        last = min(printer.toPage() or pages, pages)
        self._pages = range(first - 1, last)
        self._sent = sent
        self._painter = QPainter()
        self._drawn = 0
        self._stopping = False

    def begin(self) -> None:
        """Start; `ended` follows, if only with the printer's refusal."""
        if not self._painter.begin(self._printer):
            self._end(_("The printer does not answer."))
            return
        self._next()

    def stop(self) -> None:
        """Send no more pages; those that went are printed."""
        self._stopping = True

    def _next(self) -> None:
        at = self._sent + self._drawn
        if at >= len(self._pages):
            self._finish("")
            return
        scale = min(self._printer.resolution(), MOST_DPI) / _POINTS_AN_INCH
        self._jobs.run(
            self, "print", page_images, self._pdf, self._pages[at], scale,
            done=self._draw, failed=self._failed,
        )  # fmt: skip

    def _draw(self, picture: tuple[int, int, bytes]) -> None:
        if self._stopping:
            self._finish(_("You stopped it."))
            return
        turned = not self._drawn or self._printer.newPage()
        if not turned or self._printer.printerState() in _DEAD:
            self._finish(_("The printer then stopped answering."))
            return
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        image = image_of(picture)
        fitted = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
        self._drawn += 1
        self.stepped.emit(self._sent + self._drawn, len(self._pages))
        self._next()

    def _failed(self, error: Exception) -> None:
        self._finish(str(error))

    def _finish(self, problem: str) -> None:
        self._painter.end()
        self._end(problem)

    def _end(self, problem: str) -> None:
        sent = self._sent + self._drawn
        next_page = self._pages[sent] + 1 if sent < len(self._pages) else 0
        self.ended.emit(PrintEnd(sent, len(self._pages), next_page, problem))
        self.deleteLater()


def end_words(end: PrintEnd) -> tuple[str, str]:
    """The sentence about a job that did not get through, and what to offer."""
    if not end.sent:
        return _("{problem} Nothing was printed.").format(problem=end.problem), _("Try again")
    said = plural(
        "{sent} of {n} page went to the printer.", "{sent} of {n} pages went to the printer.", end.of
    ).format(sent=end.sent, n=end.of)
    offer = _("Print from page {page}").format(page=end.next_page)
    return f"{said} {end.problem}", offer
