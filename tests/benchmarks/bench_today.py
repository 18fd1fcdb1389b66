"""What a day brings in a shop with ten purchases for each customer, beside the bare SQL it needs.

The floor asks the file by hand, each part of the day in one question, and takes all rows as the driver gives
them: birthdays, promises, feedback, new faces, changes of tier, lapsing points, points out, customers served
on nine days, and, for who is late and who is expected, those who may be and the days they came. It computes
no rhythm and makes no words. In the ranked row ours besides tells of everybody who is late what can be
expected, by a model fitted before; the floor reads their history too.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.bootstrap import open_shop
from app.groups.morning import morning
from app.groups.rhythms import (
    EXPECTED_GAPS,
    EXPECTED_VISITS,
    LATE_BY,
    LOOKED_AT,
    LOST_AFTER,
    slipping_away,
)
from app.insights.foretelling.learnt import learnt
from app.insights.rhythm import MIN_GAPS
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from tests.benchmarks.report import Row
from tests.benchmarks.search_shop import NOON
from tests.benchmarks.shops import Shops

LIMIT = 3.0
ROUNDS = 5
EACH = 10
_PORTION = 250
"""Of so many the visits are read at first: the biggest spenders a year stand first when nothing is learnt."""
_TODAY = NOON.date()
_STANDS = "voided_at IS NULL AND (amount > refunded OR (amount = 0 AND refunded = 0)) AND business_date <= ?"


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds in a shop of each size, before and after its models are fitted."""
    for size in sizes:
        path = filled(shops.copy(size, "today"), size)
        connection = driver.connect(path)
        driver.prepare_connection(connection)
        with open_shop(path, FixedClock(NOON)) as book:
            yield from _of_size(book, connection, size)
        connection.close()


def _of_size(book: Book, connection: Any, size: int) -> Iterator[Row]:
    ours, floor = _both(lambda: book.ask(morning), lambda: by_hand(connection, _PORTION))
    yield Row("a day, by what was spent a year", size, ours, floor, ours / floor, LIMIT)
    shop = book.ask(learnt)
    found = book.ask(morning, None, shop)
    if not (found.slipping.rows and found.expected.rows and found.promising.expected):
        raise RuntimeError("nothing is foretold: the benchmark measures nothing")
    late = [one.customer_id for one in book.ask(slipping_away, _TODAY, LOOKED_AT)]
    ours, floor = _both(lambda: book.ask(morning, None, shop), lambda: by_hand(connection, LOOKED_AT, late))
    yield Row("a day, ranked by what can be expected", size, ours, floor, ours / floor, LIMIT)


def filled(path: Path, size: int) -> Path:
    """The shop with `EACH` purchases a customer over two years, as uneven as real ones: some come weekly,
    most now and then, half have stayed away; with promises, feedback and birthdays."""
    chance = random.Random(5)
    connection = driver.connect(path)
    driver.prepare_connection(connection)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO purchase (customer_id, at, business_date, amount, discount, refunded, note, till) "
        "VALUES (?, ?, ?, ?, 0, 0, '', '')",
        _purchases(size, chance),
    )
    connection.execute(
        "UPDATE customer_activity SET (visits, spent, first_visit_on, last_visit_at) = ("
        "SELECT count(DISTINCT business_date), sum(amount), min(business_date), max(at) FROM purchase "
        "WHERE purchase.customer_id = customer_activity.customer_id)"
    )
    connection.executemany(
        "UPDATE customer SET birth_month = ?, birth_day = ?, joined_on = ? WHERE id = ?",
        (
            (chance.randrange(1, 13), chance.randrange(1, 29), _day(chance.randrange(4, 900)), customer)
            for customer in range(1, size + 1)
        ),
    )
    connection.executemany(
        "INSERT INTO touchpoint (customer_id, kind, at, text, data, till, due_on) "
        "VALUES (?, ?, ?, ?, ?, '', ?)",
        _said(size, chance),
    )
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
    return path


