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
    "BlockGiftCard",
    "CreditGiven",
    "DailyDone",
    "DiscardDraft",
    "DraftDiscarded",
    "DraftSaved",
    "GiftCardLoaded",
    "GiftCardMarked",
    "GiveBack",
    "GiveCredit",
    "GiveOpening",
    "GivenBack",
    "HouseholdJoined",
    "HouseholdLeft",
    "HouseholdNamed",
    "IssueVoucher",
    "JoinHousehold",
    "LapseDue",
    "Lapsed",
    "LeaveHousehold",
    "Line",
    "MovePurchase",
    "Moved",
    "MustChoose",
    "PaidWithGiftCard",
    "PayWithGiftCard",
    "Payment",
    "ProgrammeStarted",
    "Redeem",
    "Redeemed",
    "RefundPurchase",
    "Refunded",
    "RenameHousehold",
    "ReturnedLine",
    "RingUp",
    "RunDaily",
    "RungUp",
    "SaveDraft",
    "SellGiftCard",
    "SetTier",
    "StampsAdded",
    "StampsUsed",
    "StartDraft",
    "StartProgramme",
    "TierSet",
    "TopUpGiftCard",
    "UnblockGiftCard",
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
    "block_gift_card",
    "discard_draft",
    "evaluate_all",
    "give_back",
    "give_credit",
    "give_opening",
    "issue_voucher",
    "join_household",
    "lapse_due",
    "leave_household",
    "move_purchase",
    "pay_with_gift_card",
    "redeem",
    "refund_purchase",
    "rename_household",
    "ring_up",
    "run_daily",
    "save_draft",
    "sell_gift_card",
    "set_tier",
    "stand_again",
    "start_draft",
    "start_first",
    "start_programme",
    "top_up_gift_card",
    "unblock_gift_card",
    "use_stamps",
    "use_voucher",
    "void_purchase",
    "withdraw_version",
    "withdraw_voucher",
]
