"""A device that takes bytes, and the patience shown to it: nobody waits long for a printer."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

STALLED, TOTAL = 4.0, 25.0
"""Seconds without a byte taken, and for the whole of a slip, after which a printer is given up."""
PAUSE = 0.02
_CHUNK = 4096


class Stopped(Exception):
    """Somebody wants the printer let go."""


class HungUp(ConnectionResetError):
    """The printer ended the call in good order."""


class Device(ABC):
    """An open printer. `take` gives how many bytes it took now, `answer` its next byte or None; both return
    at once and raise OSError (or what the port's library has) when it is gone."""

    pace = 0.0
    """Seconds a byte takes on the way, where the way is slow."""

    def __init__(self) -> None:
        self.stopped = False
        self.taken = 0

    @abstractmethod
    def take(self, data: memoryview) -> int:
        """Hand over what fits now; how many bytes that was."""

    def answer(self) -> int | None:
        return None

    def waiting(self) -> int:
        """Bytes that have not left this machine; 0 where nobody can tell."""
        return 0

    @abstractmethod
    def close(self) -> None:
        """Let it go, whatever it thinks of that."""

    def send(self, data: bytes) -> None:
        """All of it. TimeoutError when the printer takes nothing for `STALLED` seconds or is too slow."""
        rest = memoryview(data)
        end = time.monotonic() + TOTAL + self.pace * len(data)
        progress = time.monotonic() + STALLED
        while rest:
            self._look(min(end, progress))
            count = self.take(rest[:_CHUNK])
            if count:
                rest = rest[count:]
                self.taken += count
                progress = time.monotonic() + STALLED + self.pace * _CHUNK
            else:
                time.sleep(PAUSE)

    def flush(self) -> None:
        """Wait until nothing is left in this machine. TimeoutError as for `send`."""
        left, progress = self.waiting(), time.monotonic() + STALLED
        while left:
            self._look(progress)
            time.sleep(PAUSE)
            now = self.waiting()
            if now < left:
                left, progress = now, time.monotonic() + STALLED

    def ask(self, code: bytes, wait: float) -> int | None:
        """Its answer to a question, which is no part of a slip; None when there is none in `wait` seconds."""
        while self.answer() is not None:
            pass  # what it said before
        taken = self.taken
        try:
            self.send(code)
        finally:
            self.taken = taken
        end = time.monotonic() + wait
        while time.monotonic() < end:
            self._look(None)
            found = self.answer()
            if found is not None:
                return found
            time.sleep(PAUSE)
        return None

    def _look(self, end: float | None) -> None:
        if self.stopped:
            raise Stopped
        if end is not None and time.monotonic() > end:
            raise TimeoutError
