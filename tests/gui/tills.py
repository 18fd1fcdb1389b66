"""What a person does at the counter, in short words; the window itself is a fixture of `conftest`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.counter.page import CounterPage

Ids = dict[str, int]
Settle = Callable[[Callable[[], bool]], None]


def open_card(counter: CounterPage, qtbot: QtBot, settle: Settle, typed: str, name: str) -> None:
    """Type, wait for the match, press Enter."""
    counter.focus_search()
    qtbot.keyClicks(counter.bar.search.edit, typed)
    settle(lambda: counter.people.current() is not None)
    qtbot.keyClick(counter.bar.search.edit, Qt.Key.Key_Return)
    settle(lambda: counter.card.head.name.full_text() == name and counter.till.amount.hasFocus())
