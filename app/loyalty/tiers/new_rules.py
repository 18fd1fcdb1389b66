"""New rules put everybody into the tier they give, on the first day they hold."""

from __future__ import annotations

from app.kernel.unit import Unit
from app.loyalty.tiers.evaluating import evaluate_all
from app.loyalty.tiers.scheme import TierScheme, same_standing
from app.loyalty.tiers.standing import PROGRAMME
from app.loyalty.versions import rules_on


def rules_changed(unit: Unit, before: TierScheme) -> int:
    """Call it when rules begin to hold today, with the tiers that held until now; those that begin on a later
    day are looked at by the daily run. Returns how many customers came into another tier."""
    if same_standing(rules_on(unit, unit.today).tiers, before):
        return 0
    return evaluate_all(unit, unit.today, PROGRAMME)
