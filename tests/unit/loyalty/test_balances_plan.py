"""The points of a list are looked up customer by customer, however many accounts the book has."""

from __future__ import annotations

import pytest

from app.kernel.book import Book
from app.kernel.unit import View
from app.loyalty.queries import balances


def test_points_of_a_list_do_not_go_through_all_accounts(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = View.rows
    plans: list[str] = []

    def explained(view: View, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        plans.extend(str(row[3]) for row in rows(view, f"EXPLAIN QUERY PLAN {sql}", values))
        return rows(view, sql, values)

    monkeypatch.setattr(View, "rows", explained)
    assert book.ask(balances, [1, 2, 3]) == {1: 0, 2: 0, 3: 0}
    assert len(plans) == 1
    assert "customer_id=?" in plans[0]
