"""A purchase, durable on disk, beside the same rows written by hand in bare SQLite with the same settings.

The floor puts the very rows of one ringing up (journal, purchase, activity, entry, lot, open lot, account)
into a copy of the same file, with its guards and indexes, in one transaction, without asking anything first.
Both wait for the disk.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Any

from app.kernel.book import Book
from app.kernel.db import driver
from app.kernel.ids import new_request_id
from app.kernel.unit import View
from app.loyalty.commands import RingUp, ring_up
from tests.benchmarks.report import Row
from tests.benchmarks.shops import Shops

LIMIT = 4.0
ROUNDS = 300
TABLES = ("journal", "purchase", "customer_activity", "entry", "lot", "open_lot", "account")


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds a purchase in a shop of each size, medians; ours and the floor turn by turn."""
    for size in sizes:
        with shops.open(size) as book:
            yield _of_shop(book, size, shops)


def _of_shop(book: Book, size: int, shops: Shops) -> Row:
    customers = book.ask(_customers, size)
    with book.engines.writer.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        connection.exec_driver_sql("BEGIN")
    beside = shops.copy(size, "purchase-floor")
    bare = driver.connect(beside)
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
    beside.unlink()
    middle, least = statistics.median(ours), statistics.median(floor)
    return Row("a purchase, durable on disk", size, middle, least, middle / least, LIMIT)


def _customers(view: View, size: int) -> list[int]:
    """Buyers from all over the shop, each with an account already."""
    wanted = [1 + number * 7919 % size for number in range(2 * ROUNDS)]
    marks = ",".join("?" * len(wanted))
    found = view.rows(f"SELECT DISTINCT customer_id FROM account WHERE customer_id IN ({marks})", wanted)
    known = {row[0] for row in found}
    return [customer for customer in dict.fromkeys(wanted) if customer in known][:ROUNDS]


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
