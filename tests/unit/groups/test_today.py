"""What a day brings at the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.customers.birthdays import Birthday as Born
from app.customers.commands import ArchiveCustomer, archive_customer
from app.groups.today import birthdays, lapsing_counts, newcomers, owed
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.loyalty.rewards import Reward
from app.loyalty.vouchers.rule import VoucherRule
from app.touchpoints.commands import AddTouchpoint, add_touchpoint
from app.touchpoints.promises import FinishPromise, finish_promise
from tests.unit.loyalty.conftest import SIMPLE, Till, noon

TODAY = date(2026, 11, 22)
CAKE = VoucherRule(
    "cake", "A slice of cake", "birthday", Reward("cake", "Cake", "free_item", 0, {"up_to": 500}), 3, 14
)
Promise = Callable[..., int]


@pytest.fixture
def till(book: Book, clock: FixedClock) -> Till:
    made = Till(book, clock)
    made.rules(replace(SIMPLE, vouchers=(CAKE,)))
    return made


@pytest.fixture
def promise(book: Book) -> Promise:
    def made(customer: int, text: str, due_on: date, kind: str = "promise", **more: Any) -> int:
        return book.do(add_touchpoint, AddTouchpoint(customer, kind, text, due_on=due_on, **more)).id

    return made


def test_birthdays_of_the_day_and_of_those_to_come(till: Till, book: Book) -> None:
    till.new("Zoë", birthday=Born(11, 22, 1986), favourite="Flat white", alert="Nuts")
    anna = till.new("Anna", birthday=Born(11, 29))
    till.new("Too late", birthday=Born(11, 30))
    till.new("Yesterday", birthday=Born(11, 21))
    gone = till.new("Gone", birthday=Born(11, 23))
    book.do(archive_customer, ArchiveCustomer(gone))
    found = book.ask(birthdays, TODAY)
    assert [(one.name, one.on, one.turning) for one in found] == [
        ("Zoë", TODAY, 40), ("Anna", date(2026, 11, 29), None),
    ]  # fmt: skip
    assert (found[0].favourite, found[0].alert) == ("Flat white", "Nuts")
    assert [one.customer_id for one in book.ask(birthdays, TODAY, 0)] != [anna]


def test_a_birthday_says_which_voucher_it_brings_and_whether_it_is_used(
    till: Till, book: Book, clock: FixedClock
) -> None:
    till.new("Zoë", birthday=Born(11, 25))
    till.new("Anna", birthday=Born(11, 30))
    clock.instant = noon(2026, 11, 25)
    till.daily()
    day = date(2026, 11, 25)

    def told() -> list[tuple[str, str, bool]]:
        return [(one.name, one.voucher, one.waiting) for one in book.ask(birthdays, day)]

    assert told() == [("Zoë", "A slice of cake", True), ("Anna", "A slice of cake", True)]
    [(code,)] = till.rows("SELECT code FROM voucher")
    till.use(code)
    assert told() == [("Zoë", "A slice of cake", False), ("Anna", "A slice of cake", True)]
    till.rules(SIMPLE)
    assert told() == [("Zoë", "A slice of cake", False), ("Anna", "", False)]


@pytest.mark.parametrize(("year", "days"), [(2027, [28]), (2028, [28, 29])])
def test_29_february_is_kept_on_the_28th_where_there_is_no_29th(
    till: Till, book: Book, clock: FixedClock, year: int, days: list[int]
) -> None:
    till.new("Leap", birthday=Born(2, 29, 1992))
    till.new("Usual", birthday=Born(2, 28))
    clock.instant = noon(year, 2, 27)
    found = book.ask(birthdays, date(year, 2, 27), 3)
    assert sorted({one.on.day for one in found}) == days
    assert len(found) == 2


def test_the_turn_of_the_year_is_no_end(till: Till, book: Book) -> None:
    till.new("New Year", birthday=Born(1, 1, 2000))
    [one] = book.ask(birthdays, date(2026, 12, 29))
    assert (one.on, one.turning) == (date(2027, 1, 1), 27)


def test_promises_due_and_overdue_with_their_days(
    till: Till, book: Book, clock: FixedClock, promise: Promise
) -> None:
    clock.instant = noon(2026, 11, 10)
    maria = till.new("Maria", alert="Nuts")
    promise(maria, "Order the book", date(2026, 11, 15))
    promise(maria, "Keep a place", TODAY)
    promise(maria, "Call back", TODAY + timedelta(days=3))
    done = promise(maria, "Done already", TODAY)
    book.do(finish_promise, FinishPromise(done))
    clock.instant = noon(2026, 11, 22)
    assert [(one.text, one.late, one.alert) for one in book.ask(owed, TODAY)] == [
        ("Order the book", 7, "Nuts"), ("Keep a place", 0, "Nuts"),
    ]  # fmt: skip
    assert [one.late for one in book.ask(owed, TODAY, 3)] == [7, 0, -3]
    assert book.ask(owed, TODAY)[0].made_on == date(2026, 11, 10)


def test_reservations_are_told_apart_from_promises(
    till: Till, book: Book, clock: FixedClock, promise: Promise
) -> None:
    clock.instant = noon(2026, 11, 10)
    maria = till.new("Maria")
    promise(maria, "Keep a place", TODAY)
    promise(maria, "A table for four", TODAY, "reservation")
    promise(maria, "The back room", TODAY + timedelta(days=2), "reservation")
    clock.instant = noon(2026, 11, 22)
    assert [(one.text, one.kind, one.late) for one in book.ask(owed, TODAY, 3)] == [
        ("Keep a place", "promise", 0), ("A table for four", "reservation", 0),
        ("The back room", "reservation", -2),
    ]  # fmt: skip


def test_who_was_new_the_day_before(till: Till, book: Book, clock: FixedClock) -> None:
    till.new("Today")
    clock.instant = noon(2026, 11, 21)
    till.new("Ben", favourite="Tea")
    till.new("Anna")
    new, count = book.ask(newcomers, TODAY - timedelta(days=1))
    assert ([one.name for one in new], count, new[1].favourite) == (["Anna", "Ben"], 2, "Tea")


def test_lapsing_points_are_counted(till: Till, book: Book, clock: FixedClock) -> None:
    one, two = till.new("One"), till.new("Two")
    till.ring(one, 5_000)
    clock.instant = noon(2026, 12, 10)
    till.ring(two, 700)
    till.ring(one, 100)
    clock.instant = noon(2027, 2, 16)
    week, month = book.ask(lapsing_counts)
    assert (week.customers, week.points, week.until) == (1, 50, date(2027, 2, 23))
    assert (month.customers, month.points) == (2, 58)
