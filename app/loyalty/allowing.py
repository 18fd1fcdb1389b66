"""Who may have a reward, and when: the conditions it names and its limits, as one short reason against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from app.kernel.clock import zone
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.conditions import Condition, conditions
from app.loyalty.limits import limit_reached
from app.loyalty.reading import Values
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.sale import Sale
from app.loyalty.who import who_is
from app.loyalty.words import day_text


def why_not(view: View, rules: Rules, reward: Reward, customer_id: int, at: datetime, steps: int = 1) -> str:
    """What stands against giving a reward at a moment, in a few words ("for Gold and Platinum", "had already
    this year", "none left", "from 1 Dec 2026"); "" when nothing does. Whether the points suffice is not
    asked."""
    named = [condition for condition in conditions() if condition.named_by(reward.values)]
    if named:
        moment = _moment(view, customer_id, at, frozenset(fact for one in named for fact in one.needs))
        for condition in named:
            if condition.holds is not None and not condition.holds(reward.values)(moment):
                return _reason(condition, view, rules, reward, moment)
    return limit_reached(view, reward, customer_id, at, steps)


def _moment(view: View, customer_id: int, at: datetime, needs: frozenset[str]) -> Sale:
    """The moment as conditions see one: a sale of nothing."""
    day = view.day_of(at)
    clock = at.astimezone(zone(view.context.timezone)).time()
    return Sale(
        0, day, at=at, customer_id=customer_id, clock=clock, who=who_is(view, customer_id, day, needs)
    )


def _reason(condition: Condition, view: View, rules: Rules, reward: Reward, moment: Sale) -> str:
    say = _REASONS.get(condition.id)
    return condition.words(reward.values, view) if say is None else say(view, rules, reward.values, moment)


def _tier(_view: View, rules: Rules, values: Values, _moment: Sale) -> str:
    names = {tier.id: tier.name for tier in rules.tiers.tiers}
    return _("for {tiers}").format(tiers=_(" and ").join(names.get(tier, tier) for tier in values["tier"]))


def _tags(_view: View, _rules: Rules, values: Values, _moment: Sale) -> str:
    return _("for customers tagged {names}").format(names=_(" or ").join(values["tags"]))


def _dates(view: View, _rules: Rules, values: Values, moment: Sale) -> str:
    start = date.fromisoformat(str(values["from"])) if "from" in values else date.min
    if moment.day < start:
        return _("from {day}").format(day=day_text(start, view))
    return _("ended on {day}").format(day=day_text(date.fromisoformat(str(values["to"])), view))


def _birthday(view: View, _rules: Rules, values: Values, moment: Sale) -> str:
    if moment.who.birthday is None:
        return _("the birthday is not known")
    condition = conditions().get("birthday")
    return "" if condition is None else condition.words(values, view)


_REASONS: dict[str, Callable[[View, Rules, Values, Sale], str]] = {
    "tier": _tier,
    "tags": _tags,
    "dates": _dates,
    "birthday": _birthday,
}
