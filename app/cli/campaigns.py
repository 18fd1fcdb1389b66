"""Campaigns as scripts are told them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.cli.output import decimal
from app.kernel.i18n import _, plural

if TYPE_CHECKING:
    from app.groups.campaigns.intervals import Interval
    from app.groups.campaigns.outcome import Arm, Outcome
    from app.groups.campaigns.queries import CampaignRow


def row_told(row: CampaignRow, currency: str) -> dict[str, Any]:
    """One of the list."""
    return {
        "campaign": row.id,
        "name": row.name,
        "action": row.action,
        "done": row.says,
        "group": row.group_name,
        "started_on": row.started_on.isoformat(),
        "until": row.until.isoformat(),
        "days": row.days,
        "holdout_percent": row.holdout_percent,
        "treated": row.treated,
        "held_out": row.held_out,
        "cost": decimal(row.cost, currency),
        "stage": str(row.stage),
    }


def outcome_told(found: Outcome, currency: str) -> dict[str, Any]:
    """What came of one."""
    return row_told(found.campaign, currency) | {
        "got_it": _arm(found.treated, currency),
        "left_out": _arm(found.held_out, currency),
        "difference": _interval(found.back, lambda value: round(value, 4)),
        "spend_a_head": _interval(found.spend, lambda value: decimal(round(value), currency)),
        "brought_in": _interval(found.brought, lambda value: decimal(round(value), currency)),
        "pays": found.pays,
        "verdict": str(found.verdict),
        "why": str(found.why),
        "over": found.over,
        "days_left": found.days_left,
        "people_needed": found.needed,
        "people_needed_with_half": found.needed_with_half,
    }


def _arm(arm: Arm, currency: str) -> dict[str, Any]:
    head = None if arm.a_head is None else round(arm.a_head)
    return {
        "people": arm.people,
        "came_back": arm.back,
        "share": None if arm.share is None else round(arm.share, 4),
        "spent": decimal(arm.spent, currency),
        "a_head": decimal(head, currency),
        "in_other_campaigns": arm.elsewhere,
        "given_the_same": arm.anyway,
    }


def _interval(found: Interval | None, write: Callable[[float], Any]) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"value": write(found.value), "low": write(found.low), "high": write(found.high)}


def started_lines(told: Mapping[str, Any]) -> list[str]:
    """What was begun, or would be, for people."""
    treated = told["treated"]
    words = plural(
        "It would be for {treated} customer, with {left} left out by chance.",
        "It would be for {treated} customers, with {left} left out by chance.",
        treated,
    )
    if "campaign" in told:
        words = plural(
            "Campaign {number}, “{name}”: for {treated} customer, with {left} left out by chance.",
            "Campaign {number}, “{name}”: for {treated} customers, with {left} left out by chance.",
            treated,
        )
    number, name = told.get("campaign"), told.get("name")
    lines = [words.format(number=number, name=name, treated=treated, left=told["held_out"])]
    lines += [f"{one['customers']} {one['why']}." for one in told["cannot_get"]]
    if told.get("to_be_done"):
        words = _("It is still to be done for them: regulars campaign people {number}")
        lines.append(words.format(number=told["campaign"]))
    return [*lines, told["can_tell"]]
