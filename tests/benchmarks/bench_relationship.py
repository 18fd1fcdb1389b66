"""The steps of all customers beside the bare SQL they need: the same rows, asked for in bare sqlite3 and let
go. Ten purchases and five touchpoints a customer. Then the steps once more after one purchase, beside reading
all of them again; that is told, not judged."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.bootstrap import open_shop
from app.insights.relationship.stages import counts, ladder_over_time
from app.kernel.clock import FixedClock
from app.loyalty.commands import RingUp, ring_up
from tests.benchmarks.report import Row
from tests.benchmarks.search_shop import NOON
from tests.benchmarks.shops import Shops

LIMIT = 3.0
PURCHASES, TOUCHPOINTS = 10, 5
DAYS = 1_400

_KINDS = ("note", "call", "email", "visit", "promise", "feedback", "complaint", "social", "event")
_WEIGHTS = (24, 16, 24, 12, 10, 6, 2, 2, 4)
_STANDS = "FROM touchpoint WHERE removed_at IS NULL AND"
_BARE = (
    """SELECT id, joined_on, favourite != '', alert != '', notes != '', birth_month IS NOT NULL,
       EXISTS (SELECT 1 FROM customer_tag WHERE customer_id = id)
       FROM customer WHERE archived_at IS NULL ORDER BY id""",
    "SELECT customer_id, business_date, amount > refunded FROM purchase WHERE voided_at IS NULL",
    f"""SELECT customer_id, at, kind, data LIKE '%"direction": "out"%'
       {_STANDS} (kind != 'note' OR text != '')""",
    f"""SELECT customer_id, at, kind, data {_STANDS} kind IN ('feedback', 'complaint', 'social')
       ORDER BY at, id""",
    f"SELECT customer_id, at, due_on, done_at {_STANDS} kind = 'promise'",
    "SELECT customer_id, at, channel, given FROM consent ORDER BY id",
    "SELECT referred_by_id, joined_on FROM customer WHERE referred_by_id IS NOT NULL",
    "SELECT customer_id, at FROM redemption WHERE given_back_at IS NULL",
)


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds of a shop of each size."""
    for size in sizes:
        path = shops.copy(size, "relationships")
        fill(path, size)
        bare = min(_taken(lambda path=path: floor(path)) for _round in range(3))
        taken = []
        for _round in range(3):
            with open_shop(path, FixedClock(NOON)) as book:
                taken.append(_taken(lambda book=book: book.ask(counts)))
        yield Row("the steps of all customers", size, min(taken), bare, min(taken) / bare, LIMIT)
        with open_shop(path, FixedClock(NOON)) as book:
            first = _taken(lambda book=book: book.ask(counts))
            book.do(ring_up, RingUp(1, 500))
            after = _taken(lambda book=book: book.ask(counts))
            yield Row(
                "the steps again after one purchase, beside all anew", size, after, first, after / first
            )
            year = _taken(lambda book=book: book.ask(ladder_over_time, 12))
            yield Row(
                "the steps at the end of twelve months, beside one day", size, year, first, year / first
            )
        path.unlink()


def floor(path: Path) -> None:
    """The rows of every question, fetched and let go."""
    connection = sqlite.connect(str(path))
    for asked in _BARE:
        cursor = connection.execute(asked)
        while cursor.fetchmany(500):
            pass
    connection.close()


def fill(path: Path, size: int) -> None:
    """Write the history past the program."""
    draw, today = Random(size), NOON.date()
    connection = sqlite.connect(str(path), isolation_level=None)
    ids = [row[0] for row in connection.execute("SELECT id FROM customer")]

    def moment(ago: int) -> str:
        day = today - timedelta(days=ago)
        return f"{day} {draw.randrange(8, 18):02}:{draw.randrange(60):02}:00.000000"

    def bought() -> Iterator[tuple[Any, ...]]:
        for _each in range(size * PURCHASES):
            at = moment(draw.randrange(DAYS))
            yield draw.choice(ids), at, at[:10], draw.randrange(300, 4_000)

    def happened() -> Iterator[tuple[Any, ...]]:
        for _each in range(size * TOUCHPOINTS):
            kind, ago = draw.choices(_KINDS, _WEIGHTS)[0], draw.randrange(DAYS)
            data: dict[str, object] = {}
            due = done = None
            if kind in ("call", "email", "social"):
                data = {"direction": draw.choice(("in", "out")), "subject": "an order"}
            elif kind == "feedback":
                data = {"score": draw.randrange(1, 6)}
            elif kind == "complaint":
                data = {"put_right": draw.random() < 0.8}
            elif kind == "promise":
                due = str(today - timedelta(days=ago - 7))
                done = moment(max(0, ago - draw.randrange(9))) if draw.random() < 0.97 else None
            yield draw.choice(ids), kind, moment(ago), "words", json.dumps(data, sort_keys=True), due, done

    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO purchase (customer_id, at, business_date, amount, discount, refunded, note, till) "
        "VALUES (?, ?, ?, ?, 0, 0, '', '')",
        bought(),
    )
    connection.executemany(
        "INSERT INTO touchpoint (customer_id, kind, at, text, data, due_on, done_at, till) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, '')",
        happened(),
    )
    connection.execute("COMMIT")
    connection.close()


def _taken(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000
