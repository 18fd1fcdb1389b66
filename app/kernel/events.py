"""What happened, told upward: a lower slice announces it and knows nobody; a higher one listens.

A listener runs inside the transaction of the action it hears of: what it writes is saved or lost with it. It
never says what the action did (`Unit.remember`): that is the action's own.
"""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.unit import Unit

Listener = Callable[[Unit, int], None]
"""Told of an event with the id of what it happened to."""

_listeners: dict[str, list[Listener]] = {}
_loaders: list[Callable[[], None]] = []


def find_listeners_with(loader: Callable[[], None]) -> None:
    """Name what imports the listeners of all slices; it is called when the first event happens."""
    _loaders.append(loader)


def listens(event: str) -> Callable[[Listener], Listener]:
    """Register a function that wants to hear of `event`; those of one event are told in that order."""

    def register(listener: Listener) -> Listener:
        _listeners.setdefault(event, []).append(listener)
        return listener

    return register


def happened(unit: Unit, event: str, subject: int) -> None:
    """Tell everybody who listens. What a listener raises stops the action: nothing is saved."""
    for loader in tuple(_loaders):
        loader()
    _loaders.clear()
    for listener in _listeners.get(event, ()):
        listener(unit, subject)
