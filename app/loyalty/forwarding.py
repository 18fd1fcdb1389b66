"""Points follow their people: what is taken back is fetched from where it moved, what comes back moves on.

A refund, an undo or a reward given back is booked where its first entry stands. When the points of that entry
have moved to a household since, or out of one, this fetches them for it first and sends on what it frees, so
that each reversal finds what a single account would have held.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.kernel.unit import Unit
from app.loyalty.ledger import EntryKind, Facts, Ledger
from app.loyalty.lineage import descendants, lot_at, onward
from app.loyalty.models import Account
from app.loyalty.owners import owner_of, shared
from app.loyalty.transferring import bring_back_debts, move_all, move_lots, open_parts
from app.sales.tables import run, table

if TYPE_CHECKING:
    from app.loyalty.ledgers import Ledgers

_A = table(Account).c


class Forwarding:
    """What ledgers ask about points that are elsewhere; one for each `Ledgers`."""

    def __init__(self, unit: Unit, ledgers: Ledgers) -> None:
        self._unit = unit
        self._ledgers = ledgers

    def lives(self, ledger: Ledger) -> bool:
        """Whether an account's customer uses it now: a member of another's household does not."""
        holder = ledger.tip.customer_id
        if holder is None or not shared(ledger.tip.unit):
            return True
        return owner_of(self._unit, holder) == holder

    def fetch(self, ledger: Ledger, what: Facts, points: int, first: Sequence[tuple[int, int]]) -> None:
        """Before `points` are taken back: bring those that moved away from the lots of `first`, wherever they
        are; for an account nobody uses, the rest from the one its customer uses now."""
        needed = points
        for sequence, limit in first:
            wanted = min(limit, needed)
            missing = wanted - ledger.shelf.lot(sequence).remaining
            needed -= wanted
            if missing > 0:
                self._fetch_lot(ledger, what, sequence, missing)
        short = points - (ledger.tip.balance + ledger.tip.owed)
        if short > 0 and not self.lives(ledger):
            live = self._live(ledger)
            live.settle(live.booked_on(what.day))
            parts = []
            for sequence, left in open_parts(live):
                part = min(left, short)
                parts.append((sequence, part))
                short -= part
            self._bring(live, ledger, what, parts)

    def _fetch_lot(self, ledger: Ledger, what: Facts, sequence: int, missing: int) -> None:
        account_id = ledger.tip.account_id
        for kin in descendants(self._unit, lot_at(self._unit, account_id, sequence)):
            if kin.account_id == account_id or missing <= 0:
                continue
            other = self._ledgers.account(kin.account_id)
            other.settle(other.booked_on(what.day))
            part = min(missing, other.shelf.lot(kin.sequence).remaining)
            self._bring(other, ledger, what, [(kin.sequence, part)])
            missing -= part

    def _bring(self, giver: Ledger, taker: Ledger, what: Facts, parts: list[tuple[int, int]]) -> None:
        move_lots(
            self._unit, self._ledgers, giver, taker, parts, EntryKind.LEAVE, at=what.at, day=what.day,
            fetched=True,
        )  # fmt: skip

    def fetch_debt(self, ledger: Ledger, what: Facts, sequence: int) -> None:
        """Before an entry that owed is put back: what of its debt moved away is owed here again."""
        bring_back_debts(self._unit, self._ledgers, ledger, sequence=sequence, day=what.day, at=what.at)

    def send_on(self, ledger: Ledger, refilled: Sequence[int]) -> None:
        """After an action: what was put into the lots `refilled` goes where it was fetched from or where the
        rest of them went; what came to be on an account nobody uses goes to the one its customer uses."""
        lives = self.lives(ledger)
        for sequence in refilled:
            left = ledger.shelf.lot(sequence).remaining
            if not left:
                continue
            way = onward(self._unit, lot_at(self._unit, ledger.tip.account_id, sequence))
            for account_id, points in way.fetched:
                left -= self._send(ledger, account_id, sequence, min(points, left))
            if way.rest is not None and lives:
                self._send(ledger, way.rest, sequence, left)
        if not lives and (ledger.tip.owed or ledger.tip.balance):
            move_all(self._unit, self._ledgers, ledger, self._live(ledger), EntryKind.JOIN)

    def _send(self, ledger: Ledger, account_id: int, sequence: int, points: int) -> int:
        """Send points to the account that the customer of another uses now; how many went."""
        holder = run(self._unit.session, select(_A.customer_id).where(_A.id == account_id)).scalar_one()
        live = self._ledgers.of(int(holder), ledger.tip.unit)
        if live is ledger or points <= 0:
            return 0
        move_lots(self._unit, self._ledgers, ledger, live, [(sequence, points)], EntryKind.LEAVE)
        return points

    def _live(self, ledger: Ledger) -> Ledger:
        if ledger.tip.customer_id is None:
            raise RuntimeError("a gift card's account is nobody's")
        return self._ledgers.of(ledger.tip.customer_id, ledger.tip.unit)


def refilled_lots(ledger: Ledger) -> list[int]:
    """The lots into which entries that are not written yet put something back."""
    return sorted({move.lot.sequence for posted in ledger.posted for move in posted.moves if move.points > 0})
