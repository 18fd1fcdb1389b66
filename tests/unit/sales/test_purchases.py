"""What a purchase must be, and the activity that is counted from purchases."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from app.customers.models import Customer
from app.kernel.book import Book
from app.kernel.errors import NotFound, Refused
from app.kernel.unit import Unit, View
from app.sales.activity import Activity, counted
from app.sales.check import sales_problems
from app.sales.purchases import Line, RecordPurchase, record_purchase
from app.sales.queries import purchase, purchases, spent, visits_between
from app.sales.refunds import hand_over, record_refund, sale, take_back_refund


def add_customer(unit: Unit, name: str) -> int:
    row = unit.session.execute(
        insert(Customer).values(name=name, sort_name=name, joined_on=unit.today, created_at=unit.now)
    )
    return int(row.inserted_primary_key[0])


@pytest.fixture
def maria(book: Book) -> int:
    return book.do(add_customer, "Maria")


def buy(book: Book, customer: int, amount: int = 1000, **more: object) -> int:
    return book.do(record_purchase, RecordPurchase(customer, amount, **more)).purchase


def cached(view: View, customer: int) -> Activity:
    row = view.session.execute(
        text("SELECT visits, spent FROM customer_activity WHERE customer_id = :c"), {"c": customer}
    ).one()
    now = counted(view, customer)
    assert (row[0], row[1]) == (now.visits, now.spent)
    return now


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 2**63}, "amount"),
        ({"receipt": "x" * 81}, "receipt"),
        ({"receipt": "4111111111111111"}, "receipt"),
        ({"lines": (Line("4111 1111 1111 1111", amount=1000),)}, "lines"),
        ({"lines": (Line("Book", "4111111111111111", amount=1000),)}, "lines"),
        ({"at": datetime(2026, 11, 24, 11, 0, tzinfo=UTC)}, "at"),
        ({"discount": -1}, "discount"),
        ({"lines": (Line("Book", amount=999),)}, "lines"),
        ({"lines": (Line("Book", amount=1000),), "discount": 1}, "lines"),
        ({"lines": (Line(" ", amount=1000),)}, "lines"),
        ({"lines": (Line("Book", quantity=0, amount=1000),)}, "lines"),
        ({"lines": (Line("x" * 201, amount=1000),)}, "lines"),
        ({"lines": (Line("Book", amount=2),) * 501, "amount": 1002}, "lines"),
    ],
)
def test_what_cannot_be_a_purchase_is_refused_at_its_field(
    book: Book, maria: int, more: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        buy(book, maria, **{"amount": 1000, **more})
    assert refusal.value.field == field
    assert book.ask(purchases, maria) == []


def test_lines_and_receipt_are_kept_clean(book: Book, maria: int) -> None:
    lines = (Line("Tom <b>Smith\x00", "Crime", 1500, 900), Line("", "Tea", amount=300))
    number = buy(book, maria, 1100, lines=lines, discount=100, receipt=" 20418 ")
    kept = book.ask(purchase, number)
    assert (kept.receipt, kept.discount, kept.left) == ("20418", 100, 1100)
    assert kept.lines == (Line("Tom <b>Smith", "Crime", 1500, 900), Line("Tea", "Tea", 1000, 300))


def test_there_must_be_such_a_purchase(book: Book) -> None:
    with pytest.raises(NotFound, match="no purchase 7"):
        book.ask(purchase, 7)


def test_tomorrow_is_the_latest_day(book: Book, maria: int) -> None:
    buy(book, maria, at=datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    with pytest.raises(Refused):
        buy(book, maria, at=datetime(2026, 11, 23, 23, 0, tzinfo=UTC))


def test_a_visit_is_a_day_of_the_shop(book: Book, maria: int) -> None:
    for hour in (8, 10, 22, 23):  # in Berlin the last is the next day
        buy(book, maria, at=datetime(2026, 11, 1, hour, 0, tzinfo=UTC))
    assert book.ask(cached, maria).visits == 2
    assert book.ask(visits_between, maria, datetime(2026, 11, 1).date(), datetime(2026, 11, 1).date()) == 1
    assert book.ask(spent, maria) == 4000


@pytest.mark.parametrize("seed", range(8))
def test_the_count_is_right_after_anything(book: Book, maria: int, seed: int) -> None:
    rnd = random.Random(seed)
    thomas = book.do(add_customer, "Thomas")
    start = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    undoable: list[int] = []

    def anything(unit: Unit, what: str) -> None:
        ids = [
            row[0] for row in unit.session.execute(text("SELECT id FROM purchase WHERE voided_at IS NULL"))
        ]
        if what == "buy" or not ids:
            at = start + timedelta(hours=rnd.randrange(24 * 20))
            record_purchase(unit, RecordPurchase(rnd.choice((maria, thomas)), rnd.randrange(1, 5000), at))
            return
        found = sale(unit, rnd.choice(ids))
        if what == "refund" and found.left:
            undoable.append(record_refund(unit, found, rnd.randrange(1, found.left + 1)).refund)
        elif what == "void":
            undoable.append(record_refund(unit, found, kind="void").refund)
        elif what == "move":
            hand_over(unit, found, thomas if found.customer_id == maria else maria)
            undoable.clear()
        elif what == "undo" and undoable:
            take_back_refund(unit, undoable.pop())

    for _ in range(60):
        book.do(anything, rnd.choice(("buy", "buy", "refund", "void", "move", "undo")))
        problems = book.ask(lambda view: list(sales_problems(view)))
        assert problems == []


def test_the_usual_purchase_reads_one_row_of_the_cache(book: Book, maria: int, shop_file: Path) -> None:
    """Ringing up does not count a regular's purchases anew."""
    assert shop_file.exists()
    buy(book, maria, at=datetime(2026, 11, 1, 9, 0, tzinfo=UTC))
    asked: list[str] = []

    def ring(unit: Unit, _cmd: str) -> None:
        from sqlalchemy import event

        connection = unit.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        record_purchase(unit, RecordPurchase(maria, 500))

    book.do(ring, "once")
    assert len(asked) == 3, asked
