"""Another shop: one point for each unit of money, and one reward to start with."""

from __future__ import annotations

from app.kernel.i18n import _
from app.loyalty.expiry import MONTHS, Expiry
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules
from app.loyalty.templates import parts
from app.loyalty.templates.purse import Purse


def plain(purse: Purse) -> Rules:
    return Rules(
        earning=(parts.spend(purse),),
        rewards=(
            Reward(
                "5-off",
                _("{amount} off").format(amount=purse.said(5)),
                "amount_off",
                250,
                {"amount": purse.of(5)},
            ),
        ),
        expiry=Expiry(MONTHS, 12),
        worth=parts.worth(purse),
    )
