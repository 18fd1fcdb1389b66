"""One voucher of the programme for many customers at once, and all of them taken back again.

What was given together has one occasion: its key stands with each voucher, so that it comes to nobody twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from app.kernel.unit import Unit, View
from app.loyalty.vouchers.issuing import Occasion, issue, last_day
from app.loyalty.vouchers.models import Voucher
from app.loyalty.vouchers.rule import VoucherRule
from app.sales.tables import run, table

_TOGETHER = 500
_V = table(Voucher).c


def issue_to(unit: Unit, rule: VoucherRule, customers: Sequence[int], key: str, reason: str = "") -> int:
    """Issue it to each of them who does not have this occasion's yet, valid from today; how many."""
    until = last_day(unit.today, rule)
    return issue(unit, rule, (Occasion(one, key, unit.today, until) for one in customers), reason)


def withdraw_all(unit: Unit, rule: str, customers: Sequence[int], key: str) -> int:
    """Withdraw an occasion's vouchers that were not used; how many were, and stay."""
    used = 0
    for these in _of(rule, customers, key):
        standing = (*these, _V.withdrawn_at.is_(None))
        used += run(
            unit.session,
            select(func.count()).select_from(table(Voucher)).where(*these, _V.used_at.is_not(None)),
        ).scalar_one()
        run(
            unit.session,
            update(table(Voucher)).where(*standing, _V.used_at.is_(None)).values(withdrawn_at=unit.now),
        )
    unit.changed("voucher")
    return used


def give_again(unit: Unit, rule: str, customers: Sequence[int], key: str, withdrawn_at: datetime) -> None:
    """Let an occasion's vouchers that were withdrawn together be used again, on their own days."""
    for these in _of(rule, customers, key):
        run(
            unit.session,
            update(table(Voucher)).where(*these, _V.withdrawn_at == withdrawn_at).values(withdrawn_at=None),
        )
    unit.changed("voucher")


def given_otherwise(
    view: View, rule: str, customers: Sequence[int], key: str, since: datetime, until: datetime
) -> int:
    """How many of them were given the same voucher by another occasion within these instants."""
    found = 0
    for start in range(0, len(customers), _TOGETHER):
        part = customers[start : start + _TOGETHER]
        found += run(
            view.session,
            select(func.count(_V.customer_id.distinct())).where(
                _V.customer_id.in_(part), _V.rule == rule, _V.occasion_key != key,
                _V.issued_at >= since, _V.issued_at <= until, _V.withdrawn_at.is_(None),
            ),
        ).scalar_one()  # fmt: skip
    return found


def _of(rule: str, customers: Sequence[int], key: str) -> Iterator[tuple[ColumnElement[bool], ...]]:
    for start in range(0, len(customers), _TOGETHER):
        part = customers[start : start + _TOGETHER]
        yield _V.customer_id.in_(part), _V.rule == rule, _V.occasion_key == key
