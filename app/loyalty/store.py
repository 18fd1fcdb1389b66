"""Between the ledger's rules and its tables: opening an account, and writing what was posted.

Entries, lots and allocations get their ids here, taken in one go, so that a single till action and a long
import are written by the same few statements.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Executable, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from app.customers.models import Household
from app.kernel.clock import local_to_utc
from app.kernel.unit import Unit, View
from app.loyalty.expiry import ABSENCE, Expiry
from app.loyalty.ledger import Ledger, Lot, Posted, Shelf, Tip
from app.loyalty.models import POINTS, Account, Allocation, Entry, EntryReason, OpenLot
from app.loyalty.models import Lot as LotRow
from app.loyalty.owners import account_of, owner_expression, owner_of, shared
from app.loyalty.rules import Rules
from app.loyalty.shelves import FileShelf, MemoryShelf
from app.loyalty.versions import rules_on
from app.sales.tables import inserted, run, run_many, table

_ACCOUNT = table(Account).c
_HOUSEHOLD = table(Household).c
_OPEN = table(OpenLot).c
_TIP = select(
    _ACCOUNT.id,
    _ACCOUNT.balance,
    _ACCOUNT.owed,
    _ACCOUNT.sequence,
    _ACCOUNT.last_hash,
    _ACCOUNT.last_date,
    _ACCOUNT.active_on,
    _ACCOUNT.unit,
    _ACCOUNT.customer_id,
    select(_OPEN.lot_id)
    .where(_OPEN.account_id == _ACCOUNT.id, _OPEN.expires_on < bindparam("day"))
    .limit(1)
    .correlate(Account)
    .scalar_subquery(),
    select(_HOUSEHOLD.id).where(_HOUSEHOLD.holder_id == _ACCOUNT.customer_id).correlate(Account).exists(),
).with_for_update()
_OWN_TIP = _TIP.where(_ACCOUNT.customer_id == bindparam("customer"), _ACCOUNT.unit == bindparam("unit"))
_SHARED_TIP = _TIP.where(
    _ACCOUNT.customer_id == owner_expression(bindparam("customer", type_=BigInteger())),
    _ACCOUNT.unit == bindparam("unit"),
)
_TIP_BY_ID = _TIP.where(_ACCOUNT.id == bindparam("account"))
_NEW_ACCOUNT = insert(table(Account))
_NEW_ENTRY = insert(table(Entry))
_NEW_LOT = insert(table(LotRow))
_NEW_OPEN = insert(table(OpenLot))
_NEW_ALLOCATION = insert(table(Allocation))
_NEW_REASON = insert(table(EntryReason))
_SAVE_TIP = (
    update(table(Account))
    .where(_ACCOUNT.id == bindparam("account"))
    .values(
        balance=bindparam("new_balance"),
        owed=bindparam("new_owed"),
        sequence=bindparam("new_sequence"),
        last_hash=bindparam("new_hash"),
        last_date=bindparam("new_date"),
        active_on=bindparam("new_active"),
    )
)
_CLOSE = delete(table(OpenLot)).where(_OPEN.lot_id == bindparam("lot"))
_LAST_IDS = text("SELECT (SELECT max(id) FROM entry), (SELECT max(id) FROM lot)")


def midnight_in(timezone: str) -> Callable[[date], datetime]:
    """The instant at which a business date begins in the shop's zone."""
    return partial(_midnight, timezone=timezone)


def _midnight(day: date, *, timezone: str) -> datetime:
    return local_to_utc(datetime.combine(day, time()), timezone)


def open_ledger(
    unit: Unit, customer_id: int, day: date, kind: str = POINTS, rules: Rules | None = None
) -> Ledger:
    """The ledger of one unit ("points") that a customer's movements are booked on, ready for an action of
    `day`; the account is made when there is none. In a household it is the holder's. `rules` are those of
    the day, where the caller has them."""
    statement = _SHARED_TIP if shared(kind) else _OWN_TIP
    row = run(unit.session, statement, {"customer": customer_id, "unit": kind, "day": day}).one_or_none()
    if row is not None:
        return _opened(unit, row, day, rules)
    owner = owner_of(unit, customer_id) if shared(kind) else customer_id
    return new_ledger(unit, owner, day, kind, rules)


