"""What the ledger speaks of: kinds of entry, the end of an account, lots, debts, and a finished entry."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol


class EntryKind(enum.StrEnum):
    """What a movement was. The ids are in every shop's file for ever.

    `BONUS`: points for something else than a sale (joining, a friend who was sent); `STAMP`: a stamp by the
    button; `JOIN` and `LEAVE`: into and out of a household's account; `LOAD` and `PAY`: money onto a gift
    card or store credit, and a sale paid with it.
    """

    EARN = "earn"
    USE = "use"
    RETURN = "return"
    VOID = "void"
    MOVE_OUT = "move-out"
    MOVE_IN = "move-in"
    ADJUST = "adjust"
    LAPSE = "lapse"
    GIVE_BACK = "give-back"
    OPENING = "opening"
    UNDO = "undo"
    BONUS = "bonus"
    STAMP = "stamp"
    JOIN = "join"
    LEAVE = "leave"
    LOAD = "load"
    PAY = "pay"


ACTIVE_KINDS = frozenset(
    (
        EntryKind.EARN,
        EntryKind.USE,
        EntryKind.MOVE_IN,
        EntryKind.OPENING,
        EntryKind.JOIN,
        EntryKind.LEAVE,
    )
)
"""The kinds of entry that show that a customer is not absent; who joins or leaves a household stood there."""

ABSENT = "absent"
"""Marks, in the detail of a lapse, that the customer stayed away too long."""


@dataclass(slots=True)
class Tip:
    """The end of an account's entries, as the next one continues it. `active_on` is the last day on which
    something was earned or used, None again once points lapsed by absence; `unit` and `customer_id` are the
    account's own; `shared` is False where it is known that no household has it."""

    account_id: int
    balance: int = 0
    owed: int = 0
    sequence: int = 0
    last_hash: str = ""
    last_date: date | None = None
    active_on: date | None = None
    unit: str = "points"
    customer_id: int | None = None
    shared: bool = True


@dataclass(slots=True)
class Lot:
    """A lot by its name within the account (the sequence of the entry that made it) and what is left of it.

    `ref` is the id it has in the file, 0 before it is written.
    """

    sequence: int
    expires_on: date | None
    remaining: int
    ref: int = 0


@dataclass(slots=True)
class Debt:
    """What one entry, by its sequence, still owes. `ref` is the entry's id in the file, 0 before that."""

    sequence: int
    owing: int
    ref: int = 0


class Shelf(Protocol):
    """Where an account's lots and debts are. The ledger changes what it is handed; the shelf remembers it
    in `touched`, by the lots' sequence, until it is written."""

    touched: dict[int, Lot]

    def due(self, day: date) -> list[Lot]:
        """Open lots whose last day is before `day`, soonest first."""

    def soonest(self) -> Iterator[Lot]:
        """Open lots, soonest last day first (None last), then oldest."""

    def lot(self, sequence: int) -> Lot:
        """Any lot of the account, emptied ones too."""

    def add(self, lot: Lot) -> None:
        """A lot was made."""

    def changed(self, lot: Lot) -> None:
        """What is left of a lot changed."""

    def debts(self) -> list[Debt]:
        """Entries that owe, oldest first."""

    def add_debt(self, debt: Debt) -> None:
        """An entry owes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a movement is about. `day` is the action's own day; `detail` is what an entry keeps as JSON."""

    kind: EntryKind
    day: date
    at: datetime
    purchase_id: int | None = None
    refund_id: int | None = None
    reward: str | None = None
    reverses_id: int | None = None
    programme_id: int | None = None
    staff_id: int | None = None
    till: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    reason_salt: str = ""
    reason_text: str = ""
    reason_digest: str = ""


class Elsewhere(Protocol):
    """What a ledger asks when points of its account may have moved to another: see `app.loyalty.forwarding`.

    It may post on the ledger that asks."""

    def fetch(self, ledger: Any, what: Facts, points: int, first: Sequence[tuple[int, int]]) -> None:
        """Points are about to be taken back."""

    def fetch_debt(self, ledger: Any, what: Facts, sequence: int) -> None:
        """The entry of that sequence owed more than is owed here; it is about to be put back."""


@dataclass(frozen=True, slots=True)
class Move:
    """Points taken from (negative) or put into a lot, on behalf of an entry named by its sequence."""

    lot: Lot
    points: int
    on_behalf: int
    debt: Debt | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Points of a lot that settled what an entry owed, by the sequences of both; `ref` is the entry's id."""

    lot: int
    points: int
    sequence: int
    ref: int


@dataclass(frozen=True, slots=True)
class Posted:
    """One finished entry: its facts, and its place in the chain."""

    account_id: int
    sequence: int
    facts: Facts
    points: int
    balance: int
    business_date: date
    expires_on: date | None
    earned_on: date | None
    made: Lot | None
    moves: tuple[Move, ...]
    detail: str
    lots: str
    previous_hash: str
    hash: str
    waived: int = 0
    debt: Debt | None = None
