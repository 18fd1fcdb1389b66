"""History in bulk is the same as history one by one: ids, entries, hashes, lots, balances, activity."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.kernel.context import Actor
from app.kernel.errors import Refused
from app.kernel.unit import Unit
from app.loyalty.bulk import (
    BulkOpening,
    BulkPurchase,
    BulkRedeem,
    BulkRefund,
    BulkResult,
    BulkRow,
    ring_up_many,
)
from app.loyalty.commands import GiveOpening, give_opening
from app.loyalty.earning import EarningRule
from app.loyalty.rules import Rules, rules_from_dict
from app.sales.purchases import Line

from .conftest import SIMPLE, Till, noon

TABLES = (
    "account", "entry", "lot", "allocation", "open_lot", "purchase", "refund", "customer_activity", "carried",
)  # fmt: skip
RICH = rules_from_dict(
    {
        "earning": [
            {"id": "spend", "kind": "money_step", "points": 1, "step": 700, "carry_over": True},
            {"id": "toys", "kind": "money_step", "points": 1, "step": 300, "carry_over": True,
             "category": ["toys"]},
            {"id": "tea", "kind": "times", "factor": 2500, "category": ["tea"]},
            {"id": "monday", "kind": "times", "factor": 1500, "weekdays": ["mon", "thu"], "minimum": 1000},
            {"id": "birthday", "kind": "times", "factor": 3000, "birthday_within": 20},
            {"id": "noon", "kind": "plus", "points": 2, "after": "12:03", "before": "12:30"},
            {"id": "first", "kind": "plus", "points": 50, "first_purchase": True, "stop": True},
            {"id": "visit", "kind": "plus", "points": 5, "visit": True},
        ],
        "counting": {"without": ["deposit"], "tax": 19_000},
        "rewards": [
            {"id": "small", "name": "Small", "kind": "free_item", "cost": 3, "up_to": 300},
            {"id": "ten-off", "name": "Ten off", "kind": "amount_off", "cost": 10, "amount": 1000},
        ],
        "expiry": {"kind": "absence", "count": 2},
    }
)  # fmt: skip


@dataclass(frozen=True)
class Many:
    rows: tuple[BulkRow, ...]


def many(unit: Unit, cmd: Many) -> BulkResult:
    return ring_up_many(unit, cmd.rows)


def history(customers: list[int], seed: int) -> list[BulkRow]:
    rnd = random.Random(seed)
    rows: list[BulkRow] = []
    for customer in customers:
        at = noon(2026, 1, 1)
        sold: list[str] = []
        if rnd.random() < 0.5:
            rows.append(BulkOpening(customer, at, at.date(), rnd.randrange(1, 40)))
        for number in range(rnd.randrange(1, 25)):
            at += timedelta(days=rnd.choice((0, 0, 1, 9, 40, 120)), minutes=1)
            what = rnd.random()
            if what < 0.6 or not sold:
                key = f"{customer}-{number}"
                sold.append(key)
                amount = rnd.randrange(1, 9000)
                lines, discount = some_lines(rnd, amount)
                rows.append(
                    BulkPurchase(
                        customer, at, at.date(), amount, lines=lines, discount=discount, source_key=key
                    )
                )
            elif what < 0.8:
                amount = rnd.choice((None, 50, 333, 5000))
                rows.append(BulkRefund(customer, at, at.date(), rnd.choice(sold), amount))
            else:
                rows.append(BulkRedeem(customer, at, at.date(), rnd.choice(("small", "ten-off"))))
    return rows


def some_lines(rnd: random.Random, amount: int) -> tuple[tuple[Line, ...], int]:
    """Lines of a sale of so much, and the discount on it."""
    if rnd.random() < 0.3:
        return (), 0
    discount = rnd.choice((0, 0, 500))
    first = rnd.randrange(amount + discount + 1)
    names = rnd.sample(("toys", "tea", "deposit"), 2)
    parts = (first, amount + discount - first)
    return tuple(Line("Thing", name, 1000, part) for name, part in zip(names, parts, strict=True)), discount


def one_by_one(till: Till, rows: list[BulkRow]) -> None:
    sold: dict[str, int] = {}
    for row in rows:
        till.clock.instant = row.at
        try:
            if isinstance(row, BulkPurchase):
                rung = till.ring(row.customer_id, row.amount, lines=row.lines, discount=row.discount)
                sold[row.source_key or ""] = rung.purchase
            elif isinstance(row, BulkRefund):
                till.refund(sold[row.key], row.amount)
            elif isinstance(row, BulkRedeem):
                till.redeem(row.customer_id, row.reward)
            else:
                till.book.do(give_opening, GiveOpening(row.customer_id, row.points))
        except Refused:
            continue


def everything(till: Till) -> dict[str, Any]:
    found = {}
    for name in TABLES:
        columns = [row[1] for row in till.rows(f"PRAGMA table_info({name})")]
        kept = ", ".join(
            column
            for column in columns
            if column not in ("source_key", "till", "hash", "previous_hash", "last_hash")
        )
        # Ids of allocations follow the order of writing, which is the one thing that differs.
        if name == "allocation":
            kept = "entry_id, lot_id, points, made_by_id"
        found[name] = sorted(till.rows(f"SELECT {kept} FROM {name}"), key=str)
    return found


def both_ways(template_shop: Path, tmp_path: Path, rules: Rules, seed: int) -> list[Any]:
    """The same history in bulk and one by one: everything in the file, and the hashes of the entries."""
    seen = []
    for name in ("bulk", "single"):
        clock = FixedClock(noon(2025, 12, 1))
        book = open_shop(Path(shutil.copy(template_shop, tmp_path / name)), clock, Actor(None, ""))
        try:
            till = Till(book, clock)
            till.rules(rules)
            customers = [till.customer(f"Customer {n}") for n in range(5)]
            with book.engines.writer.begin() as connection:
                connection.exec_driver_sql("UPDATE customer SET birth_month = 2, birth_day = 29")
            till.ring(customers[0], 900)  # one of them came before
            rows = history(customers, seed)
            clock.instant = noon(2030, 1, 1)
            if name == "bulk":
                book.do(many, Many(tuple(rows)))
            else:
                one_by_one(till, rows)
            report = till.check()
            assert report.ok, report.problems
            hashes = till.rows("SELECT hash FROM entry ORDER BY id")
            seen.append((everything(till), hashes))
        finally:
            book.close()
    return seen


@pytest.mark.parametrize("refund_of_spent", ["owe", "waive"])
@pytest.mark.parametrize("seed", range(6))
def test_bulk_is_the_same_as_one_by_one(
    template_shop: Path, tmp_path: Path, seed: int, refund_of_spent: str
) -> None:
    rules = Rules("", SIMPLE.earning, SIMPLE.rewards, SIMPLE.expiry, refund_of_spent)
    bulk, single = both_ways(template_shop, tmp_path, rules, seed)
    assert bulk[0] == single[0]
    assert bulk[1] == single[1]


@pytest.mark.parametrize("seed", range(6))
def test_bulk_judges_as_the_till_does(template_shop: Path, tmp_path: Path, seed: int) -> None:
    """Categories, first purchase, visits, days, hours, birthdays, carry-over, absence, a rule that stops."""
    bulk, single = both_ways(template_shop, tmp_path, RICH, seed)
    for name in TABLES:
        assert bulk[0][name] == single[0][name], name
    assert bulk[1] == single[1]
    assert bulk[0]["carried"]


def test_older_history_is_judged_by_what_the_book_knew(till: Till, maria: int, clean) -> None:
    rule = EarningRule("first", "plus", {"points": 5, "first_purchase": True})
    visit = EarningRule("visit", "plus", {"points": 1, "visit": True})
    till.rules(Rules(earning=(rule, visit)))
    till.ring(maria, 100)
    rows = tuple(
        BulkPurchase(maria, at, at.date(), 100)
        for at in (noon(2026, 11, 1), noon(2026, 11, 1), noon(2026, 11, 22))
    )
    assert till.book.do(many, Many(rows)).points == 6
    clean()


def test_a_second_run_continues_what_the_first_left(till: Till, maria: int, clean) -> None:
    rows = [BulkPurchase(maria, noon(2026, 11, day), date(2026, 11, day), 1000) for day in (1, 2, 3)]
    till.book.do(many, Many(tuple(rows[:2])))
    till.redeem(maria, "tenth")
    till.book.do(many, Many((rows[2],)))
    assert till.balance(maria) == 10
    assert till.rows("SELECT visits, spent FROM customer_activity") == [(3, 3000)]
    clean()
    assert till.ring(maria, 500).balance == 15
    clean()


def test_a_row_that_cannot_be_is_named_and_the_others_stand(till: Till, maria: int, clean) -> None:
    at, day = noon(2026, 11, 1), date(2026, 11, 1)
    result = till.book.do(
        many,
        Many(
            (
                BulkPurchase(maria, at, day, 0, key="free"),
                BulkPurchase(maria, at, day, -5),
                BulkRefund(maria, at, day, "free", 5),
                BulkRefund(maria, at, day, "nothing"),
                BulkPurchase(maria, at, day, 700),
            )
        ),
    )
    assert (result.purchases, result.points) == (2, 7)
    assert [number for number, _why in result.refused] == [1, 2, 3]
    clean()


def test_customers_must_come_in_runs(till: Till, maria: int) -> None:
    thomas = till.customer("Thomas")
    rows = tuple(
        BulkPurchase(who, noon(2026, 11, 1), date(2026, 11, 1), 100) for who in (maria, thomas, maria)
    )
    with pytest.raises(ValueError, match="customer by customer"):
        till.book.do(many, Many(rows))
    assert till.rows("SELECT count(*) FROM purchase") == [(0,)]


def test_only_those_who_ever_changed_tier_are_asked_for_it(till: Till) -> None:
    rules = rules_from_dict(
        {
            "earning": [
                {"id": "spend", "kind": "money_step", "points": 1, "step": 100},
                {"id": "gold", "kind": "times", "factor": 2000, "tier": ["gold"]},
                {"id": "basic", "kind": "times", "factor": 3000, "tier": ["basic"]},
            ],
            "tiers": [
                {"id": "basic", "name": "Basic", "from_money": 0},
                {"id": "gold", "name": "Gold", "from_money": 900_000},
            ],
        }
    )
    till.rules(rules)
    till.clock.instant = noon(2026, 1, 1)
    maria, anna = till.new("Maria"), till.new("Anna")
    till.clock.instant = noon(2026, 2, 1)
    till.set_tier(maria, "gold")
    till.clock.instant = noon(2026, 6, 1)
    days = (noon(2026, 1, 20), noon(2026, 3, 1), noon(2026, 4, 1))
    rows = tuple(
        BulkPurchase(customer, at, at.date(), 1_000, source_key=f"{customer}-{at:%m%d}")
        for customer in (maria, anna)
        for at in days
    )
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if "tier_change" in sql and sql.startswith("SELECT"):
            asked.append(sql)

    event.listen(till.book.engines.writer, "before_cursor_execute", note)
    try:
        till.book.do(many, Many(rows))
    finally:
        event.remove(till.book.engines.writer, "before_cursor_execute", note)
    given = till.rows(
        "SELECT customer_id, SUM(points) FROM entry e JOIN account a ON a.id = e.account_id "
        "WHERE a.unit = 'points' GROUP BY customer_id ORDER BY customer_id"
    )
    assert given == [(maria, 30 + 20 + 20), (anna, 3 * 30)]
    assert len(asked) <= 1 + len(days), "nobody else is asked for"
