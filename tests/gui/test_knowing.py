"""The pop-over of the card: every number with how it came about, by mouse and by keys, never waited for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.counter.page import CounterPage
from app.gui.knowing.popover import KnowingPopover
from app.gui.main_window import MainWindow
from app.gui.models.knowing import NOTHING, Knowing, KnownLine, KnownPart, knowing
from app.kernel.book import Book
from app.kernel.errors import NotFound
from app.loyalty.commands import RingUp, ring_up
from tests.gui.tills import Ids, Settle, open_card
from tests.unit.groups.late_shop import count
from tests.unit.insights.fill import Came, busy, fill

TODAY = date(2026, 11, 22)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def history(book: Book, people: Ids) -> None:
    """Maria comes every week; the shop has eighty others."""
    came = busy(80, TODAY, start=101)
    came += [Came(people["Maria Schmidt"], TODAY - timedelta(days=ago)) for ago in range(2, 300, 7)]
    fill(book, 80, came, start=101)
    count(book, people["Maria Schmidt"])


@pytest.fixture
def maria(counter: CounterPage, qtbot: QtBot, settle: Settle) -> CounterPage:
    """The counter with Maria's card."""
    open_card(counter, qtbot, settle, "maria", "Maria Schmidt")
    return counter


def popover(counter: CounterPage) -> KnowingPopover:
    found = counter.knowing.popover
    assert found is not None
    return found


def told(counter: CounterPage) -> dict[str, KnownLine]:
    return {one.line.label: one.line for one in popover(counter).lines if one.line.label}


def marked(counter: CounterPage) -> str:
    [line] = [one.line.label for one in popover(counter).lines if one.marked]
    return line


