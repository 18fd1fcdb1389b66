"""Long work on one thread beside a window on another, in one process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_AFTER = 0.02
_PAUSE = 0.0005
_ROWS = 64

T = TypeVar("T")


class Turns:
    """Lets other threads have their turn during long work. Call `pass_on` often; it mostly costs nothing.

    Work that asks the file many short questions lets go of the interpreter at each and takes it again before
    the thread that waits for it has woken, so that one waits until the work is over. A pause wakes it.
    """

    def __init__(self) -> None:
        self._since = time.monotonic()

    def stand_back(self) -> None:
        """Pause for as long as the window takes to paint what it was just handed, so that it paints one thing
        and not the next three with it."""
        time.sleep(_AFTER)
        self._since = time.monotonic()

    def each(self, rows: Iterable[T]) -> Iterator[T]:
        """The rows one by one, passing on between them."""
        for at, row in enumerate(rows):
            if not at % _ROWS:
                self.pass_on()
            yield row

    def pass_on(self) -> None:
        """Pause for half a millisecond when the last pause is 20 ms ago."""
        if time.monotonic() - self._since > _AFTER:
            time.sleep(_PAUSE)
            self._since = time.monotonic()
