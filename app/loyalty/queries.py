"""What reads points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.clock import local_to_utc
from app.kernel.unit import View
from app.loyalty.check import CheckReport, check
from app.loyalty.earning import Sale
from app.loyalty.ledger_view import EntryRow, LedgerView, ledger
from app.loyalty.models import POINTS, Account, Redemption
from app.loyalty.offers import RewardState, earning_line, reward_states, worth_of
from app.loyalty.owing import Owing, what_is_owed
from app.loyalty.owners import owner_expression
from app.loyalty.panel import Panel, loyalty_panel
from app.loyalty.programme import rules_on
from app.loyalty.programme_file import rules_to_plain, rules_to_toml
from app.loyalty.programme_reading import read_programme, rules_from_toml
from app.loyalty.programme_state import ProgrammeState, draft_rules, programme_state
from app.loyalty.rules import Rules
from app.loyalty.simulating.behaviour import Behaviour, behaviour_of
from app.loyalty.simulating.outcome import Outcome, Simulation
from app.loyalty.simulating.running import simulate
from app.loyalty.statements import statement_data
from app.loyalty.who import sale_lines, sale_of
from app.sales.purchases import Line
from app.sales.queries import spent
from app.sales.tables import run, table

__all__ = [
    "Behaviour",
    "CheckReport",
    "EntryRow",
    "LedgerView",
    "Outcome",
    "Owing",
    "Panel",
    "ProgrammeState",
    "RewardState",
    "Rules",
    "Simulation",
    "balance",
    "balances",
    "behaviour_of",
    "check",
    "draft_rules",
    "earning_line",
    "ledger",
    "loyalty_panel",
    "points_for",
    "preview_points",
    "programme_state",
    "read_programme",
    "redemptions_here",
    "reward_states",
    "rules_from_toml",
    "rules_on",
    "rules_to_plain",
    "rules_to_toml",
    "simulate",
    "spent",
    "statement_data",
    "what_is_owed",
    "worth_of",
]

_A = table(Account).c
_C = table(Customer).c
_R = table(Redemption).c


def balance(view: View, customer_id: int) -> int:
    """The customer's points; 0 before the first."""
    return balances(view, (customer_id,)).get(customer_id, 0)


def balances(view: View, ids: Iterable[int]) -> dict[int, int]:
    """The points of many customers; 0 for those who never had any."""
    wanted = list(ids)
    found = dict.fromkeys(wanted, 0)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        rows = run(
            view.session,
            select(_C.id, _A.balance)
            .join_from(table(Customer), table(Account), _A.customer_id == owner_expression(_C.id))
            .where(_C.id.in_(part), _A.unit == POINTS),
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def points_for(rules: Rules, amount: int, day: date, lines: Sequence[Line] = ()) -> int:
    """What a sale of `amount` would give under `rules`; 0 for amounts no sale can have."""
    if amount <= 0:
        return 0
    return rules.judge(Sale(amount, day, lines=sale_lines(lines))).points


def preview_points(view: View, customer_id: int, amount: int, lines: Sequence[Line] = ()) -> int:
    """What ringing up `amount` now would give this customer: the number on the button."""
    if amount <= 0:
        return 0
    rules = rules_on(view, view.today)
    return rules.judge(sale_of(view, rules, customer_id, amount, view.now, lines=lines)).points


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
