"""Paper through the system's printers: pages of a PDF drawn as pictures at the printer's resolution."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Jobs
from app.gui.paper_view import image_of
from app.kernel.i18n import _
from app.printing.preview import page_images

MOST_DPI = 300
"""More shows on no paper, and makes a page of a hundred megabytes."""
_POINTS_AN_INCH = 72


def printer_for(width: float, height: float, title: str) -> QPrinter:
    """The usual printer, set to paper of that size in points, edge to edge: the page has its own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    size = QPageSize(
        QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch
    )
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    return printer


class PrintRun(QWidget):
    """One job on a printer, a page at a time, so that memory holds one. `ended(str)` says what went wrong.

    Never shown; a widget only so that answers for a closed window are dropped.
    """

    ended = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget, printer: QPrinter, pdf: bytes, pages: int) -> None:
        super().__init__(parent)
        self.hide()
        self._jobs, self._printer, self._pdf = jobs, printer, pdf
        first = printer.fromPage() or 1
        last = min(printer.toPage() or pages, pages)
        self._left = list(range(first - 1, last))
        self._painter = QPainter()
        self._fresh = True

    def begin(self) -> None:
        """Start; `ended` follows, if only with the printer's refusal."""
        if not self._painter.begin(self._printer):
            self._end(_("The printer does not answer. Nothing was printed."))
            return
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._painter.end()
            self._end("")
            return
        scale = min(self._printer.resolution(), MOST_DPI) / _POINTS_AN_INCH
        self._jobs.run(
            self,
            "print",
            page_images,
            self._pdf,
            self._left.pop(0),
            scale,
            done=self._draw,
            failed=self._failed,
        )

    def _draw(self, picture: tuple[int, int, bytes]) -> None:
        if not self._fresh and not self._printer.newPage():
            self._painter.end()
            self._end(_("The printer stopped. The pages before were sent."))
            return
        self._fresh = False
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        image = image_of(picture)
        fitted = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
        self._next()

    def _failed(self, error: Exception) -> None:
        self._painter.end()
        self._end(str(error))

    def _end(self, problem: str) -> None:
        self.ended.emit(problem)
        self.deleteLater()
