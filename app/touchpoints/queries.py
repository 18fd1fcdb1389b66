"""What reads touchpoints, apart from the timeline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from app.customers.models import Customer
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View
from app.touchpoints.models import OPEN_PROMISE, Touchpoint


@dataclass(frozen=True)
class PromiseRow:
    """Something the shop still owes a customer, of a kind that is `promised`. `overdue`: its day is over."""

    id: int
    text: str
    made_on: date
    due_on: date | None
    overdue: bool
    kind: str


@dataclass(frozen=True)
class DuePromise:
    """An open promise or reservation with whom it was made to."""

    id: int
    customer_id: int
    customer: str
    text: str
    made_on: date
    due_on: date
    overdue: bool
    kind: str


@dataclass(frozen=True)
class TouchpointRow:
    """One touchpoint whole, as an edit form needs it."""

    id: int
    customer_id: int
    kind: str
    at: datetime
    text: str
    data: dict[str, object]
    due_on: date | None
    done_at: datetime | None
    staff_id: int | None


def open_promises(view: View, customer_id: int) -> list[PromiseRow]:
    """What the shop still owes this customer: soonest due first, those without a day last."""
    rows = view.session.execute(
        select(Touchpoint.id, Touchpoint.text, Touchpoint.at, Touchpoint.due_on, Touchpoint.kind).where(
            Touchpoint.customer_id == customer_id, OPEN_PROMISE
        )
    ).all()
    found = [
        PromiseRow(
            row.id, row.text, view.day_of(row.at), row.due_on, _overdue(row.due_on, view.today), row.kind
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.due_on or date.max, row.made_on, row.id))


def promises_due(view: View, until: date, limit: int = 200) -> list[DuePromise]:
    """Open promises and reservations of all customers who are not archived, due on or before `until`, soonest
    first."""
    rows = view.session.execute(_due(until).limit(limit)).all()
    return [
        DuePromise(
            row.id,
            row.customer_id,
            row.name,
            row.text,
            view.day_of(row.at),
            row.due_on,
            _overdue(row.due_on, view.today),
            row.kind,
        )
        for row in rows
    ]


def touchpoint(view: View, touchpoint_id: int) -> TouchpointRow:
    """One touchpoint; `NotFound` when there is none or it was removed."""
    row = view.session.get(Touchpoint, touchpoint_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("This entry is not on the timeline any more."))
    return TouchpointRow(
        row.id,
        row.customer_id,
        row.kind,
        row.at,
        row.text,
        read_data(row.data),
        row.due_on,
        row.done_at,
        row.staff_id,
    )


def read_data(stored: str) -> dict[str, object]:
    """The declared fields of a stored touchpoint; {} when what is stored cannot be read as such."""
    try:
        data = json.loads(stored)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _overdue(due_on: date | None, today: date) -> bool:
    return due_on is not None and due_on < today


def _due(until: date) -> Select[int, int, str, str, datetime, date | None, str]:
    return (
        select(
            Touchpoint.id,
            Touchpoint.customer_id,
            Customer.name,
            Touchpoint.text,
            Touchpoint.at,
            Touchpoint.due_on,
            Touchpoint.kind,
        )
        .join(Customer, Customer.id == Touchpoint.customer_id)
        .where(Touchpoint.due_on <= until, OPEN_PROMISE, Customer.archived_at.is_(None))
        .order_by(Touchpoint.due_on, Touchpoint.at, Touchpoint.id)
    )
