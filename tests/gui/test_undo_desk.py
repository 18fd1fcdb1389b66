"""The status line after an undo, in whatever order the answers come back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.page import Shell
from app.gui.undo import UndoDesk
from app.gui.widgets.status_line import StatusLine
from app.kernel.context import Actor
from app.kernel.journal import LastAction, Undone, last_action

CHANGE = frozenset({("customer", 1)})


@pytest.fixture
def desk(qtbot, hand_book, jobs, settings, show):
    """A desk that has seen one action done, and its status line."""
    hand_book.actor = Actor(till="Till 1")
    window = show(QWidget())
    status = StatusLine(window)
    made = UndoDesk(Shell(jobs, ActionRegistry(window), status, settings, lambda *_where: None), window)
    made.status = status
    answer_look(hand_book, jobs, None)
    hand_book.changes.publish(CHANGE)
    until_asked(qtbot, hand_book, 2)
    answer_look(hand_book, jobs, LastAction(1, "Tea sold", 1))
    assert status.told() == "Tea sold"
    return made


def until_asked(qtbot, book, count: int) -> None:
    qtbot.waitUntil(lambda: len(book.asked) >= count)


def answer_look(book, jobs, last) -> None:
    """Answer the latest question for the last action."""
    at = max(place for place, one in enumerate(book.asked) if one[0] is last_action)
    book.answer(at, last)
    jobs.drain()


def test_what_was_undone_is_not_said_of_the_next_action(desk, hand_book, jobs, qtbot) -> None:
    desk.undo()
    hand_book.changes.publish(CHANGE)
    until_asked(qtbot, hand_book, 4)
    look = next(place for place in (3, 2) if hand_book.asked[place][0] is last_action)
    hand_book.answer(look, None)
    qtbot.waitUntil(lambda: jobs.pending() == 1)
    hand_book.answer(5 - look, Undone("Tea sold", 2))
    assert jobs.drain()
    assert desk.status.told() == "Undone: Tea sold"
    hand_book.changes.publish(CHANGE)
    until_asked(qtbot, hand_book, 5)
    answer_look(hand_book, jobs, LastAction(2, "Coffee sold", 1))
    assert desk.status.told() == "Coffee sold"
