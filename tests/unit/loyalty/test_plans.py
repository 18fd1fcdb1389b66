"""What is asked at a start and at every keystroke finds its way by an index, in however large a book."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from app.kernel.book import Book
from app.kernel.unit import View
from app.loyalty.queries import balances
from app.loyalty.waiting import daily_waits


def test_points_of_a_list_do_not_go_through_all_accounts(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = View.rows
    plans: list[str] = []

    def explained(view: View, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        plans.extend(str(row[3]) for row in rows(view, f"EXPLAIN QUERY PLAN {sql}", values))
        return rows(view, sql, values)

    monkeypatch.setattr(View, "rows", explained)
    assert book.ask(balances, [1, 2, 3]) == {1: 0, 2: 0, 3: 0}
    assert "customer_id=?" in " / ".join(plans)
    assert [plan for plan in plans if plan.startswith("SCAN")] == []


def test_whether_anything_waits_is_asked_without_going_through_the_book(book: Book) -> None:
    plans: list[str] = []

    def explain(_connection: Any, cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        plans.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())

    event.listen(book.engines.reader, "before_cursor_execute", explain)
    assert not book.ask(daily_waits)
    assert [plan for plan in plans if "open_lot" in plan or "account" in plan] == []
    assert any("daily_run" in plan for plan in plans)
