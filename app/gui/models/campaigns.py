"""A campaign as the window shows it: its words, and which others there are."""

from __future__ import annotations

from dataclasses import dataclass

from app.groups.campaigns.outcome import newest_outcome, outcome
from app.groups.campaigns.queries import campaigns
from app.groups.campaigns.verdict import Verdict
from app.groups.campaigns.words import Told, told
from app.insights.sayings import Sayings
from app.kernel.unit import View


@dataclass(frozen=True)
class CampaignView:
    """The campaign `id` in words; `choices` are (number, name) of all that were not called off, the newest
    first."""

    id: int
    told: Told
    verdict: Verdict
    choices: tuple[tuple[str, str], ...]


def campaign_view(view: View, campaign: int | None = None) -> CampaignView | None:
    """That campaign, or the newest whose days are over, else the newest; None where there is none. Another
    takes the place of one that was called off."""
    standing = campaigns(view, called_off=False)
    if not standing:
        return None
    known = {row.id for row in standing}
    found = outcome(view, campaign) if campaign in known and campaign is not None else newest_outcome(view)
    if found is None:
        return None
    say = Sayings(view.context)
    choices = tuple((str(row.id), f"{row.name} · {say.day(row.started_on)}") for row in standing)
    return CampaignView(found.campaign.id, told(found, say), found.verdict, choices)
