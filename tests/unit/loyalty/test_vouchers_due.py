"""Who is due a voucher: birthdays and absences, once each, whatever day the shop opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from app.customers.models import Customer, CustomerActivity
from app.kernel.clock import FixedClock
from app.kernel.unit import Unit
from app.loyalty.daily_jobs import daily_jobs
from app.loyalty.rewards import Reward
from app.loyalty.vouchers.due import issue_due
from app.loyalty.vouchers.rule import VoucherRule

from .conftest import SIMPLE, Till

GIFT = Reward("cake", "Cake", "free_item", 0)
BIRTHDAY = VoucherRule("cake", "Cake", "birthday", GIFT, days_before=7, valid_days=14)
MISSED = VoucherRule("missed", "We miss you", "win_back", GIFT, valid_days=30, away_days=60)


@dataclass(frozen=True)
class Run:
    day: date | None = None


def run_due(unit: Unit, cmd: Run) -> int:
    return issue_due(unit, cmd.day or unit.today)


def due(till: Till, day: date | None = None) -> int:
    return till.book.do(run_due, Run(day))


def born(till: Till, customer: int, month: int, day: int) -> None:
    till.write(
        "UPDATE customer SET birth_month = :m, birth_day = :d WHERE id = :c", m=month, d=day, c=customer
    )


def issued(till: Till) -> list[tuple[str, str, str]]:
    return till.rows("SELECT occasion_key, valid_from, valid_until FROM voucher ORDER BY id")


def go(till: Till, day: date) -> None:
    till.clock.instant = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


@pytest.fixture
def shop(till: Till, clock: FixedClock) -> Till:
    till.rules(replace(SIMPLE, vouchers=(BIRTHDAY, MISSED)))
    go(till, date(2025, 6, 1))
    return till


def test_a_birthday_is_due_from_days_before_it_and_once(shop: Till, maria: int) -> None:
    born(shop, maria, 12, 9)
    go(shop, date(2025, 12, 1))
    assert due(shop) == 0
    go(shop, date(2025, 12, 2))
    assert (due(shop), due(shop)) == (1, 0)
    assert issued(shop) == [("birthday:2025", "2025-12-02", "2025-12-23")]
    go(shop, date(2025, 12, 9))
    assert due(shop) == 0
    go(shop, date(2026, 12, 2))
    assert due(shop) == 1
    assert issued(shop)[1] == ("birthday:2026", "2026-12-02", "2026-12-23")


def test_around_new_year_the_key_has_the_birthdays_year(shop: Till, maria: int) -> None:
    born(shop, maria, 1, 3)
    go(shop, date(2025, 12, 27))
    assert due(shop) == 1
    assert issued(shop) == [("birthday:2026", "2025-12-27", "2026-01-17")]


def test_a_changed_birth_date_gives_no_second_one_that_year(shop: Till, maria: int) -> None:
    born(shop, maria, 6, 3)
    assert due(shop) == 1
    born(shop, maria, 9, 9)
    go(shop, date(2025, 9, 9))
    assert due(shop) == 0
    go(shop, date(2026, 9, 9))
    assert due(shop) == 1


@pytest.mark.parametrize(
    ("opened", "count"), [((2025, 12, 9), 1), ((2025, 12, 23), 1), ((2025, 12, 24), 0), ((2025, 12, 12), 1)]
)
def test_days_off_are_caught_up_with_while_it_is_still_valid(
    shop: Till, maria: int, opened: tuple[int, int, int], count: int
) -> None:
    born(shop, maria, 12, 9)
    go(shop, date(*opened))
    assert due(shop) == count


def test_each_missed_day_may_be_run_for_itself(shop: Till, maria: int) -> None:
    born(shop, maria, 12, 9)
    go(shop, date(2025, 12, 20))
    ran = [due(shop, date(2025, 12, 1) + timedelta(days=place)) for place in range(20)]
    assert sum(ran) == 1
    assert issued(shop) == [("birthday:2025", "2025-12-02", "2025-12-23")]


def test_who_came_into_the_book_after_the_birthday_waits_for_the_next(shop: Till) -> None:
    go(shop, date(2025, 6, 10))
    late, on_time = shop.customer("Late"), shop.customer("On time")
    born(shop, late, 6, 9)
    born(shop, on_time, 6, 10)
    assert due(shop) == 1
    assert shop.rows("SELECT customer_id FROM voucher") == [(on_time,)]


def test_29_february_is_kept_on_the_28th_and_the_day_is_the_shops(shop: Till, maria: int) -> None:
    shop.rules(replace(SIMPLE, vouchers=(replace(BIRTHDAY, days_before=0),)))
    born(shop, maria, 2, 29)
    shop.clock.instant = datetime(2026, 2, 27, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    assert due(shop) == 0
    shop.clock.instant = datetime(2026, 2, 27, 23, 0, tzinfo=UTC)
    assert due(shop) == 1
    go(shop, date(2028, 2, 28))
    assert due(shop) == 0
    go(shop, date(2028, 2, 29))
    assert due(shop) == 1
    assert [key for key, *_days in issued(shop)] == ["birthday:2026", "birthday:2028"]


def test_a_customer_who_stays_away_is_missed_once_each_time(shop: Till, maria: int, clean) -> None:
    never = shop.customer("Never came")
    shop.ring(maria, 500)
    go(shop, date(2025, 7, 30))
    assert due(shop) == 0
    go(shop, date(2025, 7, 31))
    assert (due(shop), due(shop)) == (1, 0)
    go(shop, date(2025, 12, 31))
    assert due(shop) == 0  # still the same absence
    shop.ring(maria, 500)
    go(shop, date(2026, 3, 1))
    assert due(shop) == 1
    assert issued(shop) == [
        ("win_back:2025-06-01", "2025-07-31", "2025-08-30"),
        ("win_back:2025-12-31", "2026-03-01", "2026-03-31"),
    ]
    assert shop.rows("SELECT id FROM voucher WHERE customer_id = :c", c=never) == []
    clean()


def test_a_visit_taken_back_is_no_new_absence(shop: Till, maria: int) -> None:
    shop.ring(maria, 500)
    go(shop, date(2025, 8, 1))
    assert due(shop) == 1
    shop.void(shop.ring(maria, 500).purchase)
    go(shop, date(2025, 10, 1))
    assert due(shop) == 0
    other = shop.customer("Voided")
    shop.void(shop.ring(other, 500).purchase)
    go(shop, date(2026, 1, 1))
    assert due(shop) == 0


def test_archived_customers_get_none(shop: Till, maria: int) -> None:
    shop.ring(maria, 500)
    born(shop, maria, 8, 1)
    shop.write("UPDATE customer SET archived_at = '2025-06-02 00:00:00'")
    go(shop, date(2025, 8, 1))
    assert due(shop) == 0


def test_rules_of_the_day_decide_and_by_hand_stands_beside(shop: Till, maria: int) -> None:
    born(shop, maria, 6, 1)
    shop.issue(maria, "cake")
    assert due(shop) == 1
    shop.rules(SIMPLE, date(2026, 1, 1))
    go(shop, date(2026, 6, 1))
    assert due(shop) == 0


@dataclass(frozen=True)
class Many:
    count: int


def _many(unit: Unit, cmd: Many) -> None:
    long_ago = datetime(2024, 1, 1, 12, tzinfo=UTC)

    def people() -> Iterable[dict[str, object]]:
        for number in range(1, cmd.count + 1):
            yield {
                "id": number,
                "name": f"C{number}",
                "sort_name": f"c{number}",
                "joined_on": date(2024, 1, 1),
                "created_at": long_ago,
                "birth_month": number % 12 + 1,
                "birth_day": number % 28 + 1,
            }

    unit.session.execute(insert(Customer), list(people()))
    visits = [
        {"customer_id": number, "first_visit_on": date(2024, 1, 1), "last_visit_at": long_ago, "visits": 1,
         "spent": 100}
        for number in range(1, cmd.count + 1)
    ]  # fmt: skip
    unit.session.execute(insert(CustomerActivity), visits)


def test_a_whole_town_is_looked_through_by_the_file(shop: Till) -> None:
    shop.book.do(_many, Many(3000))
    birthdays = shop.rows(
        "SELECT count(*) FROM customer WHERE (birth_month, birth_day) IN "
        "(VALUES (5,18),(5,19),(5,20),(5,21),(5,22),(5,23),(5,24),(5,25),(5,26),(5,27),(5,28),"
        "(6,1),(6,2),(6,3),(6,4),(6,5),(6,6),(6,7),(6,8))"
    )[0][0]
    assert due(shop) == 3000 + birthdays
    assert due(shop) == 0
    assert shop.rows("SELECT count(DISTINCT code) FROM voucher") == [(3000 + birthdays,)]


def test_it_is_one_of_the_daily_jobs(shop: Till, maria: int) -> None:
    job = daily_jobs().get("vouchers")
    assert job is not None
    born(shop, maria, 6, 1)
    done = shop.book.do(job.run, date(2025, 6, 1))
    assert (done, job.words(done), job.each_day) == (1, "1 voucher issued", False)
