"""What a demonstration shop did for its groups: a letter to regulars in autumn, of whom some got none.

Who got it came a little more often in the days after; how much more is for the book to find out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert

from app.exchange.demo.days import Span, time_of_day
from app.exchange.demo.life import Life
from app.exchange.demo.people import chance
from app.groups.models import Campaign, CampaignMember, CustomerGroup
from app.groups.ready_made import ready_made
from app.groups.rule import rule_text
from app.kernel.i18n import _
from app.kernel.text import sort_key
from app.kernel.unit import Unit
from app.sales.tables import inserted, run, run_many, table

BEGAN = 75
"""Days before the last day: the letter went out."""
WATCHED = 30
HOLDOUT_PERCENT = 20
_KNOWN_FOR = 60
_ASKED, _MOVED = 0.8, 0.4
_EACH = 95
"""What a letter costs, in minor units."""
_GROUPS = (
    ("German crime readers", '{"is": "tag", "tags": ["German crime"], "every": false}'),
    (
        "Spent well, quiet now",
        '{"all": [{"is": "spend", "at_least": 15000, "when": "ever"}, {"is": "last-visit", "at_least": 45}]}',
    ),
)


@dataclass(frozen=True, slots=True)
class Lot:
    """Somebody who was in the group; `held_out` got no letter, `came` on a day because of it."""

    held_out: bool
    came: datetime | None = None


def began(span: Span) -> datetime | None:
    """When the letter went out; None in a history too short for it."""
    day = span.last - timedelta(days=BEGAN)
    return span.at(day, time(10)) if (day - span.first).days > _KNOWN_FOR else None


def lot(seed: int, place: int, led: Life, span: Span) -> Lot | None:
    """What fell to the customer at that place; None for who was not in the group."""
    start = began(span)
    if start is None or not _was_there(led, start.date()):
        return None
    rng = chance(seed, "campaign", place)
    if rng.random() >= _ASKED:
        return None
    held_out = rng.random() * 100 < HOLDOUT_PERCENT
    if held_out or rng.random() >= _MOVED:
        return Lot(held_out)
    day = start.date() + timedelta(days=2 + int(rng.random() * (WATCHED - 4)))
    return Lot(held_out, span.at(day, time_of_day(rng, day, led.minute)))


def _was_there(led: Life, day: date) -> bool:
    return (
        led.rhythm <= 100
        and led.joined_on <= day - timedelta(days=_KNOWN_FOR)
        and led.stops > day + timedelta(days=WATCHED)
    )


def write_groups(unit: Unit, staff: int) -> None:
    """Two groups of the shop's own."""
    for name, rule in _GROUPS:
        run(
            unit.session,
            insert(table(CustomerGroup)).values(
                name=name, folded=sort_key(name), rule=rule, made_at=unit.now, changed_at=unit.now,
                staff_id=staff,
            ),
        )  # fmt: skip


def write_campaign(unit: Unit, start: datetime, lots: Sequence[tuple[int, bool]], staff: int) -> None:
    """The campaign and its members: (customer, whether held out)."""
    group = ready_made("regulars")
    if not lots or group is None:
        return
    treated = sum(not out for _customer, out in lots)
    campaign = inserted(
        unit.session,
        insert(table(Campaign)).values(
            name=_("Autumn letter"), action="letter", data='{"wording": "We miss you"}',
            group_name=group.label, rule=rule_text(group.rule), started_on=unit.day_of(start),
            started_at=start, holdout_percent=HOLDOUT_PERCENT, days=WATCHED, cost=_EACH * treated,
            staff_id=staff,
        ),
    )  # fmt: skip
    run_many(
        unit.session,
        insert(table(CampaignMember)),
        [{"campaign_id": campaign, "customer_id": one, "held_out": out} for one, out in lots],
    )
