"""What reads tiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.unit import View
from app.loyalty.owners import members_of
from app.loyalty.tiers.history import standings
from app.loyalty.tiers.models import TierChange
from app.loyalty.tiers.qualifying import counted
from app.loyalty.tiers.scheme import BY_HAND, TierScheme
from app.loyalty.tiers.standing import drops_on, start_tier, together
from app.loyalty.tiers.window import Counted
from app.loyalty.versions import rules_on
from app.loyalty.who import tier_on
from app.sales.tables import run, table

_C = table(TierChange).c
_NAME = table(Customer).c


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


@dataclass(frozen=True, slots=True)
class TierMove:
    """A customer came into a tier on a day. `tier` and `before` are names, "" for none; `why` is "reached",
    "dropped", "hand", "programme", "returned" (with a sale that came back) or "undone"."""

    customer_id: int
    name: str
    tier: str
    before: str
    why: str
    up: bool


def tier_state(view: View, customer_id: int) -> TierState | None:
    """Where a customer stands today; None in a programme without tiers.

    In calendar years `amount` is this year's: what a tier of next year is reached with.
    """
    scheme = rules_on(view, view.today).tiers
    if not scheme:
        return None
    members = members_of(view, customer_id)
    found = standings(view, members, start_tier(scheme))
    held = together(scheme, [found[member].held for member in members])
    amount = sum(counted(view, scheme, members, view.today).values(), Counted()).now
    tier, above = scheme.tier(held.tier), scheme.above(held.tier)
    by_amount = above is not None and scheme.by != BY_HAND
    next_at = above.start if above is not None and by_amount else 0
    return TierState(
        id=held.tier,
        name=tier.name if tier is not None else "",
        rank=scheme.rank(held.tier),
        since=found[customer_id].since,
        by=scheme.by,
        amount=amount,
        next_name=above.name if above is not None else "",
        next_at=next_at,
        missing=max(0, next_at - amount),
        perks=tier.perks if tier is not None else (),
        floor=held.floor,
        drops_on=drops_on(scheme, held, view.today),
    )


def tier_names(view: View, customer_ids: Iterable[int]) -> dict[int, str]:
    """The names of the tiers customers stand in, for lists; "" for none, as in a programme without tiers."""
    ids = list(dict.fromkeys(customer_ids))
    scheme = rules_on(view, view.today).tiers
    if not scheme:
        return dict.fromkeys(ids, "")
    names = _names(scheme)
    found = standings(view, ids, start_tier(scheme))
    return {customer: names.get(standing.held.tier, "") for customer, standing in found.items()}


def tier_ranks(view: View, customer_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """The name of the tier and how high it is, 0 the lowest, of those who stand above the lowest. Asked at
    every keystroke of a search: one look at the standings by their key."""
    scheme = rules_on(view, view.today).tiers
    if len(scheme.tiers) < 2 or not customer_ids:
        return {}
    marks = ",".join("?" * len(customer_ids))
    sql = f"SELECT customer_id, tier FROM tier_standing WHERE customer_id IN ({marks})"  # noqa: S608
    ranks = {tier.id: (tier.name, rank) for rank, tier in enumerate(scheme.tiers) if rank}
    return {row[0]: ranks[row[1]] for row in view.rows(sql, list(customer_ids)) if row[1] in ranks}


def tier_on_day(view: View, customer_id: int, day: date) -> str:
    """The name of the tier a customer was in at the end of a day, by the names of that day; "" for none."""
    return _names(rules_on(view, day).tiers).get(tier_on(view, customer_id, day), "")


def tier_changes(view: View, day: date | None = None) -> list[TierMove]:
    """Who came into another tier on a day (today), in order. Promises of a floor that moved nobody are left
    out. A tier the rules know no more is shown by its id."""
    day = day or view.today
    scheme = rules_on(view, day).tiers
    names = _names(scheme)
    rows = run(
        view.session,
        select(_C.customer_id, _NAME.name, _C.tier, _C.before, _C.why)
        .join_from(table(TierChange), table(Customer), _NAME.id == _C.customer_id)
        .where(_C.business_date == day, _C.tier != _C.before)
        .order_by(_C.id),
    )
    return [
        TierMove(
            customer, name, names.get(tier, tier), names.get(before, before), why,
            scheme.rank(tier) > scheme.rank(before),
        )
        for customer, name, tier, before, why in rows
    ]  # fmt: skip


def _names(scheme: TierScheme) -> dict[str, str]:
    return {tier.id: tier.name for tier in scheme.tiers}
