"""One touchpoint's row: found, filled from what somebody said, and brought back by an undo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import object_session

from app.customers.models import Customer
from app.customers.payment_cards import forbid_payment_numbers
from app.kernel.clock import local_to_utc
from app.kernel.errors import NotFound, Refused
from app.kernel.fields import clean_values
from app.kernel.i18n import _
from app.kernel.text import clean_text
from app.kernel.unit import Unit
from app.staff.models import Staff
from app.touchpoints.kind import MAX_TEXT, Told, TouchpointKind
from app.touchpoints.models import Touchpoint
from app.touchpoints.noted import ANSWERED_AT_FIELD, ANSWERED_BY_FIELD, OF_ANSWERS, STAFF_FIELDS, instant_text
from app.touchpoints.queries import read_data
from app.touchpoints.registry import kind_or_unknown

EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class TouchpointChanged:
    """The touchpoint that was changed."""

    id: int
    already_done: bool = False


def find_touchpoint(unit: Unit, touchpoint_id: int, removed: bool = False) -> Touchpoint:
    """The row; `NotFound` when there is none, or when it was removed (not removed, if `removed`)."""
    row = unit.session.get(Touchpoint, touchpoint_id)
    if row is None or (row.removed_at is not None) != removed:
        raise NotFound(_("This entry is not on the timeline any more."))
    return row


def kept(row: Touchpoint) -> dict[str, Any]:
    """All that an undo has to bring back, as JSON."""
    return {
        "text": row.text,
        "data": row.data,
        "at": row.at.isoformat(),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "done_at": row.done_at.isoformat() if row.done_at else None,
        "done_by": row.done_by,
    }


def bring_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Put a touchpoint back to what `kept` told of it."""
    row = find_touchpoint(unit, undo["id"])
    row.text, row.data, row.done_by = undo["text"], undo["data"], undo["done_by"]
    row.at = datetime.fromisoformat(undo["at"])
    row.due_on = date.fromisoformat(undo["due_on"]) if undo["due_on"] else None
    row.done_at = datetime.fromisoformat(undo["done_at"]) if undo["done_at"] else None


def moment(unit: Unit, at: datetime | None) -> datetime:
    instant = unit.now if at is None else local_to_utc(at, unit.context.timezone)
    if unit.day_of(instant) > unit.today:
        raise Refused(_("That day has not come yet."), field="at")
    if unit.day_of(instant) < EARLIEST:
        raise Refused(_("That is too long ago."), field="at")
    return instant


def fill(
    unit: Unit,
    row: Touchpoint,
    kind: TouchpointKind,
    text: str,
    data: Mapping[str, object],
    due_on: date | None,
    at: datetime,
) -> None:
    cleaned = clean_text(text, label=_("The text"), limit=MAX_TEXT, multiline=True, field="text")
    before = read_data(row.data or "{}")
    noted = {field.id: before.get(field.id) for field in kind.noted}
    said = {key: value for key, value in data.items() if key not in OF_ANSWERS}
    values = clean_values(kind.declared, {**noted, **said})
    if kind.needs_text and not cleaned:
        raise Refused(_("Please write a few words."), field="text")
    if kind.check is not None:
        kind.check(Told(cleaned, values))
    _look_up_staff(unit, values, before)
    forbid_payment_numbers(unit, cleaned, "text")
    for key, value in values.items():
        if isinstance(value, str):
            forbid_payment_numbers(unit, value, key)
    if due_on is not None and not kind.promised:
        raise Refused(_("Only a promise or a reservation has a day it is for."), field="due_on")
    if due_on is not None and due_on < unit.day_of(at):
        raise Refused(_("The day cannot be before it was made."), field="due_on")
    _stamp_answer(unit, row, kind, Told(cleaned, values), before, values, at)
    row.text, row.due_on, row.at = cleaned, due_on, at
    row.data = json.dumps(values, ensure_ascii=False, sort_keys=True)


def _look_up_staff(unit: Unit, values: Mapping[str, object], before: Mapping[str, object]) -> None:
    for key in STAFF_FIELDS & values.keys():
        person = values[key]
        if person != before.get(key) and unit.session.get(Staff, person) is None:
            raise Refused(_("Nobody among the staff has the number {id}.").format(id=person), field=key)


def _stamp_answer(
    unit: Unit,
    row: Touchpoint,
    kind: TouchpointKind,
    told: Told,
    before: Mapping[str, object],
    values: dict[str, object],
    at: datetime,
) -> None:
    """Note when what was said found its answer, and by whom. What comes with its answer was answered at once;
    what was answered before that was noted stays without a moment."""
    if kind.answered is None:
        return
    if not kind.answered(told):
        for key in OF_ANSWERS:
            values.pop(key, None)
        return
    new = object_session(row) is None
    if new or not kind.answered(Told(row.text, before)):
        values[ANSWERED_AT_FIELD] = instant_text(at if new else unit.now)
        if unit.actor.staff_id is not None:
            values[ANSWERED_BY_FIELD] = unit.actor.staff_id


def remember(
    unit: Unit, words: str, row: Touchpoint, undo_kind: str, before: Mapping[str, Any] | None = None
) -> None:
    name = unit.session.get_one(Customer, row.customer_id).name
    unit.remember(
        words.format(kind=kind_or_unknown(row.kind).label, name=name),
        customer_id=row.customer_id,
        undo_kind=undo_kind,
        undo={"id": row.id, **(before or {})},
    )
