"""Where an amount lets somebody stand: up at once, down after grace, never below a floor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.loyalty.tiers.scheme import BY_HAND, TierScheme

REACHED, DROPPED, HAND, PROGRAMME = "reached", "dropped", "hand", "programme"
RETURNED, UNDONE = "returned", "undone"
"""Why somebody came into a tier. The ids are in every shop's file for ever: reached by an amount; no longer
reached; by hand; by new rules; taken back with a sale that came back; a tier by hand that was undone."""


@dataclass(frozen=True, slots=True)
class Held:
    """A standing: ids of the tier and the floor under it, "" for none, and the day a drop was found due."""

    tier: str = ""
    floor: str = ""
    dropping_since: date | None = None


def start_tier(scheme: TierScheme) -> str:
    """The tier everybody is in before anything happened: the one that begins at 0, "" without such."""
    lowest = scheme.reached(0)
    return lowest.id if lowest is not None else ""


def higher(scheme: TierScheme, first: str, second: str) -> str:
    """The higher of two tiers; the first of two that are none of the scheme's."""
    return second if scheme.rank(second) > scheme.rank(first) else first


def deserved(scheme: TierScheme, held: Held, amount: int) -> str:
    """The tier an amount gives, or the floor where that is higher. By hand, what is held stays."""
    if scheme.by == BY_HAND:
        reached = held.tier if scheme.rank(held.tier) >= 0 else start_tier(scheme)
    else:
        tier = scheme.reached(amount)
        reached = tier.id if tier is not None else ""
    return higher(scheme, reached, held.floor)


def stand(scheme: TierScheme, held: Held, amount: int, day: date, *, drop: bool) -> Held:
    """Where `amount` lets somebody stand on a day. Upwards at once; downwards only when `drop`, once
    `grace_days` have passed since the drop was first found due, and then to what the amount gives."""
    due = deserved(scheme, held, amount)
    if scheme.rank(due) >= scheme.rank(held.tier):
        return Held(due, held.floor)
    since = held.dropping_since or day
    if drop and day >= since + timedelta(days=scheme.grace_days):
        return Held(due, held.floor)
    return replace(held, dropping_since=since)


def restart(scheme: TierScheme, held: Held, amount: int, _day: date) -> Held:
    """Where new rules put somebody: what the amount gives, without grace."""
    return Held(deserved(scheme, held, amount), held.floor)


def drops_on(scheme: TierScheme, held: Held, today: date) -> date | None:
    """The day a drop takes effect, None when none is due; an overdue one comes with the next daily run."""
    if held.dropping_since is None:
        return None
    return max(held.dropping_since + timedelta(days=scheme.grace_days), today)


def together(scheme: TierScheme, members: list[Held]) -> Held:
    """Where those who share one standing stand: the highest tier and the highest floor any of them holds."""
    tier = floor = ""
    for held in members:
        tier, floor = higher(scheme, tier, held.tier), higher(scheme, floor, held.floor)
    days = [held.dropping_since for held in members if held.tier == tier and held.dropping_since]
    return Held(tier, floor, min(days, default=None))
