"""The table of rules: words that wrap and are cut, rows for a finger, keys for what the mouse does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.gui.models.programme_words import Cell, cell
from app.gui.widgets.rule_cells import layout_of
from app.gui.widgets.rule_table import Column, RuleTable
from app.gui.widgets.spans import Span

COLUMNS = (Column("When", 60), Column("Costs", 40, figures=True))


@pytest.fixture
def table(show):
    made = RuleTable(COLUMNS, name="Rules")
    made.show_rows(
        [(cell("Tuesday"), cell("1")), (cell("Crime"), cell("2")), (cell("Gold", tone="gold"), cell("3"))]
    )
    return show(made, 400)


def test_it_is_as_high_as_its_rows(table) -> None:
    assert table.height() == 32 + 3 * 40
    table.show_rows([(cell("Tuesday " * 12), cell("1"))])
    assert table.rowHeight(0) > 40
    assert table.height() == 32 + table.rowHeight(0)
    table.show_rows([])
    assert table.height() == 32


@pytest.mark.parametrize(
    "text",
    ["word " * 200, "x" * 500, "👨‍👩‍👧" * 80, "مرحبا بكم " * 60, "林美玲" * 100, "<b>not bold</b> " * 40],
)
def test_long_words_take_three_lines_and_an_ellipsis(qapp, text) -> None:
    layout = layout_of((Span("Category is "), Span(text, strong=True)), 160)
    assert layout.lineCount() <= 3
    assert layout.text().endswith("…")
    assert layout_of((Span("short"),), 160).text() == "short"


def test_keys_move_open_remove(table, qtbot) -> None:
    heard = []
    table.opened.connect(lambda row: heard.append(("open", row)))
    table.removed.connect(lambda row: heard.append(("remove", row)))
    table.moved.connect(lambda row, step: heard.append(("move", row, step)))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert heard == []
    table.set_editable(True)
    table.select(1)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert heard == [("remove", 1), ("move", 1, -1), ("open", 1)]


def test_a_click_opens_once(table, qtbot) -> None:
    heard = []
    table.opened.connect(heard.append)
    where = table.visualRect(table.rules.index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert heard == [2]


def test_the_current_row_stays_when_the_words_change(table) -> None:
    table.select(2)
    table.show_rows([(cell("a"), cell("1")), (cell("b"), cell("2")), (cell("c"), cell("3"))])
    assert table.currentIndex().row() == 2
    table.show_rows([(cell("a"), cell("1"))])
    assert table.currentIndex().row() == 0


def test_cut_words_are_told_whole_by_a_tool_tip(table) -> None:
    text = "<b>" + "long " * 30
    table.show_rows([(Cell((Span(text),)), cell("1"))])
    index = table.rules.index(0, 0)
    assert "&lt;b&gt;" in table.rules.data(index, Qt.ItemDataRole.ToolTipRole)
    assert table.rules.data(table.rules.index(0, 1), Qt.ItemDataRole.ToolTipRole) is None
