"""What reads store credit and gift cards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.kernel.unit import View
from app.loyalty.credit.cards import card_of
from app.loyalty.credit.models import GiftCard
from app.loyalty.models import CREDIT, GIFT, Account, Entry, EntryReason, OpenLot
from app.sales.tables import run, table

_A = table(Account).c
_E = table(Entry).c
_G = table(GiftCard).c
_O = table(OpenLot).c
_W = table(EntryReason).c


@dataclass(frozen=True, slots=True)
class MoneyEntry:
    """One movement of money, minor units, and what was there after it. `purchase` is the sale's id; `reason`
    the words if any are left."""

    seq: int
    business_date: date
    kind: str
    amount: int
    balance: int
    valid_until: date | None
    purchase: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class GiftCardLine:
    """A gift card in a list: what is on it, and the last day the first of it is valid (None: for ever)."""

    number: str
    balance: int
    blocked: bool
    sold_on: date
    valid_until: date | None
    buyer_id: int | None


@dataclass(frozen=True, slots=True)
class GiftCardState:
    """A gift card with every movement on it, in order."""

    card: GiftCardLine
    entries: tuple[MoneyEntry, ...]


@dataclass(frozen=True, slots=True)
class OwedInMonth:
    """What lapses in a month (its first day; None: never), minor units."""

    month: date | None
    gift: int
    credit: int


@dataclass(frozen=True, slots=True)
class MoneyOwed:
    """What the shop owes in goods, minor units: on gift cards, as store credit, by the month it lapses."""

    gift: int
    credit: int
    by_month: tuple[OwedInMonth, ...]

    @property
    def total(self) -> int:
        return self.gift + self.credit


def credit_of(view: View, customer_id: int) -> int:
    """A customer's store credit, minor units."""
    found = run(
        view.session, select(_A.balance).where(_A.customer_id == customer_id, _A.unit == CREDIT)
    ).scalar()
    return int(found or 0)


def credit_entries(view: View, customer_id: int) -> tuple[MoneyEntry, ...]:
    """Every movement of a customer's store credit, in order."""
    account = select(_A.id).where(_A.customer_id == customer_id, _A.unit == CREDIT)
    account_id = run(view.session, account).scalar()
    return () if account_id is None else _entries(view, int(account_id))


def gift_card(view: View, number: str) -> GiftCardState:
    """The gift card that was scanned or typed; `NotFound` when there is none."""
    card = card_of(view, number)
    line = _lines(view, _G.id == card.id)[0]
    return GiftCardState(line, _entries(view, card.account_id))


def gift_cards_of(view: View, customer_id: int) -> tuple[GiftCardLine, ...]:
    """The gift cards a customer bought, the latest first. Whoever holds a card may use it."""
    return tuple(_lines(view, _G.buyer_id == customer_id))


def gift_cards_with_money(view: View, unused: bool = False) -> tuple[GiftCardLine, ...]:
    """The gift cards that can be paid with, the latest first; `unused`: only those nothing was paid from."""
    where = (_A.balance > 0) & _G.blocked_at.is_(None)
    if unused:
        paid = select(_E.id).where(_E.account_id == _A.id, _E.points < 0).correlate(table(Account))
        where &= ~paid.exists()
    return tuple(_lines(view, where))


def money_owed(view: View) -> MoneyOwed:
    """What stands on all gift cards and as credit and is valid today."""
    rows = run(
        view.session,
        select(_A.unit, _O.expires_on, func.sum(_O.remaining))
        .join_from(table(OpenLot), table(Account), _A.id == _O.account_id)
        .where(_A.unit.in_((GIFT, CREDIT)), _O.expires_on.is_(None) | (_O.expires_on >= view.today))
        .group_by(_A.unit, _O.expires_on),
    )
    months: dict[date | None, dict[str, int]] = defaultdict(lambda: {GIFT: 0, CREDIT: 0})
    for unit, last_day, amount in rows:
        months[None if last_day is None else last_day.replace(day=1)][unit] += int(amount)
    ordered = sorted(months.items(), key=lambda item: item[0] or date.max)
    by_month = tuple(OwedInMonth(month, sums[GIFT], sums[CREDIT]) for month, sums in ordered)
    return MoneyOwed(sum(m.gift for m in by_month), sum(m.credit for m in by_month), by_month)


def _lines(view: View, where: ColumnElement[bool]) -> list[GiftCardLine]:
    soonest = select(func.min(_O.expires_on)).where(_O.account_id == _A.id).correlate(table(Account))
    rows = run(
        view.session,
        select(_G.number, _A.balance, _G.blocked_at, _G.sold_at, soonest.scalar_subquery(), _G.buyer_id)
        .join_from(table(GiftCard), table(Account), _A.id == _G.account_id)
        .where(where)
        .order_by(_G.sold_at.desc(), _G.id.desc()),
    )
    return [
        GiftCardLine(number, balance, blocked_at is not None, view.day_of(sold_at), last_day, buyer_id)
        for number, balance, blocked_at, sold_at, last_day, buyer_id in rows
    ]


def _entries(view: View, account_id: int) -> tuple[MoneyEntry, ...]:
    rows = run(
        view.session,
        select(
            _E.sequence, _E.business_date, _E.kind, _E.points, _E.balance, _E.expires_on, _E.purchase_id,
            func.coalesce(_W.text, ""),
        )
        .join_from(table(Entry), table(EntryReason), _W.entry_id == _E.id, isouter=True)
        .where(_E.account_id == account_id)
        .order_by(_E.sequence),
    )  # fmt: skip
    return tuple(MoneyEntry(*row) for row in rows)
