"""Slips to print in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.printing.slips.data import SlipData, SlipReward, SlipSale, SlipStamps, SlipVoucher
from tests.printing.samples import SHOP


def slip(**changes: Any) -> SlipData:
    """Maria's slip after a sale, with changes."""
    data = SlipData(
        shop=SHOP,
        customer_id=1,
        customer_name="Maria Schmidt",
        card_number="290000414417",
        asked_at=datetime(2026, 11, 22, 14, 33),
        sale=SlipSale(35, datetime(2026, 11, 22, 14, 32), "20260", 2340, 23),
        balance=640,
        worth=640,
        lapsing=((120, date(2026, 11, 30)),),
        tier="Gold",
        next_reward=SlipReward("Signed first edition", 1000, 360),
        ready=("Free coffee", "€5 off any book"),
        stamps=(SlipStamps("Coffee card", 7, 10, 0, "A free drink"),),
        vouchers=(SlipVoucher("Birthday: 10 % off", "278719389134", date(2026, 12, 12)),),
    )
    return replace(data, **changes)
