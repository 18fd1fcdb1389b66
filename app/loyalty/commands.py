"""What changes points, and the till actions that touch money and points together."""

from __future__ import annotations

from app.loyalty.adjusting import Adjust, Adjusted, GiveOpening, adjust, give_opening
from app.loyalty.daily import DailyDone, RunDaily, run_daily
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
from app.loyalty.returning import (
    MustChoose,
    Refunded,
    RefundPurchase,
    VoidPurchase,
    refund_purchase,
    void_purchase,
)
from app.loyalty.ringing_up import RingUp, RungUp, ring_up
from app.loyalty.stamps.giving import AddStamps, StampsAdded, add_stamps
from app.loyalty.stamps.using import StampsUsed, UseStamps, use_stamps
from app.loyalty.tiers.by_hand import SetTier, TierSet, set_tier
from app.loyalty.tiers.evaluating import evaluate_all, stand_again
from app.loyalty.vouchers.issuing import (
    IssueVoucher,
    VoucherIssued,
    WithdrawVoucher,
    issue_voucher,
    withdraw_voucher,
)
from app.loyalty.vouchers.using import UseVoucher, VoucherUsed, use_voucher
from app.sales.commands import Line
from app.sales.returned_lines import ReturnedLine

__all__ = [
    "AddStamps",
    "Adjust",
    "Adjusted",
    "DailyDone",
    "DiscardDraft",
    "DraftDiscarded",
    "DraftSaved",
    "GiveBack",
    "GiveOpening",
    "GivenBack",
    "IssueVoucher",
    "LapseDue",
    "Lapsed",
    "Line",
    "MovePurchase",
    "Moved",
    "MustChoose",
    "ProgrammeStarted",
    "Redeem",
    "Redeemed",
    "RefundPurchase",
    "Refunded",
    "ReturnedLine",
    "RingUp",
    "RunDaily",
    "RungUp",
    "SaveDraft",
    "SetTier",
    "StampsAdded",
    "StampsUsed",
    "StartDraft",
    "StartProgramme",
    "TierSet",
    "UseStamps",
    "UseVoucher",
    "VersionWithdrawn",
    "VoidPurchase",
    "VoucherIssued",
    "VoucherUsed",
    "WithdrawVersion",
    "WithdrawVoucher",
    "add_stamps",
    "adjust",
    "discard_draft",
    "evaluate_all",
    "give_back",
    "give_opening",
    "issue_voucher",
    "lapse_due",
    "move_purchase",
    "redeem",
    "refund_purchase",
    "ring_up",
    "run_daily",
    "save_draft",
    "set_tier",
    "stand_again",
    "start_draft",
    "start_first",
    "start_programme",
    "use_stamps",
    "use_voucher",
    "void_purchase",
    "withdraw_version",
    "withdraw_voucher",
]
