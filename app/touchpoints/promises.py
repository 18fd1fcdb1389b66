"""Promises and reservations are kept here: an open one is closed when it is done, and opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.touchpoints.models import Touchpoint
from app.touchpoints.registry import kind_or_unknown
from app.touchpoints.rows import TouchpointChanged, bring_back, find_touchpoint, kept, remember


@dataclass(frozen=True)
class FinishPromise:
    """The shop did what it had promised, or the customer came for what was reserved."""

    id: int
    request_id: str | None = None


def finish_promise(unit: Unit, cmd: FinishPromise) -> TouchpointChanged:
    """Close an open promise or reservation. Refused when it is neither, or closed already."""
    row = _promise(unit, cmd.id)
    if row.done_at is not None:
        raise Refused(_("This was marked as done before."))
    before = kept(row)
    row.done_at, row.done_by = unit.now, unit.actor.staff_id
    unit.session.flush()
    remember(unit, _("{kind} for {name} done"), row, "touchpoint.done", before)
    return TouchpointChanged(row.id)


@dataclass(frozen=True)
class ReopenPromise:
    """It was not done after all."""

    id: int
    request_id: str | None = None


def reopen_promise(unit: Unit, cmd: ReopenPromise) -> TouchpointChanged:
    """Open a promise or reservation again that was marked as done."""
    row = _promise(unit, cmd.id)
    if row.done_at is None:
        raise Refused(_("This is still open."))
    before = kept(row)
    row.done_at, row.done_by = None, None
    unit.session.flush()
    remember(unit, _("{kind} for {name} opened again"), row, "touchpoint.reopened", before)
    return TouchpointChanged(row.id)


@undoes("touchpoint.done")
@undoes("touchpoint.reopened")
def _take_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    bring_back(unit, undo)


def _promise(unit: Unit, touchpoint_id: int) -> Touchpoint:
    row = find_touchpoint(unit, touchpoint_id)
    if not kind_or_unknown(row.kind).promised:
        raise Refused(_("Only a promise or a reservation can be done."))
    return row
