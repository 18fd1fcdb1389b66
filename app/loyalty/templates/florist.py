"""A florist: birthdays and feast days."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.referral.rule import ReferralRule
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.stamps.card import StampCard
from app.loyalty.templates import parts
from app.loyalty.templates.purse import Purse
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.vouchers.rule import BIRTHDAY


def florist(purse: Purse) -> Rules:
    start_of_week = {"name": _("Start of the week"), "factor": 2000, "weekdays": ("mon",)}
    return Rules(
        earning=(
            parts.spend(purse),
            EarningRule("start-of-week", "times", start_of_week),
            parts.first_purchase(25),
        ),
        rewards=(
            Reward("free-rose", _("A rose for you"), "free_item", 75, {"up_to": purse.of(4)}),
            Reward(
                "10-percent",
                _("10 % off a bouquet"),
                "percent_off",
                200,
                {"percent": 10, "cap": purse.of(10)},
            ),
            Reward(
                "15-off",
                _("{amount} off").format(amount=purse.said(15)),
                "amount_off",
                400,
                {"amount": purse.of(15)},
            ),
        ),
        expiry=Expiry(MONTHS, 12),
        worth=parts.worth(purse),
        tiers=TierScheme(
            (
                Tier("member", _("Member"), perks=(_("birthday voucher"),)),
                Tier("silver", _("Silver"), purse.of(150), 1100, perks=(_("free ribbon and card"),)),
                Tier("gold", _("Gold"), purse.of(400), 1250, perks=(_("free delivery in town"),)),
            ),
            grace_days=30,
        ),
        stamp_cards=(
            StampCard(
                "bouquet",
                _("Bouquet card"),
                8,
                category=(_("Bouquets"), _("Flowers")),
                gives=_("A bunch of the season"),
                up_to=purse.of(12),
            ),
        ),
        vouchers=(
            parts.item_voucher(_("Birthday: a rose"), purse.of(5), BIRTHDAY),
            parts.amount_voucher(_("Welcome: {amount} off").format(amount=purse.said(3)), purse.of(3)),
        ),
        referral=ReferralRule(50, 50, most_a_year=10),
    )
