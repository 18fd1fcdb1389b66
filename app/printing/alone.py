"""One program at a time prints to a place: the window and a command may both be running.

The lock is the system's own, on a file among the person's, and goes with the program that holds it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from app.kernel.paths import data_folder


@contextmanager
def alone(kind: str, place: Path, within: str = "") -> Iterator[bool]:
    """True inside when nobody else holds this place (or a part within it) for work of the same kind; where no
    lock can be had at all, also true."""
    mark = sha256(f"{place.expanduser().resolve()}\0{within}".encode(errors="replace")).hexdigest()[:16]
    folder = data_folder() / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = os.open(folder / f"{kind}-{mark}", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield True
        return
    try:
        yield _taken(number)
    finally:
        os.close(number)


def _taken(number: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _taken_on_windows(number)
    with suppress(BlockingIOError):
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _taken_on_windows(number: int) -> bool:
    from importlib import import_module

    msvcrt = import_module("msvcrt")
    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
