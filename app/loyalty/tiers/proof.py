"""The proof of where customers stand, from the history of who came into which tier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, select

from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.tiers.models import TierChange, TierStanding
from app.sales.tables import run, table

_C = table(TierChange).c
_S = table(TierStanding).c
RUN = 1_000
"""Customers read at once."""


class _Stands(NamedTuple):
    tier: str
    floor: str
    since: date | None


def tier_problems(view: View) -> Iterator[str]:
    """What is wrong, in sentences: rows that do not follow from the one before, and a cache that differs."""
    last = 0
    while True:
        some = select(_C.customer_id).where(_C.customer_id > last).distinct()
        ids = run(view.session, some.order_by(_C.customer_id).limit(RUN)).scalars().all()
        if not ids:
            break
        yield from _of(view, int(ids[0]), int(ids[-1]))
        last = int(ids[-1])
    strays = run(
        view.session,
        select(func.count())
        .select_from(table(TierStanding))
        .where(~select(_C.id).where(_C.customer_id == _S.customer_id).exists()),
    ).scalar_one()
    if strays:
        yield _("{count} customers stand in a tier that they never came into.").format(count=strays)


def _of(view: View, low: int, high: int) -> Iterator[str]:
    kept = {
        row[0]: _Stands(*row[1:])
        for row in run(
            view.session,
            select(_S.customer_id, _S.tier, _S.floor, _S.since).where(_S.customer_id.between(low, high)),
        )
    }
    rows = run(
        view.session,
        select(_C.customer_id, _C.id, _C.business_date, _C.tier, _C.before, _C.floor)
        .where(_C.customer_id.between(low, high))
        .order_by(_C.customer_id, _C.business_date, _C.id),
    )
    for customer, changes in groupby(rows, key=lambda row: row[0]):
        stands = _Stands("", "", None)
        newest = 0
        for _customer, number, day, tier, before, floor in changes:
            if number < newest or (stands.since is not None and before != stands.tier):
                words = _("Tiers of customer {customer}: row {number} does not follow from the one before.")
                yield words.format(customer=customer, number=number)
            newest = number
            since = day if tier != before or stands.since is None else stands.since
            stands = _Stands(tier, floor, since)
        if kept.get(customer) != stands:
            yield _("Customer {customer} does not stand in the tier that their history says.").format(
                customer=customer
            )
