"""What of the past a replay must read: only what one of its sets of rules asks for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.unit import View
from app.loyalty.conditions import bind
from app.loyalty.credit.models import GiftCard
from app.loyalty.reading import Values
from app.loyalty.rewards import value_of
from app.loyalty.rules import Rules
from app.loyalty.stamps.card import ITEM
from app.sales.tables import run, table

HOURS = ("after", "before")
_ANY_SALE = 10_000
"""A reward whose value an amount alone does not tell may be told by the lines of its sale."""
_OF_PEOPLE = frozenset(("tags", "birthday", "joined_on"))


@dataclass(frozen=True, slots=True)
class Wants:
    """Whether the lines of purchases are looked at, the time of day, and which facts of customers."""

    lines: bool
    clock: bool
    people: frozenset[str]


def wants_of(view: View, *sets: Rules) -> Wants:
    """What these sets of rules ask for together. Gift cards sold are lines of their own that do not count."""
    values = [named for rules in sets for named in _values(rules)]
    bound = [bind(named) for named in values]
    people = {fact for one in bound for fact in one.needs} & _OF_PEOPLE
    if any(rules.tiers for rules in sets):
        people.add("tier")
    if any(rule.kind == "sign_up" for rules in sets for rule in rules.earning):
        people.add("joined_on")
    lines = (
        any(one.picks is not None for one in bound)
        or any(rules.counting.without for rules in sets)
        or any(card.per == ITEM for rules in sets for card in rules.stamp_cards)
        or any(value_of(reward, _ANY_SALE) is None for rules in sets for reward in rules.rewards)
        or run(view.session, select(table(GiftCard).c.id).limit(1)).first() is not None
    )
    clock = any(hour in named for named in values for hour in HOURS)
    return Wants(lines, clock, frozenset(people))


def _values(rules: Rules) -> list[Values]:
    return [rule.values for rule in rules.earning] + [reward.values for reward in rules.rewards]
