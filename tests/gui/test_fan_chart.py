"""Lines whose course is looked at: where their axis begins, the band around one, the names that run along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip

from app.gui.theme.tokens import LIGHT
from app.gui.widgets.bar_chart import BarChart
from app.gui.widgets.fan_chart import FanChart
from app.gui.widgets.line_chart import Series

LABELS = ("Now", "+1 year", "+2 years")
BETTER = Series("5 % better", "accent", (150, 180, 210), True, (150, 175, 200), (150, 185, 220))
AS_NOW = Series("As now", "muted", (150, 165, 180))


@pytest.fixture
def chart(show):
    made = FanChart(name="What 5 % would be worth")
    made.set_course(from_zero=False, named=True)
    made.set_data(LABELS, (BETTER, AS_NOW), str)
    return show(made, 420, 220)


def colours(chart, left: float, right: float) -> set[str]:
    image = chart.grab().toImage()
    box = chart._plot()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(round(box.left() + box.width() * left), round(box.left() + box.width() * right))
        for y in range(image.height())
    }


def test_the_axis_begins_where_the_lines_are(chart) -> None:
    assert chart._ticks()[0] >= 140 and chart._ticks()[-1] >= 220
    chart.set_course(from_zero=True)
    chart.set_data(LABELS, (BETTER, AS_NOW), str)
    assert chart._ticks()[0] == 0


def test_lines_end_at_their_values(chart) -> None:
    box, image = chart._plot(), chart.grab().toImage()
    for one in (BETTER, AS_NOW):
        y = round(chart._y(box, one.values[-1]))
        ink = LIGHT.colour(one.colour)
        assert image.pixelColor(round(box.right()) - 1, y).name().upper() == ink


def test_a_pale_band_surrounds_the_line_it_belongs_to(chart) -> None:
    box, image = chart._plot(), chart.grab().toImage()
    x = round(box.left() + box.width() * 0.97)
    inside = image.pixelColor(x, round(chart._y(box, 214)))
    beside = image.pixelColor(x, round(chart._y(box, 190)))
    assert inside.name().upper() not in (LIGHT.accent, LIGHT.surface)
    assert inside.green() > inside.red(), "a pale green"
    assert beside.red() == beside.green() or abs(beside.red() - beside.green()) < 4


def test_what_is_said_of_a_place_tells_the_likely_range(chart) -> None:
    assert chart.said(2) == "+2 years: 5 % better 210 (200–220), As now 180"
    assert chart.said(0) == "Now: 5 % better 150, As now 150", "no range where there is none"


def test_keys_tell_by_a_tip_where_nothing_else_writes_the_values(chart, qtbot) -> None:
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert QToolTip.text() == ""
    chart.tell_by_tips()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert "5 % better 210" in QToolTip.text()
    QToolTip.hideText()


def test_the_lines_names_stand_clear_of_the_lines(chart) -> None:
    chart.set_course(from_zero=False, named=False)
    chart.set_data(LABELS, (BETTER, AS_NOW), str)
    bare = chart.grab().toImage()
    chart.set_course(from_zero=False, named=True)
    chart.set_data(LABELS, (BETTER, AS_NOW), str)
    named = chart.grab().toImage()
    changed = [
        bare.pixelColor(x, y).name().upper()
        for x in range(bare.width())
        for y in range(bare.height())
        if bare.pixel(x, y) != named.pixel(x, y)
    ]
    assert len(changed) > 100
    assert not {LIGHT.accent, LIGHT.muted} & set(changed), "no letter stands on a line"


def test_a_place_of_the_axis_can_be_named(show) -> None:
    bars = BarChart()
    bars.set_data(("1", "2", "3"), (Series("Visits", "accent", (3, 9, 4)),), str)
    show(bars, 320, 170)
    before = bars.grab().toImage()
    bars.set_marks([(1, "half within 14 days")])
    after = bars.grab().toImage()
    box = bars._plot()
    middle = round(bars._x(box, 1))
    rows = [y for y in range(after.height()) if before.pixel(middle, y) != after.pixel(middle, y)]
    assert len(rows) > box.height() / 3, "a line down the plot"


def test_one_place_is_a_dot_and_no_division_by_nothing(show) -> None:
    chart = FanChart()
    chart.set_course(from_zero=False, named=True)
    chart.set_data(("Now",), (Series("5 % better", "accent", (150,), True, (140,), (160,)),), str)
    show(chart, 300, 170)
    assert chart.said(0) == "Now: 5 % better 150 (140–160)"
    assert not chart.grab().isNull()
