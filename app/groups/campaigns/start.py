"""Doing something for a group, and leaving some of it out by chance.

One transaction: lots are drawn, the members written down, and the action done for those not left out, where
it is not done outside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from app.customers.models import Customer
from app.customers.payment_cards import forbid_payment_numbers
from app.groups.campaigns.drawing import MOST_PERCENT, draw, held_out_count
from app.groups.campaigns.intervals import seen_from
from app.groups.campaigns.kind import ACTIONS, ActionKind, Data, Doing
from app.groups.membership import members_of
from app.groups.models import Campaign, CampaignMember
from app.groups.ordering import fetch_ids
from app.groups.rule import kept_rule
from app.kernel.errors import NotFound, Refused
from app.kernel.fields import clean_values
from app.kernel.i18n import _, plural
from app.kernel.ids import new_request_id
from app.kernel.money import MAX_AMOUNT
from app.kernel.text import clean_text
from app.kernel.unit import Unit, View
from app.sales.tables import inserted, run_many, table

USUAL_PERCENT, USUAL_DAYS = 10, 30
LONGEST = 730
"""Days; who comes back after two years does so for other reasons."""

_LONGEST_NAME = 120
_MEMBER = insert(table(CampaignMember))


@dataclass(frozen=True)
class StartCampaign:
    """Do the action of that id for these customers; None for whoever is in the group of `rule` by then, so
    that the same request means the same though the group lives on.

    `data` are its fields' values. `group_name` and `rule` (JSON, `app.groups.rule`) tell the group as it is
    now. `name` is what the campaign is called, by default what is done. `holdout_percent` of them are left
    out by chance, `days` are watched from today, `cost` is what it costs in minor units, None where nobody
    knows.
    """

    action: str
    customers: tuple[int, ...] | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    group_name: str = ""
    rule: str = "{}"
    name: str = ""
    holdout_percent: int = USUAL_PERCENT
    days: int = USUAL_DAYS
    cost: int | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class CampaignStarted:
    """The campaign, what it is called, how many it was done for and how many were left out by chance.
    `cannot_get` counts those left out beforehand by why. `by_front`: it is still to be done for those it is
    for."""

    campaign: int
    name: str
    treated: int
    held_out: int
    cannot_get: Mapping[str, int]
    by_front: bool
    already_done: bool = False


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of a campaign: `customers` are those lots are drawn among. `seen_from` is the least
    difference of shares it could be sure to show, None where nobody is left out."""

    customers: tuple[int, ...]
    treated: int
    held_out: int
    cannot_get: Mapping[str, int]
    seen_from: float | None


def prospect(view: View, cmd: StartCampaign) -> Prospect:
    """How a campaign would divide its group; nothing is drawn. Raises what `start_campaign` raises."""
    kind = _kind(cmd.action)
    _check_numbers(cmd)
    return _prospect(view, kind, _settled(view, kind, cmd), cmd)


def start_campaign(unit: Unit, cmd: StartCampaign) -> CampaignStarted:
    """Refused where nobody is left to do it for, or the action cannot be done."""
    kind = _kind(cmd.action)
    _check_numbers(cmd)
    data = _settled(unit, kind, cmd)
    name = _named(unit, kind, data, cmd)
    ahead = _prospect(unit, kind, data, cmd)
    if not ahead.customers:
        raise Refused(_nobody(ahead), field="customers")
    out = draw(ahead.customers, cmd.holdout_percent, cmd.request_id or new_request_id())
    campaign = _write(unit, cmd, kind, data, name)
    run_many(
        unit.session,
        _MEMBER,
        [
            {"campaign_id": campaign, "customer_id": one, "held_out": one in out}
            for one in ahead.customers
        ],
    )  # fmt: skip
    unit.changed("campaign")
    given = [one for one in ahead.customers if one not in out]
    if kind.do is not None:
        kind.do(unit, Doing(campaign, name, data, given))
    unit.remember(
        _("“{name}” for {people}, {left} left out by chance").format(
            name=name, people=_people(len(given)), left=len(out)
        ),
        undo_kind="campaign.started",
        undo={"campaign": campaign},
    )
    return CampaignStarted(campaign, name, len(given), len(out), ahead.cannot_get, kind.by_front)


