"""What a transaction changed, told once after it is durable."""

from __future__ import annotations

import threading
from collections.abc import Callable

Change = tuple[str, int | None]
"""(topic, customer id); None stands for many or for no customer in particular."""

ChangeSet = frozenset[Change]


class Changes:
    """The one signal from writers to views. Listeners are called on the writing thread, after commit."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Hear of every change set; returns a function that ends it."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, changes: ChangeSet) -> None:
        """Tell every listener; an empty set is not told."""
        if not changes:
            return
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(changes)
