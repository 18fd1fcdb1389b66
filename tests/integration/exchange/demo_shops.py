"""Demonstration shops for the tests, made as the command line makes them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import text

from app.bootstrap import create_shop, open_shop
from app.exchange.demo.fill import fill_demo
from app.exchange.demo.plan import DEMO_SHOP, DemoMade, DemoPlan
from app.kernel.book import Book
from app.kernel.clock import LocalFixedClock
from app.kernel.unit import View

AFTERNOON = datetime(2026, 11, 22, 16, 0)


def make(path: Path, plan: DemoPlan, wall: datetime = AFTERNOON) -> tuple[Book, DemoMade]:
    """A shop of the plan on a clock that stands, and what was made."""
    clock = LocalFixedClock(wall)
    create_shop(path, DEMO_SHOP, clock)
    book = open_shop(path, clock)
    return book, fill_demo(book, plan)


def rows(view: View, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in view.session.execute(text(sql))]


def contents(book: Book) -> str:
    """One digest of all that the tables say: without the salts of reasons, and the hashes over them."""
    tables = [
        str(name)
        for (name,) in book.ask(rows, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not str(name).startswith(
            ("sqlite_", "customer_search", "shop", "staff", "programme", "journal", "daily_run")
        )
    ]
    digest = sha256()
    for name in tables:
        columns = [str(row[1]) for row in book.ask(rows, f"PRAGMA table_info({name})")]
        said = ", ".join(column for column in columns if not column.endswith(("hash", "salt", "digest")))
        for row in book.ask(rows, f"SELECT {said} FROM {name}"):
            digest.update(repr((name, row)).encode())
    return digest.hexdigest()