def _kind(action: str) -> ActionKind:
    found = ACTIONS.get(action)
    if found is None:
        words = _("There is no action “{name}”; there are {known}.")
        raise NotFound(words.format(name=action[:40], known=", ".join(ACTIONS.ids())), field="action")
    return found


def _check_numbers(cmd: StartCampaign) -> None:
    if not 0 <= cmd.holdout_percent <= MOST_PERCENT:
        words = _("Leave out between 0 and {most} % of the group.")
        raise Refused(words.format(most=MOST_PERCENT), field="holdout_percent")
    if not 1 <= cmd.days <= LONGEST:
        raise Refused(_("Watch between 1 and {most} days.").format(most=LONGEST), field="days")
    if cmd.cost is not None and not 0 <= cmd.cost <= MAX_AMOUNT:
        raise Refused(_("That cannot be what it cost."), field="cost")
    try:
        rule = json.loads(cmd.rule)
    except ValueError:
        rule = None
    if not isinstance(rule, dict):
        raise Refused(_("The group's criteria cannot be read."), field="rule")


def _settled(view: View, kind: ActionKind, cmd: StartCampaign) -> Data:
    values = clean_values(kind.fields, cmd.data)
    return values if kind.settle is None else kind.settle(view, values)


def _named(unit: Unit, kind: ActionKind, data: Data, cmd: StartCampaign) -> str:
    name = clean_text(cmd.name, label=_("The name"), limit=_LONGEST_NAME, field="name")
    name = name or kind.says(data)[:_LONGEST_NAME]
    for text in (name, cmd.group_name, *map(str, data.values())):
        forbid_payment_numbers(unit, text, "name")
    return name


def _prospect(view: View, kind: ActionKind, data: Data, cmd: StartCampaign) -> Prospect:
    wanted = frozenset(members_of(view, kept_rule(cmd.rule)) if cmd.customers is None else cmd.customers)
    standing = frozenset(fetch_ids(view, select(Customer.id).where(Customer.archived_at.is_(None))))
    archived = wanted - standing
    if archived and (unknown := archived.difference(fetch_ids(view, select(Customer.id)))):
        raise NotFound(_("There is no customer {number}.").format(number=min(unknown)), field="customers")
    left: dict[str, int] = {}
    there = wanted & standing
    reasons = [(_("are archived"), archived)]
    if kind.cannot_get is not None:
        reasons += kind.cannot_get(view, data, there)
    left_out: set[int] = set()
    for why, who in reasons:
        fresh = (who & wanted) - left_out
        left_out |= fresh
        if fresh:
            left[why] = len(fresh)
    customers = tuple(sorted(there - left_out))
    out = held_out_count(len(customers), cmd.holdout_percent)
    given = len(customers) - out
    return Prospect(customers, given, out, left, seen_from(given, out))


def _nobody(ahead: Prospect) -> str:
    if not ahead.cannot_get:
        return _("There is nobody in the group. Nothing was done.")
    told = ", ".join(f"{count} {why}" for why, count in ahead.cannot_get.items())
    return _("Nobody of the group can get it: {told}. Nothing was done.").format(told=told)


def _write(unit: Unit, cmd: StartCampaign, kind: ActionKind, data: Data, name: str) -> int:
    return inserted(
        unit.session,
        insert(table(Campaign)).values(
            name=name,
            action=kind.id,
            data=json.dumps(dict(data), ensure_ascii=False, sort_keys=True),
            group_name=clean_text(cmd.group_name, label=_("The group"), limit=_LONGEST_NAME, field="group"),
            rule=cmd.rule,
            started_on=unit.today,
            started_at=unit.now,
            holdout_percent=cmd.holdout_percent,
            days=cmd.days,
            cost=cmd.cost,
            staff_id=unit.actor.staff_id,
        ),
    )


def _people(count: int) -> str:
    return plural("{n} customer", "{n} customers", count).format(n=count)
