"""A café: small sums, often."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import ABSENCE, Expiry
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.stamps.card import StampCard
from app.loyalty.templates import parts
from app.loyalty.templates.purse import Purse
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.vouchers.rule import BIRTHDAY

_WEEK = ("mon", "tue", "wed", "thu", "fri")


def cafe(purse: Purse) -> Rules:
    early = {"name": _("Early birds"), "factor": 2000, "weekdays": _WEEK, "before": "09:00"}
    return Rules(
        earning=(parts.spend(purse), EarningRule("early-birds", "times", early), parts.first_purchase(10)),
        rewards=(
            Reward("free-drink", _("Free hot drink"), "free_item", 40, {"up_to": purse.of(4)}),
            Reward("free-cake", _("Free slice of cake"), "free_item", 60, {"up_to": purse.of(5)}),
            Reward(
                "10-off",
                _("{amount} off").format(amount=purse.said(10)),
                "amount_off",
                150,
                {"amount": purse.of(10)},
            ),
        ),
        expiry=Expiry(ABSENCE, 6),
        worth=parts.worth(purse),
        tiers=TierScheme(
            (
                Tier("guest", _("Guest")),
                Tier("regular", _("Regular"), purse.of(150), 1100, perks=(_("oat milk on us"),)),
                Tier(
                    "house-friend", _("Friend of the house"), purse.of(400), 1250, perks=(_("a table held"),)
                ),
            ),
            grace_days=30,
        ),
        stamp_cards=(
            StampCard(
                "coffee",
                _("Coffee card"),
                10,
                category=(_("Drinks"), _("Coffee"), _("Tea")),
                gives=_("A free drink"),
                up_to=purse.of(4),
            ),
        ),
        vouchers=(
            parts.item_voucher(_("Birthday: a slice of cake"), purse.of(5), BIRTHDAY),
            parts.item_voucher(_("Welcome: a second drink on us"), purse.of(4)),
        ),
        referral=ReferralRule(20, 20, most_a_year=10),
    )
