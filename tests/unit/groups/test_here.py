"""Who is here today."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.groups.directory import HereRow, here_today
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.loyalty.models import Account, Entry, Redemption
from app.sales.models import Purchase
from app.touchpoints.models import Touchpoint
from tests.unit.groups.rows import customer, put


def bought(book: Book, customer_id: int, at: datetime, amount: int = 1860, **values: object) -> int:
    row = Purchase(customer_id=customer_id, at=at, business_date=at.date(), amount=amount, **values)
    return put(book, row)[0]


def earned(
    book: Book, customer_id: int, purchase_id: int, points: int, kind: str = "earn", unit: str = "points"
) -> None:
    [account] = put(book, Account(customer_id=customer_id, unit=unit, balance=points))
    at = book.clock.now()
    put(
        book,
        Entry(
            account_id=account, sequence=1, kind=kind, points=points, balance=points, business_date=at.date(),
            at=at, purchase_id=purchase_id, previous_hash="", hash="h",
        ),
    )  # fmt: skip


def test_stamps_are_no_points(book: Book, clock: FixedClock) -> None:
    now = clock.now()
    [maria] = put(book, customer("Maria", now))
    sale = bought(book, maria, now)
    earned(book, maria, sale, 18)
    earned(book, maria, sale, 2, unit="stamps:coffee")
    assert [row.what for row in book.ask(here_today)] == ["+18"]


def used(book: Book, customer_id: int, at: datetime, **values: object) -> None:
    put(
        book,
        Redemption(
            customer_id=customer_id, at=at, reward="coffee", reward_name="Free coffee",
            reward_kind="free_item", points=150, **values,
        ),
    )  # fmt: skip


def test_each_customer_once_newest_first_with_what_it_was(book: Book, clock: FixedClock) -> None:
    now = clock.now()
    maria, jonas, lin, amelie, old = put(
        book, *(customer(name, now) for name in ("Maria", "Jonas", "林", "A", "O"))
    )
    first = bought(book, maria, now - timedelta(minutes=50))
    earned(book, maria, first, 18)
    bought(book, jonas, now - timedelta(minutes=40))
    put(book, Touchpoint(customer_id=jonas, kind="visit", at=now - timedelta(minutes=45)))
    used(book, lin, now - timedelta(minutes=30))
    put(book, Touchpoint(customer_id=amelie, kind="visit", at=now - timedelta(minutes=20)))
    bought(book, old, now - timedelta(days=1))
    assert book.ask(here_today) == [
        HereRow(amelie, "A", now - timedelta(minutes=20), "came by"),
        HereRow(lin, "林", now - timedelta(minutes=30), "used Free coffee"),
        HereRow(jonas, "Jonas", now - timedelta(minutes=40), "18,60\xa0€"),
        HereRow(maria, "Maria", now - timedelta(minutes=50), "+18"),
    ]
    assert [row.name for row in book.ask(here_today, 2)] == ["A", "林"]


def test_a_purchase_and_its_reward_are_told_together(book: Book, clock: FixedClock) -> None:
    now = clock.now()
    [maria] = put(book, customer("Maria", now))
    earlier = bought(book, maria, now - timedelta(hours=2))
    earned(book, maria, earlier, 5)
    purchase = bought(book, maria, now - timedelta(minutes=5))
    used(book, maria, now - timedelta(minutes=6), purchase_id=purchase)
    used(book, maria, now - timedelta(minutes=90))
    assert [row.what for row in book.ask(here_today)] == ["18,60\xa0€ · used Free coffee"]


def test_what_was_taken_back_or_removed_is_not_here(book: Book, clock: FixedClock) -> None:
    now = clock.now()
    [maria] = put(book, customer("Maria", now))
    bought(book, maria, now, voided_at=now)
    used(book, maria, now, given_back_at=now)
    put(book, Touchpoint(customer_id=maria, kind="visit", at=now, removed_at=now))
    put(book, Touchpoint(customer_id=maria, kind="call", at=now))
    assert book.ask(here_today) == []


def test_the_day_is_the_shops(book: Book, clock: FixedClock) -> None:
    """At half past midnight in Berlin it is still yesterday in UTC."""
    now = clock.now()
    [maria] = put(book, customer("Maria", now))
    clock.instant = now.replace(hour=23, minute=30)
    bought(book, maria, now.replace(hour=22, minute=59))
    assert book.ask(here_today) == []
    bought(book, maria, now.replace(hour=23, minute=0))
    assert [row.id for row in book.ask(here_today)] == [maria]
