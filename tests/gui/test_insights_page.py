"""Insights in the window: cards filled in turn, the latest choice wins, pictures and figures as files."""

from __future__ import annotations

import csv
import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QToolTip

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.groups.ready_made import READY_MADE
from app.groups.saved import RemoveGroup, SaveGroup, remove_group, save_group
from app.gui.app import make_window, page_kinds
from app.gui.insights import page as page_module
from app.gui.insights.page import InsightsPage
from app.gui.pages.counter import PAGE as COUNTER
from app.gui.pages.insights import PAGE
from app.gui.pages.print import PAGE as PRINT
from app.gui.theme.theme import theme
from app.gui.widgets.heat_table import HeatTable
from app.gui.widgets.level_bars import LevelBars
from app.gui.widgets.line_chart import LineChart
from app.insights.registry import PLOTS
from app.kernel.errors import Refused
from app.loyalty.commands import RingUp, ring_up
from tests.unit.insights.fill import busy, fill
from tests.unit.insights.plot_samples import PICTURES, known_plots

TODAY = date(2026, 11, 22)


@pytest.fixture
def plots(monkeypatch):
    """One plot of each kind of picture in place of the program's."""
    made = known_plots()
    monkeypatch.setattr(page_module, "PLOTS", made)
    return made


@pytest.fixture
def window(show, book, settings):
    made = show(make_window(book, settings, (COUNTER, PAGE, PRINT)), 1366, 768)
    yield made
    made.shell.jobs.drain()
    made.shell.jobs.close()


def opened(window) -> InsightsPage:
    window.go("insights")
    page = window.page("insights")
    settle(window)
    return page


def settle(window) -> None:
    assert window.shell.jobs.drain(30)


def test_every_question_has_a_card_with_its_answer(window, book, qtbot) -> None:
    fill(book, 60, busy(60, TODAY))
    page = opened(window)
    assert list(page.cards) == list(PLOTS.ids())
    answered = [card for card in page.cards.values() if card.data is not None]
    assert len(answered) == len(page.cards)
    shown = [card for card in answered if card.data.picture is not None]
    assert shown, "a shop of 400 days has something to show"
    for card in shown:
        assert card.sentence.text() == card.data.words and not card.sentence.isHidden()
        assert card.picture.chart.accessibleName().startswith(card.data.title)
        assert card.data.words in card.picture.chart.accessibleName()
        assert card.how_button.isVisibleTo(card) and card.data.how
    assert page.body.currentIndex() == 0 and page.under_way.full_text() == ""


def test_each_kind_of_picture_has_its_widget(window, plots) -> None:
    page = opened(window)
    kinds = {plot_id: type(card.picture.chart) for plot_id, card in page.cards.items()}
    assert kinds["cohorts"] is kinds["hours"] is HeatTable
    assert kinds["standing"] is LevelBars
    assert all(issubclass(kinds[one], LineChart) for one in ("kept", "better", "gaps"))
    key = page.cards["kept"].picture.key
    assert key.isVisibleTo(page) and key.names() == ["Kept", "New", "Lost"]
    assert not page.cards["better"].picture.key.isVisibleTo(page), "two lines are named where they run"
    table = page.cards["cohorts"].picture.chart
    assert table.rows[0].cells[0].text == "53\xa0%", "in a cell without tenths"
    assert table.said() == "Aug 2026, +1 mo: 52,5\xa0% of 40 people"
    assert page.cards["standing"].picture.chart.bars[0].said == "Champions: 61 %, 44 people"
    assert page.cards["kept"].picture.chart.said(2) == "Oct 2026: Kept 80, New 20, Lost 20"
    assert page.cards["better"].picture.chart.said(2).startswith("+2 years: 5 % better 21.000\xa0€ (20.000")


