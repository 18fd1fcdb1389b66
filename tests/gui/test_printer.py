"""A real printer: page by page, stopped in between, gone at page 40 of 200, and gone on from there."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.printing.out import Paper, PaperOut, paper_in, paper_of
from app.gui.printing.printer import PrintEnd, end_words, printer_for
from app.gui.printing.told import PaperTold
from app.printing.document import render_many
from app.printing.documents.statement import DOCUMENT
from app.printing.preview import page_count, page_text
from tests.printing.samples import statement


@pytest.fixture
def jobs(qapp, book):
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture(scope="module")
def paper() -> Paper:
    """Two hundred pages, each with its own name on it."""
    out = BytesIO()
    render_many(DOCUMENT, (statement(customer_name=f"Customer {at}") for at in range(1, 201)), out)
    return paper_in(out.getvalue())


class Vanishing(QPrinter):
    """Takes pages into a PDF, and stops answering before page `gone_at` as long as it is `gone`."""

    def __init__(self, place, gone_at: int) -> None:
        super().__init__()
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(place))
        self.setResolution(72)
        self.setFullPage(True)
        self.gone, self.gone_at, self.turned = True, gone_at, 1

    def newPage(self) -> bool:
        self.turned += 1
        if self.gone and self.turned == self.gone_at:
            return False
        return super().newPage()


class Desk(QWidget):
    """What a dialog has of it."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.told = PaperTold()
        QVBoxLayout(self).addWidget(self.told)
        self.out = PaperOut(jobs, self, self.told)


@pytest.fixture
def desk(jobs, show):
    return show(Desk(jobs), 520, 200)


def test_a_printer_that_vanishes_at_page_40_of_200_is_said_and_gone_on_from(
    desk, paper, tmp_path, qtbot
) -> None:
    assert paper.pages == 200
    printer = Vanishing(tmp_path / "first.pdf", 40)
    desk.out.print_on(printer, paper)
    assert desk.told.busy
    qtbot.waitUntil(lambda: not desk.told.busy, timeout=60_000)
    assert desk.told.words() == ("39 of 200 pages went to the printer. The printer then stopped answering.")
    assert desk.told.banner.action() == "Print from page 40"
    assert page_count(tmp_path / "first.pdf") == 39

    printer.gone = False
    printer.setOutputFileName(str(tmp_path / "second.pdf"))
    qtbot.mouseClick(desk.told.banner.findChild(QWidget, "banner-action"), Qt.MouseButton.LeftButton)
    assert desk.told.busy
    qtbot.waitUntil(lambda: not desk.told.busy, timeout=60_000)
    assert desk.told.words() == "Sent to the printer"
    assert page_count(tmp_path / "second.pdf") == 161


def test_it_may_vanish_twice(desk, paper, tmp_path, qtbot) -> None:
    printer = Vanishing(tmp_path / "first.pdf", 3)
    printer.setFromTo(10, 20)
    desk.out.print_on(printer, paper)
    qtbot.waitUntil(lambda: "2 of 11 pages" in desk.told.words())
    assert desk.told.banner.action() == "Print from page 12"
    printer.turned, printer.gone_at = 1, 4
    printer.setOutputFileName(str(tmp_path / "second.pdf"))
    desk.out.go_on()
    qtbot.waitUntil(lambda: "5 of 11 pages" in desk.told.words())
    assert desk.told.banner.action() == "Print from page 15"
    assert page_count(tmp_path / "second.pdf") == 3


def test_what_goes_on_is_the_page_that_was_missing(desk, paper, jobs, tmp_path, qtbot, monkeypatch) -> None:
    """Pictures carry no text: so the pages that are asked for are looked at."""
    from app.gui.printing import printer as module

    asked: list[int] = []
    real = module.page_images

    def watched(pdf, page, scale):
        asked.append(page)
        return real(pdf, page, scale)

    monkeypatch.setattr(module, "page_images", watched)
    printer = Vanishing(tmp_path / "first.pdf", 3)
    printer.setFromTo(1, 4)
    desk.out.print_on(printer, paper)
    qtbot.waitUntil(lambda: "2 of 4" in desk.told.words())
    assert asked == [0, 1, 2]
    printer.gone = False
    desk.out.go_on()
    qtbot.waitUntil(lambda: desk.told.words() == "Sent to the printer")
    assert asked == [0, 1, 2, 2, 3]
    assert "Customer 3" in page_text(paper.pdf, 2)


def test_it_is_cancelled_in_between_and_gone_on_with(desk, paper, tmp_path, qtbot) -> None:
    printer = Vanishing(tmp_path / "first.pdf", 0)
    desk.out.print_on(printer, paper)
    qtbot.waitUntil(lambda: desk.told.far.text().startswith("Page "))
    qtbot.mouseClick(desk.told.cancel, Qt.MouseButton.LeftButton)
    assert desk.told.far.text() == "Stopping…"
    qtbot.waitUntil(lambda: not desk.told.busy)
    sent = page_count(tmp_path / "first.pdf")
    assert 0 < sent < 200
    assert desk.told.words() == f"{sent} of 200 pages went to the printer. You stopped it."
    assert desk.told.banner.action() == f"Print from page {sent + 1}"


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_never_answered_can_be_tried_again(desk, paper, tmp_path, qtbot) -> None:
    printer = Vanishing(tmp_path / "nowhere" / "out.pdf", 0)
    printer.setFromTo(1, 2)
    desk.out.print_on(printer, paper)
    assert desk.told.words() == "The printer does not answer. Nothing was printed."
    assert desk.told.banner.action() == "Try again"
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    desk.out.go_on()
    qtbot.waitUntil(lambda: desk.told.words() == "Sent to the printer")
    assert page_count(tmp_path / "out.pdf") == 2


def test_what_was_done_before_is_not_offered_after_something_else(desk, paper, tmp_path, qtbot) -> None:
    printer = Vanishing(tmp_path / "first.pdf", 2)
    desk.out.print_on(printer, paper)
    qtbot.waitUntil(lambda: "1 of 200" in desk.told.words())
    desk.out.forget()
    desk.out.go_on()
    assert not desk.told.busy


def test_a_lying_page_is_printed_lying(jobs, desk, tmp_path, qtbot) -> None:
    import reportlab.pdfgen.canvas

    out = BytesIO()
    canvas = reportlab.pdfgen.canvas.Canvas(out, pagesize=(842, 595))
    canvas.drawString(50, 50, "lying")
    canvas.save()
    lying = paper_in(out.getvalue())
    printer = printer_for(lying.width, lying.height, "Cards")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    desk.out.print_on(printer, lying)
    qtbot.waitUntil(lambda: not desk.told.busy)
    printed = paper_in(tmp_path / "out.pdf")
    assert printed.width > printed.height
    assert printed.width == pytest.approx(842, abs=2)


def test_words_for_one_page() -> None:
    words, offer = end_words(PrintEnd(1, 2, 2, "The printer then stopped answering."))
    assert words == "1 of 2 pages went to the printer. The printer then stopped answering."
    assert offer == "Print from page 2"


def test_a_paper_is_made_with_its_options(qapp) -> None:
    assert paper_of(DOCUMENT, statement(), {"paper": "letter"}).width == pytest.approx(612, abs=1)
    assert paper_of(DOCUMENT, statement(), {"paper": "a4"}).width == pytest.approx(595, abs=1)
