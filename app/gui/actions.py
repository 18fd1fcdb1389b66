"""Actions are data: what can be done, by which key, found by name. No menu, page or palette knows another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.gui.theme import icons


@dataclass(frozen=True)
class Action:
    """What a person can do. `shortcut` is portable text ("Ctrl+N") or empty; `group` sorts the palette."""

    id: str
    label: str
    callback: Callable[[], None]
    icon: str = ""
    shortcut: str = ""
    group: str = ""


class _Binding(QAction):
    """The action as Qt knows it; runs the callback through a bound method."""

    def __init__(self, action: Action, parent: QObject) -> None:
        super().__init__(action.label.replace("&", "&&"), parent)
        self.action = action
        if action.icon:
            self.setIcon(icons.icon(action.icon))
        if action.shortcut:
            self.setShortcut(QKeySequence(action.shortcut))
        self.triggered.connect(self._run)

    def _run(self) -> None:
        self.action.callback()


class ActionRegistry(QObject):
    """Every action of the window. `bind(window)` makes the shortcuts live; later additions join at once."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._bindings: dict[str, _Binding] = {}
        self._window: QWidget | None = None

    def add(self, action: Action) -> None:
        """Make an action known. Two with one id or one shortcut are a defect and raise ValueError."""
        if action.id in self._actions:
            raise ValueError(f"two actions share the id {action.id!r}")
        taken = {one.shortcut: one.id for one in self._actions.values() if one.shortcut}
        if action.shortcut in taken:
            raise ValueError(f"{action.shortcut} already means {taken[action.shortcut]!r}")
        self._actions[action.id] = action
        if self._window is not None:
            self._bind_one(action, self._window)
        self.changed.emit()

    def remove(self, action_id: str) -> None:
        """Forget an action and its shortcut; unknown ids are passed over."""
        self._actions.pop(action_id, None)
        binding = self._bindings.pop(action_id, None)
        if binding is not None:
            if self._window is not None:
                self._window.removeAction(binding)
            binding.deleteLater()
        self.changed.emit()

    def bind(self, window: QWidget) -> None:
        """Give the shortcuts to a window."""
        self._window = window
        for action in self._actions.values():
            self._bind_one(action, window)

    def get(self, action_id: str) -> Action | None:
        """The action of that id, or None."""
        return self._actions.get(action_id)

    def all(self) -> tuple[Action, ...]:
        """All actions, by group and label."""
        return tuple(sorted(self._actions.values(), key=lambda one: (one.group, one.label.casefold())))

    def run(self, action_id: str) -> bool:
        """Do it; False for an id nobody knows."""
        action = self._actions.get(action_id)
        if action is None:
            return False
        action.callback()
        return True

    def _bind_one(self, action: Action, window: QWidget) -> None:
        binding = _Binding(action, window)
        self._bindings[action.id] = binding
        window.addAction(binding)
