"""What is learnt of the whole shop is learnt once a day for each open book, and again when the book has
grown by one in a hundred: in a young shop at every purchase, in an old one never within a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from app.kernel.unit import View
from app.sales.models import Purchase, Refund
from app.sales.tables import run, table

T = TypeVar("T")

_GROWN = 100


@dataclass(slots=True)
class _Held(Generic[T]):
    on: date
    grown: int
    found: T


class OnceADay(Generic[T]):
    """Keeps what was found for each open book through its business date. Threads that ask meanwhile wait."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: WeakKeyDictionary[Engine, _Held[T]] = WeakKeyDictionary()

    def get(self, view: View, find: Callable[[View], T]) -> T:
        """What is kept, or what `find` finds now."""
        engine, grown = view.session.connection().engine, _grown(view)
        with self._lock:
            held = self._held.get(engine)
            if held is not None and held.on == view.today and not _outgrown(held.grown, grown):
                return held.found
            found = find(view)
            self._held[engine] = _Held(view.today, grown, found)
        return found

    def at_hand(self, view: View) -> tuple[T | None, bool]:
        """What was found today, if anything, and whether `get` would give the same: the book may have grown
        since. Nothing is looked for, and nobody who looks is waited for."""
        held = self._held.get(view.session.connection().engine)
        if held is None or held.on != view.today:
            return None, False
        return held.found, not _outgrown(held.grown, _grown(view))


def _outgrown(before: int, now: int) -> bool:
    return abs(now - before) * _GROWN > before


def _grown(view: View) -> int:
    """How many purchases and refunds there ever were, by their last numbers: asking costs nothing."""
    numbers = (table(Purchase).c.id, table(Refund).c.id)
    return sum(int(run(view.session, select(func.max(number))).scalar() or 0) for number in numbers)
