"""A salon: fewer, larger visits; what is empty is the middle of the week."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.stamps.card import VISIT, StampCard
from app.loyalty.templates import parts
from app.loyalty.templates.purse import Purse
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.vouchers.rule import WIN_BACK


def salon(purse: Purse) -> Rules:
    midweek = {"name": _("Midweek"), "factor": 1500, "weekdays": ("tue", "wed")}
    return Rules(
        earning=(parts.spend(purse), EarningRule("midweek", "times", midweek), parts.first_purchase(50)),
        rewards=(
            Reward("care-product", _("Care product"), "free_item", 250, {"up_to": purse.of(12)}),
            Reward(
                "10-percent",
                _("10 % off the next visit"),
                "percent_off",
                300,
                {"percent": 10, "cap": purse.of(20)},
            ),
            Reward(
                "25-off",
                _("{amount} off").format(amount=purse.said(25)),
                "amount_off",
                600,
                {"amount": purse.of(25)},
            ),
        ),
        expiry=Expiry(MONTHS, 18),
        worth=parts.worth(purse),
        tiers=TierScheme(
            (
                Tier("member", _("Member"), perks=(_("birthday voucher"),)),
                Tier("silver", _("Silver"), purse.of(300), 1100, perks=(_("a head massage"),)),
                Tier("gold", _("Gold"), purse.of(800), 1250, perks=(_("first choice of appointments"),)),
            ),
            grace_days=60,
        ),
        stamp_cards=(
            StampCard(
                "visits", _("Visit card"), 6, VISIT, gives=_("A free treatment mask"), up_to=purse.of(15)
            ),
        ),
        vouchers=(
            parts.percent_voucher(_("Birthday: 15 % off"), 15, purse.of(20)),
            parts.amount_voucher(_("Welcome: {amount} off").format(amount=purse.said(5)), purse.of(5)),
            parts.percent_voucher(_("We miss you: 10 % off"), 10, purse.of(15), WIN_BACK),
        ),
        referral=ReferralRule(100, 100, minimum=purse.of(20), most_a_year=10),
    )
