"""What changes points, and the till actions that touch money and points together."""

from __future__ import annotations

from app.loyalty.adjusting import Adjust, Adjusted, GiveOpening, adjust, give_opening
from app.loyalty.drafts import (
    DiscardDraft,
    DraftDiscarded,
    DraftSaved,
    SaveDraft,
    StartDraft,
    VersionWithdrawn,
    WithdrawVersion,
    discard_draft,
    save_draft,
    start_draft,
    withdraw_version,
)
from app.loyalty.lapsing import Lapsed, LapseDue, lapse_due
from app.loyalty.moving import Moved, MovePurchase, move_purchase
from app.loyalty.programme import ProgrammeStarted, StartProgramme, start_first, start_programme
from app.loyalty.redeeming import GiveBack, GivenBack, Redeem, Redeemed, give_back, redeem
from app.loyalty.returning import Refunded, RefundPurchase, VoidPurchase, refund_purchase, void_purchase
from app.loyalty.ringing_up import RingUp, RungUp, ring_up
from app.sales.commands import Line

__all__ = [
    "Adjust",
    "Adjusted",
    "DiscardDraft",
    "DraftDiscarded",
    "DraftSaved",
    "GiveBack",
    "GiveOpening",
    "GivenBack",
    "LapseDue",
    "Lapsed",
    "Line",
    "MovePurchase",
    "Moved",
    "ProgrammeStarted",
    "Redeem",
    "Redeemed",
    "RefundPurchase",
    "Refunded",
    "RingUp",
    "RungUp",
    "SaveDraft",
    "StartDraft",
    "StartProgramme",
    "VersionWithdrawn",
    "VoidPurchase",
    "WithdrawVersion",
    "adjust",
    "discard_draft",
    "give_back",
    "give_opening",
    "lapse_due",
    "move_purchase",
    "redeem",
    "refund_purchase",
    "ring_up",
    "save_draft",
    "start_draft",
    "start_first",
    "start_programme",
    "void_purchase",
    "withdraw_version",
]
