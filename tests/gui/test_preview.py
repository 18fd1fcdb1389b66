"""A statement before it is paper: the right days, pages turned, saved whole, printed page by page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.jobs import Jobs
from app.gui.printing.printer import PrintEnd, PrintRun, end_words, printer_for
from app.gui.printing.statement_dialog import StatementDialog
from app.loyalty.commands import RingUp, ring_up
from app.printing.options import period_of
from app.printing.preview import page_count, page_text


@pytest.fixture
def jobs(qapp, book):
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture
def dialog(jobs, book, clock, qtbot):
    maria = book.do(add_customer, AddCustomer(CustomerDraft("Maria Schmidt"))).id
    noon = clock.now()
    for days in range(90, 0, -1):
        clock.instant = noon - timedelta(days=days)
        book.do(ring_up, RingUp(maria, 1200 + days))
    clock.instant = noon
    made = StatementDialog(jobs, None, maria)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.open()
    qtbot.waitUntil(lambda: made.paper.view.picture() is not None)
    return made


def choose(dialog, choice: str) -> None:
    at = dialog.period.findData(choice)
    dialog.period.setCurrentIndex(at)
    dialog.period.activated.emit(at)


def test_it_opens_on_last_month(dialog) -> None:
    assert dialog.days() == (date(2026, 10, 1), date(2026, 10, 31))
    assert dialog.who.text() == "Maria Schmidt"
    assert "earned" in dialog.sums.text()
    assert dialog.paper.where.text().startswith("Page 1 of")


def test_pages_are_turned_and_made_larger(dialog, jobs, qtbot) -> None:
    choose(dialog, "year")
    qtbot.waitUntil(lambda: dialog.paper.paper is not None and dialog.paper.paper.pages > 1)
    assert jobs.drain()
    first = dialog.paper.view.picture()
    assert not dialog.paper.back.isEnabled()
    qtbot.mouseClick(dialog.paper.forward, Qt.MouseButton.LeftButton)
    assert jobs.drain()
    assert dialog.paper.where.text().startswith("Page 2 of")
    assert dialog.paper.view.picture() != first
    qtbot.mouseClick(dialog.paper.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.paper.larger, Qt.MouseButton.LeftButton)
    assert jobs.drain()
    assert dialog.paper.view.picture().width() > first.width()


def test_other_days_are_typed_and_wrong_ones_said(dialog, jobs, qtbot) -> None:
    choose(dialog, "days")
    dialog.end.setText("")
    dialog.end.editingFinished.emit()
    assert dialog.boxes["end"].said()
    assert not dialog.accept_button.isEnabled()
    dialog.end.setText("2026-01-01")
    dialog.end.editingFinished.emit()
    qtbot.waitUntil(lambda: "before the first" in dialog.boxes["end"].said())
    dialog.end.setText("2026-11-05")
    dialog.end.editingFinished.emit()
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    assert dialog._data.end == date(2026, 11, 5)


def test_it_is_saved_whole(dialog, tmp_path, qtbot) -> None:
    target = tmp_path / "Maria.pdf"
    dialog.save_to(str(target))
    qtbot.waitUntil(lambda: bool(dialog.told.words()))
    assert target.read_bytes() == dialog.paper.paper.pdf
    assert "Maria Schmidt" in page_text(target, 0)
    assert dialog.accept_button.isEnabled()


def test_where_it_cannot_be_saved_is_said(dialog, jobs, tmp_path, qtbot) -> None:
    with qtbot.waitSignal(jobs.world_fault):
        dialog.save_to(str(tmp_path / "nowhere" / "Maria.pdf"))
    qtbot.waitUntil(lambda: "There is no folder" in dialog.told.words())
    assert dialog.accept_button.isEnabled()


def test_a_printer_gets_every_page(dialog, jobs, tmp_path, qtbot) -> None:
    choose(dialog, "year")
    qtbot.waitUntil(lambda: dialog.paper.paper is not None and dialog.paper.paper.pages > 1)
    assert jobs.drain()
    paper = dialog.paper.paper
    printer = printer_for(paper.width, paper.height, "Statement")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    run = PrintRun(jobs, dialog, printer, paper.pdf, paper.pages)
    with qtbot.waitSignal(run.ended) as ended:
        run.begin()
    assert ended.args == [PrintEnd(paper.pages, paper.pages)]
    assert page_count(tmp_path / "out.pdf") == paper.pages


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_said(dialog, jobs, tmp_path, qtbot) -> None:
    printer = printer_for(595, 842, "Statement")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "out.pdf"))
    run = PrintRun(jobs, dialog, printer, dialog.paper.paper.pdf, 1)
    with qtbot.waitSignal(run.ended) as ended:
        run.begin()
    assert end_words(ended.args[0]) == ("The printer does not answer. Nothing was printed.", "Try again")


def test_it_fits_a_small_screen(dialog) -> None:
    assert dialog.width() <= 1000
    assert dialog.height() <= 720


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "quarter", "year"]))
def test_periods_are_whole(today, choice) -> None:
    start, end = period_of(choice, today)
    assert start.day == 1
    assert start <= end <= today
    if choice != "year":
        after = end + timedelta(days=1)
        assert after.day == 1
        assert after <= today
        assert (after.year - start.year) * 12 + after.month - start.month == {"month": 1, "quarter": 3}[
            choice
        ]
