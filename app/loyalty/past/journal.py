"""What was done after a past day, by the journal: how rows that are changed in place were before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from app.kernel.clock import local_to_utc
from app.kernel.journal import JournalEntry
from app.kernel.unit import View
from app.sales.tables import run, table

_J = table(JournalEntry).c
_CHANGING = (
    "give_back", "gift.block", "household.join", "household.leave", "move", "voucher.withdrawn",
)  # fmt: skip
"""Kinds of undo of what changes rows in place; a refund does when it is taken back."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the journal. `undo` is what its undoer needs, `result` what it gave, {} where that was
    not kept; `undone_at` None while it stands."""

    id: int
    kind: str
    customer_id: int | None
    at: datetime
    undone_at: datetime | None
    undo: Mapping[str, Any]
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened after the day: an action, or (`back`) its being taken back."""

    action: Action
    back: bool


class Since:
    """What happened after the end of a day. `end` is the first instant after it."""

    def __init__(self, view: View, day: date) -> None:
        self.day = day
        self.end = _first_instant_after(view, day)
        self._steps = sorted(_steps(_actions(view), self.end), key=_latest_first, reverse=True)

    def steps(self, *kinds: str) -> list[Step]:
        """What was done after the day, latest first: taken back in this order, all is as it was."""
        return [step for step in self._steps if step.action.kind in kinds]

    def stood_then(self, *kinds: str) -> list[Action]:
        """What was done by the end of the day, stood then, and was taken back after it."""
        return [step.action for step in self.steps(*kinds) if step.back and step.action.at < self.end]


def since(view: View, day: date) -> Since:
    """What happened after a day; looked up once a view."""
    known: dict[date, Since] = view.kept.setdefault(Since, {})
    found = known.get(day)
    if found is None:
        found = known[day] = Since(view, day)
    return found


def _first_instant_after(view: View, day: date) -> datetime:
    after = day + timedelta(days=1) if day < date.max - timedelta(days=1) else day
    return local_to_utc(datetime.combine(after, time()), view.context.timezone)


def _actions(view: View) -> list[Action]:
    """Every action that changed rows in place, in order; they are few beside the sales."""
    kept: list[Action] | None = view.kept.get(_actions)
    if kept is None:
        rows = run(
            view.session,
            select(_J.id, _J.undo_kind, _J.customer_id, _J.at, _J.undone_at, _J.undo, _J.result)
            .where(
                or_(
                    _J.undo_kind.in_(_CHANGING),
                    and_(_J.undo_kind == "refund", _J.undone_at.is_not(None)),
                )
            )
            .order_by(_J.id),
        )
        kept = view.kept[_actions] = [
            Action(number, kind, customer, at, undone_at, json.loads(undo), json.loads(result or "{}"))
            for number, kind, customer, at, undone_at, undo, result in rows
        ]
    return kept


def _steps(actions: list[Action], end: datetime) -> Iterator[Step]:
    for action in actions:
        if action.at >= end:
            yield Step(action, back=False)
        if action.undone_at is not None and action.undone_at >= end:
            yield Step(action, back=True)


def _latest_first(step: Step) -> tuple[datetime, bool, int]:
    at = step.action.undone_at if step.back else step.action.at
    return at or step.action.at, step.back, step.action.id