def test_how_we_know_opens_under_the_sentence_by_mouse_and_keys(window, plots, qtbot) -> None:
    card = opened(window).cards["cohorts"]
    assert card.how.isHidden()
    qtbot.mouseClick(card.how_button, Qt.MouseButton.LeftButton)
    assert card.how.text() == "How cohorts was counted." and not card.how.isHidden()
    card.how_button.setFocus()
    qtbot.keyClick(card.how_button, Qt.Key.Key_Return)
    assert card.how.isHidden()


def test_the_strong_figures_stand_out(window, plots) -> None:
    card = opened(window).cards["cohorts"]
    assert [(span.text, span.strong) for span in card.sentence._spans] == [
        ("You kept ", False), ("1,204", True), (" of 1,310.", False),
    ]  # fmt: skip
    assert card.accessibleDescription() == "You kept 1,204 of 1,310."


def test_another_period_is_asked_and_kept(window, plots, settings, qtbot) -> None:
    page = opened(window)
    assert [asked.months for asked in plots[0].asked] == [12]
    page.period.setFocus()
    qtbot.keyClick(page.period, Qt.Key.Key_Down)
    settle(window)
    assert plots[0].asked[-1].months == 24 and page.cards["cohorts"].data.subtitle == "24 months"
    assert settings.value("insights/months") == "24"


@pytest.fixture
def readers(book) -> tuple[int, list[int]]:
    """A group of the shop's own, and who is in it."""
    ids = [
        book.do(add_customer, AddCustomer(CustomerDraft(name, tags=tags))).id
        for name, tags in (("Maria", ("book club",)), ("Jonas", ()), ("Ada", ("book club",)))
    ]
    made = book.do(save_group, SaveGroup("Readers", '{"is": "tag", "tags": ["book club"]}'))
    return made.group, [ids[0], ids[2]]


def test_all_customers_or_a_group_are_asked_about(window, book, readers, plots, qtbot) -> None:
    group, members = readers
    page = opened(window)
    assert page.whom.choices[:2] == (("", "All customers"), (f"own-{group}", "Readers"))
    assert {one.id for one in READY_MADE} <= set(dict(page.whom.choices))
    assert plots[0].asked[-1].ids is None
    page.whom.setFocus()
    qtbot.keyClick(page.whom, Qt.Key.Key_Down)
    settle(window)
    assert plots[0].asked[-1].ids == set(members)


def test_a_group_that_went_is_told_and_all_are_asked_again(window, book, readers, plots, qtbot) -> None:
    group, _members = readers
    page = opened(window)
    page.whom.set_choices((("", "All customers"), ("own-999", "Gone")))
    page.whom.set_current("own-999")
    page.whom.chosen.emit("own-999")
    settle(window)
    assert "there no more" in page.cards["cohorts"].words.text()
    assert not page.pictures_button.isEnabled() and page.body.currentIndex() == 0
    book.do(remove_group, RemoveGroup(group))
    qtbot.waitUntil(lambda: page.whom.current() == "")
    settle(window)
    assert page.cards["cohorts"].data is not None and plots[0].asked[-1].ids is None


def test_the_latest_choice_wins_and_what_was_not_begun_is_not_asked(window, plots, qtbot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold(_view, asked) -> None:
        if asked.months == 12:
            begun.set()
            assert go_on.wait(10)

    plots[0].before = hold
    window.go("insights")
    page = window.page("insights")
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: page.cards["cohorts"].waiting.text() == "Working it out…")
    assert page.cards["cohorts"].bar.isVisibleTo(page)
    assert page.cards["kept"].waiting.text() == "Waits its turn"
    assert page.under_way.full_text() == f"Working it out: 0 of {len(plots)}"
    page.period.set_current("6")
    page.period.chosen.emit("6")
    go_on.set()
    settle(window)
    assert [asked.months for asked in plots[0].asked] == [12, 6]
    assert [asked.months for asked in plots[1].asked] == [6], "the first round went no further"
    assert {card.data.subtitle for card in page.cards.values()} == {"6 months"}


