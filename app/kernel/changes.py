"""What a transaction changed, told once after it is durable."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

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
        """Tell every listener; an empty set is not told.

        What is told is already durable: a listener that fails is logged, and neither the others nor the
        one who made the change hear of it as a failure.
        """
        if not changes:
            return
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(changes)
            except Exception:
                log.exception("a listener to changes failed")
