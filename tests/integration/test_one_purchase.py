"""After one purchase in an old shop only its customer is read again, and nothing is learnt anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.insights import best_time
from app.insights.foretelling import learnt
from app.insights.insight import customer_insight
from app.insights.suggesting import learned
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.unit import View
from app.loyalty.commands import RingUp, ring_up
from app.sales.purchases import Line
from tests.integration.test_plans import Asked, listening
from tests.unit.insights.fill import Came, busy, fill
from tests.unit.insights.receipts import Receipt, write

TODAY = date(2026, 11, 22)
WHOLE = [
    ["SCAN", name]
    for name in ("purchase", "purchase_line", "refund", "refund_line", "customer", "touchpoint", "consent")
]
REGULAR = 5
BOUGHT = Line("Lemon cake", "Cakes", amount=300)


@pytest.fixture
def old_shop(book: Book, clock: FixedClock) -> Book:
    """150 customers with some 1 500 receipts; a purchase more is no hundredth of them."""
    fill(book, 150, [])
    came = busy(150, TODAY) + [Came(REGULAR, TODAY - timedelta(days=9 * at)) for at in range(1, 30)]
    write(book, [
        Receipt(one.who, one.on, ("Tea", "Lemon cake:Cakes") if one.who % 3 else ("Coffee", "Bread"))
        for one in came
    ])  # fmt: skip
    return book


@pytest.fixture
def learning(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was learnt of the whole shop, each time it was."""
    done: list[str] = []

    def counted(name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given: done.append(name) or whole(*given)

    monkeypatch.setattr(learnt, "learn", counted("models", learnt.learn))
    monkeypatch.setattr(learned, "gathered", counted("receipts", learned.gathered))
    monkeypatch.setattr(best_time, "opening", counted("hours", best_time.opening))
    return done


def test_a_purchase_more_is_read_of_its_customer_alone(old_shop: Book, learning: list[str]) -> None:
    with listening() as first:
        before = old_shop.ask(customer_insight, REGULAR)
    assert sorted(learning) == ["hours", "models", "receipts"]
    old_shop.do(ring_up, RingUp(REGULAR, 300, lines=(BOUGHT,)))
    with listening() as asked:
        after = old_shop.ask(customer_insight, REGULAR)
    assert len(learning) == 3, "nothing was learnt anew"
    assert after.visits == before.visits + 1
    assert after.lifetime.value == before.lifetime.value + 300
    assert len(asked) > 10
    assert _read_through(old_shop, asked) == []
    assert _read_through(old_shop, first), "learning reads it all"


def test_the_numbers_of_another_customer_stay(old_shop: Book) -> None:
    before = old_shop.ask(customer_insight, 7)
    old_shop.do(ring_up, RingUp(REGULAR, 300, lines=(BOUGHT,)))
    assert old_shop.ask(customer_insight, 7) == before


def _read_through(book: Book, asked: Asked) -> list[tuple[str, str]]:
    """The questions for which a table of what happened is read from end to end."""

    def steps(view: View) -> list[tuple[str, str]]:
        return [
            (row[3], sql) for sql, values in asked for row in view.rows(f"EXPLAIN QUERY PLAN {sql}", values)
        ]

    return [(step, sql) for step, sql in book.ask(steps) if step.split()[:2] in WHOLE]
