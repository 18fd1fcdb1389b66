"""Who no longer reaches a tier is found, and drops when grace is over; new rules put everybody anew."""

from __future__ import annotations

from datetime import date, timedelta

from app.kernel.i18n import _, plural
from app.kernel.unit import Unit
from app.loyalty.daily_jobs import DailyJob
from app.loyalty.tiers.dropping import may_drop
from app.loyalty.tiers.evaluating import drop_due, evaluate_all
from app.loyalty.tiers.scheme import same_standing
from app.loyalty.tiers.standing import PROGRAMME
from app.loyalty.versions import rules_on


def run(unit: Unit, day: date) -> int:
    """How many customers came into another tier on `day`."""
    scheme, before = rules_on(unit, day).tiers, rules_on(unit, day - timedelta(days=1)).tiers
    if not same_standing(scheme, before):
        return evaluate_all(unit, day, PROGRAMME)
    return drop_due(unit, may_drop(unit, scheme, day), day) if scheme else 0


def words(customers: int) -> str:
    return plural("{count} customer changed tier", "{count} customers changed tier", customers).format(
        count=customers
    )


JOB = DailyJob("tiers", _("Tiers"), run, words, order=30)
