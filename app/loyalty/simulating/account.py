"""An account in a replay: the ledger's rules on lots, without entries, hashes and a file.

Days are ordinals. Under one set of rules what is earned later lapses no earlier, so the lots are a queue.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date

NEVER = 1 << 40
"""The last day of a lot that has none: after every day there is."""

Idle = Callable[[date | None], date | None]


class Lot:
    """Points earned together, valid through the day `last`."""

    __slots__ = ("lapsed", "last", "left")

    def __init__(self, last: int, left: int) -> None:
        self.last, self.left, self.lapsed = last, left, 0


class Account:
    """What one account has. `lapse(day, points)` is told of what lapsed, and the day after its last day."""

    __slots__ = ("_idle", "_lapse", "active", "balance", "lots")

    def __init__(self, lapse: Callable[[int, int], None], idle: Idle | None) -> None:
        self.lots: deque[Lot] = deque()
        self.balance = 0
        self.active: date | None = None
        self._lapse = lapse
        self._idle = idle

    def settle(self, day: int) -> None:
        """Let lapse what is too old on a day."""
        lots = self.lots
        while lots and lots[0].last < day:
            self._gone(lots.popleft(), None)
        if self._idle is not None and lots:
            idle = self._idle(self.active)
            if idle is not None and idle.toordinal() < day:
                for lot in lots:
                    self._gone(lot, idle.toordinal())
                lots.clear()

    def _gone(self, lot: Lot, last: int | None) -> None:
        if lot.left:
            before = self.balance
            self.balance -= lot.left
            lot.lapsed += lot.left
            self._lapse((lot.last if last is None else last) + 1, max(0, before) - max(0, self.balance))
            lot.left = 0

    def gain(self, points: int, last: int) -> Lot:
        """Points come in; what is owed takes its part of them first."""
        lot = Lot(last, points)
        if self.balance < 0:
            lot.left = max(0, points + self.balance)
        self.balance += points
        self.lots.append(lot)
        return lot

    def spend(self, points: int) -> None:
        """Use points, soonest last day first; there are enough."""
        self.balance -= points
        lots = self.lots
        while points:
            lot = lots[0]
            part = min(points, lot.left)
            lot.left -= part
            points -= part
            if not lot.left:
                lots.popleft()

    def take_back(self, lot: Lot, points: int, may_owe: bool) -> int:
        """Take back from the very lot, then the others, then leave it owed or waive it; what was taken."""
        taken = 0
        for one in (lot, *self.lots):
            part = min(points - taken, one.left)
            one.left -= part
            taken += part
        if may_owe:
            taken = points
        self.balance -= taken
        return taken
