"""Shops with a history, written in one go: who came on which day, and what they paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import delete, insert

from app.customers.models import Customer
from app.kernel.book import Book
from app.kernel.unit import Unit
from app.sales.models import Purchase
from app.sales.tables import run, table


@dataclass(frozen=True)
class Came:
    """A purchase: whose, when, what was paid and what of it went back."""

    who: int
    on: date
    paid: int = 1_000
    back: int = 0
    void: bool = False


@dataclass(frozen=True)
class _Fill:
    customers: int
    came: tuple[Came, ...]
    anew: bool
    start: int


def _fill(unit: Unit, cmd: _Fill) -> None:
    if cmd.anew:
        run(unit.session, delete(table(Purchase)))
        run(unit.session, delete(table(Customer)))
    for number in range(cmd.start, cmd.start + cmd.customers):
        run(
            unit.session,
            insert(table(Customer)),
            {"id": number, "name": f"N{number}", "sort_name": f"n{number}", "joined_on": unit.today,
             "created_at": unit.now},
        )  # fmt: skip
    rows = [
        {
            "customer_id": one.who,
            "at": datetime.combine(one.on, time(11), UTC),
            "business_date": one.on,
            "amount": one.paid,
            "refunded": one.back,
            "voided_at": datetime.combine(one.on, time(12), UTC) if one.void else None,
        }
        for one in cmd.came
    ]
    if rows:
        unit.session.execute(insert(Purchase), rows)


def fill(book: Book, customers: int, came: Iterable[Came], *, anew: bool = False, start: int = 1) -> None:
    """Put so many customers, numbered from `start`, and these purchases in the book; `anew` takes out all
    others before."""
    book.do(_fill, _Fill(customers, tuple(came), anew, start))


def busy(customers: int, today: date, days: int = 400, seed: int = 3, start: int = 1) -> list[Came]:
    """A history in which half come about every three weeks, half now and then, and some stay away."""
    chance = Random(seed)
    found = []
    for who in range(start, start + customers):
        on = today - timedelta(days=chance.randrange(1, days))
        until = today if chance.random() < 0.7 else on + timedelta(days=chance.randrange(days))
        gap = 21 if who % 2 else 120
        while on <= min(until, today):
            found.append(Came(who, on, chance.randrange(300, 4_000)))
            on += timedelta(days=1 + int(chance.expovariate(1 / gap)))
    return found
