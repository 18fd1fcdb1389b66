"""What changes points, and the till actions that touch money and points together."""

from __future__ import annotations

from app.loyalty.adjusting import Adjust, Adjusted, GiveOpening, adjust, give_opening
from app.loyalty.credit.blocking import (
    BlockGiftCard,
    GiftCardMarked,
    UnblockGiftCard,
    block_gift_card,
    unblock_gift_card,
)
from app.loyalty.credit.giving import CreditGiven, GiveCredit, give_credit
from app.loyalty.credit.paying import PaidWithGiftCard, Payment, PayWithGiftCard, pay_with_gift_card
from app.loyalty.credit.selling import (
    GiftCardLoaded,
    SellGiftCard,
    TopUpGiftCard,
    sell_gift_card,
    top_up_gift_card,
)
from app.loyalty.households.joining import (
    HouseholdJoined,
    HouseholdNamed,
    JoinHousehold,
    RenameHousehold,
    join_household,
    rename_household,
)
from app.loyalty.households.leaving import HouseholdLeft, LeaveHousehold, leave_household
from app.loyalty.lapsing import Lapsed, LapseDue, lapse_due
from app.loyalty.moving import Moved, MovePurchase, move_purchase
from app.loyalty.programme import StartProgramme, start_first, start_programme
from app.loyalty.redeeming import GiveBack, GivenBack, Redeem, Redeemed, give_back, redeem
from app.loyalty.returning import Refunded, RefundPurchase, VoidPurchase, refund_purchase, void_purchase
from app.loyalty.ringing_up import RingUp, RungUp, ring_up
from app.sales.commands import Line

__all__ = [
    "Adjust",
    "Adjusted",
    "BlockGiftCard",
    "CreditGiven",
    "GiftCardLoaded",
    "GiftCardMarked",
    "GiveBack",
    "GiveCredit",
    "GiveOpening",
    "GivenBack",
    "HouseholdJoined",
    "HouseholdLeft",
    "HouseholdNamed",
    "JoinHousehold",
    "LapseDue",
    "Lapsed",
    "LeaveHousehold",
    "Line",
    "MovePurchase",
    "Moved",
    "PaidWithGiftCard",
    "PayWithGiftCard",
    "Payment",
    "Redeem",
    "Redeemed",
    "RefundPurchase",
    "Refunded",
    "RenameHousehold",
    "RingUp",
    "RungUp",
    "SellGiftCard",
    "StartProgramme",
    "TopUpGiftCard",
    "UnblockGiftCard",
    "VoidPurchase",
    "adjust",
    "block_gift_card",
    "give_back",
    "give_credit",
    "give_opening",
    "join_household",
    "lapse_due",
    "leave_household",
    "move_purchase",
    "pay_with_gift_card",
    "redeem",
    "refund_purchase",
    "rename_household",
    "ring_up",
    "sell_gift_card",
    "start_first",
    "start_programme",
    "top_up_gift_card",
    "unblock_gift_card",
    "void_purchase",
]
