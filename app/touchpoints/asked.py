"""Noting that customers were asked for feedback: once a day each, by whatever way was first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.clock import local_to_utc
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _, plural
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.touchpoints.kinds.asked import ASKED, LINK, SLIP, TILL, WAYS
from app.touchpoints.models import Touchpoint

_TOGETHER = 500


@dataclass(frozen=True)
class NoteAsked:
    """These customers were asked now. `way` is "till", "slip" or "link"."""

    customer_ids: tuple[int, ...]
    way: str = TILL
    request_id: str | None = None


@dataclass(frozen=True)
class AskedNoted:
    """How many of them had not been asked on this day before."""

    noted: int
    already_done: bool = False


def note_asked(unit: Unit, cmd: NoteAsked) -> AskedNoted:
    """Put it on the timeline of everybody who was not asked yet on the shop's day.

    Of many, those who are not in the book any more are passed over. Refused: another way. `NotFound`: the one
    customer asked is not there.
    """
    if cmd.way not in WAYS:
        words = _("There is no way of asking called “{way}”; there are {known}.")
        raise Refused(words.format(way=cmd.way[:40], known=", ".join(WAYS)), field="way")
    wanted = tuple(dict.fromkeys(cmd.customer_ids))
    names, today = dict(_names(unit, wanted)), set(_asked_today(unit, wanted))
    if len(wanted) == 1 and not names:
        raise NotFound(_("There is no customer with the number {id}.").format(id=wanted[0]))
    data = json.dumps({"way": cmd.way})
    rows = [
        Touchpoint(
            customer_id=customer, kind=ASKED, at=unit.now, data=data,
            staff_id=unit.actor.staff_id, till=unit.actor.till,
        )
        for customer in wanted
        if customer in names and customer not in today
    ]  # fmt: skip
    if rows:
        unit.session.add_all(rows)
        unit.session.flush()
        _remember(unit, rows, names, cmd.way)
    return AskedNoted(len(rows))


def _remember(unit: Unit, rows: Sequence[Touchpoint], names: Mapping[int, str], way: str) -> None:
    if len(rows) > 1:
        words = plural("{n} customer asked for feedback", "{n} customers asked for feedback", len(rows))
        unit.remember(
            words.format(n=len(rows)), undo_kind="feedback.asked", undo={"ids": [row.id for row in rows]}
        )
        return
    said = {
        TILL: _("Asked {name} for feedback"),
        SLIP: _("Asked {name} for feedback by a slip"),
        LINK: _("Asked {name} for feedback by a link, ready to paste and send"),
    }
    [row] = rows
    unit.remember(
        said[way].format(name=names[row.customer_id]),
        customer_id=row.customer_id,
        undo_kind="touchpoint.added",
        undo={"id": row.id},
    )


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _TOGETHER] for start in range(0, len(ids), _TOGETHER))


def _names(unit: Unit, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    for part in _parts(ids):
        asked = select(Customer.id, Customer.name).where(Customer.id.in_(part))
        yield from ((number, name) for number, name in unit.session.execute(asked))


def _asked_today(unit: Unit, ids: Sequence[int]) -> Iterator[int]:
    start, end = (
        local_to_utc(datetime.combine(day, time()), unit.context.timezone)
        for day in (unit.today, unit.today + timedelta(days=1))
    )
    for part in _parts(ids):
        yield from unit.session.scalars(
            select(Touchpoint.customer_id).where(
                Touchpoint.customer_id.in_(part),
                Touchpoint.kind == ASKED,
                Touchpoint.at >= start,
                Touchpoint.at < end,
                Touchpoint.removed_at.is_(None),
            )
        )


@undoes("feedback.asked")
def _take_back(unit: Unit, undo: Mapping[str, Any]) -> None:
    """What was taken off since, or left with whom it was about, stays away."""
    for part in _parts(undo["ids"]):
        asked = select(Touchpoint).where(Touchpoint.id.in_(part), Touchpoint.removed_at.is_(None))
        for row in unit.session.scalars(asked):
            row.removed_at = unit.now
    unit.session.flush()
