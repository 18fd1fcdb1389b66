"""The steps of all customers as of today, kept for each open book: after a purchase one customer is looked at
again, not all.

What was done since is told by the journal and by the last numbers of the rows that count. Where an action
touches the one customer it names, that one alone is read, with whoever sent them; after anything else, and on
another day, all are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Table, func, select

from app.customers.models import Consent, Customer
from app.insights.relationship.as_of import facts
from app.insights.relationship.evidence import evidence
from app.insights.relationship.ladder import places
from app.kernel.journal import JournalEntry
from app.kernel.unit import View
from app.loyalty.models import Redemption
from app.sales.models import Purchase, Refund
from app.sales.tables import run, table
from app.touchpoints.models import Touchpoint

if TYPE_CHECKING:
    from app.insights.relationship.facts import Numbers

OF_ONE = frozenset(
    {
        "add_customer", "add_stamps", "add_touchpoint", "adjust", "edit_touchpoint", "finish_promise",
        "give_back", "issue_voucher", "redeem", "refund_purchase", "remove_touchpoint", "reopen_promise",
        "ring_up", "set_tier", "use_stamps", "use_voucher", "void_purchase",
    }
)  # fmt: skip
"""Actions that change the relationship with the customer they name alone."""
OF_NOBODY = frozenset(
    {
        "ask_slip", "drop_slips", "note_asked", "save_letter", "save_setting", "set_aside", "slip_done",
        "slip_failed",
    }
)  # fmt: skip
"""Actions that change no relationship."""
FEW = 200
"""Customers up to whom they are looked at again one by one."""

_J = table(JournalEntry).c
_C = table(Customer).c
_ROWS: tuple[tuple[Table, str], ...] = (
    (table(Customer), "id"),
    *((table(model), "customer_id") for model in (Purchase, Refund, Touchpoint, Consent, Redemption)),
)
"""What counts, and whose it is."""


@dataclass(frozen=True, slots=True)
class Places:
    """Of all who are not archived: `ids` (n,) in order, and the `place` of each on the ladder, (n,)."""

    ids: Numbers
    place: Numbers


@dataclass(frozen=True, slots=True)
class _Held:
    on: date
    action: int
    last: tuple[int, ...]
    places: Places


_lock = Lock()
_held: WeakKeyDictionary[Engine, _Held] = WeakKeyDictionary()


def places_today(view: View) -> Places:
    """The steps of all as of today. The first time of a day takes seconds in a large shop, for which other
    threads wait."""
    engine = view.session.connection().engine
    with _lock:
        held, action, last = _held.get(engine), _last_action(view), _last_rows(view)
        touched = _touched(view, held) if held is not None and held.on == view.today else None
        if held is None or touched is None:
            found = _all(view)
        else:
            found = _again(view, held.places, touched) if touched else held.places
        _held[engine] = _Held(view.today, action, last, found)
    return found


def _all(view: View) -> Places:
    found = evidence(view)
    return Places(found.ids, places(facts(found, view.today)))


def _again(view: View, before: Places, touched: set[int]) -> Places:
    """The places before, with those of the touched and of who sent them as they are now."""
    import numpy as np

    asked = select(_C.referred_by_id).where(_C.id.in_(touched), _C.referred_by_id.is_not(None))
    found = evidence(view, touched | {int(sender) for sender in run(view.session, asked).scalars()})
    here = np.isin(found.ids, _archived(view, found.ids.tolist()), invert=True)
    now, place = found.ids[here], places(facts(found, view.today))[here]
    others = np.isin(before.ids, now, invert=True)
    ids, merged = np.append(before.ids[others], now), np.append(before.place[others], place)
    order = np.argsort(ids)
    return Places(ids[order], merged[order])


def _archived(view: View, ids: Sequence[int]) -> list[int]:
    asked = select(_C.id).where(_C.id.in_(ids), _C.archived_at.is_not(None))
    return [int(number) for number in run(view.session, asked).scalars()]


def _touched(view: View, held: _Held) -> set[int] | None:
    """Whose relationship may have changed since; None when that may be anybody's."""
    touched: set[int] = set()
    done = run(
        view.session,
        select(_J.command, _J.customer_id).where(_J.id > held.action).order_by(_J.id).limit(FEW + 1),
    ).all()
    if len(done) > FEW:
        return None
    for command, customer in done:
        if command in OF_NOBODY:
            continue
        if command not in OF_ONE or customer is None:
            return None
        touched.add(int(customer))
    for (rows, owner), last in zip(_ROWS, held.last, strict=True):
        asked = select(rows.c[owner]).where(rows.c.id > last).distinct().limit(FEW + 1)
        touched.update(int(number) for number in run(view.session, asked).scalars())
    return touched if len(touched) <= FEW else None


def _last_action(view: View) -> int:
    return int(run(view.session, select(func.max(_J.id))).scalar() or 0)


def _last_rows(view: View) -> tuple[int, ...]:
    numbers = (select(func.max(rows.c.id)) for rows, _owner in _ROWS)
    return tuple(int(run(view.session, number).scalar() or 0) for number in numbers)
