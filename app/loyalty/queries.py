"""What reads points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from app.kernel.clock import local_to_utc
from app.kernel.unit import View
from app.loyalty.check import CheckReport, check
from app.loyalty.earning import Sale, SaleLine, judge
from app.loyalty.ledger_view import EntryRow, LedgerView, ledger
from app.loyalty.models import POINTS, Account, OpenLot, Redemption
from app.loyalty.offers import RewardState, earning_line, reward_states, worth_of
from app.loyalty.programme import rules_on
from app.loyalty.rules import Rules
from app.loyalty.statements import statement_data
from app.sales.purchases import Line
from app.sales.queries import spent
from app.sales.tables import run, table

__all__ = [
    "CheckReport",
    "EntryRow",
    "LedgerView",
    "Panel",
    "RewardState",
    "balance",
    "balances",
    "check",
    "earning_line",
    "ledger",
    "loyalty_panel",
    "points_for",
    "preview_points",
    "redemptions_here",
    "reward_states",
    "spent",
    "statement_data",
    "worth_of",
]

SOON = timedelta(days=60)
"""How far ahead points about to lapse are named."""

_A = table(Account).c
_O = table(OpenLot).c
_R = table(Redemption).c


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the loyalty panel shows. `worth` in minor units, None where points have no price;
    `expiring` are (points, last day) within the next 60 days, soonest first; `next_reward` is the cheapest
    one that is not in reach yet."""

    points: int
    owed: int
    worth: int | None
    expiring: tuple[tuple[int, date], ...]
    rewards: tuple[RewardState, ...]
    earning_line: str
    next_reward: RewardState | None


def balance(view: View, customer_id: int) -> int:
    """The customer's points; 0 before the first."""
    return balances(view, (customer_id,)).get(customer_id, 0)


def balances(view: View, ids: Iterable[int]) -> dict[int, int]:
    """The points of many customers; 0 for those who never had any."""
    wanted = list(ids)
    found = dict.fromkeys(wanted, 0)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        # At every keystroke of a search. The unit is looked at here: asked for in the question, it makes
        # the database go through all accounts in the order of their balance.
        sql = f"SELECT customer_id, balance, unit FROM account WHERE customer_id IN ({marks})"  # noqa: S608
        found.update((row[0], row[1]) for row in view.rows(sql, part) if row[2] == POINTS)
    return found


def loyalty_panel(view: View, customer_id: int) -> Panel:
    """What a customer has, what it is worth, what lapses soon, and what can be had for it."""
    rules = rules_on(view, view.today)
    account = run(
        view.session,
        select(_A.id, _A.balance, _A.owed).where(_A.customer_id == customer_id, _A.unit == POINTS),
    ).one_or_none()
    account_id, points, owed = account or (None, 0, 0)
    expiring: tuple[tuple[int, date], ...] = ()
    if account_id is not None:
        rows = run(
            view.session,
            select(func.sum(_O.remaining), _O.expires_on)
            .where(_O.account_id == account_id, _O.expires_on.between(view.today, view.today + SOON))
            .group_by(_O.expires_on)
            .order_by(_O.expires_on),
        )
        expiring = tuple((int(left), day) for left, day in rows)
    states = reward_states(view, rules, points)
    return Panel(
        points,
        owed,
        worth_of(rules, points),
        expiring,
        states,
        earning_line(view, rules),
        next((state for state in states if not state.ready), None),
    )


def points_for(rules: Rules, amount: int, day: date, lines: Sequence[Line] = ()) -> int:
    """What a sale of `amount` would give under `rules`; 0 for amounts no sale can have."""
    if amount <= 0:
        return 0
    seen = tuple(SaleLine(line.item, line.category, line.quantity, line.amount) for line in lines)
    return judge(rules.earning, Sale(amount, day, lines=seen)).points


def preview_points(view: View, customer_id: int, amount: int, lines: Sequence[Line] = ()) -> int:
    """What ringing up `amount` now would give this customer: the number on the button."""
    seen = tuple(SaleLine(line.item, line.category, line.quantity, line.amount) for line in lines)
    if amount <= 0:
        return 0
    sale = Sale(amount, view.today, lines=seen, at=view.now, customer_id=customer_id)
    return judge(rules_on(view, view.today).earning, sale).points


def redemptions_here(view: View, day: date | None = None) -> list[tuple[int, int, str]]:
    """Rewards given on a day (today), newest first, those taken back left out: (id, customer, reward)."""
    day = day or view.today
    begins = local_to_utc(datetime.combine(day, time()), view.context.timezone)
    ends = local_to_utc(datetime.combine(day + timedelta(days=1), time()), view.context.timezone)
    rows = run(
        view.session,
        select(_R.id, _R.customer_id, _R.reward_name)
        .where(_R.at >= begins, _R.at < ends, _R.given_back_at.is_(None))
        .order_by(_R.at.desc(), _R.id.desc()),
    )
    return [(row[0], row[1], row[2]) for row in rows]
