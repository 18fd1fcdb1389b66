"""What adds to, changes and takes from the timeline by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.customers.models import Customer
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.touchpoints.models import Touchpoint
from app.touchpoints.promises import FinishPromise, ReopenPromise, finish_promise, reopen_promise
from app.touchpoints.registry import KINDS
from app.touchpoints.rows import TouchpointChanged, bring_back, fill, find_touchpoint, kept, moment, remember

__all__ = [
    "AddTouchpoint",
    "EditTouchpoint",
    "FinishPromise",
    "RemoveTouchpoint",
    "ReopenPromise",
    "TouchpointAdded",
    "TouchpointChanged",
    "add_touchpoint",
    "edit_touchpoint",
    "finish_promise",
    "remove_touchpoint",
    "reopen_promise",
]


@dataclass(frozen=True)
class AddTouchpoint:
    """Something that happened. `kind` is the id of a kind; `data` its declared fields by id.

    `at` None is now; a datetime without a zone is the shop's wall time. `due_on` is for promises
    and reservations.
    """

    customer_id: int
    kind: str
    text: str = ""
    at: datetime | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    due_on: date | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class TouchpointAdded:
    """The new touchpoint."""

    id: int
    already_done: bool = False


def add_touchpoint(unit: Unit, cmd: AddTouchpoint) -> TouchpointAdded:
    """Put one touchpoint on a customer's timeline.

    Refused: an unknown kind, nothing said where something must be, text over 20 000 characters, a payment
    card's number in it, a moment in the future, a promise or reservation for a day before it was made.
    """
    customer = unit.session.get(Customer, cmd.customer_id)
    if customer is None:
        raise NotFound(_("There is no customer with the number {id}.").format(id=cmd.customer_id))
    kind = KINDS.get(cmd.kind)
    if kind is None:
        raise Refused(
            _("There is no kind of entry called “{kind}”; there are {known}.").format(
                kind=cmd.kind[:40], known=", ".join(KINDS.ids())
            ),
            field="kind",
        )
    row = Touchpoint(
        customer_id=cmd.customer_id, kind=kind.id, staff_id=unit.actor.staff_id, till=unit.actor.till
    )
    fill(unit, row, kind, cmd.text, cmd.data, cmd.due_on, moment(unit, cmd.at))
    unit.session.add(row)
    unit.session.flush()
    remember(unit, _("{kind} for {name}"), row, "touchpoint.added")
    return TouchpointAdded(row.id)


@dataclass(frozen=True)
class EditTouchpoint:
    """All that can be changed of a touchpoint; `at` None leaves its moment as it is."""

    id: int
    text: str = ""
    at: datetime | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    due_on: date | None = None
    request_id: str | None = None


def edit_touchpoint(unit: Unit, cmd: EditTouchpoint) -> TouchpointChanged:
    """Change what a touchpoint says; its kind stays. Refused as when adding, and for unknown kinds."""
    row = find_touchpoint(unit, cmd.id)
    kind = KINDS.get(row.kind)
    if kind is None:
        raise Refused(_("This entry is of a kind that this version of Regulars does not know."))
    before = kept(row)
    at = row.at if cmd.at is None else moment(unit, cmd.at)
    fill(unit, row, kind, cmd.text, cmd.data, cmd.due_on, at)
    unit.session.flush()
    remember(unit, _("{kind} of {name} changed"), row, "touchpoint.edited", before)
    return TouchpointChanged(row.id)


@dataclass(frozen=True)
class RemoveTouchpoint:
    """Take one touchpoint off the timeline."""

    id: int
    request_id: str | None = None


def remove_touchpoint(unit: Unit, cmd: RemoveTouchpoint) -> TouchpointChanged:
    """Hide a touchpoint. It can be brought back by Undo."""
    row = find_touchpoint(unit, cmd.id)
    row.removed_at = unit.now
    unit.session.flush()
    remember(unit, _("{kind} of {name} removed"), row, "touchpoint.removed")
    return TouchpointChanged(row.id)


@undoes("touchpoint.added")
def _take_back_added(unit: Unit, undo: Mapping[str, Any]) -> None:
    find_touchpoint(unit, undo["id"]).removed_at = unit.now


@undoes("touchpoint.edited")
def _take_back_edited(unit: Unit, undo: Mapping[str, Any]) -> None:
    bring_back(unit, undo)


@undoes("touchpoint.removed")
def _take_back_removed(unit: Unit, undo: Mapping[str, Any]) -> None:
    find_touchpoint(unit, undo["id"], removed=True).removed_at = None
