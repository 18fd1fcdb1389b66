"""How SQLite answers what is asked at every card: never by walking all accounts of a shop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.customers.commands import AddCustomer, add_customer
from app.customers.draft import CustomerDraft
from app.groups.here import here_today
from app.gui.models.card_view import counter_card
from app.kernel.book import Book
from app.loyalty.commands import RefundPurchase, RingUp, refund_purchase, ring_up
from app.loyalty.explaining import explain_purchase

Asked = list[tuple[str, Any]]


@contextmanager
def listening() -> Iterator[Asked]:
    """Every question the file is asked meanwhile."""
    asked: Asked = []

    def hear(_conn: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        if not many and sql.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append((sql, values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


@pytest.fixture
def bought(book: Book) -> tuple[int, int]:
    """A customer and their purchase, of which a part came back."""
    customer = book.do(add_customer, AddCustomer(CustomerDraft("Maria"))).id
    purchase = 0
    for amount in (1_000, 2_000, 3_000, 4_000, 5_000):
        purchase = book.do(ring_up, RingUp(customer, amount)).purchase
    book.do(refund_purchase, RefundPurchase(purchase, 1_000))
    return customer, purchase


def test_no_question_of_the_till_begins_with_every_account(book: Book, bought: tuple[int, int]) -> None:
    customer, purchase = bought
    with listening() as asked:
        book.ask(counter_card, customer, "all")
        book.ask(here_today)
        book.ask(explain_purchase, purchase)
        book.do(ring_up, RingUp(customer, 700))
        book.do(refund_purchase, RefundPurchase(purchase, 500))
    assert len(asked) > 20

    def plans(view: Any) -> list[tuple[str, str]]:
        return [
            (row[3], sql) for sql, values in asked for row in view.rows(f"EXPLAIN QUERY PLAN {sql}", values)
        ]

    walked = [(step, sql) for step, sql in book.ask(plans) if "(unit=?" in step or step == "SCAN entry"]
    assert walked == []
