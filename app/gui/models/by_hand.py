"""What can be given by hand under today's rules: vouchers and tiers, as choices."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.unit import View
from app.loyalty.queries import rules_on


@dataclass(frozen=True)
class ByHand:
    """Vouchers and tiers as (id, name), in the programme's order."""

    vouchers: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, str], ...]


def by_hand(view: View) -> ByHand:
    """The choices of today's programme."""
    rules = rules_on(view, view.today)
    vouchers = tuple((rule.id, rule.name) for rule in rules.vouchers)
    return ByHand(vouchers, tuple((tier.id, tier.name) for tier in rules.tiers.tiers))
