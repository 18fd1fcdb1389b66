"""The simulator beside the bare loop over the same rows: fetching them and dividing by the step.

A purchase is counted once, though both sets of rules judge it. "points alone" replays rules of one money
step; "whole programme" the bookshop's, with lines, hours, first purchases, tiers, stamps and friends, beside
the same with doubled points. The floor reads the same columns in the same order from bare SQLite, with the
lines where they are read. Times are of the processor, so that what else a machine does counts for neither.
Memory is what the process's peak grew by, beside the bare loop's.
`python -m tests.benchmarks.bench_simulator [PURCHASES ...]` prints the table.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.bootstrap import create_shop, open_shop
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from app.kernel.unit import View
from app.loyalty.queries import Behaviour, simulate
from app.loyalty.rules import Rules
from app.loyalty.templates import template_rules
from app.shop.commands import InitShop
from tests.benchmarks.report import Row as Judged

SIZES = (100_000, 1_000_000)
EACH = 25
"""Purchases of one customer."""
LEAST = 20_000
"""Purchases a second, both sets of rules counted."""
FIRST = datetime(2024, 1, 2, 9, tzinfo=UTC)
UNTIL = date(2026, 11, 22)
CATEGORIES = ("Coffee", "Crime", "Cakes", "Poetry")


@dataclass(frozen=True)
class Row:
    """One line of the table: purchases a second, megabytes the peak grew by, and the process's peak."""

    name: str
    size: int
    ours: float
    floor: float
    ratio: float
    grew_mb: float
    peak_mb: float


def fill(path: Path, purchases: int) -> None:
    """So many purchases of two lines each, written past the program, the customers' turns mixed in time."""
    connection = driver.connect(str(path), timeout=5.0)
    driver.prepare_connection(connection)
    connection.execute("BEGIN IMMEDIATE")
    customers = max(1, purchases // EACH)
    connection.executemany(
        "INSERT INTO customer (id, name, sort_name, favourite, alert, notes, language, channel, joined_on,"
        " created_at, version) VALUES (?, ?, ?, '', '', '', '', '', '2024-01-01', '2024-01-01 00:00:00', 1)",
        ((n, f"Customer {n}", f"customer {n}") for n in range(1, customers + 1)),
    )
    step = timedelta(minutes=1_500_000 // EACH)

    def sales() -> Iterator[tuple[Any, ...]]:
        number = 0
        for turn in range(EACH):
            for customer in range(1, customers + 1):
                number += 1
                at = FIRST + turn * step + timedelta(minutes=customer * 7919 % 50_000)
                amount = 350 + number * 37 % 4000
                yield number, customer, at.strftime("%Y-%m-%d %H:%M:%S.%f"), at.date().isoformat(), amount

    connection.executemany(
        "INSERT INTO purchase (id, customer_id, at, business_date, amount, discount, refunded, note, till)"
        " VALUES (?, ?, ?, ?, ?, 0, 0, '', '')",
        sales(),
    )
    connection.executemany(
        "INSERT INTO purchase_line (purchase_id, position, item, category, quantity, amount, kind)"
        " VALUES (?, ?, ?, ?, 1000, ?, '')",
        (
            (number, place, "Thing", CATEGORIES[(number + place) % 4], amount)
            for number, _customer, _at, _day, whole in sales()
            for place, amount in enumerate((200, whole - 200))
        ),
    )
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Judged]:
    """Measure with so many purchases; each beside the floor, then beside what is asked of it."""
    for row in measured(sizes):
        yield Judged(row.name, row.size, row.ours, row.floor, row.ratio, unit="sales/s")
        asked = f"{row.name}, as asked"
        yield Judged(asked, row.size, row.ours, LEAST, row.ours / LEAST, 1.0, "sales/s", at_least=True)


def measured(sizes: Sequence[int]) -> Iterator[Row]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"simulator-{size}.regulars"
            create_shop(path, InitShop(name="Bench"))
            fill(path, size)
            with open_shop(path, FixedClock(datetime(2026, 11, 22, 11, tzinfo=UTC))) as book:
                for name, ours, lines in (
                    ("points alone", template_rules("plain", "EUR"), False),
                    ("whole programme", template_rules("bookshop", "EUR"), True),
                ):
                    yield _row(f"a replay, {name}", size, book, ours, lines)


def _row(name: str, size: int, book: Book, ours: Rules, lines: bool) -> Row:
    doubled = replace(ours.earning[0], values={**ours.earning[0].values, "points": 2})
    draft = replace(ours, earning=(doubled, *ours.earning[1:]))

    def replayed(view: View) -> int:
        return simulate(view, ours, draft, until=UNTIL, behaviour=Behaviour(0.3)).replayed

    floor = _seconds(lambda: _bare(book.path, lines), size)
    before = _peak()
    took = _seconds(lambda: book.ask(replayed), size)
    return Row(name, size, size / took, size / floor, took / floor, _peak() - before, _peak())


def _bare(path: Path, lines: bool) -> int:
    """The floor: the same rows, and what they give by money alone."""
    connection = driver.connect(str(path), timeout=5.0)
    points = number = 0
    query = (
        "SELECT customer_id, id, business_date, amount, discount, refunded, at FROM purchase"
        " WHERE voided_at IS NULL ORDER BY customer_id, at, id"
    )
    of_sale = "SELECT item, category, quantity, amount, kind FROM purchase_line WHERE purchase_id = ?"
    for row in connection.execute(query):
        if lines:
            connection.execute(of_sale + " ORDER BY position", (row[1],)).fetchall()
        points += row[3] // 100 + row[3] // 100 * 2
        number += 1
    connection.close()
    return number


def _seconds(work: Callable[[], int], expected: int) -> float:
    gc.collect()
    start = time.process_time()
    if work() != expected:
        raise RuntimeError("not every purchase was replayed")
    return time.process_time() - start


def _peak() -> float:
    """The process's highest memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: Sequence[int]) -> None:
    """Print the table."""
    for row in measured(sizes):
        verdict = "ok" if row.ours >= LEAST else "TOO SLOW"
        speed = f"{row.ours:>9,.0f} /s  bare {row.floor:>9,.0f} /s  {row.ratio:5.2f}x"
        memory = f"peak {row.peak_mb:5.0f} MB (+{row.grew_mb:.1f})"
        print(f"{row.name:26} {row.size:>9,} {speed}  {memory}  {verdict}", flush=True)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or SIZES)
