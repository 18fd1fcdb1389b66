"""The preview: pages turned and made larger by button, key and wheel, and what stands in its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.gui.jobs import Jobs
from app.gui.printing.out import Paper, paper_in, paper_of
from app.gui.printing.paper_panel import FIT_PAGE, PaperPanel
from app.printing.documents.statement import DOCUMENT
from tests.printing.samples import long_statement, statement

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def jobs(qapp, book):
    made = Jobs(book)
    yield made
    made.drain()
    made.close()
    made.deleteLater()


@pytest.fixture(scope="module")
def paper() -> Paper:
    made = paper_of(DOCUMENT, long_statement(160))
    assert made.pages >= 4
    return made


@pytest.fixture
def panel(jobs, show, paper):
    made = show(PaperPanel(jobs), 520, 480)
    made.show_paper(paper, anew=True)
    assert jobs.drain()
    return made


def press(panel, qtbot, jobs, key, modifier=NONE) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, key, modifier)
    assert jobs.drain()


def wheel(panel, jobs, notches: int, modifier=NONE) -> None:
    """One turn of the wheel by so many notches, towards oneself for more than nought."""
    target = panel.view.viewport()
    middle = QPointF(target.rect().center())
    event = QWheelEvent(
        middle, target.mapToGlobal(middle), QPoint(), QPoint(0, -120 * notches), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(target, event)
    assert jobs.drain()


def test_it_begins_at_the_first_page_as_wide_as_there_is_room(panel, paper) -> None:
    assert panel.where.text() == f"Page 1 of {paper.pages}"
    assert not panel.back.isEnabled()
    assert panel.view.picture().width() == pytest.approx(panel.view.room(), abs=2)
    assert panel.fit_width.isChecked()
    assert panel.view.horizontalScrollBar().maximum() == 0


def test_buttons_turn_and_stop_at_the_ends(panel, jobs, paper, qtbot) -> None:
    for at in range(2, paper.pages + 1):
        qtbot.mouseClick(panel.forward, Qt.MouseButton.LeftButton)
        assert jobs.drain()
        assert panel.page == at
    assert not panel.forward.isEnabled()
    assert panel.back.isEnabled()
    qtbot.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    assert jobs.drain()
    assert panel.page == paper.pages - 1


def test_keys_turn_the_pages(panel, jobs, paper, qtbot) -> None:
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        press(panel, qtbot, jobs, key)
        seen.append(panel.page)
    assert seen == [2, paper.pages, paper.pages, paper.pages - 1, 1]


def test_keys_make_it_larger_smaller_and_whole(panel, jobs, qtbot) -> None:
    wide = panel.view.picture().width()
    press(panel, qtbot, jobs, Qt.Key.Key_Plus, CTRL)
    assert panel.view.picture().width() > wide
    assert not panel.fit_width.isChecked()
    press(panel, qtbot, jobs, Qt.Key.Key_Minus, CTRL)
    press(panel, qtbot, jobs, Qt.Key.Key_Minus, CTRL)
    assert panel.view.picture().width() < wide
    press(panel, qtbot, jobs, Qt.Key.Key_0, CTRL)
    assert panel.fit_page.isChecked()
    assert panel.view.picture().height() <= panel.view.room_down()
    assert panel.view.verticalScrollBar().maximum() == 0


def test_there_is_a_largest_and_a_smallest(panel, jobs, qtbot) -> None:
    for _step in range(14):
        press(panel, qtbot, jobs, Qt.Key.Key_Minus, CTRL)
    assert not panel.smaller.isEnabled()
    assert panel.larger.isEnabled()
    for _step in range(14):
        press(panel, qtbot, jobs, Qt.Key.Key_Plus, CTRL)
    assert not panel.larger.isEnabled()


def test_a_wheel_scrolls_and_turns_the_page_at_its_end(panel, jobs) -> None:
    bar = panel.view.verticalScrollBar()
    assert bar.maximum() > 0
    wheel(panel, jobs, -1)
    assert (panel.page, bar.value()) == (1, 0)
    wheel(panel, jobs, 1)
    assert panel.page == 1
    assert bar.value() > 0
    bar.setValue(bar.maximum())
    wheel(panel, jobs, 1)
    assert (panel.page, bar.value()) == (2, 0)
    wheel(panel, jobs, -1)
    assert panel.page == 1
    assert bar.value() == bar.maximum()


def test_a_wheel_with_ctrl_makes_it_larger(panel, jobs) -> None:
    wide = panel.view.picture().width()
    wheel(panel, jobs, -1, CTRL)
    assert panel.view.picture().width() > wide
    assert panel.page == 1


def test_an_arrow_at_the_end_turns_the_page(panel, jobs, qtbot) -> None:
    bar = panel.view.verticalScrollBar()
    press(panel, qtbot, jobs, Qt.Key.Key_Down)
    assert panel.page == 1
    assert bar.value() > 0
    bar.setValue(bar.maximum())
    press(panel, qtbot, jobs, Qt.Key.Key_Down)
    assert panel.page == 2


def test_the_same_paper_again_keeps_the_page_another_begins_anew(panel, jobs, paper) -> None:
    panel.turn_on()
    panel.turn_on()
    panel.show_paper(paper)
    assert jobs.drain()
    assert panel.page == 3
    panel.show_paper(paper_of(DOCUMENT, statement()))
    assert jobs.drain()
    assert panel.page == 1
    panel.show_paper(paper, anew=True)
    assert panel.page == 1


def test_a_window_drawn_larger_draws_the_page_larger(panel, jobs, qtbot) -> None:
    wide = panel.view.picture().width()
    panel.resize(760, 520)
    qtbot.waitUntil(lambda: panel.view.picture().width() > wide)
    assert panel.view.picture().width() == pytest.approx(panel.view.room(), abs=2)
    assert jobs.drain()


def test_a_sentence_stands_in_its_place(panel, jobs, qtbot) -> None:
    panel.say("Nothing happened in these days.")
    assert panel.said() == "Nothing happened in these days."
    assert (panel.page, panel.paper) == (0, None)
    assert not any(
        one.isEnabled() for one in (panel.back, panel.forward, panel.smaller, panel.larger, panel.fit_page)
    )
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End):
        qtbot.keyClick(panel, key)
    assert panel.page == 0


def test_what_is_no_pdf_is_said(panel, jobs, paper, qtbot) -> None:
    panel.show_paper(Paper(b"no pdf at all", 1, paper.width, paper.height), anew=True)
    with qtbot.waitSignal(jobs.crashed):
        jobs.drain()
    assert panel.said() == "This page cannot be shown."


def test_keys_are_heard_in_the_whole_of_a_page(jobs, show, paper, qtbot) -> None:
    outer = QWidget()
    column = QVBoxLayout(outer)
    edit, panel = QLineEdit(), PaperPanel(jobs, fit=FIT_PAGE)
    for widget in (edit, panel):
        column.addWidget(widget)
    panel.hear_keys_of(outer)
    show(outer, 500, 500)
    outer.activateWindow()
    panel.show_paper(paper, anew=True)
    assert jobs.drain()
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: panel.page == 2)
    qtbot.keyClick(edit, Qt.Key.Key_Plus, CTRL)
    qtbot.waitUntil(lambda: not panel.fit_page.isChecked())
    assert jobs.drain()
    assert edit.text() == ""


def test_paper_on_the_disk_is_shown_as_well(jobs, show, paper, tmp_path) -> None:
    place = tmp_path / "print.pdf"
    place.write_bytes(paper.pdf)
    panel = show(PaperPanel(jobs), 500, 500)
    panel.show_paper(paper_in(place), anew=True)
    assert jobs.drain()
    assert panel.view.picture() is not None
