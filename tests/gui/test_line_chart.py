"""Lines over months, and figures side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from app.gui.loyalty.legend import Legend
from app.gui.theme.theme import theme
from app.gui.theme.tokens import DARK, LIGHT
from app.gui.widgets.comparison import Comparison
from app.gui.widgets.line_chart import LineChart, Series, ticks_to

MONTHS = ("Nov", "Dec", "Jan")
LINES = (Series("Today", "muted", (100, 200, 300)), Series("New", "accent", (100, 400, 800), strong=True))


def euros(minor: int) -> str:
    return f"€{minor}"


@pytest.fixture
def chart(show):
    made = LineChart(name="Owed")
    made.set_data(MONTHS, LINES, euros)
    return show(made, 360, 170)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (629, [0, 250, 500, 750]),
        (62_900, [0, 25_000, 50_000, 75_000]),
        (800, [0, 500, 1000]),
        (10**9, [0, 500_000_000, 1_000_000_000]),
    ],
)
def test_the_grid_has_round_values(most, ticks) -> None:
    assert ticks_to(most) == ticks


def test_the_grid_reaches_the_highest_value_in_a_few_lines() -> None:
    for most in (*range(1, 3000), 10**6 + 1, 10**11):
        ticks = ticks_to(most)
        assert ticks[-1] >= most
        assert 2 <= len(ticks) <= 5


def test_keys_go_through_the_months(chart, qtbot) -> None:
    looked = []
    chart.looked_at.connect(looked.append)
    assert chart.accessibleDescription() == "Jan: Today €300, New €800"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "Dec: Today €200, New €400"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert looked == [1, 2]
    assert chart.values(0) == ["€100", "€100"]


def test_the_mouse_picks_the_nearest_month(chart, qtbot) -> None:
    looked = []
    chart.looked_at.connect(looked.append)
    qtbot.mouseMove(chart, QPoint(60, 80))
    qtbot.mouseMove(chart, QPoint(340, 80))
    qtbot.waitUntil(lambda: looked[-1:] == [2])


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_lines_have_the_colours_of_the_theme(chart, qapp, mode, tokens) -> None:
    theme().apply(qapp, mode)
    picture = chart.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
    }
    theme().apply(qapp, "light")
    assert QColor(tokens.accent).name() in colours
    assert QColor(tokens.muted).name() in colours


@pytest.mark.parametrize("values", [(), (0,), (0, 0, 0), (5,), (-4, 3, 2)])
def test_a_chart_of_little_or_nothing_is_drawn(show, values) -> None:
    chart = LineChart(name="Owed")
    chart.set_data(MONTHS[: len(values)], (Series("Today", "muted", values),), euros)
    assert not show(chart, 300, 170).grab().isNull()


def test_the_legend_tells_the_values(show) -> None:
    legend = Legend()
    legend.show_series(LINES)
    show(legend)
    assert [label.text() for label in legend._labels] == ["New", "Today"]
    legend.say(["€200", "€400"])
    assert [label.text() for label in legend._labels] == ["New €400", "Today €200"]
    legend.say([])
    assert [label.text() for label in legend._labels] == ["New", "Today"]


def test_figures_change_in_place_and_rows_come_and_go(show) -> None:
    table = Comparison(name="Figures")
    table.set_rows(("", "Today", "New"), [("Given", "1", "2"), ("Used", "3", "4")])
    show(table, 300)
    kept = list(table._labels)
    table.set_rows(("", "Today", "New"), [("Given", "5", "6"), ("Used", "7", "8")])
    assert table._labels == kept
    assert [label.text() for label in kept[3:]] == ["Given", "5", "6", "Used", "7", "8"]
    table.set_rows(("", "Today", "New"), [("Given", "9", "10")])
    assert [label.text() for label in table._labels[3:]] == ["Given", "9", "10"]
