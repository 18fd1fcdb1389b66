"""Long work tells how far it is, and can be told to stop: the same for a window and a command line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from app.kernel.errors import Refused
from app.kernel.i18n import _

Teller = Callable[[int, int | None, str], None]
"""Told (done, total or None when it is not known, what is being done in words)."""

TELL_EVERY = 0.05
"""Seconds between two words to the teller: more often than an eye can follow only costs time."""


class Cancelled(Refused):
    """The person stopped it. The transaction is rolled back like that of any refusal."""

    def __init__(self) -> None:
        super().__init__(_("Stopped. Nothing was saved."))


class Progress:
    """One run of long work. `Progress()` without a teller is silent and still can be cancelled.

    The worker calls `step`; any thread may call `cancel`. The teller is called on the worker's thread, at
    most every `TELL_EVERY` seconds, and always for the last step and for new words.
    """

    def __init__(self, teller: Teller | None = None) -> None:
        self._teller = teller
        self._cancelled = threading.Event()
        self._told_at = 0.0
        self._words = ""

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise `Cancelled` when somebody asked it to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def step(self, done: int, total: int | None = None, words: str = "") -> None:
        """`done` of `total` is reached; raises `Cancelled` when somebody asked it to stop."""
        self.check()
        if self._teller is None:
            return
        now = time.monotonic()
        fresh = bool(words) and words != self._words
        if fresh or done == total or now - self._told_at >= TELL_EVERY:
            self._words = words or self._words
            self._told_at = now
            self._teller(done, total, self._words)

    def finish(self, total: int) -> None:
        """All is done and kept: too late to stop it."""
        if self._teller is not None:
            self._teller(total, total, self._words)
