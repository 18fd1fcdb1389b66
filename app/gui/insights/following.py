"""Keeps a panel that only shows up to date: read when it is seen, again after what changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.gui.jobs import ChangeSet
from app.gui.page import Shell

_NEVER_MIND = frozenset({"letter", "group", "campaign"})


class Following(QObject):
    """Belongs to the panel and goes with it. `query(view)` is asked in the background, `show` takes its
    answer; nothing is asked while nobody looks, and nothing before `begin`: the plots go first, for each
    thread that works makes the window wait a little longer for its turn."""

    def __init__(
        self,
        panel: QWidget,
        shell: Shell,
        key: str,
        query: Callable[..., Any],
        show: Callable[[Any], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._shell, self._key = panel, shell, key
        self._query, self._show = query, show
        self._begun = False
        self._stale = True
        panel.installEventFilter(self)
        shell.jobs.changed.connect(self._hear)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and self._stale and self._begun:
            self._read()
        return super().eventFilter(watched, event)

    def _hear(self, changes: ChangeSet) -> None:
        if all(topic in _NEVER_MIND for topic, _customer in changes):
            return
        self._stale = True
        if self._panel.isVisible() and self._begun:
            self._read()

    def begin(self) -> None:
        """From now on it may read, and does when somebody looks."""
        self._begun = True
        if self._stale and self._panel.isVisible():
            self._read()

    def _read(self) -> None:
        self._stale = False
        self._shell.jobs.read(self._panel, self._key, self._query, done=self._show)
