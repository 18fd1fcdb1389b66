"""A customer's statement for a period, from what is kept alone: the same book and period, the same statement.

Nothing here asks what time it is. Balances, lots, tiers, vouchers, money and rules are those of the period's
last day, whatever was done since; names, the address and the shop's own words are those of today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.customers.models import Customer
from app.customers.postal import address_lines
from app.kernel.clock import add_months
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import _
from app.kernel.unit import View
from app.loyalty.ledger import EntryKind
from app.loyalty.models import POINTS, Account, Entry
from app.loyalty.offers import earning_line, worth_of
from app.loyalty.past.households import shared_on
from app.loyalty.past.lapsing import lapsing_then
from app.loyalty.past.money import credit_then, gift_cards_then
from app.loyalty.past.sales import PastSale, sales_then
from app.loyalty.past.tiers import counted_then
from app.loyalty.past.vouchers import vouchers_then
from app.loyalty.rules import Rules
from app.loyalty.statement import (
    StampProgress,
    StatementData,
    StatementLine,
    StatementReward,
    TierProgress,
)
from app.loyalty.tiers.models import TierChange
from app.loyalty.tiers.scheme import BY_HAND
from app.loyalty.tiers.standing import start_tier
from app.loyalty.tiers.window import window
from app.loyalty.told import entries_told
from app.loyalty.versions import rules_on
from app.sales.tables import run, table
from app.shop.on_paper import PaperShop, paper_shop

SOON = 3
"""Months for which a statement says what lapses when."""
MAX_DAYS = 3700
_USED = (EntryKind.USE.value, EntryKind.GIVE_BACK.value)

_A = table(Account).c
_C = table(Customer).c
_E = table(Entry).c
_T = table(TierChange).c


def statement_data(
    view: View, customer_id: int, start: date, end: date, *, soon: int = SOON
) -> StatementData:
    """The statement of the days `start` to `end`, both included; what lapses within `soon` months after it is
    told by its day. Refused for days the wrong way round, `NotFound` for an unknown customer."""
    if end < start:
        raise Refused(_("The last day is before the first."), field="end")
    if (end - start).days > MAX_DAYS:
        raise Refused(_("A statement covers ten years at most."), field="start")
    who = run(
        view.session, select(_C.name, _C.card_number, _C.joined_on).where(_C.id == customer_id)
    ).one_or_none()
    if who is None:
        raise NotFound(_("There is no customer {number}.").format(number=customer_id), field="customer")
    name, card_number, joined_on = who
    home = shared_on(view, customer_id, end)
    accounts = _accounts(view, home.holder)
    account_id = accounts.get(POINTS)
    lines, sums = _lines(view, account_id, start, end)
    opening = lines[0].balance - lines[0].points if lines else _balance_on(view, account_id, end)
    closing = opening + sum(sums.values())
    rules = rules_on(view, end)
    since = min(start, window(rules.tiers, end).start) if rules.tiers else start
    sales = sales_then(view, home.members, since, end)
    tier, tier_since = _tier(view, customer_id, rules, end)
    return StatementData(
        shop=shop_on_paper(view, rules),
        number=f"S-{end.year:04d}-{end.month:02d}-{customer_id:06d}",
        customer_name=name,
        address_lines=address_lines(view, customer_id),
        card_number=card_number or "",
        membership=_membership(view, rules, tier, tier_since, joined_on),
        start=start,
        end=end,
        opening=opening,
        earned=sums["earned"],
        used=sums["used"],
        lapsed=sums["lapsed"],
        closing=closing,
        worth=worth_of(rules, closing),
        visits=_visits(sales, customer_id, start),
        lines=lines,
        lapsing=lapsing_then(view, account_id, rules.expiry, end, add_months(end, soon)),
        rewards=_rewards(rules, closing),
        stamps=_stamps(view, accounts, rules, end),
        tier_name=held.name if (held := rules.tiers.tier(tier)) else "",
        tier=_progress(view, rules, tier, home.members, end, sales),
        vouchers=vouchers_then(view, customer_id, end),
        gift_cards=gift_cards_then(view, customer_id, end),
        credit=credit_then(view, customer_id, end),
        shared_with=_names(view, [member for member in home.members if member != customer_id]),
    )


def _accounts(view: View, holder: int) -> dict[str, int]:
    rows = run(view.session, select(_A.unit, _A.id).where(_A.customer_id == holder))
    return dict(rows.all())


def _stamps(view: View, accounts: dict[str, int], rules: Rules, end: date) -> tuple[StampProgress, ...]:
    """The stamp cards that were begun, as they stood at the end of `end`; a full one shows as full."""
    cards = []
    for card in rules.stamp_cards:
        have = _balance_on(view, accounts.get(card.unit), end)
        if have > 0:
            cards.append(StampProgress(card.name, have % card.of or card.of, card.of))
    return tuple(cards)


def _visits(sales: Sequence[PastSale], customer_id: int, start: date) -> int:
    """On how many days of the period the customer bought something."""
    return len({s.business_date for s in sales if s.customer_id == customer_id and s.business_date >= start})


def _names(view: View, members: Sequence[int]) -> tuple[str, ...]:
    if not members:
        return ()
    rows = run(view.session, select(_C.id, _C.name).where(_C.id.in_(members)))
    names = dict(rows.all())
    return tuple(names[member] for member in members if member in names)


def _rewards(rules: Rules, closing: int) -> tuple[StatementReward, ...]:
    cheapest_first = sorted(rules.rewards, key=lambda reward: (reward.cost, reward.name))
    return tuple(
        StatementReward(reward.name, reward.cost, max(0, reward.cost - closing)) for reward in cheapest_first
    )


def _balance_on(view: View, account_id: int | None, day: date) -> int:
    """The balance at the end of a day: that of the last entry by then, since no entry runs backward."""
    if account_id is None:
        return 0
    found = run(
        view.session,
        select(_E.balance)
        .where(_E.account_id == account_id, _E.business_date <= day)
        .order_by(_E.business_date.desc(), _E.sequence.desc())
        .limit(1),
    ).scalar()
    return int(found or 0)


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


def shop_on_paper(view: View, rules: Rules) -> PaperShop:
    """The shop as its papers show it, with the terms of its programme."""
    earned = earning_line(view, rules)
    terms = " ".join(part for part in (f"{earned}." if earned else "", rules.expiry.sentence()) if part)
    return paper_shop(view, terms)


def _tier(view: View, customer_id: int, rules: Rules, end: date) -> tuple[str, date | None]:
    """The id of the tier at the end of `end` and since when; None for the one that everybody begins with."""
    row = run(
        view.session,
        select(_T.tier, _T.business_date)
        .where(_T.customer_id == customer_id, _T.business_date <= end)
        .order_by(_T.business_date.desc(), _T.id.desc())
        .limit(1),
    ).one_or_none()
    return (row[0], row[1]) if row else (start_tier(rules.tiers), None)


def _membership(view: View, rules: Rules, tier_id: str, since: date | None, joined_on: date) -> str:
    """The tier and since when, else since when the customer is known."""
    tier = rules.tiers.tier(tier_id)
    if since is None or tier is None:
        return _("with us since {month}").format(month=_month(joined_on, view))
    return _("{tier} member since {month}").format(tier=tier.name, month=_month(since, view))


def _progress(
    view: View, rules: Rules, tier_id: str, members: Sequence[int], end: date, sales: Sequence[PastSale]
) -> TierProgress | None:
    """How far the next tier is; None at the top, and where tiers are given by hand."""
    scheme = rules.tiers
    above = scheme.above(tier_id) if scheme else None
    if above is None or scheme.by == BY_HAND:
        return None
    missing = above.start - counted_then(view, scheme, members, end, sales)
    return TierProgress(above.name, missing, scheme.by) if missing > 0 else None


def _month(day: date, view: View) -> str:
    from babel.dates import format_date

    return str(format_date(day, "MMMM yyyy", locale=view.context.locale))
