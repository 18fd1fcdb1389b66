"""The vouchers that could be used at the end of a past day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from app.kernel.unit import View
from app.loyalty.models import Redemption
from app.loyalty.past.journal import Since, since
from app.loyalty.rewards import words_of
from app.loyalty.statement import StatementVoucher
from app.loyalty.vouchers.gifts import gift_of
from app.loyalty.vouchers.models import Voucher
from app.sales.tables import run, table

_R = table(Redemption).c
_V = table(Voucher).c
_RETURNING = ("give_back", "move", "refund")
"""Kinds of undo that may have given a reward back."""


def vouchers_then(view: View, customer_id: int, day: date) -> tuple[StatementVoucher, ...]:
    """A customer's vouchers that were issued and not used by the end of `day` and are valid after it, soonest
    to end first. One that begins later says so by its first day."""
    then = since(view, day)
    withdrawn = [int(action.undo["voucher"]) for action in then.stood_then("voucher.withdrawn")]
    used = select(_R.id).where(
        _R.voucher_id == _V.id,
        _R.at < then.end,
        or_(_R.given_back_at.is_(None), _R.given_back_at >= then.end),
        _R.id.not_in(_given_back_then(then)),
    )
    rows = run(
        view.session,
        select(_V.code, _V.rule, _V.name, _V.kind, _V.gift, _V.valid_from, _V.valid_until)
        .where(
            _V.customer_id == customer_id,
            _V.valid_until >= day,
            _V.issued_at < then.end,
            or_(_V.withdrawn_at.is_(None), _V.withdrawn_at >= then.end),
            _V.id.not_in(withdrawn),
            ~used.exists(),
        )
        .order_by(_V.valid_until, _V.id),
    )
    return tuple(
        StatementVoucher(name, words_of(gift_of(rule, name, kind, gift), view), code, first, until)
        for code, rule, name, kind, gift, first, until in rows
    )


def _given_back_then(then: Since) -> list[int]:
    """Redemptions that had been given back by the end of the day and stand again now."""
    found: list[int] = []
    for action in then.stood_then(*_RETURNING):
        one = action.undo.get("redemption")
        found += [int(one)] if one is not None else [int(each) for each in action.undo.get("redemptions", ())]
    return found
