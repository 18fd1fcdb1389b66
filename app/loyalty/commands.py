"""What changes points, and the till actions that touch money and points together."""

from __future__ import annotations

from app.loyalty.adjusting import Adjust, Adjusted, GiveOpening, adjust, give_opening
from app.loyalty.lapsing import Lapsed, LapseDue, lapse_due
from app.loyalty.moving import Moved, MovePurchase, move_purchase
from app.loyalty.programme import StartProgramme, start_first, start_programme
from app.loyalty.redeeming import GiveBack, GivenBack, Redeem, Redeemed, give_back, redeem
from app.loyalty.returning import Refunded, RefundPurchase, VoidPurchase, refund_purchase, void_purchase
from app.loyalty.ringing_up import RingUp, RungUp, ring_up
from app.loyalty.stamps.giving import AddStamps, StampsAdded, add_stamps
from app.loyalty.stamps.using import StampsUsed, UseStamps, use_stamps
from app.sales.commands import Line

__all__ = [
    "AddStamps",
    "Adjust",
    "Adjusted",
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
    "RungUp",
    "StampsAdded",
    "StampsUsed",
    "StartProgramme",
    "UseStamps",
    "VoidPurchase",
    "add_stamps",
    "adjust",
    "give_back",
    "give_opening",
    "lapse_due",
    "move_purchase",
    "redeem",
    "refund_purchase",
    "ring_up",
    "start_first",
    "start_programme",
    "use_stamps",
    "void_purchase",
]
