"""Whatever happens in a shop, reports agree with its ledger and with one another."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.insights.month import month_of
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from tests.unit.insights.conftest import Asked, figures, table, totals
from tests.unit.loyalty.conftest import Till, noon


@pytest.fixture(params=range(4))
def busy(request: pytest.FixtureRequest, till: Till, clock: FixedClock) -> Till:
    """Five months of what a till can do, by chance but always the same for a seed."""
    chance = random.Random(request.param)
    people = [till.new(f"Customer {number}") for number in range(6)]
    till.join(people[1], people[0])
    purchases: list[int] = []
    redemptions: list[int] = []
    day = noon(2026, 7, 1)
    while day < noon(2026, 11, 20):
        clock.instant = day
        who = chance.choice(people)
        what = chance.random()
        try:
            if what < 0.55:
                purchases.append(till.ring(who, chance.randrange(100, 40_000)).purchase)
            elif what < 0.75:
                redemptions.append(till.redeem(who, chance.choice(("small", "ten-off", "coffee"))).redemption)
            elif what < 0.82 and redemptions:
                till.give_back(chance.choice(redemptions))
            elif what < 0.92 and purchases:
                till.refund(chance.choice(purchases), chance.choice((None, 100)))
            elif what < 0.96:
                till.undo()
            else:
                till.adjust(who, chance.choice((25, -3)))
        except Refused:
            pass  # a till that says no has changed nothing
        day += timedelta(hours=chance.randrange(4, 60))
    clock.instant = noon(2026, 11, 22)
    till.daily()
    till.lapse()
    till.write("UPDATE customer SET archived_at = created_at WHERE id = :c", c=people[5])
    return till


def one(till: Till, sql: str, **values: object) -> int:
    return int(till.rows(sql, **values)[0][0] or 0)


def test_what_is_owed_is_what_the_accounts_hold(busy: Till, ask: Asked) -> None:
    for by in ("lapse", "earned"):
        data = ask("points-owed", by=by)
        balances = one(busy, "SELECT SUM(balance) FROM account WHERE unit = 'points'")
        owing = one(busy, "SELECT SUM(owed) FROM account WHERE unit = 'points'")
        assert totals(data)["points"] - owing == balances > 0
        assert sum(row["points"] for row in table(data)) == figures(data)["points"]
    assert data.charts[-1].series[0].values[-1] == balances


def test_members_hold_all_points_but_those_of_the_archived(busy: Till, ask: Asked) -> None:
    data = ask("members")
    kept = one(busy, "SELECT SUM(a.balance) FROM account a JOIN customer c ON c.id = a.customer_id "
                     "WHERE a.unit = 'points' AND c.archived_at IS NULL")  # fmt: skip
    spent = one(busy, "SELECT SUM(p.amount - p.refunded) FROM purchase p JOIN customer c "
                      "ON c.id = p.customer_id WHERE c.archived_at IS NULL")  # fmt: skip
    assert totals(data)["points"] == kept
    assert totals(data)["spent"] == spent
    assert len(data.rows) == 5


def test_redemptions_of_a_period_are_what_the_ledger_took(busy: Till, ask: Asked) -> None:
    for start, end in ((date(2026, 7, 1), date(2026, 11, 22)), (date(2026, 8, 10), date(2026, 9, 20))):
        days = {"period": "days", "start": start.isoformat(), "end": end.isoformat()}
        each, grouped = ask("redemptions", **days), ask("redemptions", by="reward", **days)
        taken = one(
            busy,
            "SELECT -SUM(e.points) FROM entry e JOIN account a ON a.id = e.account_id "
            "JOIN redemption r ON r.entry_id = e.id WHERE e.kind = 'use' AND a.unit = 'points' "
            "AND r.given_back_at IS NULL AND date(e.at, '+2 hours') BETWEEN :start AND :end",
            start=start.isoformat(), end=end.isoformat(),
        )  # fmt: skip
        assert totals(each)["points"] == totals(grouped)["points"] == taken > 0
        assert figures(each)["times"] == len(each.rows) == totals(grouped)["times"]
        assert totals(each)["worth"] == totals(grouped)["worth"]


def test_a_month_ends_where_the_next_begins_and_with_the_ledger(busy: Till) -> None:
    closing = 0
    for month in range(7, 12):
        start = date(2026, month, 1)
        end = date(2026, month + 1, 1) - timedelta(days=1)
        found = busy.book.ask(month_of, start, end)
        assert found.opening == closing
        closing = found.closing
        ledger = one(
            busy,
            "SELECT SUM(e.points) FROM entry e JOIN account a ON a.id = e.account_id "
            "WHERE a.unit = 'points' AND e.business_date <= :end",
            end=end.isoformat(),
        )
        assert closing == ledger
        assert sum(found.sales_by_day.values()) == found.sales
    assert closing == one(busy, "SELECT SUM(balance) FROM account WHERE unit = 'points'")


def test_all_who_bought_are_in_top_customers_and_in_new(busy: Till, ask: Asked) -> None:
    data = ask("top-customers", period="year")
    sales = one(busy, "SELECT SUM(amount - refunded) FROM purchase WHERE voided_at IS NULL")
    visitors = one(busy, "SELECT COUNT(DISTINCT customer_id) FROM purchase WHERE voided_at IS NULL")
    assert (totals(data)["spent"], figures(data)["sales"], len(data.rows)) == (sales, sales, visitors)
    spent = [row["spent"] for row in table(data)]
    assert spent == sorted(spent, reverse=True)
    coming = ask("new-and-lost", months=12)
    assert figures(coming)["new"] == visitors
    rows = table(coming)
    for before, after in pairwise(rows):
        assert after["regulars"] == before["regulars"] + after["became"] + after["back"] - after["lost"]
