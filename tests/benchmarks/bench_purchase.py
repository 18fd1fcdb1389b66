"""A purchase, durable on disk, beside the same rows written by hand in bare SQLite with the same settings.

The floor puts the very rows of one ringing up (journal, purchase, activity, entry, lot, open lot, account)
into a file of the same schema, guards and indexes, in one transaction, without asking anything first. Both
wait for the disk. `python -m tests.benchmarks.bench_purchase [SIZE ...]` prints the table.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.bootstrap import create_shop, open_shop
from app.customers.models import Customer
from app.kernel.book import Book
from app.kernel.db import driver
from app.kernel.ids import new_request_id
from app.kernel.unit import Unit
from app.loyalty.bulk import BulkPurchase, ring_up_many
from app.loyalty.commands import RingUp, ring_up
from app.shop.commands import InitShop

SIZES = (10_000, 100_000)
ROUNDS = 300
TABLES = ("journal", "purchase", "customer_activity", "entry", "lot", "open_lot", "account")


@dataclass(frozen=True)
class Row:
    """One line of the table: milliseconds a purchase, medians."""

    name: str
    size: int
    ours_ms: float
    floor_ms: float
    ratio: float


@dataclass(frozen=True)
class Fill:
    """So many customers with three purchases each."""

    customers: int


def fill(unit: Unit, cmd: Fill) -> int:
    """Customers 1 to `customers` and their history."""
    blank = dict.fromkeys(("favourite", "alert", "notes", "language", "channel"), "")
    for start in range(1, cmd.customers + 1, 20_000):
        unit.session.connection().execute(
            insert(Customer),
            [
                {
                    "id": n,
                    "name": f"Customer {n}",
                    "sort_name": f"customer {n}",
                    "joined_on": date(2026, 1, 1),
                    "created_at": unit.now,
                    "version": 1,
                    **blank,
                }
                for n in range(start, min(start + 20_000, cmd.customers + 1))
            ],
        )
    first = datetime(2026, 6, 1, 9, tzinfo=UTC)
    rows = (
        BulkPurchase(customer, at, at.date(), 1250)
        for customer in range(1, cmd.customers + 1)
        for at in (first + timedelta(days=day) for day in (0, 30, 60))
    )
    return ring_up_many(unit, rows).purchases


def rows(sizes: Sequence[int] = SIZES, folder: Path | None = None) -> Iterator[Row]:
    """Measure in shops of these sizes, in `folder` or a passing one."""
    if folder is None:
        with tempfile.TemporaryDirectory() as passing:
            yield from rows(sizes, Path(passing))
        return
    for size in sizes:
        path = folder / f"purchase-{size}.regulars"
        create_shop(path, InitShop(name="Bench", template="bookshop"))
        book = open_shop(path)
        try:
            book.do(fill, Fill(size))
            yield _of_shop(book, size, folder)
        finally:
            book.close()


def _of_shop(book: Book, size: int, folder: Path) -> Row:
    customers = [1 + number * 7919 % size for number in range(ROUNDS)]
    beside = folder / f"floor-{size}.regulars"
    with book.engines.writer.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        connection.exec_driver_sql("BEGIN")
    shutil.copy(book.path, beside)
    bare = driver.connect(str(beside), timeout=5.0)
    driver.prepare_connection(bare)
    ours: list[float] = []
    floor: list[float] = []
    seen = _ends(book)
    for customer in customers:
        start = time.perf_counter()
        book.do(ring_up, RingUp(customer, 1860, request_id=new_request_id()))
        ours.append((time.perf_counter() - start) * 1000)
        written = _written(book, seen, customer)
        start = time.perf_counter()
        _write(bare, written)
        floor.append((time.perf_counter() - start) * 1000)
    bare.close()
    middle, least = statistics.median(ours), statistics.median(floor)
    return Row("a purchase, durable", size, middle, least, middle / least)


def _ends(book: Book) -> dict[str, int]:
    def read(view: Any) -> dict[str, int]:
        connection = view.session.connection()
        return {
            name: connection.exec_driver_sql(f"SELECT coalesce(max(rowid), 0) FROM {name}").scalar()
            for name in TABLES
        }

    return book.ask(read)


def _written(book: Book, seen: dict[str, int], customer: int) -> dict[str, list[tuple[Any, ...]]]:
    """The rows the last ringing up wrote, as the driver would be given them."""

    def read(view: Any) -> dict[str, list[tuple[Any, ...]]]:
        connection = view.session.connection()
        found = {}
        for name in TABLES:
            key = "customer_id = ?" if name in ("customer_activity", "account") else "rowid > ?"
            value = customer if name in ("customer_activity", "account") else seen[name]
            found[name] = [
                tuple(row)
                for row in connection.exec_driver_sql(f"SELECT * FROM {name} WHERE {key}", (value,))
            ]
        return found

    written = book.ask(read)
    for name in ("journal", "purchase", "entry", "lot"):
        seen[name] = written[name][-1][0]
    seen["open_lot"] = written["open_lot"][-1][0]
    return written


def _write(bare: Any, written: dict[str, list[tuple[Any, ...]]]) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for name in ("journal", "purchase", "entry", "lot", "open_lot"):
        for row in written[name]:
            bare.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)
    number, _customer, _unit, *standing = written["account"][0]
    bare.execute(
        "UPDATE account SET balance = ?, owed = ?, sequence = ?, last_hash = ?, last_date = ?, active_on = ?"
        " WHERE id = ?",
        (*standing, number),
    )
    customer_id, first, last, visits, spent = written["customer_activity"][0]
    bare.execute(
        "UPDATE customer_activity SET first_visit_on = ?, last_visit_at = ?, visits = ?, spent = ?"
        " WHERE customer_id = ?",
        (first, last, visits, spent, customer_id),
    )
    bare.execute("COMMIT")


def main(sizes: Sequence[int]) -> None:
    """Print the table."""
    for row in rows(sizes):
        print(
            f"{row.name:26} {row.size:>9,} ours {row.ours_ms:7.2f} ms  floor {row.floor_ms:7.2f} ms"
            f"  {row.ratio:5.2f}x"
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or SIZES)
