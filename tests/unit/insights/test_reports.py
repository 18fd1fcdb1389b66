"""Each report on a shop small enough to count on one's fingers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.customers.contacts import Contact
from app.insights.registry import REPORTS
from app.kernel.errors import Refused
from app.loyalty.expiry import Expiry
from app.loyalty.rules import Worth
from tests.unit.insights.conftest import Asked, figures, picked, table, totals
from tests.unit.loyalty.conftest import SIMPLE, Till, noon

PRICED = replace(SIMPLE, worth=Worth(100, 150))


@pytest.mark.parametrize("report_id", REPORTS.ids())
def test_an_empty_shop_has_a_report_of_nothing(ask: Asked, report_id: str) -> None:
    data = ask(report_id)
    assert not data.charts
    assert data.empty or data.rows, "what is empty says so in words"
    for cell in (cell for row in data.rows for cell in row):
        assert getattr(cell, "value", None) in (None, 0) or isinstance(cell, str)


@pytest.mark.parametrize("report_id", REPORTS.ids())
def test_every_report_says_what_it_is_for_and_its_rows_fit_its_columns(
    ask: Asked, till: Till, report_id: str
) -> None:
    maria = till.new("Maria")
    till.ring(maria, 20_000, at=noon(2026, 10, 5))
    till.redeem(maria, "coffee", at=noon(2026, 10, 6))
    report, data = REPORTS.get(report_id), ask(report_id)
    assert report is not None and report.purpose.endswith(".") and len(report.purpose) < 60
    assert all(len(row) == len(data.columns) for row in data.rows)
    assert len(data.totals) in (0, len(data.columns))
    for chart in data.charts:
        assert chart.title
        assert all(len(one.values) <= len(chart.labels) for one in chart.series)


def test_members_with_what_they_have(ask: Asked, till: Till) -> None:
    contacts = (Contact("phone", "0151 5554417"), Contact("email", "maria@example.org"))
    maria = till.new("Maria", contacts=contacts, tags=("Book club",))
    ana = till.new("Ana")
    gone = till.new("Gone")
    till.write("UPDATE customer SET archived_at = created_at WHERE id = :c", c=gone)
    till.ring(maria, 2_050, at=noon(2026, 11, 20))
    bought = till.ring(maria, 1_000, at=noon(2026, 11, 21))
    till.ring(maria, 500, at=noon(2026, 11, 21))
    till.refund(bought.purchase, 250)
    data = ask("members")
    rows = table(data)
    assert [row["name"] for row in rows] == ["Ana", "Maria"]
    assert rows[1]["email"] == "maria@example.org"
    assert rows[1]["phone"].replace(" ", "").endswith("1515554417")
    assert (rows[1]["visits"], rows[1]["last_visit"]) == (2, date(2026, 11, 21))
    assert (rows[1]["spent"], rows[1]["points"]) == (3_300, till.balance(maria))
    assert (rows[0]["visits"], rows[0]["last_visit"], rows[0]["spent"]) == (0, None, 0)
    assert totals(data) == {"visits": 2, "spent": 3_300, "points": till.balance(maria)}
    assert figures(data) == {
        "members": 2, "joined": 2, "came": 1, "spent": 3_300, "points": till.balance(maria),
    }  # fmt: skip
    assert [row["name"] for row in table(ask("members", sort="spent"))] == ["Maria", "Ana"]
    assert [row["name"] for row in table(ask("members", came="never"))] == ["Ana"]
    assert [row["name"] for row in table(ask("members", came="came"))] == ["Maria"]
    assert [row["name"] for row in table(ask("members", tag="Book club"))] == ["Maria"]
    with pytest.raises(Refused):
        ask("members", tag="Nobody wears it")
    assert ana


def test_the_points_of_a_household_are_told_once(ask: Asked, till: Till) -> None:
    maria, jonas = till.new("Maria"), till.new("Jonas")
    till.ring(maria, 10_000)
    till.join(jonas, maria)
    till.ring(jonas, 5_000)
    data = ask("members")
    assert totals(data)["points"] == 150
    assert sorted(row["points"] for row in table(data)) == [0, 150]
    assert any("household" in note for note in data.notes)


def test_points_owed_by_month_in_money(ask: Asked, till: Till) -> None:
    till.rules(PRICED)
    maria = till.customer()
    till.ring(maria, 10_000, at=noon(2026, 9, 10))
    till.ring(till.customer("Ana"), 20_000, at=noon(2026, 10, 5))
    till.ring(maria, 5_000, at=noon(2026, 10, 20))
    till.redeem(maria, "small")
    data = ask("points-owed")
    assert table(data) == [
        {"month": date(2026, 12, 1), "points": 97, "worth": 145, "share": 280},
        {"month": date(2027, 1, 1), "points": 250, "worth": 375, "share": 720},
    ]
    assert totals(data) == {"points": 347, "worth": 520, "share": 1000}
    found = figures(data)
    assert (found["points"], found["worth"], found["customers"]) == (347, 520, 2)
    by_earned = table(ask("points-owed", by="earned"))
    assert [(row["month"], row["points"]) for row in by_earned] == [
        (date(2026, 9, 1), 97), (date(2026, 10, 1), 250),
    ]  # fmt: skip
    past = next(chart for chart in data.charts if chart.id == "past")
    assert past.series[0].values[-3:] == (100, 350, 347)


def test_redemptions_one_by_one_and_by_reward(ask: Asked, till: Till) -> None:
    maria, ana = till.new("Maria"), till.new("Ana")
    for who in (maria, ana):
        till.ring(who, 60_000, at=noon(2026, 9, 1))
    till.redeem(maria, "coffee", at=noon(2026, 10, 1))
    till.redeem(ana, "coffee", at=noon(2026, 10, 31))
    till.redeem(ana, "small", at=noon(2026, 10, 31))
    till.redeem(ana, "small", at=noon(2026, 11, 1))
    back = till.redeem(maria, "coffee", at=noon(2026, 10, 15))
    till.give_back(back.redemption)
    data = ask("redemptions", period="month")
    assert picked(data, "day", "customer", "reward", "points", "worth") == [
        (date(2026, 10, 1), "Maria", "Free coffee", 150, 400),
        (date(2026, 10, 31), "Ana", "Free coffee", 150, 400),
        (date(2026, 10, 31), "Ana", "Small thing", 3, 300),
    ]  # fmt: skip
    assert totals(data) == {"points": 303, "worth": 1_100}
    assert figures(data) == {"times": 3, "customers": 2, "points": 303, "worth": 1_100}
    grouped = ask("redemptions", period="month", by="reward")
    assert [tuple(row.values()) for row in table(grouped)] == [
        ("Free coffee", 2, 667, 2, 300, 0, 800),
        ("Small thing", 1, 333, 1, 3, 0, 300),
    ]
    chart = data.charts[0]
    assert (len(chart.labels), sum(chart.series[0].values)) == (31, 3)
    assert (chart.series[0].values[0], chart.series[0].values[30]) == (1, 2)


def test_a_day_is_the_shop_s_own_not_utc_s(ask: Asked, till: Till) -> None:
    """Berlin is an hour ahead in November: 23:30 UTC on the 31st is already the 1st there."""
    maria = till.new("Maria")
    till.ring(maria, 60_000, at=noon(2026, 9, 1))
    late = noon(2026, 10, 31).replace(hour=23, minute=30)
    till.redeem(maria, "coffee", at=late)
    assert not ask("redemptions", period="month").rows
    assert [row["day"] for row in table(ask("redemptions", period="this-month"))] == [date(2026, 11, 1)]


def test_points_that_lapse_soon_with_how_to_reach_them(ask: Asked, till: Till) -> None:
    till.rules(PRICED)
    maria = till.new("Maria", contacts=(Contact("email", "maria@example.org"),))
    ana = till.new("Ana")
    till.ring(maria, 10_000, at=noon(2026, 8, 25))
    till.ring(ana, 2_000, at=noon(2026, 9, 20))
    till.ring(ana, 9_900, at=noon(2026, 11, 1))
    data = ask("expiring", days=30)
    assert picked(data, "last_day", "customer", "points", "worth", "email") == [
        (date(2026, 11, 23), "Maria", 100, 150, "maria@example.org"),
        (date(2026, 12, 19), "Ana", 20, 30, ""),
    ]  # fmt: skip
    assert figures(data) == {"points": 120, "worth": 180, "customers": 2, "reachable": 1}
    assert totals(data) == {"points": 120, "worth": 180}
    assert len(ask("expiring", days=1).rows) == 1
    with pytest.raises(Refused):
        ask("expiring", days=0)


def test_points_that_lapse_by_absence_say_so(ask: Asked, till: Till) -> None:
    till.rules(replace(SIMPLE, expiry=Expiry("absence", 3)))
    till.ring(till.new("Maria"), 10_000, at=noon(2026, 8, 25))
    rows = table(ask("expiring", days=10))
    assert [(row["last_day"], row["points"], row["why"]) for row in rows] == [
        (date(2026, 11, 25), 100, "Has not come")
    ]


def test_top_customers_by_money_and_by_visits(ask: Asked, till: Till) -> None:
    maria, ana, jon = till.new("Maria"), till.new("Ana"), till.new("Jon")
    big = till.ring(maria, 10_000, at=noon(2026, 10, 1))
    till.refund(big.purchase, 1_000)
    for day in (2, 3, 3):
        till.ring(ana, 1_000, at=noon(2026, 10, day))
    void = till.ring(jon, 90_000, at=noon(2026, 10, 3))
    till.void(void.purchase)
    till.ring(jon, 500, at=noon(2026, 9, 30))
    data = ask("top-customers", period="month")
    assert [tuple(row.values())[:2] + tuple(row.values())[3:] for row in table(data)] == [
        (1, "Maria", 1, 1, 9_000, 9_000, 750),
        (2, "Ana", 2, 3, 3_000, 1_000, 250),
    ]
    assert figures(data) == {"spent": 12_000, "share": 1000, "sales": 12_000, "customers": 2}
    visits = table(ask("top-customers", period="month", by="visits"))
    assert [row["customer"] for row in visits] == ["Ana", "Maria"]
    best = ask("top-customers", period="month", most=1)
    assert (len(best.rows), figures(best)["share"]) == (1, 750)


def test_new_lost_and_back_by_month(ask: Asked, till: Till) -> None:
    """Maria: four visits until 3 March, 120 days later is 1 July; she is back on 2 August. Ana came twice and
    never again: she was no regular. Jon is a regular, last seen on 20 September."""
    maria, ana, jon = (till.new(name) for name in ("Maria", "Ana", "Jon"))
    for month, day in ((1, 5), (1, 20), (2, 10), (3, 3), (8, 2)):
        till.ring(maria, 1_000, at=noon(2026, month, day))
    for month, day in ((1, 5), (1, 6)):
        till.ring(ana, 1_000, at=noon(2026, month, day))
    for month, day in ((6, 1), (7, 1), (9, 20), (9, 20)):
        till.ring(jon, 1_000, at=noon(2026, month, day))
    data = ask("new-and-lost", months=11, after=120)
    rows = {row["month"].month: row for row in table(data)}
    assert sorted(rows) == list(range(1, 12))
    assert {month: row["new"] for month, row in rows.items() if row["new"]} == {1: 2, 6: 1}
    assert {month: row["became"] for month, row in rows.items() if row["became"]} == {2: 1, 9: 1}
    assert {month: row["lost"] for month, row in rows.items() if row["lost"]} == {7: 1}
    assert {month: row["back"] for month, row in rows.items() if row["back"]} == {8: 1}
    ends = [rows[month]["regulars"] for month in range(1, 12)]
    assert ends == [0, 1, 1, 1, 1, 1, 0, 1, 2, 2, 2]
    assert figures(data) == {"new": 3, "lost": 1, "back": 1, "regulars": 2}
    assert totals(data) == {"new": 3, "became": 2, "lost": 1, "back": 1}
    sooner = {row["month"].month: row["lost"] for row in table(ask("new-and-lost", after=30))}
    assert sooner[4] == 1, "3 March and 30 days is 2 April"
    assert sooner[10] == 1, "Jon, 20 September and 30 days"


def test_the_month_of_the_programme_beside_the_one_before(ask: Asked, till: Till) -> None:
    maria, ana = till.new("Maria"), till.new("Ana")
    till.write("UPDATE customer SET joined_on = '2026-09-15' WHERE id = :c", c=maria)
    till.write("UPDATE customer SET joined_on = '2026-10-02', card_number = NULL WHERE id = :c", c=ana)
    till.ring(maria, 40_000, at=noon(2026, 7, 20))
    till.ring(maria, 10_000, at=noon(2026, 9, 15))
    till.ring(maria, 6_000, at=noon(2026, 10, 3))
    till.redeem(maria, "coffee", at=noon(2026, 10, 5))
    back = till.ring(ana, 3_000, at=noon(2026, 10, 10))
    till.clock.instant = noon(2026, 10, 20)
    till.lapse()
    till.refund(back.purchase, 1_000, at=noon(2026, 10, 21))
    till.clock.instant = noon(2026, 11, 22)
    till.ring(ana, 77_700, at=noon(2026, 11, 2))
    data = ask("programme-month")
    rows = {row["what"]: (row["now"], row["before"]) for row in table(data)}
    assert rows["Members joined"] == (1, 1)
    assert rows["Customers who came"] == (2, 1)
    assert rows["of them for the first time"] == (1, 0)
    assert rows["Purchases"] == (2, 1)
    assert rows["Sales"] == (8_000, 10_000)
    assert rows["A purchase on average"] == (4_000, 10_000)
    assert rows["Share with a card"] == (750, 1000)
    # 400 points of 20 July are valid through 18 October; the coffee took 150 of them.
    assert rows["Points given"] == (80, 100)
    assert rows["Points used"] == (150, 0)
    assert rows["Points lapsed"] == (250, 0)
    assert rows["Points of all at the end"] == (180, 500)
    assert rows["Rewards used"] == rows["of them Free coffee"] == (1, 0)
    assert rows["What rewards were worth"] == (400, 0)
    assert rows["as a share of sales"] == (50, 0)
    changes = {row["what"]: (row["change"], row["percent"]) for row in table(data)}
    assert changes["Sales"] == (-2_000, -200)
    assert changes["Points used"] == (150, None)
    points = data.charts[0]
    by_day = {one.name: one.values for one in points.series}
    assert (by_day["Given"][2], by_day["Used"][4], by_day["Lapsed"][18]) == (60, -150, -250)
    sales = data.charts[1]
    assert (sales.series[1].values[-1], len(sales.series[1].values)) == (8_000, 31)
    assert (sales.series[0].values[-1], len(sales.series[0].values)) == (10_000, 30)


def test_a_month_that_runs_is_compared_with_the_same_days(ask: Asked, till: Till) -> None:
    maria = till.new("Maria")
    till.ring(maria, 1_000, at=noon(2026, 10, 22))
    till.ring(maria, 5_000, at=noon(2026, 10, 23))
    till.ring(maria, 2_000, at=noon(2026, 11, 22))
    data = ask("programme-month", month="this")
    rows = {row["what"]: (row["now"], row["before"]) for row in table(data)}
    assert rows["Sales"] == (2_000, 1_000)
    assert data.notes[0].startswith("The month is not over")
    other = ask("programme-month", month="other", day="2026-10-09")
    assert {row["what"]: row["now"] for row in table(other)}["Sales"] == 6_000


def test_days_that_do_not_fit_are_refused_by_field(ask: Asked) -> None:
    for options, field in (
        ({"period": "days"}, "start"),
        ({"period": "days", "start": "2026-02-01", "end": "2026-01-01"}, "end"),
    ):
        with pytest.raises(Refused) as refused:
            ask("redemptions", **options)
        assert refused.value.field == field