def _purchases(size: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    left = size * EACH
    customer = 0
    while left > 0:
        customer = customer % size + 1
        gap = chance.choice((7, 14, 21, 30, 60, 120))
        since = chance.randrange(1, 700) if chance.random() < 0.5 else chance.randrange(1, 2 * gap)
        day = float(since)
        for _visit in range(min(left, 1 + int(chance.paretovariate(0.9) * 3), 200)):
            at = NOON - timedelta(days=day, minutes=chance.randrange(300))
            yield (
                customer,
                at.strftime("%Y-%m-%d %H:%M:%S.%f"),
                at.date().isoformat(),
                chance.randrange(300, 4_000),
            )
            left -= 1
            day += 1 + chance.gauss(gap, gap / 5)


def _said(size: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for customer in range(1, size + 1, 50):
        at = datetime.combine(_TODAY - timedelta(days=chance.randrange(90)), NOON.time(), UTC)
        stamp = at.strftime("%Y-%m-%d %H:%M:%S.%f")
        kind = ("note", "promise", "feedback", "call")[customer // 50 % 4]
        due = _day(chance.randrange(-5, 5)) if kind == "promise" else None
        yield customer, kind, stamp, "Words", '{"score": 3}' if kind == "feedback" else "{}", due


def by_hand(connection: Any, looked_at: int, late: Sequence[int] = ()) -> None:
    """All rows a day needs: with the visits of so many of the biggest spenders, who may be late, and the
    history of those who are."""

    def ask(sql: str, *values: Any) -> list[Any]:
        found: list[Any] = connection.execute(sql, values).fetchall()
        return found

    connection.execute("BEGIN")
    for ahead in range(8):
        on = _TODAY + timedelta(days=ahead)
        ask(
            "SELECT id, name, birth_year, favourite, alert FROM customer WHERE birth_month = ? AND "
            "birth_day = ? AND archived_at IS NULL ORDER BY sort_name",
            on.month, on.day,
        )  # fmt: skip
    for first, last, visits, order, most in (
        (LOST_AFTER, LATE_BY, MIN_GAPS + 1, "spent", looked_at),
        (EXPECTED_GAPS[1], EXPECTED_GAPS[0] - 1, EXPECTED_VISITS, "visits", LOOKED_AT),
    ):
        some = (
            "FROM customer_activity JOIN customer ON customer.id = customer_id WHERE visits >= ? AND "
            f"last_visit_at >= ? AND last_visit_at < ? AND archived_at IS NULL ORDER BY {order} DESC LIMIT ?"
        )
        values = (visits, _day(first), _day(last), LOOKED_AT)
        ask(f"SELECT id, name, favourite, visits, spent, first_visit_on, last_visit_at {some}", *values)
        ask(
            f"SELECT customer_id, business_date FROM purchase WHERE customer_id IN (SELECT id {some}) "
            f"AND {_STANDS} ORDER BY customer_id, at DESC",
            *values[:-1], most, _day(0),
        )  # fmt: skip
    if late:
        ask(
            "SELECT customer_id, count(*), min(business_date), max(business_date), sum(paid) FROM ("
            "SELECT customer_id, business_date, sum(amount - refunded) AS paid FROM purchase WHERE "
            f"customer_id IN ({','.join('?' * len(late))}) AND {_STANDS} "
            "GROUP BY customer_id, business_date) GROUP BY customer_id",
            *late, _day(0),
        )  # fmt: skip
    ask(
        "SELECT touchpoint.id, customer_id, name, text, at, due_on FROM touchpoint JOIN customer ON "
        "customer.id = customer_id WHERE due_on <= ? AND done_at IS NULL AND removed_at IS NULL "
        "ORDER BY due_on",
        _day(0),
    )
    ask(
        "SELECT touchpoint.id, customer_id, name, kind, at, text, data FROM touchpoint JOIN customer ON "
        "customer.id = customer_id WHERE kind IN ('feedback', 'complaint') AND +at >= ? "
        "AND removed_at IS NULL",
        _day(90),
    )
    ask(
        "SELECT customer_id FROM touchpoint WHERE at >= ? AND kind IN ('call', 'message', 'letter')", _day(14)
    )
    ask("SELECT id, name, joined_on FROM customer WHERE joined_on > ? AND archived_at IS NULL", _day(7))
    ask("SELECT customer_id, tier, before FROM tier_change WHERE business_date = ?", _day(1))
    ask("SELECT sum(balance) FROM account WHERE unit = 'points' AND balance > 0")
    ask(
        "SELECT account_id, expires_on, remaining FROM open_lot WHERE expires_on BETWEEN ? AND ?",
        _day(0),
        _day(-30),
    )
    for week in range(9):
        ask(
            "SELECT count(DISTINCT customer_id) FROM purchase WHERE at >= ? AND at < ?",
            _day(7 * week), _day(7 * week - 1),
        )  # fmt: skip
    connection.execute("COMMIT")


def _day(ago: int) -> str:
    return (_TODAY - timedelta(days=ago)).isoformat()


def _both(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """The best of some rounds of each, in milliseconds, taken in turn."""
    best = [float("inf"), float("inf")]
    for _round in range(ROUNDS):
        for at, work in enumerate((ours, floor)):
            start = time.perf_counter()
            work()
            best[at] = min(best[at], (time.perf_counter() - start) * 1000)
    return best[0], best[1]
