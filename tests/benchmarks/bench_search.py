"""A keystroke in search, beside the bare FTS5 query that answers the same question.

The floor is what one would write by hand over the same file with the same driver and settings: the index
asked for the words, joined to what the list shows, the latest visitors first, twenty rows. It marks no
letters, forgives no typo, and has no bounds. Where the program looks further (typos, sounds), the floor is
the query for the words it should find.

`python -m tests.benchmarks.bench_search [SIZE ...]` prints the table.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.customers.search import find
from app.customers.search_words import backwards
from app.kernel.book import Book
from tests.benchmarks.search_shop import build_shop

SIZES = (10_000, 100_000, 1_000_000)
FRAME_MS = 1000 / 60

PROBES: dict[str, tuple[tuple[str, str], ...]] = {
    "a name, letter by letter": tuple(
        (typed, " AND ".join(f'"{word}"*' for word in typed.split()))
        for typed in ("m", "ma", "mar", "mari", "maria", "maria s", "maria sc", "maria sch")
    ),
    "a family name": tuple(
        (typed, f'"{typed}"*') for typed in ("s", "sc", "sch", "schm", "schmi", "schmidt")
    ),
    "the end of a phone": tuple((typed, f'"#{backwards(typed)}"*') for typed in ("441", "4417")),
    "a scanned card": (("290000000015", f'"#{backwards("290000000015")}"*'),),
    "an e-mail address": (("maria.sch", '"maria"* AND "sch"*'), ("gmail", '"gmail"* OR "@gmail"*')),
    "with a typo": (("schmitd", '"schmidt"'), ("hofmanm", '"hofmann" OR "hoffmann"')),
    "by its sound": (("katrin maier", '("kathryn" OR "katharina") AND ("meyer" OR "maier" OR "mayer")'),),
}

_FLOOR = """
SELECT c.id, c.name, c.card_number, a.last_visit_at, a.visits,
       (SELECT p.normalised FROM contact_point p WHERE p.customer_id = c.id ORDER BY p.position LIMIT 1)
FROM customer_search s JOIN customer c ON c.id = s.rowid
LEFT JOIN customer_activity a ON a.customer_id = c.id
WHERE s.customer_search MATCH ? AND c.archived_at IS NULL ORDER BY a.last_visit_at DESC LIMIT 20
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: milliseconds a keystroke, medians over rounds, the mean over its keys."""

    name: str
    size: int
    ours_ms: float
    floor_ms: float
    ratio: float


def rows(sizes: Sequence[int] = SIZES, folder: Path | None = None) -> Iterator[Row]:
    """Measure each probe in shops of these sizes, built in `folder` (kept there) or a passing one."""
    if folder is None:
        with tempfile.TemporaryDirectory() as passing:
            yield from rows(sizes, Path(passing))
        return
    for size in sizes:
        book = build_shop(folder / f"search-{size}.regulars", size)
        try:
            yield from _of_shop(book, size)
        finally:
            book.close()


def _of_shop(book: Book, size: int) -> Iterator[Row]:
    proxy = book.engines.reader.raw_connection()
    bare: Any = proxy.driver_connection
    for name, probe in PROBES.items():
        ours = statistics.mean(_median(lambda t=typed: book.ask(find, t)) for typed, _match in probe)
        floor = statistics.mean(
            _median(lambda m=match: bare.execute(_FLOOR, (m,)).fetchall()) for _typed, match in probe
        )
        yield Row(name, size, ours, floor, ours / floor)
    proxy.close()


def _median(work: Callable[[], object], rounds: int = 9) -> float:
    """Median milliseconds of `rounds` runs after one that warms up; fewer when a run takes long."""
    work()
    taken: list[float] = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
        if sum(taken) > 2_000:
            break
    return statistics.median(taken)


def main(sizes: Sequence[int]) -> None:
    """Print the table and how each probe grows."""
    first: dict[str, float] = {}
    for row in rows(sizes):
        grown = row.ours_ms / first.setdefault(row.name, row.ours_ms)
        print(
            f"{row.name:26} {row.size:>9,} ours {row.ours_ms:7.2f} ms  floor {row.floor_ms:8.2f} ms"
            f"  {row.ratio:5.2f}x  grown {grown:4.1f}x"
        )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or SIZES)
