"""Who has been in the shop today, for the list beside the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.customers.models import Customer
from app.groups.filters import start_of
from app.kernel.i18n import _
from app.kernel.money import format_money
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry, Redemption, found_of
from app.sales.models import Purchase
from app.touchpoints.models import Touchpoint

LOOKED_AT = 400
"""Of each kind, so many of the day's newest are looked at: enough for any list a window shows."""


@dataclass(frozen=True)
class HereRow:
    """One customer who was here, when last, and what it was: "+18", "used Free coffee", "came by"."""

    id: int
    name: str
    at: datetime
    what: str


@dataclass(frozen=True)
class _Happening:
    customer_id: int
    at: datetime
    what: str
    purchase_id: int | None = None


def here_today(view: View, limit: int = 20) -> list[HereRow]:
    """Customers who bought, used a reward or came by on the shop's day, newest first, each once.

    What happened together (a purchase and the reward used in it) is told together.
    """
    day = (start_of(view, view.today), start_of(view, view.today + timedelta(days=1)))
    happenings = [*_purchases(view, *day), *_rewards(view, *day), *_visits(view, *day)]
    happenings.sort(key=lambda h: h.at, reverse=True)  # stable: of one instant, the purchase comes first
    latest: dict[int, list[_Happening]] = {}
    for happening in happenings:
        told = latest.setdefault(happening.customer_id, [happening])
        if happening is not told[0] and _together(told[0], happening):
            told.append(happening)
    shown = sorted(latest.items(), key=lambda item: (item[1][0].at, item[0]), reverse=True)[:limit]
    names = _names(view, [customer_id for customer_id, _told in shown])
    return [
        HereRow(customer_id, names[customer_id], told[0].at, " · ".join(h.what for h in told))
        for customer_id, told in shown
    ]


def _together(first: _Happening, other: _Happening) -> bool:
    same_purchase = first.purchase_id is not None and first.purchase_id == other.purchase_id
    return same_purchase or first.at == other.at


def _purchases(view: View, start: datetime, end: datetime) -> list[_Happening]:
    rows = view.session.execute(
        select(Purchase.id, Purchase.customer_id, Purchase.at, Purchase.amount)
        .where(Purchase.at >= start, Purchase.at < end, Purchase.voided_at.is_(None))
        .order_by(Purchase.at.desc(), Purchase.id.desc())
        .limit(LOOKED_AT)
    ).all()
    earned = _earned(view, [row.id for row in rows])
    return [
        _Happening(row.customer_id, row.at, _bought(view, row.amount, earned.get(row.id, 0)), row.id)
        for row in rows
    ]


def _bought(view: View, amount: int, points: int) -> str:
    if points > 0:
        return f"+{points}"
    return format_money(amount, view.context.currency, view.context.locale)


def _earned(view: View, purchase_ids: list[int]) -> dict[int, int]:
    """What each purchase earned; of one that was moved, what its present customer got."""
    rows = view.session.execute(
        select(Entry.purchase_id, Entry.points)
        .join(Account, Account.id == Entry.account_id)
        .where(
            Entry.purchase_id.in_(purchase_ids),
            found_of(Account.unit, POINTS),
            Entry.kind.in_((EntryKind.EARN.value, EntryKind.MOVE_IN.value)),
        )
        .order_by(Entry.id)
    )
    return {row.purchase_id: row.points for row in rows}


def _rewards(view: View, start: datetime, end: datetime) -> list[_Happening]:
    rows = view.session.execute(
        select(Redemption.customer_id, Redemption.at, Redemption.reward_name, Redemption.purchase_id)
        .where(Redemption.at >= start, Redemption.at < end, Redemption.given_back_at.is_(None))
        .order_by(Redemption.at.desc(), Redemption.id.desc())
        .limit(LOOKED_AT)
    )
    return [
        _Happening(
            row.customer_id, row.at, _("used {reward}").format(reward=row.reward_name), row.purchase_id
        )
        for row in rows
    ]


def _visits(view: View, start: datetime, end: datetime) -> list[_Happening]:
    rows = view.session.execute(
        select(Touchpoint.customer_id, Touchpoint.at)
        .where(
            Touchpoint.at >= start,
            Touchpoint.at < end,
            Touchpoint.kind == "visit",
            Touchpoint.removed_at.is_(None),
        )
        .order_by(Touchpoint.at.desc(), Touchpoint.id.desc())
        .limit(LOOKED_AT)
    )
    return [_Happening(row.customer_id, row.at, _("came by")) for row in rows]


def _names(view: View, ids: Iterable[int]) -> dict[int, str]:
    rows = view.session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(list(ids))))
    return {row.id: row.name for row in rows}