def test_a_press_on_a_fact_opens_how_it_came_about(
    history: None, maria: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    cell = maria.card.facts.cell_of("usual")
    assert cell is not None
    qtbot.mouseClick(cell, LEFT)
    shown = popover(maria)
    assert shown.isVisible() and shown.waiting.text() == "Looking at the history…", "nothing is waited for"
    settle(lambda: bool(shown.lines))
    assert marked(maria) == "Usual rhythm" and not shown.waiting.isVisible()
    line = told(maria)["Usual rhythm"]
    assert (line.figure, line.how) == (
        "every 7 days", "Half of the last 40 gaps between visits were at most 7 days.",
    )  # fmt: skip
    assert shown.accessibleName() == "How we know: Usual rhythm: every 7 days"
    settle(lambda: len(maria.card.facts.facts()) == 5)

    def points_at_it() -> bool:
        cell = maria.card.facts.cell_of("usual")
        assert cell is not None
        at = QRect(cell.mapTo(maria, cell.rect().topLeft()), cell.size())
        middle = abs(shown.place().x() - at.center().x()) < 3
        return middle and abs(shown.place().y() - at.bottom()) < 6

    qtbot.waitUntil(points_at_it)  # a fifth fact has come meanwhile: the beak follows
    known = book.ask(knowing, people["Maria Schmidt"])
    assert [one.line for one in shown.lines] == [line for part in known.parts for line in part.lines]
    assert all(line.how for part in known.parts for line in part.lines)


def test_the_card_and_the_pop_over_say_the_same(
    history: None, maria: CounterPage, qtbot: QtBot, settle: Settle
) -> None:
    settle(lambda: len(maria.card.facts.facts()) == 5)
    maria.knowing.open()
    settle(lambda: bool(popover(maria).lines))
    by_id = {one.line.id: one.line for one in popover(maria).lines if one.line.id}
    for fact in maria.card.facts.facts():
        assert by_id[fact.id].figure == fact.value
    assert by_id["points"].figure == maria.till.points.text()


def test_all_of_it_by_keys(history: None, maria: CounterPage, qtbot: QtBot, settle: Settle) -> None:
    maria.card.head.more.setFocus()
    qtbot.keyClick(maria.card.head.more, Qt.Key.Key_Tab)
    strip = maria.card.facts
    assert strip.hasFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    settle(lambda: bool(popover(maria).lines))
    shown = popover(maria)
    assert shown.hasFocus() and marked(maria) == "Last visit"
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert marked(maria) == "Spent in all"
    qtbot.keyClick(shown, Qt.Key.Key_End)
    last = shown.lines[-1]
    assert last.marked
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert marked(maria) == "Visits"
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible() and strip.hasFocus()


def test_the_palette_knows_it_and_the_cross_closes_it(
    window: MainWindow, history: None, maria: CounterPage, qtbot: QtBot, settle: Settle
) -> None:
    window.shell.actions.run("how-we-know")
    settle(lambda: bool(popover(maria).lines))
    assert marked(maria) == "Visits"
    qtbot.mouseClick(popover(maria).cross, LEFT)
    assert not popover(maria).isVisible() and maria.card.facts.hasFocus()


def test_without_a_card_there_is_nothing_to_know(window: MainWindow, counter: CounterPage) -> None:
    window.shell.actions.run("how-we-know")
    assert counter.knowing.popover is None


def test_another_customer_closes_it_and_the_same_is_told_anew(
    history: None, maria: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    maria.knowing.open("visits")
    settle(lambda: bool(popover(maria).lines))
    before = int(told(maria)["Visits"].figure)
    qtbot.keyClick(popover(maria), Qt.Key.Key_Down)
    book.do(ring_up, RingUp(people["Maria Schmidt"], 900))
    settle(lambda: int(told(maria)["Visits"].figure) == before + 1)
    assert popover(maria).isVisible() and marked(maria) == "Usual rhythm", "the mark stays"
    open_card(maria, qtbot, settle, "marion", "Marion Sauer")
    assert not popover(maria).isVisible()


def test_too_little_history_is_told_in_words(
    counter: CounterPage, book: Book, people: Ids, qtbot: QtBot, settle: Settle
) -> None:
    known = book.ask(knowing, people["Mary Seymour"])
    lines = [line for part in known.parts for line in part.lines]
    missing = [line for line in lines if line.figure == NOTHING]
    assert len(missing) >= 10
    assert all(line.how.endswith(".") and "{" not in line.how for line in lines)
    by_label = {line.label: line for line in lines}
    assert by_label["Usual rhythm"].how == "Too little history: 0 visits of the 4 it takes."
    assert by_label["Visits"].how == "Nothing was bought yet."
    open_card(counter, qtbot, settle, "seymour", "Mary Seymour")
    counter.knowing.open("usual")
    settle(lambda: bool(popover(counter).lines))
    assert "Too little history" in popover(counter).accessibleDescription()


def test_what_was_brought_back_is_told_apart(book: Book, people: Ids) -> None:
    who = people["Mary Seymour"]
    fill(book, 0, [Came(who, TODAY - timedelta(days=ago), back=1_000 * (ago == 9)) for ago in (9, 19, 29)])
    count(book, who)
    known = book.ask(knowing, who)
    visits = known.parts[0].lines[0]
    assert visits.figure == "3"
    assert "1 is left out below: all of it was brought back" in visits.how


def test_nobody_of_that_number_is_said(book: Book, maria: CounterPage, settle: Settle) -> None:
    with pytest.raises(NotFound):
        book.ask(knowing, 10_000)
    maria.knowing.open()
    settle(lambda: bool(popover(maria).lines))
    maria.knowing._lost(NotFound("There is no customer with the number 7."))
    assert popover(maria).waiting.text() == "There is no customer with the number 7."
    assert popover(maria).lines == [] and popover(maria).waiting.isVisible()


def test_a_late_answer_for_another_customer_is_not_shown(maria: CounterPage, settle: Settle) -> None:
    maria.knowing.open()
    settle(lambda: bool(popover(maria).lines))
    before = popover(maria).lines
    maria.knowing._show(Knowing(99, "Other", (KnownPart("P", (KnownLine("L", "1", "H."),)),), ""))
    assert popover(maria).lines is before


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1024, 768)])
def test_it_stands_on_the_page_uncut(
    history: None, maria: CounterPage, window: MainWindow, qtbot: QtBot, settle: Settle, size: QSize
) -> None:
    window.resize(size)
    QApplication.processEvents()
    maria.knowing.open()
    settle(lambda: bool(popover(maria).lines))
    window.resize(1200, 768)
    window.resize(size)
    QApplication.processEvents()
    QApplication.processEvents()
    assert maria.rect().contains(popover(maria).geometry()), "it follows the window"
    for cell in maria.card.facts.cells:
        maria.knowing.open(cell.fact.id)
        settle(lambda: bool(popover(maria).lines))
        shown = popover(maria)
        assert maria.rect().contains(shown.geometry())
        assert shown.height() >= 220 and shown.area.isVisible()
        QApplication.processEvents()
        for one in shown.lines:
            assert one.how.height() >= one.how.heightForWidth(one.how.width())
            assert one.figure.text().replace("\n", " ") == one.figure.full_text()
        here = next(one for one in shown.lines if one.marked)
        assert not here.visibleRegion().isEmpty()


def test_a_press_on_a_line_marks_it_and_goes_no_further(
    history: None, maria: CounterPage, qtbot: QtBot, settle: Settle
) -> None:
    maria.knowing.open()
    settle(lambda: bool(popover(maria).lines))
    line = popover(maria).lines[2]
    at = line.how.mapTo(popover(maria), line.how.rect().center())
    qtbot.mouseClick(popover(maria), LEFT, pos=at)
    assert marked(maria) == line.line.label and popover(maria).isVisible()
