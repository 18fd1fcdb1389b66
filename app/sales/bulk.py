"""Sales by the hundred thousand: rows collected, ids taken in one go, written in a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, func, insert, select
from sqlalchemy.orm import Session

from app.customers.models import CustomerActivity
from app.kernel.unit import Unit, View
from app.sales.activity import Activity, recount, write_activity
from app.sales.models import Purchase, PurchaseLine, Refund
from app.sales.purchases import Line, line_rows
from app.sales.tables import run, run_many, table

_A = table(CustomerActivity).c
_P = table(Purchase).c
_STATEMENTS: dict[str, Executable] = {
    "purchase": insert(table(Purchase)),
    "line": insert(table(PurchaseLine)),
    "refund": insert(table(Refund)),
    "activity": insert(table(CustomerActivity)),
}


def known_keys(view: View, keys: Iterable[str]) -> dict[str, int]:
    """Which of these source keys are purchases already, and their ids."""
    wanted = list(keys)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        rows = run(
            view.session,
            select(_P.source_key, _P.id).where(_P.source_key.in_(wanted[start : start + 500])),
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def activities(view: View, customer_ids: list[int]) -> dict[int, Activity]:
    """The rows of the activity cache these customers have."""
    found: dict[int, Activity] = {}
    for start in range(0, len(customer_ids), 500):
        rows = run(
            view.session,
            select(_A.customer_id, _A.first_visit_on, _A.last_visit_at, _A.visits, _A.spent).where(
                _A.customer_id.in_(customer_ids[start : start + 500])
            ),
        )
        found.update((row[0], Activity(row[1], row[2], row[3], row[4])) for row in rows)
    return found


class Tally:
    """One customer's activity while many sales are added; out of order, it asks to be counted anew."""

    def __init__(self, before: Activity | None) -> None:
        self.known = before is not None
        start = before or Activity()
        self.first_visit_on = start.first_visit_on
        self.last_visit_at = start.last_visit_at
        self.visits = start.visits
        self.spent = start.spent
        self.recount = False
        self._last_day: date | None = None

    def purchase(self, view: View, at: datetime, day: date, amount: int) -> None:
        """Count a sale."""
        self.spent += amount
        if self.last_visit_at is not None:
            if at < self.last_visit_at:
                self.recount = True
                return
            if self._last_day is None:
                self._last_day = view.day_of(self.last_visit_at)
        if self._last_day != day:
            self.visits += 1
        self.first_visit_on = self.first_visit_on or day
        self.last_visit_at, self._last_day = at, day

    @property
    def activity(self) -> Activity:
        """The row as it stands."""
        return Activity(self.first_visit_on, self.last_visit_at, self.visits, self.spent)


class SalesWriter:
    """Collects rows of sales and writes them. Ids are the highest so far plus one: whoever writes holds the
    file's one write lock."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._last = {"purchase": _last_id(unit.session, Purchase), "refund": _last_id(unit.session, Refund)}
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _STATEMENTS}
        self._updates: list[tuple[int, Activity]] = []
        self._recounts: list[int] = []

    def purchase(
        self,
        customer_id: int,
        at: datetime,
        day: date,
        amount: int,
        *,
        discount: int = 0,
        receipt: str = "",
        lines: tuple[Line, ...] = (),
        staff_id: int | None = None,
        till: str = "",
        source_key: str | None = None,
    ) -> dict[str, Any]:
        """Take a sale; its row, which may still be changed until `flush`."""
        self._last["purchase"] += 1
        row = {
            "id": self._last["purchase"], "customer_id": customer_id, "at": at, "business_date": day,
            "amount": amount, "discount": discount, "refunded": 0, "receipt": receipt or None, "note": "",
            "staff_id": staff_id, "till": till, "source_key": source_key,
        }  # fmt: skip
        self._rows["purchase"].append(row)
        if lines:
            self._rows["line"] += line_rows(self._last["purchase"], lines)
        return row

    def refund(
        self,
        sale: dict[str, Any],
        at: datetime,
        day: date,
        amount: int,
        *,
        reason: str = "",
        staff_id: int | None = None,
        till: str = "",
        source_key: str | None = None,
    ) -> int:
        """Take a refund of a sale that is not written yet; its id."""
        self._last["refund"] += 1
        self._rows["refund"].append({
            "id": self._last["refund"], "purchase_id": sale["id"], "customer_id": sale["customer_id"],
            "kind": "refund", "at": at, "business_date": day, "amount": amount, "reason": reason,
            "staff_id": staff_id, "till": till, "source_key": source_key,
        })  # fmt: skip
        sale["refunded"] += amount
        return self._last["refund"]

    def tally(self, customer_id: int, tally: Tally) -> None:
        """Take what a customer's activity came to."""
        if tally.recount:
            self._recounts.append(customer_id)
        elif tally.known:
            self._updates.append((customer_id, tally.activity))
        else:
            seen = tally.activity
            self._rows["activity"].append({
                "customer_id": customer_id, "first_visit_on": seen.first_visit_on,
                "last_visit_at": seen.last_visit_at, "visits": seen.visits, "spent": seen.spent,
            })  # fmt: skip

    def flush(self) -> None:
        """Write everything taken."""
        for name, statement in _STATEMENTS.items():
            if self._rows[name]:
                run_many(self._unit.session, statement, self._rows[name])
                self._rows[name] = []
        for customer_id, activity in self._updates:
            write_activity(self._unit, customer_id, activity, new=False)
        for customer_id in self._recounts:
            recount(self._unit, customer_id)
        self._updates, self._recounts = [], []


def _last_id(session: Session, model: type[Purchase] | type[Refund]) -> int:
    return int(run(session, select(func.max(table(model).c.id))).scalar() or 0)
