"""Tiers follow sales: up at once when an amount is reached, back when the sale that reached it returns.

It comes last, so that points other followers gave count already. The sale itself was judged by the tier
before it: what lifts somebody earns by the old factor.
"""

from __future__ import annotations

from app.kernel.i18n import _
from app.kernel.unit import Unit
from app.loyalty.followers import Bought, Follower, Returned
from app.loyalty.ledgers import Ledgers
from app.loyalty.tiers.evaluating import bring_back, stand_again, take_back
from app.loyalty.tiers.scheme import POINTS
from app.loyalty.versions import rules_on


def bought(unit: Unit, ledgers: Ledgers, event: Bought) -> None:
    """Lift the customer; by points also whoever was given some by this sale, such as a friend."""
    rules = event.rules if event.sale.day == unit.today else rules_on(unit, unit.today)
    scheme = rules.tiers
    if not scheme:
        return
    concerned = {event.customer_id}
    if scheme.by == POINTS:
        ledgers.save()
        concerned.update(ledgers.holders)
    alone = len(concerned) == 1 and not ledgers.of(event.customer_id).tip.shared
    stand_again(unit, sorted(concerned), purchase_id=event.purchase_id, alone=alone)


def returned(unit: Unit, ledgers: Ledgers, event: Returned) -> None:
    """Take back what was reached only through the sale."""
    scheme = rules_on(unit, unit.today).tiers
    if not scheme:
        return
    moved_away = event.refund_id is None and event.whole
    take_back(unit, event.customer_id, event.purchase_id, moved_away=moved_away)
    if scheme.by == POINTS:
        ledgers.save()
        for holder in sorted(set(ledgers.holders) - {event.customer_id}):
            take_back(unit, holder, event.purchase_id, moved_away=moved_away)


def restored(unit: Unit, ledgers: Ledgers, event: Returned) -> None:
    """The return was undone: bring back what it took."""
    scheme = rules_on(unit, unit.today).tiers
    if not scheme:
        return
    concerned = {event.customer_id}
    if scheme.by == POINTS:
        ledgers.save()
        concerned.update(ledgers.holders)
    for customer_id in sorted(concerned):
        bring_back(unit, customer_id, event.purchase_id)


FOLLOWER = Follower("tiers", _("Tiers"), bought, returned, restored, order=900)
