"""Rows put in through the tables: lists read what other parts write, and are tested without them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.customers.models import Customer
from app.customers.search_index import index_of
from app.kernel.book import Book
from app.kernel.text import sort_key
from app.kernel.unit import Unit

CREATED = date(2026, 1, 5)


@dataclass(frozen=True)
class Put:
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Done:
    ids: list[int] = field(default_factory=list)


def _put(unit: Unit, cmd: Put) -> Done:
    for row in cmd.rows:
        unit.session.add(row)
        unit.session.flush()
    return Done([getattr(row, "id", 0) for row in cmd.rows])


def put(book: Book, *rows: Any) -> list[int]:
    """Keep these rows, in this order; their ids."""
    return book.do(_put, Put(rows)).ids


def customer(name: str, created: datetime, **values: Any) -> Customer:
    """A customer's row."""
    known: dict[str, Any] = {"sort_name": sort_key(name), "joined_on": CREATED, "created_at": created}
    return Customer(name=name, **(known | values))


def _index(unit: Unit, cmd: Done) -> Done:
    index_of(unit).put(unit, cmd.ids)
    return cmd


def index(book: Book, ids: list[int]) -> None:
    """Make these customers findable."""
    book.do(_index, Done(ids))
