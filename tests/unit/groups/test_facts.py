"""The facts on a card: rhythm, lateness, birthdays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.models import CustomerActivity
from app.groups.directory import card_facts
from app.groups.facts import (
    RHYTHM_PURCHASES,
    CardFacts,
    birthday_in_year,
    days_to_birthday,
    is_late,
    rhythm,
)
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
    put(book, *(bought(maria, 2 * n) for n in range(RHYTHM_PURCHASES)))
    put(book, *(bought(maria, 1000 + 50 * n) for n in range(RHYTHM_PURCHASES)))
    put(book, CustomerActivity(customer_id=maria, last_visit_at=bought(maria, 0).at, visits=160))
    assert book.ask(card_facts, maria).rhythm_days == 2


@pytest.mark.parametrize(
    ("offsets", "days"),
    [([], None), ([0], None), ([0, 5], None), ([0, 0, 5], None), ([0, 5, 15], 8), ([0, 9, 18, 18, 118], 9)],
)
def test_the_usual_rhythm_is_the_median_gap(offsets: list[int], days: int | None) -> None:
    assert rhythm(TODAY - timedelta(days=offset) for offset in offsets) == days


@given(st.lists(st.integers(0, 5000), max_size=30))
def test_the_rhythm_is_whole_days_and_knows_no_order(offsets: list[int]) -> None:
    days = [TODAY - timedelta(days=offset) for offset in offsets]
    found = rhythm(days)
    assert found == rhythm(reversed(days))
    if len(set(offsets)) < 3:
        assert found is None
    else:
        assert found is not None
        assert 1 <= found <= max(offsets) - min(offsets)


@pytest.mark.parametrize(
    ("days_since", "usual", "late"),
    [(13, 9, False), (14, 9, True), (15, 10, False), (16, 10, True), (400, None, False), (None, 9, False)],
)
def test_late_is_beyond_one_and_a_half_rhythms(days_since: int | None, usual: int | None, late: bool) -> None:
    assert is_late(days_since, usual) is late


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
