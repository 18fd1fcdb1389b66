"""The history of who came into which tier, and the cache over it of where everybody stands now.

The history is never changed: what takes a tier back is a row of its own, dated on the day it is done or on
the customer's last row, whichever is later. So the tier on a past day stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from app.kernel.unit import Unit, View
from app.loyalty.tiers.models import TierChange, TierStanding
from app.loyalty.tiers.qualifying import parts
from app.loyalty.tiers.standing import Held
from app.sales.tables import run, run_many, table

_C = table(TierChange).c
_S = table(TierStanding).c
_NEW_CHANGE = insert(table(TierChange))
_FORGET = delete(table(TierStanding)).where(_S.customer_id == bindparam("customer"))
_NEW_STANDING = insert(table(TierStanding))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one customer stands: `held`, from the day `since` on, by `amount` when last looked at. `since`
    None: nothing ever happened, and the tier is the one everybody begins with."""

    customer_id: int
    held: Held
    since: date | None = None
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history."""

    customer_id: int
    business_date: date
    tier: str
    before: str
    floor: str
    why: str
    purchase_id: int | None


def standings(view: View, customer_ids: Sequence[int], start: str) -> dict[int, Standing]:
    """Where these customers stand now; `start` is the tier of those to whom nothing happened yet."""
    found = {customer: Standing(customer, Held(start)) for customer in customer_ids}
    for part in parts(customer_ids):
        rows = run(
            view.session,
            select(_S.customer_id, _S.tier, _S.floor, _S.dropping_since, _S.since, _S.amount).where(
                _S.customer_id.in_(part)
            ),
        )
        for customer, tier, floor, dropping, since, amount in rows:
            found[customer] = Standing(customer, Held(tier, floor, dropping), since, amount)
    return found


def changes_of(view: View, customer_id: int) -> list[Change]:
    """A customer's history, newest first."""
    rows = run(
        view.session,
        select(
            _C.customer_id, _C.business_date, _C.tier, _C.before, _C.floor, _C.why, _C.purchase_id
        )
        .where(_C.customer_id == customer_id)
        .order_by(_C.business_date.desc(), _C.id.desc()),
    )  # fmt: skip
    return [Change(*row) for row in rows]


class Scribe:
    """Collects what becomes of standings and writes it in a few statements."""

    def __init__(self, unit: Unit, day: date, purchase_id: int | None = None) -> None:
        self._unit = unit
        self._day = day
        self._purchase_id = purchase_id
        self._moved: list[tuple[Standing, Held, int, str]] = []
        self._kept: list[Standing] = []
        self.changed = 0

    def note(self, before: Standing, held: Held, amount: int, why: str) -> None:
        """A customer stands so from now on. Nobody who only ever began somewhere needs a row."""
        if held.tier != before.held.tier or held.floor != before.held.floor:
            self._moved.append((before, held, amount, why))
        elif before.since is not None and (held != before.held or amount != before.amount):
            self._kept.append(replace(before, held=held, amount=amount))

    def write(self) -> None:
        """Write what was collected."""
        latest = self._latest(moved[0].customer_id for moved in self._moved)
        changes, standing = [], self._kept
        for before, held, amount, why in self._moved:
            customer = before.customer_id
            day = max(self._day, latest.get(customer, self._day))
            changes.append(self._change(before, held, day, why))
            since = day if held.tier != before.held.tier or before.since is None else before.since
            standing.append(Standing(customer, held, since, amount))
        session = self._unit.session
        run_many(session, _NEW_CHANGE, changes)
        run_many(session, _FORGET, [{"customer": kept.customer_id} for kept in standing])
        run_many(session, _NEW_STANDING, [_row(kept) for kept in standing])
        self.changed += len(changes)
        self._moved, self._kept = [], []
        for row in changes[:2]:
            self._unit.changed("tier", row["customer_id"] if len(changes) <= 2 else None)

    def _change(self, before: Standing, held: Held, day: date, why: str) -> dict[str, Any]:
        return {
            "customer_id": before.customer_id, "business_date": day, "at": self._unit.now,
            "tier": held.tier, "before": before.held.tier, "floor": held.floor, "why": why,
            "purchase_id": self._purchase_id, "staff_id": self._unit.actor.staff_id,
        }  # fmt: skip

    def _latest(self, customer_ids: Iterable[int]) -> dict[int, date]:
        """The day of each customer's last row: history never runs backward."""
        found: dict[int, date] = {}
        for part in parts(customer_ids):
            rows = run(
                self._unit.session,
                select(_C.customer_id, func.max(_C.business_date))
                .where(_C.customer_id.in_(part))
                .group_by(_C.customer_id),
            )
            found.update((row[0], row[1]) for row in rows)
        return found


def _row(kept: Standing) -> dict[str, Any]:
    return {
        "customer_id": kept.customer_id, "tier": kept.held.tier, "since": kept.since,
        "floor": kept.held.floor, "amount": kept.amount, "dropping_since": kept.held.dropping_since,
    }  # fmt: skip
