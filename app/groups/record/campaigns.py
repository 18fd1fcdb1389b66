"""Part of a record: what was done for groups the customer was in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.groups.models import Campaign, CampaignMember
from app.groups.record.part import Column, PartKind, Shape, number
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Campaign).c
_M = table(CampaignMember).c


def _campaigns(view: View, customer_id: int) -> Iterable[Sequence[Any]]:
    return run(
        view.session,
        select(_M.campaign_id, _C.started_on, _C.name, _C.group_name, _M.held_out)
        .join_from(table(CampaignMember), table(Campaign), _C.id == _M.campaign_id)
        .where(_M.customer_id == customer_id)
        .order_by(_C.started_at, _C.id),
    )


CAMPAIGNS = PartKind(
    "campaigns",
    _("Campaigns"),
    _("Groups you were in when something was done for them; some of each group are left out by chance."),
    frozenset({"campaign_member"}),
    (
        number(column_id="campaign"),
        Column("on", _("When"), Shape.DAY),
        Column("name", _("What")),
        Column("group", _("Group")),
        Column("held_out", _("Left out by chance"), Shape.YES),
    ),
    _campaigns,
)
