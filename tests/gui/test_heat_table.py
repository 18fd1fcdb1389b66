"""Tables of shares: each cell as strong as its share, readable in both themes, reached by mouse and keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolTip

from app.gui.theme.heat import heat
from app.gui.theme.theme import theme
from app.gui.widgets.heat_table import HeatCell, HeatRow, HeatTable
from app.shop.colours import contrast, rgb_of

ROWS = (
    HeatRow("Aug", "40", (HeatCell(1.0, "52 %", "Aug +1: 52.5 %"), HeatCell(0.5, "26 %", "Aug +2: 26 %"))),
    HeatRow("Sep", "20", (HeatCell(0.0, "0 %", "Sep +1: 0 %"), None)),
)


@pytest.fixture
def table(show):
    made = HeatTable(name="Do people come back?")
    made.set_table(("First bought", "People"), ("+1 mo", "+2 mo"), ROWS)
    return show(made, 460)


@pytest.fixture
def dark(qapp):
    theme().apply(qapp, "dark")
    yield
    theme().apply(qapp, "light")


def ground(table: HeatTable, row: int, column: int) -> str:
    """The colour near the left edge of a cell, where no words stand."""
    image = table.grab().toImage()
    box = table.cell_box(row, column)
    ratio = table.devicePixelRatioF()
    return image.pixelColor(round((box.left() + 6) * ratio), round(box.center().y() * ratio)).name()


def luminance(colour: str) -> float:
    return contrast(rgb_of(colour), (0, 0, 0))


def test_the_greater_the_share_the_stronger_the_ground(table) -> None:
    assert ground(table, 0, 0) == heat(1.0)[0]
    assert ground(table, 0, 1) == heat(0.5)[0]
    assert ground(table, 1, 0) == heat(0.0)[0]
    assert luminance(ground(table, 0, 0)) < luminance(ground(table, 0, 1)) < luminance(ground(table, 1, 0))
    empty = table.grab().toImage().pixelColor(table.cell_box(1, 1).center().toPoint()).name()
    assert empty not in {heat(step / 64)[0] for step in range(65)}


def test_in_the_dark_the_greatest_is_the_brightest(table, dark) -> None:
    assert ground(table, 0, 0) == heat(1.0)[0]
    assert luminance(ground(table, 0, 0)) > luminance(ground(table, 1, 0))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_are_read_on_every_ground(qapp, mode) -> None:
    theme().apply(qapp, mode)
    try:
        tones = [heat(step / 200) for step in range(201)]
        assert min(contrast(rgb_of(ink), rgb_of(ground)) for ground, ink in tones) >= 4.5
        steps = [luminance(ground) for ground, _ink in tones]
        order = pairwise(reversed(steps) if mode == "light" else steps)
        assert all(one <= other for one, other in order), "a greater share is never painted weaker"
        assert len(set(steps)) > 30
    finally:
        theme().apply(qapp, "light")


def test_the_arrows_go_from_cell_to_cell_and_are_heard(table, qtbot) -> None:
    seen: list[str] = []
    table.looked_at.connect(seen.append)
    qtbot.waitUntil(table.hasFocus)
    assert table.accessibleDescription() == "Aug +1: 52.5 %"
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert seen[-1] == table.accessibleDescription() == "Aug +2: 26 %"
    assert QToolTip.text() == "<span>Aug +2: 26 %</span>"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert seen[-1] == "Aug +2: 26 %", "there is no cell below"
    qtbot.keyClick(table, Qt.Key.Key_Left)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.accessibleDescription() == "Sep +1: 0 %"
    QToolTip.hideText()


def test_the_mouse_looks_at_a_cell_and_leaves_it(table, qtbot) -> None:
    box = table.cell_box(0, 1)
    qtbot.mouseMove(table, box.center().toPoint())
    qtbot.waitUntil(lambda: table.accessibleDescription() == "Aug +2: 26 %")
    qtbot.mouseMove(table, QPoint(3, 3))
    qtbot.waitUntil(lambda: table.said() == "Aug +1: 52.5 %")


def test_twelve_months_have_room_in_a_narrow_card(show) -> None:
    table = HeatTable()
    cells = tuple(HeatCell(0.5, "50 %", "half") for _month in range(11))
    rows = [HeatRow("Sept 26", "1,240", cells) for _row in range(12)]
    table.set_table(("First bought", "People"), [f"+{at} mo" for at in range(1, 12)], rows)
    show(table, 520)
    assert table.columns_shown() == 11
    assert table.cell_box(11, 10).right() <= table.width()
    assert table.cell_box(11, 0).bottom() <= table.height()


def test_a_table_of_nothing_says_nothing(show, qtbot) -> None:
    table = HeatTable()
    show(table, 300, 100)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (table.said(), table.rows) == ("", ())


def test_words_above_the_last_column_stay_inside(show) -> None:
    made = show(HeatTable(), 560, 160)
    cells = tuple(HeatCell(0.5, "9", "nine") for _column in range(13))
    made.set_table(("", ""), ["Sept 2026"] * 13, [HeatRow("Expectations met", "", cells)])
    last = made.head_box(12)
    assert last.right() <= made.width()
    assert made.head_box(6).center().x() == pytest.approx(made.cell_box(0, 6).center().x(), abs=1)
