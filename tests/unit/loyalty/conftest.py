"""A shop with customers and a simple programme, and short words for what a till does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, text

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.customers.models import Customer, Household, HouseholdMember
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.journal import Undo, undo_last
from app.kernel.unit import Unit
from app.loyalty import commands as c
from app.loyalty.check import CheckReport, check
from app.loyalty.earning import EarningRule
from app.loyalty.expiry import Expiry
from app.loyalty.models import ProgrammeVersion
from app.loyalty.rewards import Reward
from app.loyalty.rules import Rules, rules_to_json
from app.loyalty.tiers.queries import tier_state
from app.loyalty.who import tier_on

SIMPLE = Rules(
    earning=(EarningRule("spend", "money_step", {"points": 1, "step": 100}),),
    rewards=(
        Reward("small", "Small thing", "free_item", 3, {"up_to": 300}),
        Reward("coffee", "Free coffee", "free_item", 150, {"up_to": 400}),
        Reward("ten-off", "€10 off", "amount_off", 10, {"amount": 1000}),
        Reward("tenth", "10 % off", "percent_off", 20, {"percent": 10, "cap": 500}),
    ),
    expiry=Expiry("days", 90),
)


@dataclasses.dataclass(frozen=True)
class _Put:
    rules: Rules
    starts_on: date = date.min


def _put_rules(unit: Unit, cmd: _Put) -> None:
    unit.session.execute(
        insert(ProgrammeVersion).values(
            starts_on=cmd.starts_on, rules=rules_to_json(cmd.rules), created_at=unit.now
        )
    )


@dataclasses.dataclass(frozen=True)
class _Add:
    name: str


def _add(unit: Unit, cmd: _Add) -> int:
    row = unit.session.execute(
        insert(Customer).values(
            name=cmd.name, sort_name=cmd.name.lower(), joined_on=unit.today, created_at=unit.now
        )
    )
    return int(row.inserted_primary_key[0])


def _write(unit: Unit, cmd: tuple[str, dict[str, Any]]) -> None:
    unit.session.execute(text(cmd[0]), cmd[1])


def _join(unit: Unit, members: tuple[int, ...]) -> None:
    made = Household(name="Home", holder_id=members[0], founded_at=unit.now)
    unit.session.add(made)
    unit.session.flush()
    for member in members:
        unit.session.add(HouseholdMember(household_id=made.id, customer_id=member, joined_at=unit.now))


class Till:
    """A book with short names for what is done at the till."""

    def __init__(self, book: Book, clock: FixedClock) -> None:
        self.book = book
        self.clock = clock

    def rules(self, rules: Rules, starts_on: date = date.min) -> None:
        self.book.do(_put_rules, _Put(rules, starts_on))

    def customer(self, name: str = "Maria") -> int:
        return int(self.book.do(_add, _Add(name)))

    def ring(self, customer: int, amount: int, **more: Any) -> c.RungUp:
        return self.book.do(c.ring_up, c.RingUp(customer, amount, **more))

    def refund(self, purchase: int, amount: int | None = None, **more: Any) -> c.Refunded:
        return self.book.do(c.refund_purchase, c.RefundPurchase(purchase, amount, **more))

    def void(self, purchase: int, **more: Any) -> c.Refunded:
        return self.book.do(c.void_purchase, c.VoidPurchase(purchase, **more))

    def move(self, purchase: int, to: int, **more: Any) -> c.Moved:
        return self.book.do(c.move_purchase, c.MovePurchase(purchase, to, **more))

    def redeem(self, customer: int, reward: str, **more: Any) -> c.Redeemed:
        return self.book.do(c.redeem, c.Redeem(customer, reward, **more))

    def new(self, name: str = "Maria", sent_by: int | None = None, **more: Any) -> int:
        """A customer added as at the till: what a new card brings comes with it."""
        draft = CustomerDraft(name, referred_by=sent_by, **more)
        return self.book.do(add_customer, AddCustomer(draft)).id

    def issue(self, customer: int, rule: str, **more: Any) -> c.VoucherIssued:
        return self.book.do(c.issue_voucher, c.IssueVoucher(customer, rule, **more))

    def use(self, code: str, **more: Any) -> c.VoucherUsed:
        return self.book.do(c.use_voucher, c.UseVoucher(code, **more))

    def adjust(self, customer: int, points: int, reason: str = "a gift", **more: Any) -> c.Adjusted:
        return self.book.do(c.adjust, c.Adjust(customer, points, reason, **more))

    def set_tier(self, customer: int, tier: str | None = None, **more: Any) -> c.TierSet:
        return self.book.do(c.set_tier, c.SetTier(customer, tier, **more))

    def daily(self) -> c.DailyDone:
        return self.book.do(c.run_daily, c.RunDaily())

    def tier(self, customer: int, day: date | None = None) -> str:
        """The id of the tier a customer stands in, or was in at the end of a day."""
        if day is not None:
            return self.book.ask(tier_on, customer, day)
        state = self.book.ask(tier_state, customer)
        return state.id if state else ""

    def lapse(self) -> c.Lapsed:
        return self.book.do(c.lapse_due, c.LapseDue())

    def undo(self, journal_id: int | None = None) -> str:
        return self.book.do(undo_last, Undo(journal_id)).undone

    def check(self) -> CheckReport:
        return self.book.ask(check)

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        return self.book.ask(lambda view: [tuple(row) for row in view.session.execute(text(sql), values)])

    def write(self, sql: str, **values: Any) -> None:
        """Change the file past every command."""
        self.book.do(_write, (sql, values))

    def household(self, holder: int, *others: int) -> None:
        self.book.do(_join, (holder, *others))

    def stamp(self, customer: int, card: str, count: int = 1, **more: Any) -> c.StampsAdded:
        return self.book.do(c.add_stamps, c.AddStamps(customer, card, count, **more))

    def use_card(self, customer: int, card: str, **more: Any) -> c.StampsUsed:
        return self.book.do(c.use_stamps, c.UseStamps(customer, card, **more))

    def give_back(self, redemption: int) -> c.GivenBack:
        return self.book.do(c.give_back, c.GiveBack(redemption))

    def balance(self, customer: int, unit: str = "points") -> int:
        found = self.rows(
            "SELECT balance FROM account WHERE customer_id = :c AND unit = :u", c=customer, u=unit
        )
        return int(found[0][0]) if found else 0

    def open_lots(self, customer: int, unit: str = "points") -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT sequence, expires_on, remaining FROM open_lot WHERE account_id = "
            "(SELECT id FROM account WHERE customer_id = :c AND unit = :u) ORDER BY sequence",
            c=customer,
            u=unit,
        )

    def state(self, customer: int, unit: str = "points") -> tuple[int, int, list[tuple[Any, ...]]]:
        owed = self.rows("SELECT owed FROM account WHERE customer_id = :c AND unit = :u", c=customer, u=unit)
        return self.balance(customer, unit), int(owed[0][0]) if owed else 0, self.open_lots(customer, unit)

    def entries(self, customer: int, unit: str = "points") -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT kind, points, balance FROM entry WHERE account_id = "
            "(SELECT id FROM account WHERE customer_id = :c AND unit = :u) ORDER BY sequence",
            c=customer,
            u=unit,
        )


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 11, 0, tzinfo=UTC)


@pytest.fixture
def till(book: Book, clock: FixedClock) -> Till:
    """An open shop with `SIMPLE` rules since ever."""
    made = Till(book, clock)
    made.rules(SIMPLE)
    return made


@pytest.fixture
def maria(till: Till) -> int:
    return till.customer("Maria")


@pytest.fixture
def clean(till: Till) -> Callable[[], None]:
    """Call it to insist that the whole file proves itself."""

    def insist() -> None:
        report = till.check()
        assert report.ok, report.problems

    return insist
