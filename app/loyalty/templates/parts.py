"""What most templates begin with: points for money, a first purchase, a birthday, a welcome, a friend."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.earning import EarningRule
from app.loyalty.rewards import Reward
from app.loyalty.rules import Worth
from app.loyalty.templates.purse import Purse
from app.loyalty.vouchers.rule import BIRTHDAY, WELCOME, WIN_BACK, VoucherRule


def spend(purse: Purse) -> EarningRule:
    """One point for every unit of money."""
    return EarningRule("spend", "money_step", {"points": 1, "step": purse.unit})


def first_purchase(points: int) -> EarningRule:
    """Points on top of the first purchase."""
    return EarningRule(
        "first-purchase", "plus", {"name": _("First purchase"), "points": points, "first_purchase": True}
    )


def worth(purse: Purse) -> Worth:
    """A hundred points are one unit of money."""
    return Worth(100, purse.unit)


def percent_voucher(name: str, percent: int, cap: int, occasion: str = BIRTHDAY) -> VoucherRule:
    """A voucher of so many percent off, up to `cap` minor units."""
    return _voucher(name, occasion, "percent_off", {"percent": percent, "cap": cap})


def item_voucher(name: str, up_to: int, occasion: str = WELCOME) -> VoucherRule:
    """A voucher of a free item, up to a price in minor units."""
    return _voucher(name, occasion, "free_item", {"up_to": up_to})


def amount_voucher(name: str, amount: int, occasion: str = WELCOME) -> VoucherRule:
    """A voucher of an amount off, in minor units."""
    return _voucher(name, occasion, "amount_off", {"amount": amount})


def _voucher(name: str, occasion: str, kind: str, values: dict[str, int]) -> VoucherRule:
    rule_id = occasion.replace("_", "-")
    return VoucherRule(
        rule_id,
        name,
        occasion,
        Reward(rule_id, name, kind, 0, values),
        days_before=7 if occasion == BIRTHDAY else 0,
        valid_days=14 if occasion == BIRTHDAY else 60,
        away_days=90 if occasion == WIN_BACK else None,
    )
