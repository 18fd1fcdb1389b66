"""The ledgers one action works on: each account opened once, all written together."""

from __future__ import annotations

from datetime import date

from app.kernel.unit import Unit
from app.loyalty.ledger import Ledger
from app.loyalty.models import POINTS
from app.loyalty.rules import Rules
from app.loyalty.store import Writer, open_account, open_ledger


class Ledgers:
    """Opens ledgers for an action of `day` and remembers them by account. `save` writes what they posted.
    `rules` are those of the day, where somebody looked them up already."""

    def __init__(self, unit: Unit, day: date, rules: Rules | None = None) -> None:
        self._unit = unit
        self._day = day
        self._rules = rules
        self._open: dict[int, Ledger] = {}
        self._named: dict[tuple[int, str], Ledger] = {}

    def of(self, customer_id: int, kind: str = POINTS) -> Ledger:
        """The ledger a customer's movements of a unit are booked on; made when there is none."""
        found = self._named.get((customer_id, kind))
        if found is None:
            opened = open_ledger(self._unit, customer_id, self._day, kind, self._rules)
            found = self._open.setdefault(opened.tip.account_id, opened)
            self._named[customer_id, kind] = found
        return found

    def account(self, account_id: int) -> Ledger:
        """The ledger of an account by its id."""
        found = self._open.get(account_id)
        if found is None:
            found = self._open[account_id] = open_account(self._unit, account_id, self._day, self._rules)
        return found

    def settle(self) -> None:
        """Book on every open ledger what has lapsed by the action's day."""
        for ledger in self._open.values():
            ledger.settle(ledger.booked_on(self._day))

    def save(self) -> list[int]:
        """Write what was posted since the last time; the ids of the entries, account by account in order."""
        waiting = [ledger for ledger in self._open.values() if ledger.posted]
        if not waiting:
            return []
        writer = Writer(self._unit.session)
        ids = [entry_id for ledger in waiting for entry_id in writer.add(ledger)]
        writer.flush()
        for ledger in waiting:
            note_points(self._unit, ledger)
        return ids

    @property
    def holders(self) -> tuple[int, ...]:
        """The customers whose accounts of points are open."""
        open_points = (ledger.tip for ledger in self._open.values() if ledger.tip.unit == POINTS)
        return tuple(tip.customer_id for tip in open_points if tip.customer_id is not None)

    @property
    def written(self) -> list[int]:
        """The ids of all entries written so far."""
        return [entry_id for ledger in self._open.values() for entry_id in ledger.written]


def note_points(unit: Unit, ledger: Ledger) -> None:
    """Tell views whose points changed: everybody's in the holder's household."""
    from app.loyalty.owners import members_of

    holder = ledger.tip.customer_id
    if holder is None:
        unit.changed("gift")
        return
    if not ledger.tip.shared:
        unit.changed("points", holder)
        return
    for member in members_of(unit, holder):
        unit.changed("points", member)
