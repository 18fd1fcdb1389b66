"""Somebody at the screen while the program runs its own event loop: sees a window, does the next thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_LOOKS = 1_500


class Person:
    """`sees(kind, act)` queues an act for the next visible window of that kind; `met` names those seen.

    When nothing fits for too long everything is closed, so that a test fails and does not hang.
    """

    def __init__(self) -> None:
        self._plan: list[tuple[type[QWidget], Callable[[Any], None]]] = []
        self._looks = 0
        self.met: list[str] = []
        self._eye = QTimer(interval=10)
        self._eye.timeout.connect(self._look)
        self._eye.start()

    def sees(self, kind: type[QWidget], act: Callable[[Any], None]) -> Person:
        self._plan.append((kind, act))
        return self

    def leave(self) -> None:
        self._eye.stop()
        assert not self._plan, f"never seen: {[kind.__name__ for kind, _act in self._plan]}"

    def _look(self) -> None:
        self._looks += 1
        for window in QApplication.topLevelWidgets():
            if not window.isVisible():
                continue
            if self._looks > _LOOKS:
                window.close()
            elif self._plan and isinstance(window, self._plan[0][0]):
                kind, act = self._plan.pop(0)
                self.met.append(kind.__name__)
                self._looks = 0
                act(window)
                return
