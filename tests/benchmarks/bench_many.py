"""Statements for many in one file: two processes beside one, and memory for ten times as many people.

Everything is asked of the file. The floor of the speed is the same run in one process; that of the memory is
the same run for a tenth of the people: all processes together, at their highest.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.report import Row
from tests.benchmarks.shops import Shops

ROOT = Path(__file__).parents[2]
MANY, FEW = 10_000, 1_000
TIMED = 2_000
NEARLY_TWICE = 1.6
FLAT = 1.15

_WORK = """
import json, sys, threading, time
from pathlib import Path
import psutil
from app.bootstrap import open_shop
from app.kernel.clock import FixedClock
from app.printing.documents.statement import DOCUMENT
from app.printing.many import print_many
from tests.benchmarks.search_shop import NOON
most, over = 0, threading.Event()
def watch():
    global most
    me = psutil.Process()
    while not over.wait(0.05):
        held = me.memory_info().rss
        for child in me.children():
            try:
                held += child.memory_info().rss
            except psutil.NoSuchProcess:
                pass
        most = max(most, held)
if __name__ == "__main__":
    threading.Thread(target=watch, daemon=True).start()
    shop, out, people, workers = sys.argv[1:]
    options = {"period": "days", "start": "2025-12-01", "end": "2026-11-22"}
    with open_shop(Path(shop), FixedClock(NOON)) as book:
        began = time.perf_counter()
        done = print_many(book, DOCUMENT, range(1, int(people) + 1), options, Path(out), workers=int(workers))
        took = time.perf_counter() - began
    over.set()
    print(json.dumps([done.pages / took, most / 1e6]))
"""


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Pages a second and megabytes, in the smallest shop of at least ten thousand."""
    size = min((size for size in sizes if size >= MANY), default=MANY)
    shop = shops.path(size)
    one, _memory = _run(shop, TIMED, 0)
    two, _memory = _run(shop, TIMED, 2)
    told = f"{TIMED:,} statements in one file, two processes"
    yield Row(told, size, two, one, two / one, NEARLY_TWICE, "pages/s", at_least=True)
    _speed, few = _run(shop, FEW, 2)
    _speed, many = _run(shop, MANY, 2)
    yield Row(f"memory of {MANY:,} statements", size, many, few, many / few, FLAT, "MB")


def _run(shop: Path, people: int, workers: int) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "work.py"
        script.write_text(_WORK)
        command = [sys.executable, str(script), str(shop), str(Path(folder) / "all.pdf")]
        done = subprocess.run(
            [*command, str(people), str(workers)], cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""},
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    speed, memory = json.loads(done.stdout)
    return speed, memory
