"""What the program writes down beside its work, such as a sign no font has: told after a command that was
done. A command that is refused says why in its one line, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 50
"""Lines that are kept of one command; what is over is not told."""


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.lines) < MOST and record.getMessage() not in self.lines:
            self.lines.append(record.getMessage())


@contextmanager
def kept_notices() -> Iterator[list[str]]:
    """The lines that are written down within, each once."""
    kept, log = _Kept(), logging.getLogger("regulars")
    log.addHandler(kept)
    try:
        yield kept.lines
    finally:
        log.removeHandler(kept)
