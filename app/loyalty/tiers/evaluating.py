"""Looking again at where customers stand: one after a sale, those whom a day may move, or everybody.

Members of a household stand together: their amounts count as one, and what is decided is decided for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Select, bindparam, select

from app.customers.models import Customer, Household, HouseholdMember
from app.kernel.unit import Unit, View
from app.loyalty.owners import members_of
from app.loyalty.tiers.history import Scribe, Standing, changes_of, standings
from app.loyalty.tiers.qualifying import AT_ONCE, at_most, counted, items, parts
from app.loyalty.tiers.scheme import BY_HAND, TierScheme
from app.loyalty.tiers.standing import (
    DROPPED,
    HAND,
    REACHED,
    RETURNED,
    UNDONE,
    Held,
    higher,
    restart,
    stand,
    start_tier,
    together,
)
from app.loyalty.tiers.window import Counted, Sums, window
from app.loyalty.versions import rules_on
from app.sales.tables import run, table

_C = table(Customer).c
_H = table(Household).c
_M = table(HouseholdMember).c

Group = tuple[int, ...]
Decide = Callable[[TierScheme, Held, int, date], Held]
_UP: Decide = partial(stand, drop=False)
_DOWN: Decide = partial(stand, drop=True)
_NOTHING = Counted()
_SHARING = select(_M.customer_id).where(_M.customer_id.in_(bindparam("ids", expanding=True)))


def stand_again(
    unit: Unit,
    customer_ids: Iterable[int],
    *,
    purchase_id: int | None = None,
    why: str = REACHED,
    alone: bool = False,
) -> int:
    """Lift whoever reached a higher tier, today; nobody drops by it, but who no longer reaches theirs is
    marked, and drops by the daily run. Call it when what counts came in by another way than a sale, or when
    a household changed; each customer is named once, and `alone` says that nobody shares with them. Returns
    how many came into another tier."""
    scheme = rules_on(unit, unit.today).tiers
    if not scheme:
        return 0
    groups = [(customer,) for customer in customer_ids] if alone else _groups(unit, customer_ids)
    return _evaluate(unit, scheme, groups, unit.today, _UP, why, purchase_id)


def drop_due(unit: Unit, customer_ids: Iterable[int], day: date) -> int:
    """Let those drop who did not reach their tier for the days of grace; returns how many came elsewhere."""
    scheme = rules_on(unit, day).tiers
    return _evaluate(unit, scheme, _groups(unit, customer_ids), day, _DOWN, DROPPED, None)


def evaluate_all(unit: Unit, day: date, why: str = REACHED, *, drop: bool = True) -> int:
    """Put everybody where the rules of a day put them; `drop` at once, else only upwards. Memory is bounded
    by one portion of customers. Returns how many came into another tier."""
    scheme = rules_on(unit, day).tiers
    return _evaluate(unit, scheme, _everybody(unit), day, restart if drop else _UP, why, None)


def take_back(unit: Unit, customer_id: int, purchase_id: int, *, moved_away: bool) -> int:
    """A sale came back: take back the tier that was reached only through it.

    What is left is the highest of the floor, of what the amount still gives, and of what would be held had
    the returned part never been bought. A tier that the sale and all others together never gave was held
    through a household that is no more: it stays through the days of grace. `moved_away`: all of it is about
    to be another customer's.
    """
    return _as_if(unit, customer_id, purchase_id, None, purchase_id if moved_away else None)


def bring_back(unit: Unit, customer_id: int, purchase_id: int) -> int:
    """The return of a sale was undone: the tier it took comes back, as far as the sales still carry it."""
    changes = changes_of(unit, customer_id)
    taken = (c.before for c in changes if c.why == RETURNED and c.purchase_id == purchase_id)
    return _as_if(unit, customer_id, purchase_id, next(taken, None), None)


def _as_if(unit: Unit, customer_id: int, purchase_id: int, again: str | None, without: int | None) -> int:
    """Stand where the sales as they are now would have led: never above what is held, or what is to be held
    `again`, but for what the amount of today gives. A drop is due since the day it would have been."""
    today = unit.today
    scheme = rules_on(unit, today).tiers
    if not scheme:
        return 0
    members = members_of(unit, customer_id)
    standing = standings(unit, members, start_tier(scheme))
    group = together(scheme, [standing[member].held for member in members])
    most = group.tier if again is None else higher(scheme, group.tier, again)
    base, since = _base(unit, customer_id, start_tier(scheme))
    grace = timedelta(days=scheme.grace_days)
    first = date.min if since == date.min else window(scheme, min(since, today - grace)).start
    sums = Sums(list(items(unit, scheme, members, first, without)))
    shared = False
    tier = higher(scheme, base, _led(scheme, sums, since))
    if scheme.rank(tier) > scheme.rank(most):
        tier = most
    elif again is None and scheme.by != BY_HAND:
        # What was held and no sale of these ever gave is a household's that ended; the daily run ends it.
        others = items(unit, scheme, members, first, purchase_id)
        ever = Sums([*others, at_most(unit, scheme, customer_id, purchase_id)])
        shared = scheme.rank(group.tier) > scheme.rank(higher(scheme, base, _led(scheme, ever, since)))
    amount = _sum(counted(unit, scheme, members, today, without), members)
    new = stand(scheme, group if shared else Held(tier, group.floor), amount.best, today, drop=False)
    if new.dropping_since is not None and scheme.by != BY_HAND and not shared:
        least = scheme.tiers[scheme.rank(new.tier)].start
        since = max(sums.below_since(scheme, least, today, scheme.grace_days), since)
        new = replace(new, dropping_since=since)
    scribe = Scribe(unit, today, purchase_id)
    _note(scribe, scheme, [standing[member] for member in members], new, amount, RETURNED)
    scribe.write()
    return scribe.changed


def _led(scheme: TierScheme, sums: Sums, since: date) -> str:
    """The highest tier that sums gave on any day, "" for none."""
    tier = scheme.reached(sums.highest(scheme, since))
    return tier.id if tier is not None else ""


def _base(view: View, customer_id: int, start: str) -> tuple[str, date]:
    """The last tier that was no matter of sales since, and the day it came: by hand, by new rules, a drop."""
    skip = 0
    for change in changes_of(view, customer_id):
        if change.why == UNDONE:
            skip += 1
        elif change.why == HAND and skip:
            skip -= 1
        elif change.why not in (REACHED, RETURNED) and change.tier != change.before:
            return change.tier, change.business_date
    return start, date.min


def _evaluate(
    unit: Unit,
    scheme: TierScheme,
    groups: Iterable[Group],
    day: date,
    decide: Decide,
    why: str,
    purchase_id: int | None,
) -> int:
    start = start_tier(scheme)
    scribe = Scribe(unit, day, purchase_id)
    for portion in _portions(groups):
        ids = [member for group in portion for member in group]
        standing = standings(unit, ids, start)
        amounts = counted(unit, scheme, ids, day)
        for group in portion:
            members = [standing[member] for member in group]
            amount = _sum(amounts, group)
            held = together(scheme, [member.held for member in members])
            _note(scribe, scheme, members, decide(scheme, held, amount.best, day), amount, why)
        scribe.write()
    return scribe.changed


def _note(
    scribe: Scribe, scheme: TierScheme, members: Sequence[Standing], new: Held, amount: Counted, why: str
) -> None:
    """All members stand so; each keeps the floor that was promised to them. Up is always "reached", save
    by new rules."""
    for member in members:
        up = scheme.rank(new.tier) > scheme.rank(member.held.tier)
        held = new if new.floor == member.held.floor else replace(new, floor=member.held.floor)
        scribe.note(member, held, amount.best, REACHED if up and why in (DROPPED, RETURNED) else why)


def _sum(amounts: dict[int, Counted], group: Group) -> Counted:
    if len(group) == 1:
        return amounts.get(group[0], _NOTHING)
    total = _NOTHING
    for member in group:
        total += amounts.get(member, _NOTHING)
    return total


def _groups(view: View, customer_ids: Iterable[int]) -> Iterator[Group]:
    """Those who stand together, for each of these customers, who are named once."""
    done: set[int] = set()
    for part in parts(customer_ids):
        sharing = set(run(view.session, _SHARING, {"ids": part}).scalars())
        for customer in part:
            if customer not in done:
                group = members_of(view, customer) if customer in sharing else (customer,)
                if len(group) > 1:
                    done.update(group)
                yield group


def _everybody(view: View) -> Iterator[Group]:
    """Every customer, those without a household first."""
    last = 0
    alone = ~select(_M.customer_id).where(_M.customer_id == _C.id).exists()
    while ids := _next(view, select(_C.id).where(_C.id > last, alone).order_by(_C.id)):
        yield from ((customer,) for customer in ids)
        last = ids[-1]
    last = 0
    while ids := _next(view, select(_H.holder_id).where(_H.holder_id > last).order_by(_H.holder_id)):
        yield from (members_of(view, holder) for holder in ids)
        last = ids[-1]


def _next(view: View, statement: Select[tuple[int]]) -> list[int]:
    return list(run(view.session, statement.limit(AT_ONCE)).scalars())


def _portions(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Groups in portions of about `AT_ONCE` customers."""
    portion: list[Group] = []
    size = 0
    for group in groups:
        portion.append(group)
        size += len(group)
        if size >= AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