def test_leaving_calls_off_the_rest_and_coming_back_goes_on(window, plots, qtbot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold(_view, _asked) -> None:
        begun.set()
        assert go_on.wait(10)

    plots[1].before = hold
    window.go("insights")
    page = window.page("insights")
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: page.cards["cohorts"].data is not None)
    window.go("counter")
    go_on.set()
    settle(window)
    assert len(plots[1].asked) == 1 and not plots[2].asked
    window.go("insights")
    settle(window)
    assert len(plots[0].asked) == 1, "what was answered stays"
    assert all(card.data is not None for card in page.cards.values())


def test_a_sale_is_looked_at_when_the_page_is_seen_again(window, book, plots, qtbot) -> None:
    page = opened(window)
    window.go("counter")
    who = book.do(add_customer, AddCustomer(CustomerDraft("Maria"))).id
    for hour in (9, 10):
        book.do(ring_up, RingUp(who, 1_000, at=datetime(2026, 11, 20, hour, tzinfo=UTC)))
    qtbot.waitUntil(lambda: page._stale)
    settle(window)
    assert len(plots[0].asked) == 1, "not at each sale while nobody looks"
    window.go("insights")
    settle(window)
    assert len(plots[0].asked) == 2


def test_a_plot_that_breaks_leaves_the_others(window, plots) -> None:
    crashes: list[object] = []
    window.shell.jobs.crashed.connect(crashes.append)

    def broken(_view, _asked) -> None:
        raise RuntimeError("a defect")

    def refused(_view, _asked) -> None:
        raise Refused("The book is too young.")

    plots[1].before, plots[2].before = broken, refused
    page = opened(window)
    assert "could not be worked out" in page.cards["kept"].words.text()
    assert page.cards["better"].words.text() == "The book is too young."
    assert page.cards["standing"].data is not None and page.pictures_button.isEnabled()
    assert [str(one) for one in crashes] == ["a defect"], "and it is told as a defect"
    assert not page.cards["kept"].more.isVisibleTo(page)


def test_too_little_history_says_what_is_missing(window, plots) -> None:
    plots[0].picture = None
    card = opened(window).cards["cohorts"]
    assert card.words.text() == "Too little history: one purchase." and card.words.isVisibleTo(card)
    assert not card.more.isVisibleTo(card) and not card.how_button.isVisibleTo(card)


def test_an_empty_shop_says_what_to_do_next(window, qtbot) -> None:
    page = opened(window)
    assert page.body.currentIndex() == 1 and not page.pictures_button.isEnabled()
    assert "Nothing to look back on yet" in page.empty.accessibleName()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert window.page("counter").isVisible()


def test_one_customer_who_came_once_gets_words(window, book) -> None:
    who = book.do(add_customer, AddCustomer(CustomerDraft("Maria"))).id
    book.do(ring_up, RingUp(who, 1_000))
    page = opened(window)
    for card in page.cards.values():
        assert card.data is not None and card.data.words


