"""What a process holds after opening a shop, a search and a card: a large shop beside one of a thousand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.report import Row
from tests.benchmarks.shops import Shops

LIMIT = 1.15
LEAST = 1_000
ROOT = Path(__file__).parents[2]

_WORK = """
import sys
from pathlib import Path
import psutil
from app.bootstrap import open_shop
from app.customers.search import find
from app.gui.models.card_view import counter_card
from app.kernel.clock import FixedClock
from tests.benchmarks.search_shop import NOON
book = open_shop(Path(sys.argv[1]), FixedClock(NOON))
for typed in ("m", "ma", "mar", "maria", "maria s", "schmitd", "4417"):
    for match in book.ask(find, typed)[:3]:
        book.ask(counter_card, match.id, "all")
print(psutil.Process().memory_info().rss)
book.close()
"""


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Megabytes resident, each size beside a thousand customers."""
    floor = _megabytes(shops.path(LEAST))
    for size in sizes:
        if size > LEAST:
            ours = _megabytes(shops.path(size))
            yield Row("memory after a search and a card", size, ours, floor, ours / floor, LIMIT, "MB")


def _megabytes(path: Path) -> float:
    command = [sys.executable, "-c", _WORK, str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1e6