def open_account(unit: Unit, account_id: int, day: date, rules: Rules | None = None) -> Ledger:
    """The ledger of an account by its id, ready for an action of `day`."""
    row = run(unit.session, _TIP_BY_ID, {"account": account_id, "day": day}).one()
    return _opened(unit, row, day, rules)


def new_ledger(
    unit: Unit, customer_id: int | None, day: date, kind: str, rules: Rules | None = None
) -> Ledger:
    """A new account and its empty ledger; `customer_id` None for a gift card's."""
    created = inserted(
        unit.session,
        _NEW_ACCOUNT.values(customer_id=customer_id, unit=kind, balance=0, owed=0, sequence=0, last_hash=""),
    )
    tip = Tip(created, unit=kind, customer_id=customer_id)
    shelf = FileShelf(unit.session, tip.account_id, new=True)
    return Ledger(tip, shelf, midnight_in(unit.context.timezone), _idle_rule(unit, kind, day, rules))


def _opened(unit: Unit, row: Any, day: date, rules: Rules | None) -> Ledger:
    *tip_values, due, has_household = row
    tip = Tip(*tip_values)
    tip.shared = bool(has_household)
    shelf = FileShelf(unit.session, tip.account_id, new=False, any_due=due is not None)
    return Ledger(tip, shelf, midnight_in(unit.context.timezone), _idle_rule(unit, tip.unit, day, rules))


def _idle_rule(
    view: View, kind: str, day: date, rules: Rules | None
) -> Callable[[date | None], date | None] | None:
    return idle_rule((rules or rules_on(view, day)).expiry) if kind == POINTS else None


def idle_rule(expiry: Expiry) -> Callable[[date | None], date | None] | None:
    """How a ledger of points is told when an account lapses by absence; None where it does not."""
    return expiry.idle_until if expiry.kind == ABSENCE else None


def account_id_of(view: View, customer_id: int) -> int | None:
    """The account a customer's points are on, if there is one."""
    return account_of(view, customer_id, POINTS)


def load_in_memory(session: Session, account_id: int, owed: int) -> MemoryShelf:
    """All open lots and debts of an account, for a long run on it."""
    from app.loyalty.shelves import owing_entries

    rows = run(
        session,
        select(_OPEN.sequence, _OPEN.expires_on, _OPEN.remaining, _OPEN.lot_id).where(
            _OPEN.account_id == account_id
        ),
    )
    return MemoryShelf([Lot(*row) for row in rows], owing_entries(session, account_id) if owed else [])


def save(unit: Unit, ledger: Ledger, customer_id: int) -> list[int]:
    """Write what the ledger posted; returns the ids of the entries, in order."""
    if not ledger.posted:
        return []
    writer = Writer(unit.session)
    ids = writer.add(ledger)
    writer.flush()
    unit.changed("points", customer_id if ledger.tip.customer_id == customer_id else None)
    return ids


