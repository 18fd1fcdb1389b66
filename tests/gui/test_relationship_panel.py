"""How the relationships stand: bars as long as there are customers, each a way to them; the four moves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from app.gui.insights.idic_board import IdicBoard
from app.gui.insights.relationship_panel import RelationshipPanel, shade
from app.gui.models.relationships import StageBar, move_cells, stage_bars
from app.gui.theme.theme import current, theme
from app.kernel.book import Book
from tests.unit.insights.relations import Agreed, Told, Used, Who, regular, write

COUNTS = (412, 301, 247, 169, 117, 31)
NAMES = ("First contact", "Getting to know", "Expectations met", "Trust", "Loyal", "Advocates")


def bars(counts: tuple[int, ...] = COUNTS) -> tuple[StageBar, ...]:
    return tuple(
        StageBar(
            f"s{place}", name, count, str(count), count / max(*counts, 1), f"{name}: {count} customers",
            "What it takes.",
        )
        for place, (name, count) in enumerate(zip(NAMES, counts, strict=True))
    )  # fmt: skip


@pytest.fixture
def panel(show) -> RelationshipPanel:
    made = RelationshipPanel()
    made.set_bars(bars())
    return show(made, 410, 268)


def test_bars_are_as_long_as_there_are_customers_and_darken(panel) -> None:
    panel.rows[0].clearFocus()  # its ground is of another colour
    image = panel.grab().toImage()
    ratio = panel.devicePixelRatioF()
    first = panel.rows[0].bar_box().width()
    tones = []
    for row, count in zip(panel.rows, COUNTS, strict=True):
        box = row.bar_box()
        assert box.width() == pytest.approx(max(first * count / COUNTS[0], 10), abs=1)
        at = row.mapTo(panel, QPoint(round(box.left()) + 5, round(box.center().y())))
        tones.append(image.pixelColor(round(at.x() * ratio), round(at.y() * ratio)).lightness())
        beyond = row.mapTo(panel, QPoint(round(box.right()) + 4, round(box.center().y())))
        assert image.pixelColor(round(beyond.x() * ratio), round(beyond.y() * ratio)) == QColor(
            current().surface
        )
    assert tones == sorted(tones, reverse=True) and len(set(tones)) == 6
    assert len({row.bar_box().left() for row in panel.rows}) == 1, "bars begin under one another"


@pytest.mark.parametrize("size", [(410, 268), (280, 200), (640, 420)])
def test_a_step_is_high_enough_for_a_finger(show, size) -> None:
    made = RelationshipPanel()
    made.set_bars(bars())
    show(made, *size)
    assert all(row.height() >= 40 for row in made.rows)


def test_in_the_dark_the_highest_is_the_brightest(qapp) -> None:
    theme().apply(qapp, "dark")
    try:
        tones = [shade(place, 6).lightness() for place in range(6)]
    finally:
        theme().apply(qapp, "light")
    assert tones == sorted(tones) and len(set(tones)) == 6


def test_a_row_says_what_it_is_and_leads_to_its_customers(panel, qtbot) -> None:
    row = panel.rows[3]
    assert (row.accessibleName(), row.accessibleDescription()) == ("Trust: 169 customers", "What it takes.")
    with qtbot.waitSignal(panel.stage_chosen) as chosen:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen.args == ["s3"]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(panel.stage_chosen) as chosen:
            qtbot.keyClick(panel.rows[5], key)
        assert chosen.args == ["s5"]


def test_a_press_that_leaves_the_row_chooses_nothing(panel, qtbot) -> None:
    with qtbot.assertNotEmitted(panel.stage_chosen):
        qtbot.mousePress(panel.rows[0], Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(panel.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(5, 300))
        qtbot.mouseClick(panel.rows[0], Qt.MouseButton.RightButton)


def test_arrows_go_from_step_to_step_and_out_of_the_panel(panel, qtbot) -> None:
    panel.rows[0].setFocus()
    qtbot.keyClick(panel.rows[0], Qt.Key.Key_Down)
    assert panel.rows[1].hasFocus()
    qtbot.keyClick(panel.rows[1], Qt.Key.Key_Up)
    with qtbot.waitSignal(panel.left) as left:
        qtbot.keyClick(panel.rows[0], Qt.Key.Key_Up)
    assert left.args == [-1] and panel.rows[0].hasFocus()
    with qtbot.waitSignal(panel.left) as left:
        qtbot.keyClick(panel.rows[5], Qt.Key.Key_Down)
    assert left.args == [1]


def test_new_numbers_keep_the_mark(panel) -> None:
    panel.rows[2].setFocus()
    kept = list(panel.rows)
    panel.set_bars(bars((1, 2, 3, 4, 5, 0)))
    assert panel.rows == kept and panel.rows[2].hasFocus()
    assert panel.rows[2].accessibleName() == "Expectations met: 3 customers"
    assert panel.rows[5].bar_box().width() == 0, "nobody is no bar"


def test_an_empty_book_says_so(panel) -> None:
    panel.set_bars(bars((0,) * 6))
    assert panel.empty.isVisible() and "Nobody is in the book yet" in panel.empty.text()
    assert not any(row.isVisible() for row in panel.rows)
    panel.set_bars(bars())
    assert not panel.empty.isVisible() and all(row.isVisible() for row in panel.rows)


def test_a_narrow_panel_cuts_nothing_off(show) -> None:
    made = RelationshipPanel()
    made.set_bars(bars())
    show(made, 290, 268)
    for row in made.rows:
        assert row.bar_box().right() <= row.width() - 14


@pytest.fixture
def shop(book: Book) -> Book:
    write(
        book,
        [
            Who(1, 300, favourite="tea", card="290000000018"), *regular(1, 9), Agreed(1, 9),
            Told(1, "call", 3), Used(1, 9), Who(2, 9, name="Ann Lee"), Who(3, 9, name="Ann Lee"),
        ],
    )  # fmt: skip
    return book


def test_the_bars_of_a_shop(shop: Book) -> None:
    found = shop.ask(stage_bars)
    assert [bar.label for bar in found] == list(NAMES)
    assert [(bar.count, bar.share) for bar in found] == [(2, 1.0), (0, 0), (0, 0), (0, 0), (1, 0.5), (0, 0)]
    assert (found[0].said, found[4].said) == ("First contact: 2 customers", "Loyal: 1 customer")


def test_the_moves_of_a_shop(shop: Book) -> None:
    identified, apart, heard, own = shop.ask(move_cells)
    assert (identified.figure, identified.of) == ("1", "of 3 customers")
    assert identified.missing == "2 may have a second card" and identified.ids == (2, 3)
    assert (apart.figure, heard.figure, own.figure) == ("1", "1", "1")


@pytest.fixture
def moves(show, shop: Book) -> IdicBoard:
    made = IdicBoard()
    made.set_cells(shop.ask(move_cells))
    return show(made, 1000, 220)


def test_a_cell_says_how_many_and_leads_to_those_who_lack_it(moves, qtbot) -> None:
    cell = moves.cells[0]
    assert cell.accessibleName() == "Identified: 1 of 3 customers"
    assert cell.show_button.accessibleName() == "Show them: 2 may have a second card"
    with qtbot.waitSignal(moves.cell_chosen) as chosen:
        qtbot.mouseClick(cell.show_button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["identify", (2, 3)]


def test_where_nobody_lacks_anything_there_is_nothing_to_show(moves) -> None:
    whole = replace(moves.cells[0].cell, share=1.0, missing="", show="", ids=())
    moves.set_cells((whole, *(view.cell for view in moves.cells[1:])))
    assert moves.cells[0].missing.text() == "Nothing is missing."
    assert not moves.cells[0].show_button.isVisible()


def test_four_side_by_side_or_two_by_two(moves, qtbot) -> None:
    assert len({view.y() for view in moves.cells}) == 1
    assert max(view.width() for view in moves.cells) - min(view.width() for view in moves.cells) <= 2
    moves.resize(600, 420)
    qtbot.waitUntil(lambda: len({view.y() for view in moves.cells}) == 2)
    assert [view.x() for view in moves.cells[:2]] == [view.x() for view in moves.cells[2:]]
    moves.resize(1000, 220)
    qtbot.waitUntil(lambda: len({view.y() for view in moves.cells}) == 1)
