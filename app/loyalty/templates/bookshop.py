"""A bookshop with a coffee corner."""

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


def bookshop(purse: Purse) -> Rules:
    quiet = {
        "name": _("Quiet hours"),
        "factor": 1500,
        "weekdays": ("tue",),
        "after": "14:00",
        "before": "17:00",
    }
    return Rules(
        earning=(parts.spend(purse), EarningRule("quiet-hours", "times", quiet), parts.first_purchase(50)),
        rewards=(
            Reward("free-coffee", _("Free coffee"), "free_item", 150, {"up_to": purse.of(4)}),
            Reward(
                "5-off-book",
                _("{amount} off any book").format(amount=purse.said(5)),
                "amount_off",
                500,
                {"amount": purse.of(5)},
            ),
            Reward(
                "signed-first-edition", _("Signed first edition"), "free_item", 1000, {"up_to": purse.of(25)}
            ),
        ),
        expiry=Expiry(MONTHS, 12),
        worth=parts.worth(purse),
        tiers=TierScheme(
            (
                Tier("member", _("Member"), perks=(_("birthday voucher"),)),
                Tier("silver", _("Silver"), purse.of(200), 1100, perks=(_("early access to signed copies"),)),
                Tier(
                    "gold",
                    _("Gold"),
                    purse.of(500),
                    1250,
                    factor_from=purse.of(20),
                    perks=(_("free gift wrap"), _("evening seats held")),
                ),
                Tier("platinum", _("Platinum"), purse.of(1000), 1500, perks=(_("a book chosen for you"),)),
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
            parts.percent_voucher(_("Birthday: 10 % off"), 10, purse.of(20)),
            parts.item_voucher(_("Welcome: a coffee on us"), purse.of(4)),
        ),
        referral=ReferralRule(100, 100, most_a_year=10),
    )
