"""Calling a campaign off: what was given and not used is taken back, and nothing is concluded from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from app.groups.campaigns.kind import ACTIONS, Doing
from app.groups.campaigns.members import known, treated
from app.groups.models import Campaign
from app.kernel.errors import Refused
from app.kernel.i18n import _, plural
from app.kernel.journal import undoes
from app.kernel.unit import Unit
from app.loyalty.words import day_text
from app.sales.tables import run, table

_C = table(Campaign).c


@dataclass(frozen=True)
class CallOffCampaign:
    """Take back what the campaign gave, as far as it was not used."""

    campaign: int
    request_id: str | None = None


@dataclass(frozen=True)
class CampaignCalledOff:
    """The campaign; `kept` is how many had used theirs already and keep it."""

    campaign: int
    name: str
    kept: int
    already_done: bool = False


def call_off_campaign(unit: Unit, cmd: CallOffCampaign) -> CampaignCalledOff:
    """`NotFound` where there is none, Refused where it was called off before."""
    known(unit, cmd.campaign)
    row = run(unit.session, select(_C.name, _C.called_off_at).where(_C.id == cmd.campaign)).one()
    if row.called_off_at is not None:
        words = _("This was called off on {day} already. Nothing was changed.")
        raise Refused(words.format(day=day_text(unit.day_of(row.called_off_at), unit)), field="campaign")
    kept = _take_back(unit, cmd.campaign)
    unit.remember(
        _("Called off: “{name}”").format(name=row.name),
        undo_kind="campaign.called_off",
        undo={"campaign": cmd.campaign},
    )
    return CampaignCalledOff(cmd.campaign, row.name, kept)


def _take_back(unit: Unit, campaign: int) -> int:
    kind, doing = _doing(unit, campaign)
    kept = kind.take_back(unit, doing) if kind is not None and kind.take_back is not None else 0
    _mark(unit, campaign, called_off_at=unit.now)
    return kept


def _doing(unit: Unit, campaign: int) -> tuple[Any, Doing]:
    row = run(unit.session, select(_C.name, _C.action, _C.data).where(_C.id == campaign)).one()
    return ACTIONS.get(row.action), Doing(campaign, row.name, json.loads(row.data), treated(unit, campaign))


def _mark(unit: Unit, campaign: int, **values: Any) -> None:
    run(unit.session, update(table(Campaign)).where(_C.id == campaign).values(**values))
    unit.changed("campaign")


@undoes("campaign.started")
def undo_start(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Done by mistake: as called off. Refused once somebody has used what they got: then it was no mistake
    without traces, and calling it off says what stays."""
    campaign = int(undo["campaign"])
    if run(unit.session, select(_C.called_off_at).where(_C.id == campaign)).scalar_one() is not None:
        return
    if used := _take_back(unit, campaign):
        words = plural(
            "{n} has used it already. Call it off instead; nothing was changed.",
            "{n} have used it already. Call it off instead; nothing was changed.",
            used,
        )
        raise Refused(words.format(n=used), field="campaign")


@undoes("campaign.called_off")
def undo_call_off(unit: Unit, undo: Mapping[str, Any]) -> None:
    """Called off by mistake: what was taken back is given again, and it is watched as before."""
    campaign = int(undo["campaign"])
    kind, doing = _doing(unit, campaign)
    if kind is not None and kind.do_again is not None:
        kind.do_again(unit, doing)
    _mark(unit, campaign, called_off_at=None)
