"""Tiers when a household changes: members stand together, so who joins or leaves may stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from app.kernel.unit import Unit
from app.loyalty.tiers.by_hand import kept
from app.loyalty.tiers.evaluating import stand_again
from app.loyalty.tiers.history import Scribe, standings
from app.loyalty.tiers.standing import RETURNED, Held, start_tier
from app.loyalty.versions import rules_on


def stand_as_shared(unit: Unit, customers: Iterable[int]) -> list[list[Any]]:
    """Look again at where these stand, once the household is as it will be: up at once, down by the daily run
    after the days of grace. Returns what `stand_as_before` needs to take that back."""
    scheme = rules_on(unit, unit.today).tiers
    if not scheme:
        return []
    every = sorted(customers)
    before = standings(unit, every, start_tier(scheme))
    stand_again(unit, every)
    return [kept(unit, before[customer]) for customer in every]


def stand_as_before(unit: Unit, was: Sequence[Sequence[Any]], customers: Iterable[int]) -> None:
    """The change was undone: whose tier did not change again since stands as before it; then all of them are
    looked at, for what was bought meanwhile."""
    scheme = rules_on(unit, unit.today).tiers
    if not scheme:
        return
    now = standings(unit, [int(row[0]) for row in was], start_tier(scheme))
    scribe = Scribe(unit, unit.today)
    for customer_id, written, tier, floor, dropping in was:
        standing = now[int(customer_id)]
        if kept(unit, standing)[1] == written:
            since = date.fromisoformat(dropping) if dropping else None
            scribe.note(standing, Held(tier, floor, since), standing.amount, RETURNED)
    scribe.write()
    stand_again(unit, sorted(customers))
