"""Python's collector of garbage stops every thread, the window's too, for as long as it looks.

Over all that the program holds that is up to a third of a second; long reading brings it on.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_kept = threading.Event()


def keep_what_is_there() -> None:
    """What a start has made stays for good: nothing of it is looked through again."""
    _kept.set()
    gc.freeze()


@contextmanager
def short_collections() -> Iterator[None]:
    """Let the collector look only at what is made meanwhile. What stays for good stays so afterwards."""
    gc.freeze()
    try:
        yield
    finally:
        if not _kept.is_set():
            gc.unfreeze()
