"""What reads campaigns: all of them as a list, one by its number."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select

from app.groups.campaigns.kind import action_words
from app.groups.models import Campaign, CampaignMember
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Campaign).c
_M = table(CampaignMember).c


class Stage(enum.StrEnum):
    """Where a campaign is."""

    RUNNING = "running"
    OVER = "over"
    CALLED_OFF = "called-off"


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign as it was started. `says` tells what was done; `until` is the last day that is watched,
    `cost` in minor units or None; `treated` and `held_out` count people."""

    id: int
    name: str
    action: str
    says: str
    data: Mapping[str, Any]
    group_name: str
    rule: str
    started_on: date
    started_at: datetime
    until: date
    days: int
    holdout_percent: int
    cost: int | None
    called_off_at: datetime | None
    stage: Stage
    treated: int
    held_out: int


def campaigns(view: View, *, called_off: bool = True) -> tuple[CampaignRow, ...]:
    """All of them, the newest first; without those called off where not wanted."""
    asked = _asked().order_by(_C.started_at.desc(), _C.id.desc())
    if not called_off:
        asked = asked.where(_C.called_off_at.is_(None))
    return tuple(_row(view, row) for row in run(view.session, asked))


def campaign_of(view: View, campaign: int) -> CampaignRow:
    """One of them; `NotFound` where there is none of that number."""
    row = run(view.session, _asked().where(_C.id == campaign)).one_or_none()
    if row is None:
        raise NotFound(_("There is no campaign {number}.").format(number=campaign), field="campaign")
    return _row(view, row)


def last_day(started_on: date, days: int) -> date:
    """The last day that counts."""
    return started_on + timedelta(days=min(days, (date.max - started_on).days))


def _asked() -> Select[Any]:
    counted = (
        select(
            _M.campaign_id,
            func.count().label("people"),
            func.sum(case((_M.held_out, 1), else_=0)).label("held_out"),
        )
        .group_by(_M.campaign_id)
        .subquery()
    )
    return select(
        _C.id, _C.name, _C.action, _C.data, _C.group_name, _C.rule, _C.started_on, _C.started_at, _C.days,
        _C.holdout_percent, _C.cost, _C.called_off_at, counted.c.people, counted.c.held_out,
    ).join_from(table(Campaign), counted, counted.c.campaign_id == _C.id, isouter=True)  # fmt: skip


def _row(view: View, row: Any) -> CampaignRow:
    data = json.loads(row.data)
    until = last_day(row.started_on, row.days)
    over = Stage.OVER if view.today > until else Stage.RUNNING
    held_out = int(row.held_out or 0)
    return CampaignRow(
        row.id,
        row.name,
        row.action,
        action_words(row.action, data),
        data,
        row.group_name,
        row.rule,
        row.started_on,
        row.started_at,
        until,
        row.days,
        row.holdout_percent,
        row.cost,
        row.called_off_at,
        over if row.called_off_at is None else Stage.CALLED_OFF,
        int(row.people or 0) - held_out,
        held_out,
    )
