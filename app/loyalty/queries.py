"""What reads points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.customers.models import Customer
from app.kernel.clock import local_to_utc
from app.kernel.unit import View
from app.loyalty.check import CheckReport, check
from app.loyalty.credit.queries import (
    GiftCardLine,
    GiftCardState,
    MoneyEntry,
    MoneyOwed,
    credit_entries,
    credit_of,
    gift_card,
    gift_cards_of,
    money_owed,
)
from app.loyalty.earning import Sale
from app.loyalty.earning.judging import NOTHING, Judgement
from app.loyalty.explaining import Explained, explain, explain_entry, explain_purchase, sum_words
from app.loyalty.households.queries import HouseholdView, household_of, shared_with
from app.loyalty.lapsing_soon import LapsingSoon, lapsing_soon
from app.loyalty.ledger_view import EntryRow, LedgerView, ledger
from app.loyalty.models import POINTS, Account, Redemption
from app.loyalty.offers import RewardState, earning_line, reward_states, worth_of
from app.loyalty.panel import Panel, loyalty_panel
from app.loyalty.referral.queries import ReferralChain, referral_chain
from app.loyalty.refund_preview import RefundPreview, refund_preview
from app.loyalty.rules import Rules
from app.loyalty.stamps.queries import StampState, stamp_states
from app.loyalty.statements import statement_data
from app.loyalty.tiers.queries import (
    TierMove,
    TierState,
    tier_changes,
    tier_names,
    tier_on_day,
    tier_ranks,
    tier_state,
)
from app.loyalty.versions import rules_on
from app.loyalty.vouchers.queries import (
    Scanned,
    VoucherRow,
    VoucherState,
    voucher_by_code,
    voucher_states,
    vouchers_of,
    what_is_scanned,
)
from app.loyalty.waiting import daily_waits
from app.loyalty.who import sale_lines, sale_of
from app.loyalty.why import Why, WhyLot, WhyMove, why
from app.sales.purchases import Line
from app.sales.queries import spent
from app.sales.tables import run, table

if TYPE_CHECKING:
    from app.loyalty.liability import Liability, owed
    from app.loyalty.past_year import PastYear, past_year
    from app.loyalty.programme_file import rules_to_plain, rules_to_toml
    from app.loyalty.programme_reading import read_programme, rules_from_toml
    from app.loyalty.programme_state import ProgrammeState, draft_rules, programme_state
    from app.loyalty.simulating.behaviour import Behaviour, behaviour_of
    from app.loyalty.simulating.outcome import Outcome, Simulation
    from app.loyalty.simulating.running import replay_days, simulate

__all__ = [
    "Behaviour",
    "CheckReport",
    "EntryRow",
    "Explained",
    "GiftCardLine",
    "GiftCardState",
    "HouseholdView",
    "LapsingSoon",
    "LedgerView",
    "Liability",
    "MoneyEntry",
    "MoneyOwed",
    "Outcome",
    "Panel",
    "PastYear",
    "ProgrammeState",
    "ReferralChain",
    "RefundPreview",
    "RewardState",
    "Rules",
    "Scanned",
    "Simulation",
    "StampState",
    "TierMove",
    "TierState",
    "VoucherRow",
    "VoucherState",
    "Why",
    "WhyLot",
    "WhyMove",
    "balance",
    "balances",
    "behaviour_of",
    "check",
    "credit_entries",
    "credit_of",
    "daily_waits",
    "draft_rules",
    "earning_line",
    "explain",
    "explain_entry",
    "explain_purchase",
    "gift_card",
    "gift_cards_of",
    "household_of",
    "lapsing_soon",
    "ledger",
    "loyalty_panel",
    "money_owed",
    "owed",
    "past_year",
    "points_for",
    "preview_points",
    "programme_state",
    "read_programme",
    "redemptions_here",
    "referral_chain",
    "refund_preview",
    "replay_days",
    "reward_states",
    "rules_from_toml",
    "rules_on",
    "rules_to_plain",
    "rules_to_toml",
    "shared_with",
    "simulate",
    "spent",
    "stamp_states",
    "statement_data",
    "sum_words",
    "tier_changes",
    "tier_names",
    "tier_on_day",
    "tier_ranks",
    "tier_state",
    "voucher_by_code",
    "voucher_states",
    "vouchers_of",
    "what_is_scanned",
    "why",
    "worth_of",
]

_LATER = {
    "app.loyalty.liability": ("Liability", "owed"),
    "app.loyalty.past_year": ("PastYear", "past_year"),
    "app.loyalty.programme_file": ("rules_to_plain", "rules_to_toml"),
    "app.loyalty.programme_reading": ("read_programme", "rules_from_toml"),
    "app.loyalty.programme_state": ("ProgrammeState", "draft_rules", "programme_state"),
    "app.loyalty.simulating.behaviour": ("Behaviour", "behaviour_of"),
    "app.loyalty.simulating.outcome": ("Outcome", "Simulation"),
    "app.loyalty.simulating.running": ("replay_days", "simulate"),
}
"""What the counter can stand without: read when it is first asked for, so that the window opens sooner."""


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = globals()[name] = getattr(import_module(module), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_A = table(Account).c
_C = table(Customer).c
_R = table(Redemption).c
_BALANCES = (
    "SELECT c.id, a.balance, a.unit FROM customer c JOIN account a ON a.customer_id = coalesce("
    "(SELECT h.holder_id FROM household_member m JOIN household h ON h.id = m.household_id "
    "WHERE m.customer_id = c.id), c.id) WHERE c.id IN ({marks})"
)


def balance(view: View, customer_id: int) -> int:
    """The customer's points; 0 before the first."""
    return balances(view, (customer_id,)).get(customer_id, 0)


def balances(view: View, ids: Iterable[int]) -> dict[int, int]:
    """The points of many customers; 0 for those who never had any."""
    wanted = list(ids)
    found = dict.fromkeys(wanted, 0)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        # At every keystroke of a search. The unit is looked at here: asked for in the question, it makes
        # the database go through all accounts in the order of their balance.
        sql = _BALANCES.format(marks=",".join("?" * len(part)))
        found.update((row[0], row[1]) for row in view.rows(sql, part) if row[2] == POINTS)
    return found


def points_for(rules: Rules, amount: int, day: date, lines: Sequence[Line] = ()) -> int:
    """What a sale of `amount` would give under `rules`; 0 for amounts no sale can have."""
    if amount <= 0:
        return 0
    return rules.judge(Sale(amount, day, lines=sale_lines(lines))).points


def preview_points(view: View, customer_id: int, amount: int, lines: Sequence[Line] = ()) -> int:
    """What ringing up `amount` now would give this customer: the number on the button."""
    return preview(view, rules_on(view, view.today), customer_id, amount, lines=lines).points


def preview(
    view: View, rules: Rules, customer_id: int, amount: int, *, lines: Sequence[Line] = (), discount: int = 0
) -> Judgement:
    """What `rules` would give this customer now for a sale of `amount` after `discount`."""
    if amount <= 0:
        return NOTHING
    return rules.judge(sale_of(view, rules, customer_id, amount, view.now, discount=discount, lines=lines))


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
