"""What the window asks of the file about slips, loaded when it is first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.unit import View

if TYPE_CHECKING:
    from app.printing.slips.queries import TillSlips


def till_now(view: View, till: str) -> TillSlips:
    """The printer of a till and what waits for it."""
    from app.printing.slips.queries import till_slips

    return till_slips(view, till)


def last_of(view: View, customer_id: int) -> tuple[int, int | None]:
    """The customer, and their last sale that stands."""
    from app.printing.slips.data import last_sale

    return customer_id, last_sale(view, customer_id)
