"""What reads the slips that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.unit import View
from app.printing.slips.models import Slip
from app.printing.slips.setup import PrinterSetup, printer_setup
from app.sales.models import Purchase
from app.sales.tables import run, table

STALE = timedelta(hours=12)
"""A slip asked for longer ago is printed only when somebody asks again: its customer has gone home."""

_S = table(Slip).c
_C = table(Customer).c
_P = table(Purchase).c
_MOST = 500


@dataclass(frozen=True, slots=True)
class WaitingSlip:
    """One slip in the queue. `amount` is the sale's, minor units, None without one; `stale`: too old to be
    printed by itself; `problem` why the last of `tries` failed."""

    id: int
    customer_id: int
    name: str
    purchase_id: int | None
    amount: int | None
    till: str
    asked_at: datetime
    tries: int
    problem: str
    stale: bool


@dataclass(frozen=True, slots=True)
class TillSlips:
    """The printer of a till and what waits for it."""

    setup: PrinterSetup
    waiting: tuple[WaitingSlip, ...]


def waiting_slips(view: View, till: str | None = None) -> tuple[WaitingSlip, ...]:
    """What waits at a till, or at all of them, oldest first; so many that nobody reads further."""
    query = (
        select(
            _S.id, _S.customer_id, _C.name, _S.purchase_id, _P.amount, _S.till, _S.asked_at, _S.tries,
            _S.problem,
        )
        .select_from(
            table(Slip)
            .join(table(Customer), _C.id == _S.customer_id)
            .outerjoin(table(Purchase), _P.id == _S.purchase_id)
        )
        .where(_S.printed_at.is_(None), _S.dropped_at.is_(None))
        .order_by(_S.id)
        .limit(_MOST)
    )  # fmt: skip
    if till is not None:
        query = query.where(_S.till == till)
    early = view.now - STALE
    return tuple(WaitingSlip(*(*row, row.asked_at < early)) for row in run(view.session, query))


def till_slips(view: View, till: str) -> TillSlips:
    """All that the window shows of a till's slips."""
    return TillSlips(printer_setup(view, till), waiting_slips(view, till))
