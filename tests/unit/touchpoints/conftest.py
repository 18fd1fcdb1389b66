"""A customer to talk to, put in through the tables: this part needs no more of one than a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from app.customers.models import Customer
from app.kernel.book import Book
from app.kernel.text import sort_key
from app.kernel.unit import Unit


@dataclass(frozen=True)
class NewCustomer:
    name: str


@dataclass(frozen=True)
class Made:
    id: int


def make_customer(unit: Unit, cmd: NewCustomer) -> Made:
    row = Customer(name=cmd.name, sort_name=sort_key(cmd.name), joined_on=unit.today, created_at=unit.now)
    unit.session.add(row)
    unit.session.flush()
    return Made(row.id)


@dataclass(frozen=True)
class Put:
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Done:
    ids: list[int]


def put_rows(unit: Unit, cmd: Put) -> Done:
    """Keep rows as they are, in this order."""
    for row in cmd.rows:
        unit.session.add(row)
        unit.session.flush()
    return Done([row.id for row in cmd.rows])


@pytest.fixture
def new_customer(book: Book) -> Callable[[str], int]:
    """Makes a customer of that name; gives the id."""
    return lambda name: book.do(make_customer, NewCustomer(name)).id


@pytest.fixture
def maria(new_customer: Callable[[str], int]) -> int:
    """Maria Schmidt's id."""
    return new_customer("Maria Schmidt")
