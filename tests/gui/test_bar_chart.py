"""Bars: as tall as their values, up and down from zero, read by mouse, keys and screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.gui.theme.theme import theme
from app.gui.theme.tokens import DARK, LIGHT
from app.gui.widgets.bar_chart import BarChart
from app.gui.widgets.line_chart import Series

MONTHS = ("Jan", "Feb", "Mar", "Apr")
BARS = (Series("New", "accent", (100, 50, 0, 25)), Series("Lost", "chart_loss", (0, 0, -50, -25)))


@pytest.fixture
def chart(show):
    made = BarChart(name="New and lost")
    made.set_data(MONTHS, BARS, str)
    return show(made, 420, 170)


def column(chart, at: int, ink: str) -> list[int]:
    """The rows of pixels of one colour in the middle of a place."""
    chart.clearFocus()  # its ring is of the same colour
    image = chart.grab().toImage()
    ratio = chart.devicePixelRatioF()
    x = round(chart._x(chart._plot(), at) * ratio)
    return [y for y in range(image.height()) if image.pixelColor(x, y).name().upper() == ink.upper()]


def test_bars_are_as_tall_as_their_values(chart) -> None:
    heights = [len(column(chart, at, LIGHT.accent)) for at in range(4)]
    assert heights[2] == 0
    assert heights[0] == pytest.approx(2 * heights[1], abs=3)
    assert heights[0] == pytest.approx(4 * heights[3], abs=3)
    fallen = [len(column(chart, at, LIGHT.chart_loss)) for at in range(4)]
    assert fallen[:2] == [0, 0]
    assert fallen[2] == pytest.approx(heights[1], abs=3)
    assert min(column(chart, 3, LIGHT.chart_loss)) > max(column(chart, 3, LIGHT.accent))


def test_it_is_dark_in_the_dark(chart, qapp) -> None:
    theme().apply(qapp, "dark")
    try:
        assert column(chart, 0, DARK.accent)
        assert column(chart, 2, DARK.chart_loss)
    finally:
        theme().apply(qapp, "light")


def test_the_mouse_and_the_arrow_keys_look_at_a_place(chart, qtbot) -> None:
    seen: list[int] = []
    chart.looked_at.connect(seen.append)
    box = chart._plot()
    qtbot.mouseMove(chart, QPoint(round(chart._x(box, 2)), round(box.center().y())))
    qtbot.waitUntil(lambda: seen[-1:] == [2])
    assert chart.values(2) == ["0", "50"], "what was lost is said without a sign"
    assert chart.accessibleDescription() == "Mar: New 0, Lost 50"
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert seen[-1] == 1
    for _press in range(5):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert seen[-1] == 0


def test_nothing_and_one_place_are_painted_too(show) -> None:
    made = show(BarChart(), 300, 170)
    made.grab()
    made.set_data(("Jan",), (Series("New", "accent", (0,)),), str)
    made.grab()
    assert made.accessibleDescription() == "Jan: New 0"


def test_scores_end_at_the_best_there_is_and_nothing_known_is_a_dash(show) -> None:
    made = show(BarChart(), 300, 170)
    made.set_bounds(50, (1,))
    made.set_data(("Sep", "Oct"), (Series("Average", "accent", (43, 0)),), str)
    assert made._ticks()[-1] == 50
    assert made.said(0) == "Sep: Average 43"
    assert made.said(1) == "Oct: Average –" and made.values(1) == ["–"]
    made.set_bounds()
    assert made.values(1) == ["0"]
