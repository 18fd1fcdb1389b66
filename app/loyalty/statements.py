"""A customer's statement for a period, from the ledger alone: the same ledger and period, the same statement.

Nothing here asks what time it is. Balances, lots and rules are those of the period's last day.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import func, select

from app.customers.models import Customer
from app.customers.postal import address_lines
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import Allocation, Entry, Lot
from app.loyalty.offers import earning_line, worth_of
from app.loyalty.owners import account_of
from app.loyalty.rules import Rules
from app.loyalty.statement import (
    LapsingPoints,
    StampProgress,
    StatementData,
    StatementLine,
    StatementReward,
)
from app.loyalty.store import account_id_of
from app.loyalty.tiers.models import TierChange
from app.loyalty.told import entries_told
from app.loyalty.versions import rules_on
from app.sales.queries import visits_between
from app.sales.tables import run, table
from app.shop.on_paper import PaperShop, paper_shop

SOON = timedelta(days=60)
MAX_DAYS = 3700
_USED = (EntryKind.USE.value, EntryKind.GIVE_BACK.value)

_E = table(Entry).c


def statement_data(view: View, customer_id: int, start: date, end: date) -> StatementData:
    """The statement of the days `start` to `end`, both included. Refused for days the wrong way round."""
    if end < start:
        raise Refused(_("The last day is before the first."), field="end")
    if (end - start).days > MAX_DAYS:
        raise Refused(_("A statement covers ten years at most."), field="start")
    c = table(Customer).c
    who = run(
        view.session, select(c.name, c.card_number, c.joined_on).where(c.id == customer_id)
    ).one_or_none()
    if who is None:
        raise NotFound(_("There is no customer {number}.").format(number=customer_id), field="customer")
    name, card_number, joined_on = who
    account_id = account_id_of(view, customer_id)
    opening = _balance_before(view, account_id, start)
    lines, sums = _lines(view, account_id, start, end)
    closing = opening + sum(sums.values())
    rules = rules_on(view, end)
    return StatementData(
        shop=shop_on_paper(view, rules),
        number=f"S-{end.year:04d}-{end.month:02d}-{customer_id:06d}",
        customer_name=name,
        address_lines=address_lines(view, customer_id),
        card_number=card_number or "",
        membership=_membership(view, customer_id, joined_on, rules, end),
        start=start,
        end=end,
        opening=opening,
        earned=sums["earned"],
        used=sums["used"],
        lapsed=sums["lapsed"],
        closing=closing,
        worth=worth_of(rules, closing),
        visits=visits_between(view, customer_id, start, end),
        lines=lines,
        lapsing=_lapsing(view, account_id, end),
        rewards=_rewards(rules, closing),
        stamps=_stamps(view, customer_id, rules, end),
    )


def _stamps(view: View, customer_id: int, rules: Rules, end: date) -> tuple[StampProgress, ...]:
    """The stamp cards that were begun, as they stood at the end of `end`; a full one shows as full."""
    cards = []
    for card in rules.stamp_cards:
        have = _balance_before(view, account_of(view, customer_id, card.unit), end + timedelta(days=1))
        if have > 0:
            cards.append(StampProgress(card.name, have % card.of or card.of, card.of))
    return tuple(cards)


def _rewards(rules: Rules, closing: int) -> tuple[StatementReward, ...]:
    cheapest_first = sorted(rules.rewards, key=lambda reward: (reward.cost, reward.name))
    return tuple(
        StatementReward(reward.name, reward.cost, max(0, reward.cost - closing)) for reward in cheapest_first
    )


def _balance_before(view: View, account_id: int | None, day: date) -> int:
    found = run(
        view.session,
        select(func.coalesce(func.sum(_E.points), 0)).where(
            _E.account_id == account_id, _E.business_date < day
        ),
    ).scalar_one()
    return int(found)


def _lines(
    view: View, account_id: int | None, start: date, end: date
) -> tuple[tuple[StatementLine, ...], dict[str, int]]:
    """Every movement with its words, and what was earned, used and lapsed in all."""
    lines = []
    sums: dict[str, int] = defaultdict(int)
    for told in entries_told(view, account_id, _E.business_date.between(start, end)):
        lines.append(StatementLine(told.on, told.what, told.spent, told.points, told.balance))
        sums[_column(told.kind, told.reversed_kind)] += told.points
    return tuple(lines), sums


def _column(kind: str, reversed_kind: str) -> str:
    """Where a movement is counted: what undoes a use counts as used, all else that is no lapse as earned."""
    if kind == EntryKind.LAPSE:
        return "lapsed"
    if kind in _USED or (kind == EntryKind.UNDO and reversed_kind in _USED):
        return "used"
    return "earned"


def _lapsing(view: View, account_id: int | None, end: date) -> tuple[LapsingPoints, ...]:
    """What was left at the end of `end` of lots whose last day is within the 60 days after it."""
    lot, a = table(Lot).c, table(Allocation).c
    mover = table(Entry).alias("mover").c
    moved = (
        select(func.coalesce(func.sum(a.points), 0))
        .select_from(table(Allocation).join(mover.id.table, mover.id == a.made_by_id))
        .where(a.lot_id == lot.id, mover.business_date <= end)
        .correlate(table(Lot))
        .scalar_subquery()
    )
    rows = run(
        view.session,
        select(lot.expires_on, lot.points + moved)
        .select_from(table(Lot).join(table(Entry), _E.id == lot.entry_id))
        .where(
            lot.account_id == account_id,
            lot.expires_on.between(end, end + SOON),
            _E.business_date <= end,
        ),
    )
    left: dict[date, int] = defaultdict(int)
    for day, points in rows:
        left[day] += int(points)
    return tuple(LapsingPoints(points, day) for day, points in sorted(left.items()) if points > 0)


def shop_on_paper(view: View, rules: Rules) -> PaperShop:
    """The shop as its papers show it, with the terms of its programme."""
    earned = earning_line(view, rules)
    terms = " ".join(part for part in (f"{earned}." if earned else "", rules.expiry.sentence()) if part)
    return paper_shop(view, terms)


def _membership(view: View, customer_id: int, joined_on: date, rules: Rules, end: date) -> str:
    """The tier at the end of `end` and since when, else since when the customer is known."""
    t = table(TierChange).c
    row = run(
        view.session,
        select(t.tier, t.business_date)
        .where(t.customer_id == customer_id, t.business_date <= end)
        .order_by(t.business_date.desc(), t.id.desc())
        .limit(1),
    ).one_or_none()
    tier = rules.tiers.tier(row[0]) if row else None
    if row is None or tier is None:
        return _("with us since {month}").format(month=_month(joined_on, view))
    return _("{tier} member since {month}").format(tier=tier.name, month=_month(row[1], view))


def _month(day: date, view: View) -> str:
    from babel.dates import format_date

    return str(format_date(day, "MMMM yyyy", locale=view.context.locale))
