"""Points for sending a friend, in a replay: for both, on the day of the friend's first purchase."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from app.customers.models import Customer
from app.kernel.unit import View
from app.loyalty.owners import owner_expression
from app.loyalty.rules import Rules
from app.loyalty.simulating.replay import Bonus
from app.sales.models import Purchase
from app.sales.tables import run, table

_C = table(Customer).c
_P = table(Purchase).c


def friends_bring(view: View, rules: Rules) -> dict[int, list[Bonus]]:
    """What friends bring to each account, by its holder.

    It is given on the day of the friend's first purchase that was not given back whole and came to the
    `minimum`; of one sender's friends so many count in a calendar year as `most_a_year` says. One row for
    every customer who was sent is held in memory.
    """
    rule = rules.referral
    if not rule:
        return {}
    first = (
        select(
            owner_expression(_C.id),
            owner_expression(_C.referred_by_id),
            _C.referred_by_id,
            func.min(_P.business_date),
        )
        .join_from(table(Customer), table(Purchase), _P.customer_id == _C.id)
        .where(
            _C.referred_by_id.is_not(None),
            _P.voided_at.is_(None),
            _P.refunded < _P.amount,
            _P.amount >= (rule.minimum or 0),
        )
        .group_by(_C.id, _C.referred_by_id)
        .order_by(func.min(_P.business_date), _C.id)
    )
    found: dict[int, list[Bonus]] = {}
    sent: Counter[tuple[int, int]] = Counter()
    for friend, sender, person, day in run(view.session, first):
        sent[person, day.year] += 1
        if rule.most_a_year is not None and sent[person, day.year] > rule.most_a_year:
            continue
        for account, points in ((friend, rule.friend), (sender, rule.sender)):
            if points:
                found.setdefault(account, []).append(Bonus(day, points))
    return found
