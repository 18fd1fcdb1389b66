"""Importing rows, beside `csv` and `executemany` of the same rows.

The floor reads the same file with the standard reader and writes the very rows the import wrote, in the
same batches, into a file of the same schema with the same settings; it checks nothing, matches nobody and
computes no hash. Both end durable on disk. Both run as seldom looked through for rubbish as a command is.
"""

from __future__ import annotations

import csv
import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.__main__ import RUBBISH_AFTER
from app.bootstrap import create_shop, open_shop
from app.exchange.commands import ImportFile, import_file
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from app.shop.commands import InitShop
from tests.benchmarks.report import Row
from tests.benchmarks.search_shop import NOON, drafts
from tests.benchmarks.shops import Shops

LIMIT = 4.0
MOST = 100_000
"""Rows of the largest file: the size the limit is about."""
OTHERS = 23
"""The seed of people whom no shop built here has."""

Recorded = list[tuple[str, Any, bool]]


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds for customers, then for purchases of them, with points.

    Up to `MOST` customers the file holds as many rows and the shop is new; above it the file holds `MOST`
    rows of other people and is brought into a shop of that size.
    """
    usual = gc.get_threshold()
    gc.set_threshold(RUBBISH_AFTER, 20, 20)
    try:
        for size in sizes:
            yield from _of_size(shops, size)
    finally:
        gc.set_threshold(*usual)


def _of_size(shops: Shops, size: int) -> Iterator[Row]:
    folder, count = shops.folder, min(size, MOST)
    people, sales = folder / f"people-{size}.csv", folder / f"sales-{size}.csv"
    _write_people(people, count)
    _write_sales(sales, count)
    files = [_shop(shops, size, name) for name in ("timed", "recorded", "floor")]
    timed, recorded = (open_shop(path, FixedClock(NOON)) for path in files[:2])
    bare = driver.connect(files[2])
    driver.prepare_connection(bare)
    try:
        for name, path in (("customers", people), ("purchases", sales)):
            ours = _timed(lambda p=path, n=name: import_file(timed, ImportFile(p, n)))
            written = _record(recorded, ImportFile(path, name))
            floor = _timed(lambda p=path, w=written: _by_hand(bare, p, w))
            yield Row(f"import {count:,} {name}", size, ours, floor, ours / floor, LIMIT)
    finally:
        bare.close()
        timed.close()
        recorded.close()
        for path in files:
            path.unlink()


def _shop(shops: Shops, size: int, name: str) -> Path:
    if size > MOST:
        return shops.copy(size, f"import-{name}")
    path = shops.folder / f"import-{name}-{size}.regulars"
    create_shop(path, InitShop(name="Bench", template="bookshop"), FixedClock(NOON))
    return path


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _record(book: Book, cmd: ImportFile) -> Recorded:
    """What the import of the file writes, statement by statement."""
    written: Recorded = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append((sql, list(values) if many else values, many))

    event.listen(book.engines.writer, "before_cursor_execute", note)
    try:
        import_file(book, cmd)
    finally:
        event.remove(book.engines.writer, "before_cursor_execute", note)
    return written


def _by_hand(bare: Any, path: Path, written: Recorded) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file):
            pass
    bare.execute("BEGIN IMMEDIATE")
    for sql, values, many in written:
        if many:
            bare.executemany(sql, values)
        else:
            bare.execute(sql, values)
    bare.execute("COMMIT")


def _write_people(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("reference", "name", "phone", "email", "address", "city", "postal_code", "country"))
        for number, draft in enumerate(drafts(size, seed=OTHERS)):
            said = {contact.kind: contact.value for contact in draft.contacts}
            street = (f"Mill Lane {number % 300}", "Berlin", "10115", "DE")
            writer.writerow((f"R{number}", draft.name, said.get("phone"), said.get("email"), *street))


def _write_sales(path: Path, size: int) -> None:
    chance = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("customer", "date", "amount", "receipt", "item", "category"))
        for number in range(size):
            buyer, cents = chance.randrange(size), chance.randrange(150, 9_000)
            day = f"2026-{1 + number % 10:02}-{1 + number % 28:02}"
            writer.writerow((f"R{buyer}", day, f"{cents / 100:.2f}", f"B{number}", "Novel", "Fiction"))
