"""What reads tiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class TierState:
    """Where a customer stands. `amount` is what counts so far, `next_at` what the next tier begins with and
    `missing` what is left to it: minor units when `by` is "spend", points when it is "points", 0 by hand.
    `next_name` is "" at the top; `drops_on` the day a drop takes effect when one is due."""

    id: str
    name: str
    rank: int
    since: date | None
    by: str
    amount: int
    next_name: str
    next_at: int
    missing: int
    perks: tuple[str, ...]
    floor: str
    drops_on: date | None


def tier_state(view: View, customer_id: int) -> TierState | None:
    """Where a customer stands today; None in a programme without tiers."""
    return None
