"""One program at a time prints the slips of a till: the window and a command may both be running.

The lock is the system's own, on a file beside the shop, and goes with the program that holds it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path


@contextmanager
def printing_alone(shop: Path, till: str) -> Iterator[bool]:
    """True inside when nobody else prints this till's slips; where no lock can be had at all, also true."""
    real = shop.expanduser().resolve()
    mark = sha256(till.encode()).hexdigest()[:8]
    try:
        number = os.open(real.with_name(f".{real.name}.slips-{mark}"), os.O_RDWR | os.O_CREAT, 0o600)
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
