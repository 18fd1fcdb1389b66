"""What a replay found out: plain values, side by side for two sets of rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.loyalty.rules import Rules
from app.loyalty.simulating.behaviour import Behaviour

MOST_MOVES = 200
"""So many customers who change tier are named; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What customers have at the end of a day, the last of its month (or of the replay): points, and minor
    units at the programme's own rate; `money` None where points have no price."""

    day: date
    points: int
    money: int | None


@dataclass(frozen=True, slots=True)
class TierCount:
    """A tier at the end: how many customers are in it, and how many of them came up or down into it compared
    with today's rules. `id` and `name` are "" for none."""

    id: str
    name: str
    customers: int
    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class TierMove:
    """A customer who would stand in another tier than under today's rules: names, "" for none."""

    customer_id: int
    before: str
    after: str
    up: bool


@dataclass(frozen=True, slots=True)
class StampCount:
    """A stamp card: stamps given in the days asked for, and how many cards they filled."""

    id: str
    name: str
    given: int
    filled: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One set of rules over the days asked for.

    Points: `given`, `used`, `lapsed`, and `returned` with goods. `uses` are rewards given, `cost` what they
    were worth in minor units; `unpriced` of them had no price, so they are in no cost. `sales` is what was
    paid less refunds. `owed` is what customers have at each month's end, the last one at the end of the
    replay. `in_reach` of all `customers` have points for a reward then.
    """

    rules: Rules
    given: int
    used: int
    lapsed: int
    returned: int
    uses: int
    cost: int
    unpriced: int
    sales: int
    owed: tuple[Owed, ...]
    customers: int
    in_reach: int
    tiers: tuple[TierCount, ...] = ()
    moves: tuple[TierMove, ...] = ()
    stamps: tuple[StampCount, ...] = ()

    @property
    def cost_share(self) -> float:
        """The cost as a share of sales, 0 without any: 0.0076 is 0.76 %."""
        return self.cost / self.sales if self.sales else 0.0

    @property
    def reach_share(self) -> float:
        """The share of customers with a reward in reach at the end."""
        return self.in_reach / self.customers if self.customers else 0.0

    @property
    def owed_at_end(self) -> Owed | None:
        """What customers have at the end of the replay."""
        return self.owed[-1] if self.owed else None

    @property
    def moved_up(self) -> int:
        """How many customers would stand higher than under today's rules."""
        return sum(tier.up for tier in self.tiers)

    @property
    def moved_down(self) -> int:
        """How many customers would stand lower than under today's rules."""
        return sum(tier.down for tier in self.tiers)


@dataclass(frozen=True, slots=True)
class Simulation:
    """Two sets of rules over the same `purchases` of the days `since` to `until`, both included.

    `replayed` counts the purchases before them as well: balances and tiers at the first day come from those.
    """

    since: date
    until: date
    purchases: int
    replayed: int
    behaviour: Behaviour
    today: Outcome
    draft: Outcome
