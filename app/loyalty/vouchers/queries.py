"""What reads vouchers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.unit import View


@dataclass(frozen=True, slots=True)
class VoucherState:
    """A voucher that a customer can use today. `words` say what it gives ("10 % off")."""

    id: int
    code: str
    name: str
    words: str
    occasion: str
    valid_until: date


def voucher_states(view: View, customer_id: int) -> tuple[VoucherState, ...]:
    """The vouchers a customer can use today, soonest to end first."""
    return ()
