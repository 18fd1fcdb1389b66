"""Store credit and gift cards as they stood at the end of a past day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app.kernel.unit import View
from app.loyalty.credit.models import GiftCard
from app.loyalty.models import CREDIT, Account, Entry
from app.loyalty.past.journal import Since, since
from app.loyalty.statement import StatementGiftCard
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_G = table(GiftCard).c


def credit_then(view: View, customer_id: int, day: date) -> int:
    """A customer's store credit at the end of a day, minor units."""
    found = run(
        view.session,
        select(func.coalesce(func.sum(_E.points), 0))
        .join_from(table(Account), table(Entry), _E.account_id == _A.id)
        .where(_A.customer_id == customer_id, _A.unit == CREDIT, _E.business_date <= day),
    ).scalar_one()
    return int(found)


def gift_cards_then(view: View, customer_id: int, day: date) -> tuple[StatementGiftCard, ...]:
    """The gift cards a customer had bought, with what was on them at the end of a day; without empty ones and
    those blocked then. A card whose number was sold anew since is its new buyer's."""
    then = since(view, day)
    blocked = _blocked_then(then)
    rows = run(
        view.session,
        select(_G.id, _G.number, _G.blocked_at, func.sum(_E.points))
        .join_from(table(GiftCard), table(Entry), _E.account_id == _G.account_id)
        .where(_G.buyer_id == customer_id, _G.sold_at < then.end, _E.business_date <= day)
        .group_by(_G.id, _G.number, _G.blocked_at)
        .order_by(_G.id),
    )
    return tuple(
        StatementGiftCard(number[-4:], int(balance))
        for card, number, blocked_at, balance in rows
        if balance > 0 and not blocked.get(card, blocked_at is not None)
    )


def _blocked_then(then: Since) -> dict[int, bool]:
    """Whether the cards were blocked that were blocked or freed since."""
    found: dict[int, bool] = {}
    for step in then.steps("gift.block"):
        before = bool(step.action.undo["blocked"])
        found[int(step.action.undo["card"])] = before is not step.back
    return found
