"""A keystroke in search, to rows in the list, beside the bare queries that answer the same question.

Ours is everything the window asks a reader for at a keystroke: looking, ranking, marking letters, points, and
the words of each row. The floor is what one would write by hand over the same file, with the same driver and
settings and in one read transaction: the index asked for the words, joined to what the list shows (name, card
number, how to reach them, points), the latest visitors first, twenty rows. It ranks and marks nothing, puts
nothing in words, and is not bounded. What takes less than a tenth of a frame is good whatever its floor: most
of it is then the fixed cost of one look, and no eye or hand can tell.

A question that needs more than one query has as many in its floor: a number may be a card's or a reference,
the end of a phone or card, or its beginning; what was typed with an error, or as it sounds, is first looked
for as it stands, then its words among the words that are alike (one query a word), then the right words.
Which words those are the floor is told; ours judges it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.customers.near_words import SOUND, edits_allowed, spelling_keys
from app.customers.phonetics import sound_of
from app.customers.search_words import backwards
from app.gui.counter.asking import load_the_rest
from app.kernel.book import Book
from tests.benchmarks.report import Row
from tests.benchmarks.shops import Shops

LIMIT = 2.0
FRAME_MS = 1000 / 60
JUDGED_BY_FRAME = 100_000
ROUNDS, AT_ONCE = 5, 9
MOST_MS = 2_000

Query = tuple[str, tuple[str, ...]]

_ROW = """
SELECT c.id, c.name, c.card_number, a.last_visit_at, a.visits,
       (SELECT balance FROM account WHERE customer_id = c.id AND unit = 'points'),
       (SELECT p.normalised FROM contact_point p WHERE p.customer_id = c.id ORDER BY p.position LIMIT 1)
"""
_WHO = "customer c LEFT JOIN customer_activity a ON a.customer_id = c.id"
_INDEXED = f"""{_ROW} FROM customer_search s JOIN customer c ON c.id = s.rowid
LEFT JOIN customer_activity a ON a.customer_id = c.id
WHERE s.customer_search MATCH ? AND c.archived_at IS NULL ORDER BY a.last_visit_at DESC LIMIT 20"""
_EXACT = f"{_ROW} FROM {_WHO} WHERE (c.card_number = ? OR c.reference = ?) AND c.archived_at IS NULL"
_BEGINS = f"""{_ROW} FROM {_WHO} WHERE c.archived_at IS NULL AND c.id IN (
    SELECT id FROM customer WHERE card_number >= ?1 AND card_number < ?2
    UNION SELECT customer_id FROM contact_point WHERE normalised >= ?1 AND normalised < ?2
) ORDER BY a.last_visit_at DESC LIMIT 20"""


def _indexed(expression: str) -> Query:
    return _INDEXED, (expression,)


def _number(digits: str) -> list[Query]:
    queries: list[Query] = [
        (_EXACT, (digits, digits)),
        _indexed(f'"{digits}"* OR "@{digits}"* OR "#{backwards(digits)}"*'),
    ]
    if len(digits) >= 4:
        queries += [(_BEGINS, (start, f"{start}:")) for start in (digits, f"+49{digits}")]
    return queries


def _alike(typed: str, meant: str) -> list[Query]:
    words = typed.split()
    queries = [_indexed(" AND ".join(f'("{word}"* OR "@{word}"*)' for word in words))]
    for word in words:
        keys = (*spelling_keys(word, edits_allowed(word)), SOUND + sound_of(word))
        marks = ",".join("?" * len(keys))
        queries.append((f"SELECT DISTINCT word FROM customer_search_near WHERE key IN ({marks})", keys))
    return [*queries, _indexed(meant)]


def _names(*typed: str) -> dict[str, list[Query]]:
    return {text: [_indexed(" AND ".join(f'"{word}"*' for word in text.split()))] for text in typed}


PROBES: dict[str, dict[str, list[Query]]] = {
    "a name, letter by letter": _names("m", "ma", "mar", "mari", "maria", "maria s", "maria sc", "maria sch"),
    "a family name": _names("s", "sc", "sch", "schm", "schmi", "schmidt"),
    "the end of a phone": {digits: _number(digits) for digits in ("441", "4417")},
    "a scanned card": {"290000000015": [(_EXACT, ("290000000015", "290000000015"))]},
    "an e-mail address": {
        "maria.sch": [_indexed('"maria"* AND "sch"*')],
        "gmail": [_indexed('"gmail"* OR "@gmail"*')],
    },
    "with a typo": {
        "schmitd": _alike("schmitd", '"schmidt"'),
        "hofmanm": _alike("hofmanm", '"hofmann" OR "hoffmann"'),
    },
    "by its sound": {
        "katrin maier": _alike(
            "katrin maier", '("kathryn" OR "katharina") AND ("meyer" OR "maier" OR "mayer")'
        )
    },
}


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds a keystroke in shops of each size: medians over rounds, the mean over a probe's keys."""
    for size in sizes:
        with shops.open(size) as book:
            yield from _of_shop(book, size)


def _of_shop(book: Book, size: int) -> Iterator[Row]:
    load_the_rest()
    from app.gui.models.counter import matches

    slowest = 0.0
    proxy = book.engines.reader.raw_connection()
    bare: Any = proxy.driver_connection
    for name, probe in PROBES.items():
        ours, floor = [], []
        for typed, queries in probe.items():
            one, other = _medians(lambda t=typed: book.ask(matches, t), lambda q=queries: _by_hand(bare, q))
            ours.append(one)
            floor.append(other)
        slowest = max(slowest, *ours)
        middle, least = statistics.mean(ours), statistics.mean(floor)
        yield Row(name, size, middle, least, middle / least, LIMIT, enough=FRAME_MS / 10)
    proxy.close()
    limit = 1.0 if size <= JUDGED_BY_FRAME else None
    yield Row(
        "the slowest of these, by a frame of the screen", size, slowest, FRAME_MS, slowest / FRAME_MS, limit
    )


def _by_hand(bare: Any, queries: Sequence[Query]) -> None:
    bare.execute("BEGIN")
    for sql, values in queries:
        bare.execute(sql, values).fetchall()
    bare.execute("COMMIT")


def _medians(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """Median milliseconds of each, some of ours and as many of the floor in turn, after a turn that warms up;
    fewer turns when one takes long."""
    taken: dict[Callable[[], object], list[float]] = {ours: [], floor: []}
    for number in range(ROUNDS + 1):
        for work, times in taken.items():
            for _time in range(AT_ONCE):
                start = time.perf_counter()
                work()
                if number:
                    times.append((time.perf_counter() - start) * 1000)
        if number and sum(map(sum, taken.values())) > MOST_MS:
            break
    return statistics.median(taken[ours]), statistics.median(taken[floor])
