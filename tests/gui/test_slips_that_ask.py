"""Feedback slips from the print page: who was asked is written down once the paper is out, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.groups.feed import timeline_page
from app.gui.main_window import MainWindow
from app.gui.print_page.page import PrintPage
from app.gui.printing.out import Paper
from app.kernel.book import Book
from app.kernel.journal import Undo, undo_last
from tests.gui.test_print_page import page, several, shoppers, shown_text, window
from tests.gui.tills import Ids

__all__ = ["page", "shoppers", "window"]


def asked(book: Book, shoppers: Ids) -> list[str]:
    """Whom the book says a slip asked."""
    found = {
        name: [item.detail for item in book.ask(timeline_page, customer, kind="asked").items]
        for name, customer in shoppers.items()
    }
    assert all(ways in ([], ["By a printed slip"]) for ways in found.values())
    return [name for name, ways in found.items() if ways]


@pytest.fixture
def marias(page: PrintPage, window: MainWindow, shoppers: Ids, settle) -> PrintPage:
    """The print page with Maria's slip in the preview."""
    window.go("print", document="feedback-slip", customer=shoppers["Maria Schmidt"])
    settle(lambda: "Maria Schmidt" in shown_text(page) and page.side.save_button.isEnabled())
    assert page.title.text() == "Feedback slip"
    return page


def printer_into(place: Path, pages: tuple[int, int] = (0, 0)) -> QPrinter:
    """A printer that writes a file."""
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(place))
    made.setResolution(72)
    made.setFromTo(*pages)
    return made


def test_a_slip_that_is_saved_has_asked(
    marias: PrintPage, window: MainWindow, book: Book, shoppers: Ids, settle, tmp_path: Path
) -> None:
    assert asked(book, shoppers) == [], "it was only looked at"
    marias.save()
    dialog = marias.findChild(QFileDialog)
    assert dialog is not None
    dialog.close()
    marias.way.out._place_chosen(str(tmp_path / "nowhere" / "slip.pdf"))
    settle(lambda: bool(marias.side.told.words()))
    assert asked(book, shoppers) == [], "it was not saved"
    marias.way.out._place_chosen(str(tmp_path / "slip.pdf"))
    settle(lambda: asked(book, shoppers) == ["Maria Schmidt"])
    settle(lambda: window.status.told() == "Asked Maria Schmidt for feedback by a slip")
    book.do(undo_last, Undo())
    assert asked(book, shoppers) == []


def test_a_slip_that_is_printed_has_asked(
    marias: PrintPage, book: Book, shoppers: Ids, settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Paper] = []
    monkeypatch.setattr(marias.way.out, "ask_printer_for", lambda paper, _title: taken.append(paper))
    marias.print()
    assert asked(book, shoppers) == [], "the printer was not chosen yet"
    marias.way.out.print_on(printer_into(tmp_path / "out.pdf"), taken[0])
    settle(lambda: marias.side.told.words() == "Sent to the printer")
    assert asked(book, shoppers) == ["Maria Schmidt"]


def test_of_many_those_were_asked_whose_pages_went(
    marias: PrintPage, book: Book, shoppers: Ids, qtbot: QtBot, settle, tmp_path: Path, monkeypatch
) -> None:
    taken: list[Paper] = []
    monkeypatch.setattr(marias.way.out, "ask_printer_for", lambda paper, _title: taken.append(paper))
    several(marias, qtbot)
    settle(lambda: marias.side.people.isVisible() and marias.side.print_button.isEnabled())
    in_order = [
        name
        for number in marias.looking.looked.people.ids
        for name, customer in shoppers.items()
        if customer == number
    ]
    marias.print()
    settle(lambda: bool(taken))
    assert asked(book, shoppers) == []
    marias.way.out.print_on(printer_into(tmp_path / "two.pdf", (2, 3)), taken[0])
    settle(lambda: marias.side.told.words() == "Sent to the printer")
    assert sorted(asked(book, shoppers)) == sorted(in_order[1:3])
    marias.save()  # a folder or a file: the dialog is the system's
    dialog = marias.findChild(QFileDialog)
    assert dialog is not None
    dialog.close()
    marias.way.save_many_to(str(tmp_path / "all.pdf"))
    settle(lambda: asked(book, shoppers) == list(shoppers))


def test_a_paper_that_asks_nothing_writes_nothing(
    marias: PrintPage, window: MainWindow, book: Book, shoppers: Ids, settle, tmp_path: Path
) -> None:
    window.go("print", document="feedback-slips")
    settle(lambda: marias.title.text() == "Feedback slips" and marias.side.save_button.isEnabled())
    marias.save()
    marias.findChild(QFileDialog).close()
    marias.way.out._place_chosen(str(tmp_path / "blank.pdf"))
    settle(lambda: marias.side.told.words() == "Saved as blank.pdf")
    window.go("print", document="statement", customer=shoppers["Maria Schmidt"])
    settle(lambda: marias.title.text() == "Statement" and "Maria Schmidt" in shown_text(marias))
    settle(marias.side.save_button.isEnabled)
    marias.save()
    marias.findChildren(QFileDialog)[-1].close()
    marias.way.out._place_chosen(str(tmp_path / "statement.pdf"))
    settle(lambda: marias.side.told.words() == "Saved as statement.pdf")
    assert asked(book, shoppers) == []
