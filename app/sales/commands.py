"""What changes sales. Points follow them in the loyalty slice, whose actions call these."""

from __future__ import annotations

from app.sales.purchases import Line, PurchaseRecorded, RecordPurchase, record_purchase
from app.sales.refunds import RefundRecorded, hand_over, record_refund, take_back_refund

__all__ = [
    "Line",
    "PurchaseRecorded",
    "RecordPurchase",
    "RefundRecorded",
    "hand_over",
    "record_purchase",
    "record_refund",
    "take_back_refund",
]