def test_pictures_of_all_are_saved_into_a_folder(window, plots, tmp_path, qtbot) -> None:
    page = opened(window)
    qtbot.mouseClick(page.pictures_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    folder = tmp_path / "pictures"
    folder.mkdir()
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    settle(window)
    files = sorted(file.name for file in folder.iterdir())
    assert files == sorted(f"Question of {one} 2026-11-22.png" for one in PICTURES)
    for file in folder.iterdir():
        with Image.open(file) as image:
            assert image.width == 1384 and image.getpixel((4, 4)) == (255, 255, 255)
    assert "6 pictures saved in pictures" in window.status.told()
    assert page.bar.isHidden() and page.stop_button.isHidden()


def test_a_folder_that_cannot_be_written_is_told(window, plots, tmp_path) -> None:
    page = opened(window)
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    page.out.ask_folder(page.answers(), page.around.shop)
    page.findChild(QFileDialog).close()
    page.out.save_all(tmp_path / "taken")
    settle(window)
    assert "taken" in window.status.told()


def test_one_picture_and_the_figures_by_the_cards_own_menu(window, plots, tmp_path, qtbot) -> None:
    page = opened(window)
    card = page.cards["cohorts"]
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    said = [action.text() for action in card.menu.actions()]
    assert said == ["Save picture…", "Save figures (CSV)…", "Save figures (XLSX)…"]
    for at, name in enumerate(("one.png", "one.csv")):
        card.open_menu()
        card.menu.actions()[at].trigger()
        card.menu.close()
        dialog = page.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        settle(window)
        assert window.status.told() == f"Saved as {name}"
    with Image.open(tmp_path / "one.png") as image:
        assert image.format == "PNG"
    with (tmp_path / "one.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";" if ";" in file.readline() else ","))
    assert rows[-1][-1] == "30"


def test_the_month_report_is_one_press_away(window, plots, qtbot) -> None:
    page = opened(window)
    qtbot.mouseClick(page.report_button, Qt.MouseButton.LeftButton)
    settle(window)
    printing = window.page("print")
    assert printing.isVisible() and printing.list.current() == "month-report"


def test_cards_stand_in_two_columns_or_in_one(window, plots, qtbot) -> None:
    page = opened(window)
    first, second = page.cards["cohorts"], page.cards["kept"]
    assert page.grid.count == 2 and first.y() == second.y() and first.width() > second.width()
    assert first.height() == second.height()
    window.resize(1024, 768)
    qtbot.waitUntil(lambda: page.grid.count == 1 and second.y() > first.y() + first.height())
    for card in page.cards.values():
        assert card.width() <= page.area.viewport().width() - 24
        assert card.picture.chart.geometry().right() <= card.width()
    assert page.area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_cells_of_the_table_are_seen_in_both_themes(window, plots, qapp, mode) -> None:
    theme().apply(qapp, mode)
    try:
        table = opened(window).cards["cohorts"].picture.chart
        image = table.grab().toImage()
        grounds = [
            image.pixelColor(QPoint(round(table.cell_box(row, column).left() + 5),
                                    round(table.cell_box(row, column).center().y()))).name()
            for row, column in ((0, 0), (0, 1), (1, 0))
        ]  # fmt: skip
        assert len(set(grounds)) == 3 and grounds[0] != theme().tokens.surface.lower()
    finally:
        theme().apply(qapp, "light")


def test_keys_go_from_head_to_card_to_picture(window, plots, qtbot) -> None:
    page = opened(window)
    page.cards["kept"].picture.chart.setFocus()
    qtbot.keyClick(page.cards["kept"].picture.chart, Qt.Key.Key_Left)
    assert "Kept" in QToolTip.text() and "Lost" in QToolTip.text()
    QToolTip.hideText()
    for widget in (page.period, page.whom, page.pictures_button, page.report_button):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    order = []
    at = page.cards["cohorts"].how_button
    for _step in range(40):
        at = at.nextInFocusChain()
        order.append(at)
    table = page.cards["cohorts"].picture.chart
    assert order.index(page.cards["cohorts"].more) < order.index(table)
    assert order.index(table) < order.index(page.cards["kept"].how_button)


def test_going_to_the_page_loads_nothing_that_draws_paper_or_fits_models() -> None:
    code = (
        "import sys; from app.gui.insights.page import InsightsPage; from app.insights.registry import PLOTS;"
        "list(PLOTS); print([one for one in ('numpy', 'scipy', 'reportlab', 'PIL', 'pypdfium2', 'openpyxl')"
        " if one in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_it_has_its_place_in_the_rail_and_a_key_of_its_own() -> None:
    kinds = [kind for kind in page_kinds() if kind.place == "top"]
    ids = [kind.id for kind in kinds]
    assert ids.index("letters") < ids.index("insights") < ids.index("loyalty")
    shortcuts = [kind.shortcut for kind in page_kinds()]
    assert "Alt+I" in shortcuts and len(set(shortcuts)) == len(shortcuts)