class Writer:
    """Collects the rows of posted entries and writes them in a few statements.

    The ids are taken as the highest so far plus one: whoever writes holds the file's one write lock.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last_entry, self._last_lot = _last_ids(session)
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._reset()

    def _reset(self) -> None:
        self._rows = {
            name: [] for name in ("entry", "reason", "lot", "allocation", "open", "left", "close", "tip")
        }

    @property
    def next_entry_id(self) -> int:
        """The id the next entry will get."""
        return self._last_entry + 1

    @property
    def waiting(self) -> int:
        """How many entries wait to be written."""
        return len(self._rows["entry"])

    def add(self, ledger: Ledger) -> list[int]:
        """Take over a ledger's posted entries and the state they leave; its list is emptied."""
        ids = [self._entry(posted) for posted in ledger.posted]
        ledger.written += ids
        ledger.posted.clear()
        self._state(ledger.tip, ledger.shelf)
        return ids

    def _entry(self, posted: Posted) -> int:
        self._last_entry += 1
        entry_id = self._last_entry
        facts = posted.facts
        if posted.debt is not None:
            posted.debt.ref = entry_id
        self._rows["entry"].append(
            {
                "id": entry_id,
                "account_id": posted.account_id,
                "sequence": posted.sequence,
                "kind": facts.kind.value,
                "points": posted.points,
                "balance": posted.balance,
                "business_date": posted.business_date,
                "at": facts.at,
                "expires_on": posted.expires_on,
                "purchase_id": facts.purchase_id,
                "refund_id": facts.refund_id,
                "reward": facts.reward,
                "reverses_id": facts.reverses_id,
                "programme_id": facts.programme_id,
                "staff_id": facts.staff_id,
                "till": facts.till,
                "detail": posted.detail,
                "reason_digest": facts.reason_digest,
                "lots": posted.lots,
                "previous_hash": posted.previous_hash,
                "hash": posted.hash,
            }
        )
        if facts.reason_text:
            self._rows["reason"].append(
                {"entry_id": entry_id, "salt": facts.reason_salt, "text": facts.reason_text}
            )
        if posted.made is not None:
            self._last_lot += 1
            posted.made.ref = -self._last_lot  # negative: known, but its open lot is not written yet
            self._rows["lot"].append(
                {
                    "id": self._last_lot,
                    "account_id": posted.account_id,
                    "entry_id": entry_id,
                    "points": posted.points,
                    "earned_on": posted.earned_on,
                    "expires_on": posted.expires_on,
                }
            )
        for move in posted.moves:
            on_behalf = entry_id
            if move.on_behalf != posted.sequence:
                if move.debt is None or not move.debt.ref:
                    raise RuntimeError("a debt is settled before the entry that owes it is written")
                on_behalf = move.debt.ref
            self._rows["allocation"].append(
                {
                    "entry_id": on_behalf,
                    "lot_id": abs(move.lot.ref),
                    "points": move.points,
                    "made_by_id": entry_id,
                }
            )
        return entry_id

    def _state(self, tip: Tip, shelf: Shelf) -> None:
        """Take over where the account stands and what is left of the lots that were touched."""
        self._rows["tip"].append(
            {
                "account": tip.account_id,
                "new_balance": tip.balance,
                "new_owed": tip.owed,
                "new_sequence": tip.sequence,
                "new_hash": tip.last_hash,
                "new_date": tip.last_date,
                "new_active": tip.active_on,
            }
        )
        touched = shelf.touched
        for lot in touched.values():
            self._lot_left(lot, tip.account_id)
        touched.clear()

    def _lot_left(self, lot: Lot, account_id: int) -> None:
        new, lot_id = lot.ref < 0, abs(lot.ref)
        if new:
            lot.ref = lot_id
            if lot.remaining:
                self._rows["open"].append(_open_row(lot, account_id))
        elif lot.remaining:
            self._rows["left"].append(_open_row(lot, account_id))
        else:
            self._rows["close"].append({"lot": lot_id})

    def flush(self) -> None:
        """Write everything collected."""
        rows, session = self._rows, self._session
        first: tuple[tuple[str, Executable], ...] = (
            ("entry", _NEW_ENTRY),
            ("reason", _NEW_REASON),
            ("lot", _NEW_LOT),
            ("allocation", _NEW_ALLOCATION),
            ("open", _NEW_OPEN),
        )
        last: tuple[tuple[str, Executable], ...] = (("close", _CLOSE), ("tip", _SAVE_TIP))
        for name, statement in first:
            run_many(session, statement, rows[name])
        closing = [{"lot": row["lot_id"]} for row in rows["left"]]
        run_many(session, _CLOSE, closing)  # an emptied lot has no row to update
        run_many(session, _NEW_OPEN, rows["left"])
        for name, statement in last:
            run_many(session, statement, rows[name])
        self._reset()


def _open_row(lot: Lot, account_id: int) -> dict[str, Any]:
    return {
        "lot_id": lot.ref,
        "account_id": account_id,
        "sequence": lot.sequence,
        "expires_on": lot.expires_on,
        "remaining": lot.remaining,
    }


def _last_ids(session: Session) -> tuple[int, int]:
    entry, lot = run(session, _LAST_IDS).one()
    return entry or 0, lot or 0
