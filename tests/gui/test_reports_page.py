"""Reports in the window: chosen, asked, sorted, saved in every form, and said when there is nothing."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.gui.app import make_window
from app.gui.pages.reports import PAGE
from app.gui.reports.asking import order_of
from app.gui.reports.page import ReportsPage
from app.gui.reports.table import ReportModel
from app.gui.theme import fonts
from app.gui.widgets.labels import ElidedLabel
from app.insights.registry import REPORTS
from app.loyalty.commands import RingUp, ring_up
from tests.printing.reading import text_of
from tests.unit.insights.samples import ROWS, report

PEOPLE = ("Maria Schmidt", "Amélie Dupont", "林 美玲", "<b>Zoë</b> Zwick")


@pytest.fixture
def shop(book):
    """Four customers; the first spent 40 euros, the second 30, and so on, in October."""
    for number, name in enumerate(PEOPLE):
        who = book.do(add_customer, AddCustomer(CustomerDraft(name))).id
        at = datetime(2026, 10, 5 + number, 10, 0, tzinfo=UTC)
        book.do(ring_up, RingUp(who, 4_000 - 1_000 * number, at=at))
    return book


@pytest.fixture
def window(show, book, settings):
    made = show(make_window(book, settings, (PAGE,)), 1366, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


def opened(window, report_id: str = "") -> ReportsPage:
    window.go("reports", **({"report": report_id} if report_id else {}))
    page = window.page("reports")
    settle(window)
    return page


def settle(window) -> None:
    assert window.shell.jobs.drain()


def column(page, at: int) -> list[str]:
    rows = page.table.rows
    return [rows.words(row, at) for row in range(rows.rowCount())]


def test_every_report_opens_and_says_what_it_is(window, shop) -> None:
    page = opened(window)
    assert list(page.list.cards) == list(REPORTS.ids())
    for one in REPORTS:
        page.list.cards[one.id].click()
        settle(window)
        assert page.title.text() == one.label
        assert page.answer.report is one
        assert page.pdf_button.isEnabled() and page.xlsx_button.isEnabled()
        assert bool(page.options.form.fields) == bool(one.options)


def test_rows_figures_and_total(window, shop) -> None:
    page = opened(window, "top-customers")
    assert column(page, 1) == [*PEOPLE, "Total"]
    assert column(page, 0)[:4] == ["1", "2", "3", "4"]
    assert page.facts.facts()[0].value.startswith("100,00")
    assert page.table.rows.is_total(4) and column(page, 0)[-1] == ""
    assert "How this was counted" in page.how_button.text() and page.notes.isHidden()
    page.how_button.click()
    assert "less what was given back" in page.notes.text() and not page.notes.isHidden()


def test_an_option_asks_again_and_is_kept_for_its_report(window, shop, qtbot) -> None:
    page = opened(window, "top-customers")
    many = page.options.form.editor("most")
    many.setFocus()
    many.selectAll()
    qtbot.keyClicks(many, "2")
    qtbot.waitUntil(lambda: len(page.answer.data.rows) == 2)
    page.list.cards["members"].click()
    settle(window)
    page.list.cards["top-customers"].click()
    settle(window)
    assert (len(page.answer.data.rows), page.options.form.editor("most").text()) == (2, "2")


def test_what_does_not_fit_is_said_under_its_field_and_the_report_stays(window, shop, qtbot) -> None:
    page = opened(window, "expiring")
    days = page.options.form.editor("days")
    days.selectAll()
    qtbot.keyClicks(days, "0")
    qtbot.waitUntil(lambda: page.options.form.problem("days") != "")
    assert "at least 1" in page.options.form.problem("days")
    assert page.answer.options["days"] == 30
    days.selectAll()
    qtbot.keyClicks(days, "60")
    qtbot.waitUntil(lambda: page.answer.options["days"] == 60)
    assert page.options.form.problem("days") == ""


def test_own_days_come_up_when_they_are_chosen(window, shop, qtbot) -> None:
    page = opened(window, "redemptions")
    assert page.options.form.row("start").isHidden()
    period = page.options.form.editor("period")
    period.setCurrentIndex(period.findData("days"))
    assert not page.options.form.row("start").isHidden()
    page.options.stop()
    page.options.take()
    assert page.options.form.problem("start") == "", (
        "nobody is scolded for a field that has only just come up"
    )
    for field, day in (("start", "2026-10-01"), ("end", "2026-09-01")):
        page.options.form.editor(field).setText(day)
    qtbot.waitUntil(lambda: page.options.form.problem("end") != "")
    page.options.form.editor("end").setText("2026-10-31")
    qtbot.waitUntil(lambda: page.answer.options.get("end") == "2026-10-31")
    settle(window)
    assert page.answer.data.subtitle


def test_nothing_is_said_in_words(window, book) -> None:
    page = opened(window, "redemptions")
    assert page.body.currentIndex() == 1
    assert page.empty.accessibleName() == "No reward was used in this time."


def test_a_sale_shows_at_once(window, shop, qtbot) -> None:
    page = opened(window, "members")
    before = page.facts.facts()[3].value
    who = shop.do(add_customer, AddCustomer(CustomerDraft("New One"))).id
    shop.do(ring_up, RingUp(who, 1_000))
    qtbot.waitUntil(lambda: len(page.answer.data.rows) == 5)
    qtbot.waitUntil(lambda: page.facts.facts()[3].value != before)


def test_a_press_on_a_head_sorts_and_turns_round(window, shop) -> None:
    page = opened(window, "members")
    spent = next(at for at, one in enumerate(page.table.rows.columns) if one.id == "spent")
    page.table.horizontalHeader().sectionClicked.emit(spent)
    settle(window)
    assert column(page, 0)[:4] == list(PEOPLE)
    assert (
        page.table.rows.headerData(spent, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "Spent ↓"
    )
    page.table.sort_by(spent)
    settle(window)
    assert column(page, 0)[:4] == list(reversed(PEOPLE))
    assert page.table.rows.is_total(4), "the total stays the last"


def test_equal_rows_stay_and_what_has_no_value_stands_last() -> None:
    three = (("b", 1, 5), ("a", 1, None), ("", 2, 7))
    rows = tuple((name, None, None, visits, points, 0, None, None) for name, visits, points in three)
    data = report(rows=rows)
    assert list(order_of(data, 3, False)) == [0, 1, 2]
    assert list(order_of(data, 3, True)) == [2, 0, 1]
    assert list(order_of(data, 4, True)) == [2, 0, 1]
    assert list(order_of(data, 4, False)) == [0, 2, 1]
    assert list(order_of(data, 0, False)) == [1, 0, 2]
    assert list(order_of(report(), 7, True))[-1] == 2, "a typed value without one"


def test_a_hundred_thousand_rows_are_put_in_words_only_when_seen(qapp, monkeypatch) -> None:
    model = ReportModel()
    model.show(report(rows=ROWS * 25_000))
    said: list[int] = []
    words = ReportModel.words
    monkeypatch.setattr(ReportModel, "words", lambda self, row, at: said.append(row) or words(self, row, at))
    assert model.rowCount() == 100_001
    index = model.index(99_999, 0)
    assert model.data(index, Qt.ItemDataRole.DisplayRole) == "Tom <b>Smith"
    assert said == [99_999]


def test_charts_are_chosen_by_chips(window, shop) -> None:
    page = opened(window, "programme-month")
    charts = page.charts
    assert [chip.chip_id for chip in charts.chips._chips] == ["points", "sales"]
    assert charts.stack.currentWidget() is charts.bars
    charts.chips._pick("sales")
    assert charts.stack.currentWidget() is charts.lines
    assert charts.shown().id == "sales"
    page.reload()
    settle(window)
    assert charts.shown().id == "sales", "a change of the book does not take the chart away"


def test_saved_as_csv_xlsx_and_pdf(window, shop, tmp_path) -> None:
    page = opened(window, "members")
    files = [tmp_path / f"m.{form}" for form in ("csv", "xlsx", "pdf")]
    for path in files:
        page.out.save(path)
        settle(window)
        assert window.status.told() == f"Saved as {path.name}"
    with files[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert sorted(row[0] for row in rows[1:-1]) == sorted(PEOPLE)
    assert openpyxl.load_workbook(files[1]).worksheets[0].max_row == 6
    assert "Maria Schmidt" in text_of(files[2].read_bytes())
    assert page.stop_button.isHidden() and page.bar.isHidden()


@pytest.mark.parametrize("form", ["pdf", "csv", "xlsx"])
def test_the_place_is_asked_for_with_a_name_and_the_ending(window, shop, tmp_path, form) -> None:
    page = opened(window, "top-customers")
    {"pdf": page.pdf_button, "csv": page.csv_button, "xlsx": page.xlsx_button}[form].click()
    dialog = page.findChild(QFileDialog)
    assert dialog.defaultSuffix() == form
    assert Path(dialog.selectedFiles()[0]).name.startswith("Top customers")
    dialog.fileSelected.emit(str(tmp_path / f"there.{form}"))
    dialog.reject()
    settle(window)
    assert (tmp_path / f"there.{form}").stat().st_size > 100


def test_a_file_that_cannot_be_written_is_said(window, shop, tmp_path) -> None:
    page = opened(window, "members")
    page.shell.jobs.world_fault.disconnect(window.troubles.show_fault)
    page.out.save(tmp_path / "nowhere" / "m.csv")
    settle(window)
    assert window.status.told().startswith("There is no folder")


def test_a_name_for_the_file_is_offered(window, shop) -> None:
    page = opened(window, "top-customers")
    assert page.out.name().startswith("Top customers")


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_nothing_is_cut_off_on_small_screens(window, shop, size) -> None:
    window.resize(*size)
    page = opened(window, "top-customers")
    settle(window)
    for button in (page.pdf_button, page.csv_button, page.xlsx_button, page.print_button):
        place = button.mapTo(window, button.rect().bottomRight())
        assert place.x() < size[0] and button.width() >= button.sizeHint().width()
    assert page.table.viewport().height() >= 3 * page.table.verticalHeader().defaultSectionSize()
    for row in page.options.form.findChildren(type(page.options.form.editor("most"))):
        if row.isHidden() or row.parent().isHidden():
            continue
        assert row.mapTo(page, row.rect().bottomRight()).x() < page.width()


def test_the_month_stands_whole_on_the_screen_of_a_till(window, shop) -> None:
    """Two lines that end in dots at the same word would be one and the same."""
    window.resize(1024, 768)
    page = opened(window, "programme-month")
    table, facts = page.table, page.facts
    room = table.columnWidth(0) - 22
    font = QFontMetrics(fonts.font(13, 600, tabular=True))
    names = [table.rows.words(row, 0) for row in range(table.rows.rowCount())]
    assert [name for name in names if font.horizontalAdvance(name) > room] == []
    assert table.horizontalScrollBar().maximum() == 0
    cut = [one.full_text() for one in facts.findChildren(ElidedLabel) if one.text() != one.full_text()]
    assert cut == []
