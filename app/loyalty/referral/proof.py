"""The proof of who was rewarded for whom: each row names a purchase that stands, or none."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.referral.models import Referral
from app.sales.models import Purchase
from app.sales.tables import run, table

_F = table(Referral).c
_P = table(Purchase).c


def referral_problems(view: View) -> Iterator[str]:
    """Friends whose reward is said to stand though its purchase is not theirs, was voided or came back."""
    gone = (_P.customer_id != _F.friend_id) | _P.voided_at.is_not(None) | (_P.refunded >= _P.amount)
    rows = run(
        view.session,
        select(_F.friend_id)
        .join_from(table(Referral), table(Purchase), _P.id == _F.purchase_id)
        .where(_F.taken_back_at.is_(None), gone)
        .order_by(_F.friend_id),
    ).scalars()
    for friend in rows:
        words = _("Customer {customer}: the reward for coming stands, but its purchase does not.")
        yield words.format(customer=friend)
