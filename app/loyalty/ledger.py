"""The ledger's rules on one account, and nothing else: no file, no clock, no words.

A `Ledger` stands on the end of an account (`Tip`) and on its lots (`Shelf`), and posts entries that are
complete but for their ids. One till action and an import of a million rows go through the same code.

Every entry has points, and lots it moved. Where the two differ, the difference is owed: a return of points
that were already spent leaves the account owing, and what is earned next settles that first. So at any time
balance = sum of entries = sum of open lots - owed, and nothing is open while anything is owed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from app.loyalty.chain import entry_hash, lots_text
from app.loyalty.movements import (
    ABSENT,
    ACTIVE_KINDS,
    Debt,
    Elsewhere,
    EntryKind,
    Facts,
    Lot,
    Move,
    Posted,
    Settled,
    Shelf,
    Tip,
)

__all__ = ["Debt", "EntryKind", "Facts", "Ledger", "Lot", "Move", "Posted", "Settled", "Shelf", "Tip"]

_DETAIL = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
ONE_DAY = timedelta(days=1)


class Ledger:
    """Posts entries on one account, in order. `midnight` gives the instant a business date begins;
    `idle_until` the last day points are valid of an account last active on a day, None when absence is no
    reason to lapse. Long runs over many days change it with the programme.

    `posted` are entries not written yet; `written` the ids of those that were; `elsewhere` is asked before
    anything is taken or given back that may have moved to another account.
    """

    def __init__(
        self,
        tip: Tip,
        shelf: Shelf,
        midnight: Callable[[date], datetime],
        idle_until: Callable[[date | None], date | None] | None = None,
    ) -> None:
        self.tip = tip
        self.shelf = shelf
        self.posted: list[Posted] = []
        self.written: list[int] = []
        self.elsewhere: Elsewhere | None = None
        self._midnight = midnight
        self.idle_until = idle_until

    def booked_on(self, day: date) -> date:
        """The business date an action of `day` gets: dates never run backward on an account."""
        last = self.tip.last_date
        return day if last is None or day > last else last

    def settle(self, day: date) -> int:
        """Book as lapsed what `day` finds too old: one entry for each last day. Returns the points.

        What lapses by absence takes the absence along: it is counted anew from the next thing earned or used,
        so that points given by way of apology in between do not lapse the day after.
        """
        lapsed = 0
        due = self.shelf.due(day)
        while due:
            last_day = due[0].expires_on
            if last_day is None:
                raise RuntimeError("a lot that never lapses is not due")
            lots = [lot for lot in due if lot.expires_on == last_day]
            due = due[len(lots) :]
            lapsed += self._lapse(lots, last_day)
        idle = self._idle_on(day)
        if idle is not None and (lots := [lot for lot in self.shelf.soonest() if lot.remaining]):
            lapsed += self._lapse(lots, idle, {ABSENT: True})
            self.tip.active_on = None
        return lapsed

    def lapsing(self, day: date) -> int:
        """The points that `settle` would book as lapsed."""
        lots = self.shelf.due(day) if self._idle_on(day) is None else self.shelf.soonest()
        return sum(lot.remaining for lot in lots)

    def _idle_on(self, day: date) -> date | None:
        """The last day of points that lapsed by absence before `day`; None when they did not."""
        idle = None if self.idle_until is None else self.idle_until(self.tip.active_on)
        return idle if idle is not None and idle < day else None

    def _lapse(self, lots: list[Lot], last_day: date, detail: Mapping[str, Any] | None = None) -> int:
        """Empty the lots in one entry, booked on the day after their last."""
        if not lots:
            return 0
        after = last_day + ONE_DAY
        moves = [self._take(lot, lot.remaining, self.tip.sequence + 1) for lot in lots]
        points = sum(move.points for move in moves)
        facts = Facts(EntryKind.LAPSE, after, self._midnight(after), detail=detail or {})
        self._post(facts, points, moves, expires_on=last_day)
        return -points

    def gain(self, facts: Facts, points: int, earned_on: date, expires_on: date | None) -> Posted:
        """Points earned together: a new lot, of which a debt takes its part first."""
        if points <= 0:
            raise ValueError("a gain is positive")
        self.settle(self.booked_on(facts.day))
        lot = Lot(self.tip.sequence + 1, expires_on, points)
        self.shelf.add(lot)
        moves = list(self._settle_debts([lot], facts.day))
        posted = self._post(facts, points, moves, expires_on=expires_on, earned_on=earned_on, made=lot)
        self._settle_late(expires_on)
        return posted

    def spend(self, facts: Facts, points: int) -> Posted:
        """Points used, soonest last day first. The caller has settled and checked that there are enough."""
        if not 0 < points <= self.tip.balance:
            raise ValueError("a spend takes something, and never below zero")
        moves, missing = self._take_from(self.shelf.soonest(), points)
        if missing:
            raise RuntimeError("the open lots hold less than the balance says")
        return self._post(facts, -points, moves)

    def take_out(
        self, facts: Facts, parts: Iterable[tuple[int, int]], unsettled: Sequence[Settled] = ()
    ) -> Posted:
        """Points that move to another account: (lot, points), of which each lot holds that much.

        What of them had settled debts here is owed again first (`unsettled`), and settled by what stays.
        """
        moves = [self._unsettle(settled) for settled in unsettled]
        for sequence, points in parts:
            taken, missing = self._take_from(iter([self.shelf.lot(sequence)]), points)
            if missing:
                raise ValueError("a lot holds less than is moved out of it")
            moves += taken
        points = sum(move.points for move in moves if move.debt is None)
        if unsettled:
            moves += self._settle_debts(list(self.shelf.soonest()), facts.day)
        return self._post(facts, points, moves)

    def _unsettle(self, settled: Settled) -> Move:
        lot, debt = self.shelf.lot(settled.lot), self._debt(settled.sequence, settled.ref)
        lot.remaining += settled.points
        self.shelf.changed(lot)
        debt.owing += settled.points
        self.tip.owed += settled.points
        return Move(lot, settled.points, settled.sequence, debt)

    def owe(self, facts: Facts, points: int, sequence: int, ref: int) -> Posted:
        """A debt that had moved away is owed here again, by the entry of that sequence and id."""
        self._debt(sequence, ref).owing += points
        self.tip.owed += points
        return self._post(facts, -points, [])

    def _debt(self, sequence: int, ref: int) -> Debt:
        """What the entry of that sequence owes, nothing if it owed no more."""
        debt = next((debt for debt in self.shelf.debts() if debt.sequence == sequence), None)
        if debt is None:
            debt = Debt(sequence, 0, ref)
            self.shelf.add_debt(debt)
        return debt

    def take_back(
        self, facts: Facts, points: int, first: Iterable[tuple[int, int]], may_owe: int | None = None
    ) -> Posted:
        """Take back points once given: from the lots of `first` (lot, at most), then the others, then owed.

        `may_owe` bounds what may be owed (None: all of it); what goes beyond is waived and kept in `detail`.
        """
        self.settle(self.booked_on(facts.day))
        first = list(first)
        if self.elsewhere is not None:
            self.elsewhere.fetch(self, facts, points, first)
        moves: list[Move] = []
        missing = points
        for sequence, limit in first:
            taken, _short = self._take_from(iter([self.shelf.lot(sequence)]), min(limit, missing))
            moves += taken
            missing += sum(move.points for move in taken)
        others, missing = self._take_from(self.shelf.soonest(), missing)
        moves += others
        owed = missing if may_owe is None else min(missing, may_owe)
        waived = missing - owed
        debt = Debt(self.tip.sequence + 1, owed) if owed else None
        if debt is not None:
            self.shelf.add_debt(debt)
            self.tip.owed += owed
        if waived:
            facts = replace(facts, detail={**facts.detail, "waived": waived})
        return self._post(facts, waived - points, moves, waived=waived, debt=debt)

    def put_back(
        self, facts: Facts, points: int, into: Iterable[tuple[int, int]], reversed_sequence: int
    ) -> Posted:
        """Give back what an entry took: `into` the very lots (lot, points), the rest off what it still owes.

        A lot whose last day has passed lapses at once; what other entries owe is settled first.
        """
        self.settle(self.booked_on(facts.day))
        into = list(into)
        forgiven = points - sum(part for _lot, part in into)
        if forgiven and self.elsewhere is not None and forgiven > self._owed_by(reversed_sequence):
            self.elsewhere.fetch_debt(self, facts, reversed_sequence)
        moves: list[Move] = []
        lots: list[Lot] = []
        for sequence, part in into:
            lot = self.shelf.lot(sequence)
            lot.remaining += part
            self.shelf.changed(lot)
            lots.append(lot)
            moves.append(Move(lot, part, self.tip.sequence + 1))
        for debt in self.shelf.debts() if forgiven else []:
            if debt.sequence == reversed_sequence:
                debt.owing -= forgiven
                self.tip.owed -= forgiven
        moves += self._settle_debts(lots, facts.day)
        posted = self._post(facts, points, moves)
        for lot in lots:
            self._settle_late(lot.expires_on)
        return posted

    def _owed_by(self, sequence: int) -> int:
        return sum(debt.owing for debt in self.shelf.debts() if debt.sequence == sequence)

    def _settle_late(self, expires_on: date | None) -> None:
        """A lot that comes in already too old for the account's date goes at once."""
        last = self.tip.last_date
        if expires_on is not None and last is not None and expires_on < last:
            self.settle(last)

    def _settle_debts(self, lots: list[Lot], day: date) -> Iterator[Move]:
        if self.tip.owed == 0:
            return
        day = self.booked_on(day)
        valid = [lot for lot in lots if lot.expires_on is None or lot.expires_on >= day]
        for debt in self.shelf.debts():
            for lot in valid:
                part = min(debt.owing, lot.remaining)
                if part > 0:
                    debt.owing -= part
                    self.tip.owed -= part
                    yield self._take(lot, part, debt.sequence, debt)

    def _take_from(self, lots: Iterator[Lot], points: int) -> tuple[list[Move], int]:
        moves: list[Move] = []
        if points <= 0:
            return moves, 0
        for lot in lots:
            part = min(points, lot.remaining)
            if part > 0:
                moves.append(self._take(lot, part, self.tip.sequence + 1))
                points -= part
            if points == 0:
                break
        return moves, points

    def _take(self, lot: Lot, points: int, on_behalf: int, debt: Debt | None = None) -> Move:
        lot.remaining -= points
        self.shelf.changed(lot)
        return Move(lot, -points, on_behalf, debt)

    def _post(
        self,
        facts: Facts,
        points: int,
        moves: list[Move],
        *,
        expires_on: date | None = None,
        earned_on: date | None = None,
        made: Lot | None = None,
        waived: int = 0,
        debt: Debt | None = None,
    ) -> Posted:
        tip = self.tip
        day = self.booked_on(facts.day)
        sequence = tip.sequence + 1
        balance = tip.balance + points
        detail = _DETAIL(facts.detail) if facts.detail else ""
        new = (points, earned_on) if made is not None and earned_on is not None else None
        named = [(move.lot.sequence, move.points, move.on_behalf) for move in moves]
        lots = lots_text(new, named, sequence)
        previous = tip.last_hash
        digest = entry_hash(
            account_id=tip.account_id,
            sequence=sequence,
            kind=facts.kind.value,
            points=points,
            balance=balance,
            business_date=day,
            at=facts.at,
            expires_on=expires_on,
            purchase_id=facts.purchase_id,
            refund_id=facts.refund_id,
            reward=facts.reward,
            reverses_id=facts.reverses_id,
            programme_id=facts.programme_id,
            staff_id=facts.staff_id,
            till=facts.till,
            detail=detail,
            reason_digest=facts.reason_digest,
            lots=lots,
            previous_hash=previous,
        )
        posted = Posted(
            tip.account_id, sequence, facts, points, balance, day, expires_on, earned_on, made, tuple(moves),
            detail, lots, previous, digest, waived, debt,
        )  # fmt: skip
        tip.sequence, tip.balance, tip.last_hash, tip.last_date = sequence, balance, digest, day
        if facts.kind in ACTIVE_KINDS:
            tip.active_on = day
        self.posted.append(posted)
        return posted
