"""How much a keystroke asks of the file: a few questions in plain SQL, and never the object layer."""

from __future__ import annotations

import pytest

from app.customers.search import find
from app.kernel.book import Book
from app.kernel.unit import View
from tests.unit.customers.helpers import add


@pytest.mark.parametrize(
    ("typed", "found", "most"),
    [
        ("maria", 1, 8),  # fewer than a handful: likeness is tried too
        ("4417", 1, 5),  # the exact number, its end, its beginning with and without the country, contacts
        ("417", 1, 3),
        ("290000000015", 1, 2),
        ("maria@web.de", 1, 3),
        ("katrin", 0, 6),
    ],
)
def test_a_keystroke_asks_little_and_past_the_object_layer(
    book: Book, monkeypatch: pytest.MonkeyPatch, typed: str, found: int, most: int
) -> None:
    add(book, "Maria Schmidt", phone="0170 1234417", email="maria@web.de", card_number="290000000015")
    asked: list[str] = []
    rows = View.rows

    def counted(view: View, sql: str, values: object = ()) -> object:
        asked.append(sql)
        return rows(view, sql, values)

    def look(view: View) -> tuple[int, bool]:
        return len(find(view, typed)), "session" in vars(view)

    monkeypatch.setattr(View, "rows", counted)
    assert book.ask(look) == (found, False)
    assert 0 < len(asked) <= most
