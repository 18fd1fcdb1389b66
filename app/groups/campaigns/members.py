"""Who was in a campaign: those it was for, and those left out by chance."""

from __future__ import annotations

from array import array

from sqlalchemy import select

from app.groups.models import Campaign, CampaignMember
from app.groups.ordering import fetch_ids
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.unit import View
from app.sales.tables import run, table

_C = table(Campaign).c
_M = table(CampaignMember).c


def treated(view: View, campaign: int) -> array[int]:
    """The ids of those it was for; `NotFound` where there is no such campaign."""
    known(view, campaign)
    return _arm(view, campaign, held_out=False)


def held_out(view: View, campaign: int) -> array[int]:
    """The ids of those left out by chance; `NotFound` where there is no such campaign."""
    known(view, campaign)
    return _arm(view, campaign, held_out=True)


def known(view: View, campaign: int) -> None:
    """`NotFound` where there is no such campaign."""
    if run(view.session, select(_C.id).where(_C.id == campaign)).one_or_none() is None:
        raise NotFound(_("There is no campaign {number}.").format(number=campaign), field="campaign")


def _arm(view: View, campaign: int, *, held_out: bool) -> array[int]:
    return fetch_ids(
        view,
        select(_M.customer_id)
        .where(_M.campaign_id == campaign, _M.held_out.is_(held_out))
        .order_by(_M.customer_id),
    )
