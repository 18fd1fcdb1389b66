"""A group of five criteria, to the ids of who is in it, beside the bare SQL it needs.

The shop has ten purchases a customer, each with a line. The floor is written by hand for the same file, with
the same driver and settings: one statement where the file answers all; where one's own rhythm or standing is
asked for, that statement and the rows from which it is worked out, fetched and not looked at. Counting while
one builds, and what is told of a group, stand beside the same floors or the statement that gives the sums.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.bootstrap import open_shop
from app.groups.membership import branches, count_of, members_of
from app.groups.preview import preview
from app.groups.rule import Rule, read_rule
from app.kernel.book import Book
from app.kernel.clock import FixedClock
from app.kernel.db import driver
from tests.benchmarks.group_shop import back, fill_groups
from tests.benchmarks.report import Row
from tests.benchmarks.search_shop import NOON
from tests.benchmarks.shops import Shops

LIMIT = 3.0
ROUNDS = 3

_TAG = """c.id IN (SELECT customer_id FROM customer_tag w JOIN tag t ON t.id = w.tag_id
    WHERE t.folded = 'book club')"""
_SPEND = """c.id IN (SELECT customer_id FROM purchase
    WHERE voided_at IS NULL AND business_date BETWEEN ? AND ?
    GROUP BY customer_id HAVING sum(amount - refunded) >= 2000)"""
_VISITS = """c.id IN (SELECT customer_id FROM purchase
    WHERE voided_at IS NULL AND business_date BETWEEN ? AND ?
    GROUP BY customer_id HAVING count(DISTINCT business_date) >= 3)"""
_AWAY = "c.id IN (SELECT customer_id FROM customer_activity WHERE last_visit_at < ?)"
_NOVELS = """c.id NOT IN (SELECT p.customer_id FROM purchase_line l JOIN purchase p ON p.id = l.purchase_id
    WHERE l.category = 'Novels' AND p.voided_at IS NULL AND p.business_date BETWEEN ? AND ?)"""
_CONSENT = """c.id IN (SELECT customer_id FROM consent WHERE given AND id IN (SELECT max(id) FROM consent
    WHERE channel = 'email' GROUP BY customer_id))"""
_OFTEN = "c.id IN (SELECT customer_id FROM customer_activity WHERE visits > 3)"
_FOUND = "SELECT c.id FROM customer c WHERE c.archived_at IS NULL"


def _between(days: int) -> tuple[str, str]:
    return back(days - 1), back(0)


_Q = tuple[str, tuple[Any, ...]]
_FIVE: dict[str, tuple[dict[str, Any], _Q]] = {
    "tag": ({"is": "tag", "tags": ["Book club"]}, (_TAG, ())),
    "spend": ({"is": "spend", "at_least": 2_000, "last": 365}, (_SPEND, _between(365))),
    "visits": ({"is": "visits", "at_least": 3, "last": 365}, (_VISITS, _between(365))),
    "away": ({"is": "last-visit", "at_least": 20}, (_AWAY, (f"{back(19)} 00:00:00.000000",))),
    "novels": ({"not": {"is": "bought", "categories": ["Novels"], "last": 90}}, (_NOVELS, _between(90))),
    "consent": ({"is": "consent", "channel": "email"}, (_CONSENT, ())),
}
_VISIT_ROWS = (
    "SELECT customer_id, business_date FROM purchase WHERE voided_at IS NULL AND customer_id IN ({who})"
)
_HISTORY = """SELECT customer_id, count(*), min(day), max(day), sum(paid),
    sum(CASE WHEN nth = 1 THEN paid END)
    FROM (SELECT customer_id, business_date AS day, sum(amount - refunded) AS paid,
    row_number() OVER (PARTITION BY customer_id ORDER BY business_date) AS nth FROM purchase
    WHERE voided_at IS NULL GROUP BY customer_id, business_date) GROUP BY customer_id"""


def _joined(*names: str) -> tuple[list[dict[str, Any]], _Q]:
    rules = [_FIVE[name][0] for name in names]
    conditions = [_FIVE[name][1] for name in names]
    sql = " AND ".join((_FOUND, *(text for text, _values in conditions)))
    return rules, (sql, tuple(value for _text, values in conditions for value in values))


def rows(sizes: Sequence[int], shops: Shops) -> Iterator[Row]:
    """Milliseconds in shops of so many customers with ten times as many purchases."""
    for size in sizes:
        path = shops.copy(size, "groups")
        fill_groups(path, size)
        bare = driver.connect(path)
        driver.prepare_connection(bare, read_only=True)
        try:
            with open_shop(path, FixedClock(NOON)) as book:
                yield from _of_shop(book, bare, size)
        finally:
            bare.close()


def _of_shop(book: Book, bare: Any, size: int) -> Iterator[Row]:
    def asked(*queries: _Q) -> Callable[[], Any]:
        return lambda: [bare.execute(*query).fetchall() for query in queries]

    five, sql = _joined("tag", "spend", "visits", "away", "novels")
    rule = read_rule({"all": five})
    yield _row("a group of five criteria", size, lambda: book.ask(members_of, rule), asked(sql))
    yield _row("counting it", size, lambda: book.ask(count_of, rule), asked(sql))
    either = read_rule({"any": [{"all": five[:2]}, {"not": {"any": five[2:]}}]})
    yield _row("the five joined by any and not", size, lambda: book.ask(members_of, either), asked(sql))
    told = [(f"{_FOUND} AND {_FIVE[name][1][0]}", _FIVE[name][1][1]) for name in _FIVE if name != "consent"]
    yield _row("counting every part of it", size, lambda: book.ask(branches, rule), asked(*told))
    sums = (f"SELECT count(*), sum(spent) FROM customer_activity WHERE customer_id IN ({sql[0]})", sql[1])
    yield _row("a preview of it", size, lambda: book.ask(preview, rule), asked(sums))
    four, left = _joined("tag", "spend", "consent", "away")
    visits = (_VISIT_ROWS.format(who=left[0]), left[1])
    yield _mixed("five, own rhythm among them", size, book, [*four, {"is": "rhythm", "now": "late"}],
                 asked(left, visits))  # fmt: skip
    often = (_VISIT_ROWS.format(who=f"{_FOUND} AND {_OFTEN}"), ())
    yield _mixed("own rhythm alone", size, book, [{"is": "rhythm", "now": "late"}], asked(often))
    yield _mixed("five, standing among them", size, book, [*four, {"is": "standing", "cells": ["champions"]}],
                 asked(left, (_HISTORY, ())))  # fmt: skip


def _mixed(name: str, size: int, book: Book, parts: list[dict[str, Any]], floor: Callable[[], Any]) -> Row:
    rule: Rule = read_rule(json.dumps({"all": parts}))
    return _row(name, size, lambda: book.ask(members_of, rule), floor)


def _row(name: str, size: int, work: Callable[[], Any], floor: Callable[[], Any]) -> Row:
    """The better of some rounds of each, taken in turns: a machine is not equally busy all the time."""
    times = [(_taken(work), _taken(floor)) for _round in range(ROUNDS)]
    ours, bare = (min(column) for column in zip(*times, strict=True))
    return Row(name, size, ours, bare, ours / bare, LIMIT)


def _taken(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
