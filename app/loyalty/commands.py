"""What changes points, and the till actions that touch money and points together."""

from __future__ import annotations

from app.loyalty.adjusting import Adjust, Adjusted, GiveOpening, adjust, give_opening
from app.loyalty.daily import DailyDone, RunDaily, run_daily
from app.loyalty.lapsing import Lapsed, LapseDue, lapse_due
from app.loyalty.moving import Moved, MovePurchase, move_purchase
from app.loyalty.programme import StartProgramme, start_first, start_programme
from app.loyalty.redeeming import GiveBack, GivenBack, Redeem, Redeemed, give_back, redeem
from app.loyalty.returning import Refunded, RefundPurchase, VoidPurchase, refund_purchase, void_purchase
from app.loyalty.ringing_up import RingUp, RungUp, ring_up
from app.loyalty.tiers.by_hand import SetTier, TierSet, set_tier
from app.loyalty.tiers.evaluating import evaluate_all, stand_again
from app.sales.commands import Line

__all__ = [
    "Adjust",
    "Adjusted",
    "DailyDone",
    "GiveBack",
    "GiveOpening",
    "GivenBack",
    "LapseDue",
    "Lapsed",
    "Line",
    "MovePurchase",
    "Moved",
    "Redeem",
    "Redeemed",
    "RefundPurchase",
    "Refunded",
    "RingUp",
    "RunDaily",
    "RungUp",
    "SetTier",
    "StartProgramme",
    "TierSet",
    "VoidPurchase",
    "adjust",
    "evaluate_all",
    "give_back",
    "give_opening",
    "lapse_due",
    "move_purchase",
    "redeem",
    "refund_purchase",
    "ring_up",
    "run_daily",
    "set_tier",
    "stand_again",
    "start_first",
    "start_programme",
    "void_purchase",
]
