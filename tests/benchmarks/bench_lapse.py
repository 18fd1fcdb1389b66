"""Lapsing 100 000 lots in one transaction, beside bare SQLite doing the same rows; and the window meanwhile.

The floor reads the due lots and accounts, writes the very rows the run wrote (entries, allocations, open lots
closed, accounts) into a file of the same schema, guards and settings, in one transaction, and computes no
hash. Both end durable on disk. The second row is the longest that the event loop of the main thread waited
for a timer of 5 ms while the run went on beside it; its floor is the same wait with nothing going on. The
third is what the run added to the memory of the process at its highest, in a shop of ten times the lots.
`python -m tests.benchmarks.bench_lapse [LOTS ...]` prints the table.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.bootstrap import create_shop, open_shop
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from app.loyalty.commands import RunDaily, run_daily
from app.shop.commands import InitShop
from tests.benchmarks.plain_customers import Fill, fill
from tests.benchmarks.report import HEAD, Row, line

LOTS = 100_000
LIMIT = 6.0
LONGEST_WAIT_MS = 100.0
"""What a person takes for at once."""
_EACH = 3
_BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
_LATER = datetime(2029, 6, 1, 9, tzinfo=UTC)


def rows(sizes: Sequence[int] = (LOTS,)) -> Iterator[Row]:
    """Measure with so many lots due."""
    for lots in sorted({min(size, LOTS) for size in sizes}):
        with tempfile.TemporaryDirectory() as folder:
            yield from _of_size(Path(folder), lots)


def _of_size(folder: Path, lots: int) -> Iterator[Row]:
    path = folder / "shop.regulars"
    create_shop(path, InitShop(name="Bench", template="bookshop"), FixedClock(_BEGAN))
    with open_shop(path, FixedClock(_BEGAN)) as book:
        book.do(fill, Fill(lots // _EACH))
    copies = [Path(shutil.copy(path, folder / name)) for name in ("floor", "memory", "window")]
    with open_shop(path, FixedClock(_LATER), daily=False) as book:
        ours = _timed(lambda: _run(book))
        written = book.ask(_written)
    count = len(written["lots"])
    floor = _timed(lambda: _by_hand(copies[0], written))
    yield Row("lapsing, one transaction", count, ours, floor, ours / floor, LIMIT)
    yield Row(
        "lapsing, a lot (µs)", count, ours * 1000 / count, floor * 1000 / count, ours / floor, None, "µs"
    )
    yield _memory(copies[1], count)
    yield from _window(copies[2], count)


def _run(book: Book) -> None:
    done = book.do(run_daily, RunDaily())
    if not done.work:
        raise RuntimeError("nothing lapsed: the benchmark measures nothing")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _written(view: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The rows a run wrote, as the floor writes them."""

    def all_of(sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in view.session.connection().exec_driver_sql(sql)]

    lapsed = "SELECT id FROM entry WHERE kind = 'lapse'"
    return {
        "entry": all_of("SELECT * FROM entry WHERE kind = 'lapse'"),
        "allocation": all_of(f"SELECT * FROM allocation WHERE made_by_id IN ({lapsed})"),
        "lots": all_of(f"SELECT lot_id FROM allocation WHERE made_by_id IN ({lapsed})"),
        "account": all_of("SELECT balance, owed, sequence, last_hash, last_date, active_on, id FROM account"),
    }


def _by_hand(path: Path, written: dict[str, list[tuple[Any, ...]]]) -> None:
    connection = driver.connect(path)
    driver.prepare_connection(connection)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "SELECT * FROM open_lot JOIN account ON account.id = account_id WHERE expires_on < '2029-06-01'"
    ).fetchall()
    for name in ("entry", "allocation"):
        marks = ", ".join("?" * len(written[name][0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", written[name])
    connection.executemany("DELETE FROM open_lot WHERE lot_id = ?", written["lots"])
    connection.executemany(
        "UPDATE account SET balance = ?, owed = ?, sequence = ?, last_hash = ?, last_date = ?, "
        "active_on = ? WHERE id = ?",
        written["account"],
    )
    connection.execute("COMMIT")
    connection.close()


def _memory(path: Path, lots: int) -> Row:
    """Megabytes of Python objects at the highest, beside the rows of all due lots held at once."""
    with open_shop(path, FixedClock(_LATER), daily=False) as book:
        tracemalloc.start()
        _run(book)
        ours = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        tracemalloc.start()
        held = book.ask(_written)
        floor = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
    return Row(
        "lapsing, memory beside holding it all",
        len(held["lots"]) and lots,
        ours,
        floor,
        ours / floor,
        1.0,
        "MB",
    )


def _window(path: Path, lots: int) -> Iterator[Row]:
    """The longest wait of a 5 ms timer on the main thread, without and with a run on another thread."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    app = QCoreApplication.instance() or QCoreApplication([])
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    timer = QTimer(interval=5)
    timer.timeout.connect(tick)

    def watched(busy: Callable[[], bool]) -> float:
        nonlocal last
        gaps.clear()
        last = time.perf_counter()
        timer.start()
        while busy():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        timer.stop()
        return max(gaps)

    end = time.perf_counter() + 2
    idle = watched(lambda: time.perf_counter() < end)
    with open_shop(path, FixedClock(_LATER), daily=False) as book:
        running = threading.Thread(target=_run, args=(book,))
        running.start()
        longest = watched(running.is_alive)
        running.join()
    limit = max(1.0, LONGEST_WAIT_MS / idle)
    yield Row("lapsing, longest wait of a 5 ms timer", lots, longest, idle, longest / idle, limit)


def main(arguments: Sequence[str]) -> None:
    """Print the table for these numbers of lots."""
    print(HEAD)
    for row in rows([int(text) for text in arguments] or (LOTS,)):
        print(line(row), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
