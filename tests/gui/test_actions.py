"""Actions are found, run by key and by name, and never quarrel over an id or a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.gui.actions import Action, ActionRegistry
from app.gui.palette import CommandPalette, best_actions


def nothing() -> None:
    """Does nothing."""


ACTIONS = [
    Action("new", "New customer", nothing, "new-customer", "Ctrl+N", "Customers"),
    Action("undo", "Undo the last till action", nothing, "undo", "Ctrl+Z", "Till"),
    Action("print", "Print a statement", nothing, "print", "", "Customers"),
]


@pytest.mark.parametrize(
    ("typed", "first"), [("undo", "undo"), ("new cust", "new"), ("statemnt", "print"), ("print", "print")]
)
def test_the_best_comes_first(typed: str, first: str) -> None:
    assert best_actions(ACTIONS, typed)[0].id == first


def test_nonsense_finds_nothing_and_nothing_finds_all() -> None:
    assert best_actions(ACTIONS, "qqqqxx") == []
    assert best_actions(ACTIONS, "  ") == ACTIONS


@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    assert set(best_actions(ACTIONS, text)) <= set(ACTIONS)


def test_a_shortcut_runs_its_action(show, qtbot) -> None:
    ran: list[str] = []
    registry = ActionRegistry()
    registry.add(Action("a", "First", lambda: ran.append("a"), shortcut="Ctrl+J"))
    window = show(QWidget())
    registry.bind(window)
    registry.add(Action("b", "Later", lambda: ran.append("b"), shortcut="Ctrl+L"))
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    registry.remove("b")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["a", "b"]


def test_one_id_and_one_key_mean_one_thing() -> None:
    registry = ActionRegistry()
    registry.add(ACTIONS[0])
    with pytest.raises(ValueError, match="share the id"):
        registry.add(ACTIONS[0])
    with pytest.raises(ValueError, match="already means 'new'"):
        registry.add(Action("other", "Other", nothing, shortcut="Ctrl+N"))
    assert registry.run("new")
    assert not registry.run("unknown")


def test_the_palette_runs_what_is_chosen_by_keys(show, qtbot) -> None:
    ran: list[str] = []
    registry = ActionRegistry()
    for name in ("Print a letter", "Print a statement", "New customer"):
        registry.add(Action(name, name, lambda name=name: ran.append(name)))
    palette = CommandPalette(registry)
    show(palette)
    qtbot.keyClicks(palette.search.edit, "print")
    assert set(palette.labels()) == {"Print a letter", "Print a statement"}
    second = palette.labels()[1]
    qtbot.keyClick(palette.search.edit, Qt.Key.Key_Down)
    qtbot.keyClick(palette.search.edit, Qt.Key.Key_Return)
    assert ran == [second]
    assert not palette.isVisible()


def test_escape_leaves_the_palette_without_doing_anything(show, qtbot) -> None:
    ran: list[int] = []
    registry = ActionRegistry()
    registry.add(Action("a", "Something", lambda: ran.append(1)))
    palette = show(CommandPalette(registry))
    qtbot.keyClick(palette.search.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert ran == []
