"""What was done for a customer by campaigns, on the timeline: letters, calls, lists handed on.

Vouchers stand there by themselves and a tag is on the card; who was left out by chance got nothing.
"""

from __future__ import annotations

import json

from sqlalchemy import select

from app.groups.campaigns.kind import action_words
from app.groups.models import Campaign, CampaignMember
from app.kernel.i18n import _
from app.kernel.timeline import Cursor, TimelineItem, older_than
from app.kernel.unit import View
from app.sales.tables import run, table
from app.staff.models import Staff

CAMPAIGN = "campaign"
SHOWN_OTHERWISE = ("tag", "voucher")
"""The actions that Regulars does itself."""

_ICONS = {"letter": "letter", "statement": "statement", "export": "export"}
_C = table(Campaign).c
_M = table(CampaignMember).c
_S = table(Staff).c


class CampaignsTimeline:
    """The campaigns' share of the timeline: kind "campaign". One called off is not on it."""

    kinds = (CAMPAIGN,)

    def page(
        self, view: View, customer_id: int, before: Cursor | None, limit: int, kinds: frozenset[str] | None
    ) -> list[TimelineItem]:
        """At most `limit` items strictly below the cursor, newest first."""
        if kinds is not None and CAMPAIGN not in kinds:
            return []
        rows = run(
            view.session,
            select(_C.id, _C.action, _C.data, _C.group_name, _C.started_at, _S.name.label("staff"))
            .join_from(table(CampaignMember), table(Campaign), _C.id == _M.campaign_id)
            .join(table(Staff), _S.id == _C.staff_id, isouter=True)
            .where(
                _M.customer_id == customer_id,
                _M.held_out.is_(False),
                _C.called_off_at.is_(None),
                _C.action.not_in(SHOWN_OTHERWISE),
                older_than(_C.started_at, _C.id, before, CAMPAIGN),
            )
            .order_by(_C.started_at.desc(), _C.id.desc())
            .limit(limit),
        )  # fmt: skip
        return [
            TimelineItem(
                id=f"{CAMPAIGN}:{row.id}",
                kind=CAMPAIGN,
                group="contact",
                at=row.started_at,
                title=action_words(row.action, json.loads(row.data)),
                detail=_("for “{group}”").format(group=row.group_name) if row.group_name else "",
                staff=row.staff or "",
                icon=_ICONS.get(row.action, "groups"),
            )
            for row in rows
        ]
