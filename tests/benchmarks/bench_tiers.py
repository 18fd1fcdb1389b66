"""New tiers for everybody in one pass, beside bare SQLite: one grouped sum, and the same rows written.

`python -m tests.benchmarks.bench_tiers [CUSTOMERS ...]` prints the table.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.bootstrap import create_shop, open_shop
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from app.loyalty.commands import StartProgramme, start_programme
from app.loyalty.tiers.scheme import Tier, TierScheme
from app.loyalty.versions import rules_on
from app.shop.commands import InitShop
from tests.benchmarks.plain_customers import Fill, fill
from tests.benchmarks.report import HEAD, Row, line

SIZES = (10_000, 100_000)
LIMIT = 12.0
"""The floor knows that everybody comes into the same tier, and looks at nobody."""
_DAY = datetime(2026, 9, 1, 9, tzinfo=UTC)
_TIERS = TierScheme((Tier("base", "Base"), Tier("silver", "Silver", 3_000), Tier("gold", "Gold", 9_000)))
"""Everybody has bought for 37.50: all of them come into the second tier."""


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Milliseconds for shops of so many customers with three purchases each."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield _of_size(Path(folder), size)


def _of_size(folder: Path, size: int) -> Row:
    path = folder / "shop.regulars"
    clock = FixedClock(_DAY)
    create_shop(path, InitShop(name="Bench", template="bookshop"), clock)
    with open_shop(path, clock) as book:
        book.do(fill, Fill(size))
    beside = Path(shutil.copy(path, folder / "floor"))
    with open_shop(path, clock) as book:
        rules = replace(book.ask(lambda view: rules_on(view, view.today)), tiers=_TIERS)
        ours = _timed(lambda: book.do(start_programme, StartProgramme(rules)))
    return Row(
        "new tiers for everybody", size, ours, floor := _timed(lambda: _by_hand(beside)), ours / floor, LIMIT
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _by_hand(path: Path) -> None:
    connection = driver.connect(path)
    driver.prepare_connection(connection)
    connection.execute("BEGIN IMMEDIATE")
    spent = connection.execute(
        "SELECT customer_id, sum(amount - refunded) FROM purchase WHERE voided_at IS NULL AND "
        "business_date BETWEEN '2025-09-02' AND '2026-09-02' GROUP BY customer_id"
    ).fetchall()
    connection.executemany(
        "INSERT INTO tier_change (customer_id, business_date, at, tier, before, floor, why) "
        "VALUES (?, '2026-09-01', '2026-09-01 09:00:00.000000', 'silver', 'base', '', 'programme')",
        [(row[0],) for row in spent],
    )
    connection.executemany(
        "INSERT INTO tier_standing (customer_id, tier, since, floor, amount) "
        "VALUES (?, 'silver', '2026-09-01', '', ?)",
        spent,
    )
    connection.execute("COMMIT")
    connection.close()


def main(arguments: Sequence[str]) -> None:
    """Print the table for shops of these sizes."""
    print(HEAD)
    for row in rows([int(text) for text in arguments] or SIZES):
        print(line(row), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
