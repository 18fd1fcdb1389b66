"""Pills that are pressed and choosers in them, by mouse and by keys; bars under one another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolTip

from app.gui.theme.tokens import LIGHT
from app.gui.widgets.level_bars import LevelBar, LevelBars
from app.gui.widgets.pill_button import PillButton
from app.gui.widgets.pill_chooser import PillChooser

CHOICES = (("6", "Last 6 months"), ("12", "Last 12 months"), ("24", "Last 24 months"))


@pytest.fixture
def chooser(show):
    return show(PillChooser("Period", CHOICES))


def test_a_choice_is_made_in_the_menu(chooser, qtbot) -> None:
    chosen: list[str] = []
    chooser.chosen.connect(chosen.append)
    assert (chooser.current(), chooser.accessibleName()) == ("6", "Period: Last 6 months")
    qtbot.mouseClick(chooser, Qt.MouseButton.LeftButton)
    menu = chooser.menu
    assert [action.text() for action in menu.actions()] == [label for _id, label in CHOICES]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    menu.close()
    assert (chosen, chooser.words()) == (["24"], "Last 24 months")


def test_arrows_choose_without_the_menu_and_enter_opens_it(chooser, qtbot) -> None:
    chosen: list[str] = []
    chooser.chosen.connect(chosen.append)
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    qtbot.keyClick(chooser, Qt.Key.Key_Up)
    qtbot.keyClick(chooser, Qt.Key.Key_Up)
    assert chosen == ["12", "6"], "at the end it stays, and tells nobody"
    qtbot.keyClick(chooser, Qt.Key.Key_Return)
    assert chooser.menu is not None
    chooser.menu.close()


def test_other_choices_keep_what_is_still_among_them(chooser) -> None:
    chooser.set_current("12")
    chooser.set_choices((("12", "A year"), ("60", "Five")))
    assert (chooser.current(), chooser.words()) == ("12", "A year")
    chooser.set_choices((("60", "Five"),))
    assert chooser.current() == "60"
    chooser.set_choices(())
    assert (chooser.current(), chooser.words()) == ("", "")


def test_a_long_name_is_cut_and_told_whole(show, qtbot) -> None:
    name = "Tagged <b>" + "long " * 30
    chooser = show(PillChooser("Whom", (("tag:x", name), ("", "All & sundry"))))
    chooser.set_current("tag:x")
    assert chooser.sizeHint().width() <= 260 and chooser.toolTip().startswith("<span>Tagged &lt;b&gt;")
    chooser.open_menu()
    assert len(chooser.menu.actions()[0].text()) <= 60
    assert chooser.menu.actions()[1].text() == "All && sundry"
    chooser.menu.close()


def test_a_pill_is_pressed_by_mouse_space_and_enter(show, qtbot) -> None:
    pill = show(PillButton("How we know"))
    pill.setCheckable(True)
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert pill.isChecked() and pill.height() >= 40
    pill.setFocus()
    qtbot.keyClick(pill, Qt.Key.Key_Space)
    qtbot.keyClick(pill, Qt.Key.Key_Return)
    assert pill.isChecked()


def test_nothing_has_no_bar(show) -> None:
    bars = LevelBars()
    bars.set_bars((LevelBar("Champions", 1.0, "100 %", "all"), LevelBar("Lost", 0.0, "0 %", "none", "rose")))
    show(bars, 300)
    image = bars.grab().toImage()
    row = round(bars.bar_box(1).center().y())
    assert bars.bar_box(1).width() == 0
    assert LIGHT.rose.ink not in {image.pixelColor(x, row).name().upper() for x in range(image.width())}


def test_level_bars_are_as_long_as_their_shares_and_say_so(show, qtbot) -> None:
    bars = LevelBars(name="Did it work?")
    bars.set_bars(
        (
            LevelBar("Got one (412)", 1.0, "38 %", "Got one: 38 % of 412"),
            LevelBar("Did not (46)", 0.5, "19 %", "Did not: 19 % of 46", "chart_beside", 0.3, 0.7),
        )
    )
    show(bars, 420)
    image = bars.grab().toImage()
    rows = [round(bars.bar_box(at).top() + 3) for at in (0, 1)]
    long = [
        sum(image.pixelColor(x, y).name().upper() == ink for x in range(image.width()))
        for y, ink in zip(rows, (LIGHT.accent, LIGHT.chart_beside), strict=True)
    ]
    assert long[0] == pytest.approx(2 * long[1], abs=6)
    assert bars.accessibleDescription() == "Got one: 38 % of 412; Did not: 19 % of 46"
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert bars.accessibleDescription() == "Did not: 19 % of 46"
    assert "Did not: 19 % of 46" in QToolTip.text()
    QToolTip.hideText()
    qtbot.mouseMove(bars, QPoint(60, 10))
    qtbot.waitUntil(lambda: bars.accessibleDescription() == "Got one: 38 % of 412")
