"""The facts on a card: rhythm, lateness, birthdays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.models import CustomerActivity
from app.groups.directory import card_facts
from app.groups.facts import CardFacts, birthday_in_year, days_to_birthday
from app.insights.rhythm import LATEST
from app.kernel.book import Book
from app.kernel.errors import NotFound
from app.sales.models import Purchase
from tests.unit.groups.rows import customer, put

TODAY = date(2026, 11, 22)


def bought(customer_id: int, days_ago: int, **values: object) -> Purchase:
    day = TODAY - timedelta(days=days_ago)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Purchase(**({"customer_id": customer_id, "at": at, "business_date": day, "amount": 100} | values))


def test_a_customer_who_never_came(book: Book) -> None:
    [maria] = put(book, customer("Maria", book.clock.now()))
    assert book.ask(card_facts, maria) == CardFacts(0, None, None, None, None, False, 0, None)
    with pytest.raises(NotFound):
        book.ask(card_facts, maria + 1)


def test_the_facts_of_a_regular(book: Book) -> None:
    [maria] = put(book, customer("Maria", book.clock.now(), birth_month=11, birth_day=25))
    put(
        book,
        *(bought(maria, days) for days in (24, 24, 33, 40, 51)),
        bought(maria, 1, voided_at=book.clock.now()),
        CustomerActivity(
            customer_id=maria,
            first_visit_on=date(2023, 3, 1),
            last_visit_at=bought(maria, 24).at,
            visits=64,
            spent=148200,
        ),
    )
    facts = book.ask(card_facts, maria)
    assert facts == CardFacts(64, 2023, 9, date(2026, 10, 29), 24, True, 148200, 3)


def test_a_clock_set_back_gives_no_days_below_nought(book: Book) -> None:
    [maria] = put(book, customer("Maria", book.clock.now()))
    put(
        book,
        CustomerActivity(customer_id=maria, last_visit_at=book.clock.now() + timedelta(days=9), visits=1),
    )
    facts = book.ask(card_facts, maria)
    assert (facts.days_since, facts.late) == (0, False)


def test_the_rhythm_is_that_of_late_and_costs_the_same_for_all(book: Book) -> None:
    [maria] = put(book, customer("Maria", book.clock.now()))
    put(book, *(bought(maria, 2 * n) for n in range(LATEST + 1)))
    put(book, *(bought(maria, 1000 + 50 * n) for n in range(LATEST + 1)))
    put(book, CustomerActivity(customer_id=maria, last_visit_at=bought(maria, 0).at, visits=160))
    assert book.ask(card_facts, maria).rhythm_days == 2


def test_a_summer_abroad_makes_nobody_late_later(book: Book) -> None:
    """Eight weekly visits with sixty days away among them: nine days without a visit are late."""
    [maria] = put(book, customer("Maria", book.clock.now()))
    put(book, *(bought(maria, days) for days in (9, 16, 23, 30, 90, 97, 104, 111)))
    put(book, CustomerActivity(customer_id=maria, last_visit_at=bought(maria, 9).at, visits=8))
    facts = book.ask(card_facts, maria)
    assert (facts.rhythm_days, facts.days_since, facts.late) == (7, 9, True)


def test_a_visit_of_which_all_was_brought_back_is_none(book: Book) -> None:
    [maria] = put(book, customer("Maria", book.clock.now()))
    put(book, *(bought(maria, days) for days in (20, 30, 40, 50)), bought(maria, 2, refunded=100))
    put(book, CustomerActivity(customer_id=maria, last_visit_at=bought(maria, 2).at, visits=5))
    facts = book.ask(card_facts, maria)
    assert (facts.rhythm_days, facts.days_since, facts.late) == (10, 20, True)


def test_where_all_was_brought_back_the_last_visit_is_told_and_no_rhythm(book: Book) -> None:
    [maria] = put(book, customer("Maria", book.clock.now()))
    put(book, *(bought(maria, days, refunded=100) for days in (2, 12, 22, 32)))
    put(book, CustomerActivity(customer_id=maria, last_visit_at=bought(maria, 2).at, visits=4))
    facts = book.ask(card_facts, maria)
    assert (facts.rhythm_days, facts.days_since, facts.late) == (None, 2, False)


@pytest.mark.parametrize(
    ("month", "day", "today", "days"),
    [
        (11, 22, TODAY, 0),
        (11, 25, TODAY, 3),
        (11, 21, TODAY, 364),
        (1, 1, date(2026, 12, 31), 1),
        (2, 29, date(2026, 2, 27), 1),
        (2, 29, date(2026, 2, 28), 0),
        (2, 29, date(2026, 3, 1), 364),
        (2, 29, date(2028, 2, 28), 1),
        (2, 29, date(2028, 2, 29), 0),
        (None, None, TODAY, None),
    ],
)
def test_days_to_the_birthday(month: int | None, day: int | None, today: date, days: int | None) -> None:
    assert days_to_birthday(month, day, today) == days


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_birthday_is_within_a_year_and_on_its_day(born: date, today: date) -> None:
    days = days_to_birthday(born.month, born.day, today)
    assert days is not None
    assert 0 <= days <= 366
    on = today + timedelta(days=days)
    assert on == birthday_in_year(born.month, born.day, on.year)
    assert (on.month, on.day) in {(born.month, born.day), (2, 28)}
